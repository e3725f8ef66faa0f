"""How much the command line, and so `make run`, does when it is not told. Decided only here."""

MARKET = "boutique"
DAYS = 90
PAIRS = 32
SEED = 0
