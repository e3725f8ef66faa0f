"""Calibration: which parameter sets the published patterns rule out, by history matching.

`waves` is the procedure, `space` what is searched, `points` how a set is tried, `emulator` what
stands in for runs, `record` what is kept in data/calibration. `python -m sim.cli calibrate` and
`adda calibrate` run it. Method: Craig et al. (1997), Vernon, Goldstein and Bower (2010); for
agent-based models Andrianakis et al. (2015).
"""
