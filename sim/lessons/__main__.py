"""`python -m sim.lessons 5`: every question of a lesson with its answer, for the teacher."""

import argparse
import sys

from sim.errors import AddaError
from sim.lessons import LESSONS, lesson

# Where a lesson takes place when nothing else is said; the same as in its workbook.
PLACES = {"loyalty": ("study_groups", "school")}


def main() -> int:
    """Print the key of a lesson. Returns 2 for what is not allowed."""
    asked = argparse.ArgumentParser(prog="python -m sim.lessons", description=__doc__)
    asked.add_argument("number", type=int, choices=range(1, len(LESSONS) + 1))
    asked.add_argument("--strategy")
    asked.add_argument("--market")
    asked.add_argument("--days", type=int, default=90)
    asked.add_argument("--replicates", type=int, default=16)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--lang", default="en")
    given = asked.parse_args()
    name = list(LESSONS)[given.number - 1]
    strategy, market = PLACES.get(name, ("interest_centric", "boutique"))
    where = (given.strategy or strategy, given.market or market, given.days)
    try:
        print(lesson(name, *where, given.replicates, given.seed, given.lang).key())
    except AddaError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
