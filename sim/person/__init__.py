"""What a person does, by theme, each building on the one before.

`slots` (who one is) -> `senses` (what it means to me) -> `memory` -> `passing` -> `belonging` ->
`buying` -> `reading` -> `visiting`; `sim.agents.Person` is the whole.
"""
