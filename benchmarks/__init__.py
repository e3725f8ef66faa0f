"""Measure Adda: against its peers, against the memory-bound limit, and as users feel it.

`python -m benchmarks` plans the measurements, lets each run in a process of its own (`worker`),
and writes tables to `results/`. Whoever is compared does the same work (`works`), is asked for
the same answer first, and then takes turns with us in one process (`pairs`).
"""
