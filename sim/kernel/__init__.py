"""The compiled engine: the same tick over the same arrays, calling the same rules.

`layout` lays everything that a run touches out as one record; `views` let compiled code read it as
`m.lives[i].aware`. The other modules mirror `sim.person`, `sim.manager`, `sim.delivery` and
`sim.model`, function for function; `stages` puts them in the order of `sim.tick`.
"""
