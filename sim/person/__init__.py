"""What a person does, by theme: reading, passing on, buying, belonging. `sim.agents` puts it together."""
