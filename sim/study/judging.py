"""Judging: from all plans that a search tried to the few that stand, on luck it had not seen."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.errors import AddaError
from sim.outcomes import OUTCOMES, outcome
from sim.scenarios import Scenario
from sim.study.choices import Budget
from sim.study.plans import Plan, Plans, lettered
from sim.study.search import best_few, not_beaten
from sim.words import N_, translator

START = N_("start")


@dataclass(frozen=True)
class Tried:
    """A plan that was tried: its ends, and by how much money it is over budget (0: within)."""

    case: Scenario
    ends: np.ndarray
    over: float


@dataclass(frozen=True)
class Aim:
    """What a search is for: where it starts, within which budget, and on which ends to do well."""

    start: Scenario
    budget: Budget
    ends: tuple[str, ...]

    @property
    def upwards(self) -> list[bool]:
        """Of each end, whether more is better."""
        return [outcome(name).better != "lower" for name in self.ends]

    def read(self, case: Scenario, values: np.ndarray) -> Tried:
        """Return how a plan did in values[pair, outcome]; what does not apply counts as 0."""
        row = np.nan_to_num(values).mean(axis=0)
        money = row[_numbers(["money"])[0]]
        over = 0.0 if self.budget.money is None else float(max(0.0, money - self.budget.money))
        return Tried(case, row[_numbers(self.ends)], over)


@dataclass(frozen=True)
class Front:
    """What a search found: a few plans that stand for all that no other one beats.

    ends[plan, end]: of all of the front, as the search saw them. tried: plans in all.
    """

    few: tuple[Tried, ...]
    ends: np.ndarray
    tried: int


def front(aim: Aim, tried: Sequence[Tried], most: int) -> Front:
    """Return up to twice as many plans as are wanted, for fresh luck to choose among.

    Raises AddaError where no plan stays within the money.
    """
    within = [one for one in tried if one.over == 0.0]
    if not within:
        raise AddaError("no plan that was tried stays within the money: allow more, or more trials")
    seen = np.stack([one.ends for one in within])
    best = np.flatnonzero(not_beaten(seen, aim.upwards))
    few = tuple(within[best[i]] for i in best_few(seen[best], aim.upwards, 2 * most))
    return Front(few, seen[best], len(tried))


def judged(aim: Aim, found: Front, fresh: np.ndarray, most: int) -> Plans:
    """Return the best few on fresh luck: fresh[plan, pair, outcome], the start before the few.

    Raises AddaError where none of them stays within the money there.
    """
    begun, *rest = fresh
    again = [aim.read(one.case, values) for one, values in zip(found.few, rest, strict=True)]
    within = [number for number, one in enumerate(again) if one.over == 0.0]
    if not within:
        raise AddaError("no plan stays within the money on fresh luck: allow more, or more trials")
    ends = np.stack([again[number].ends for number in within])
    stays = not_beaten(ends, aim.upwards)
    order = best_few(ends, aim.upwards, len(within))
    chosen = [within[i] for i in order if stays[i]][:most]
    plans = [
        Plan("", found.few[n].case,
             dict(zip(aim.ends, found.few[n].ends.tolist(), strict=True)), rest[n])
        for n in chosen
    ]  # fmt: skip
    begin = Plan(translator()(START), aim.start, {}, begun, front=False)
    return Plans(
        aim.budget, aim.ends, begin, lettered(plans), found.tried, found.ends, len(found.ends)
    )


def _numbers(names: Sequence[str]) -> list[int]:
    order = list(OUTCOMES)
    return [order.index(name) for name in names]
