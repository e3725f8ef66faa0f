"""Patterns: what the default markets must look like, each statistic of data/patterns.csv from runs.

`table` measures them all; `calibration` fits to those that are not held out.
"""
