"""What a world is made of: places, traits, ties, groups, follows. `sim.world` is the whole."""
