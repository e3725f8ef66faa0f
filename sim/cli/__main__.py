"""`python -m sim.cli` is `adda`."""

from sim.cli import main

main(prog_name="adda")
