"""Why believe it: exact and published results that the engine must reproduce.

Each set-up runs through the front door (`World.from_edges`, the neutral market, `sim.run`), so that
anybody can write another one in the same way. See docs/limits.md.
"""
