"""From a chat to an ensemble: which behaviour could have left such a chat behind.

Communities like yours are simulated with behaviour drawn from its published ranges; those whose
chats look like yours tell what fits. What the chat does not tell stays as uncertain as it was.
"""

import time
from dataclasses import dataclass
from threading import Event
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sim.errors import AddaError, shown
from sim.intake.chat import Chat
from sim.intake.informed import changes_at, informed, not_informed
from sim.intake.intervals import Array, Spread, share_interval
from sim.intake.reference import Reference, Size, hosted, like, parts_of, recent, simulated
from sim.intake.regression import Posterior, Regression, best_ridge, folds, needed_stretch
from sim.intake.summaries import Summary
from sim.market import Market
from sim.scenarios import Scenario
from sim.study.runner import Progress
from sim.words import _, number

if TYPE_CHECKING:
    import pandas as pd

DRAWS, FEWEST_DRAWS, MOST_DRAWS = 800, 200, 20_000
LEVEL = 0.9
TOLD = 0.1
_FEWEST_LIVELY = 100
_ENDS = ((1 - LEVEL) / 2, 0.5, (1 + LEVEL) / 2)


@dataclass(frozen=True)
class HeldOut:
    """One number of the last third of a chat, which the fit never saw, and what was foretold."""

    name: str
    seen: float
    low: float
    high: float

    @property
    def inside(self) -> bool:
        """Whether it lies where nine of ten were foretold to lie."""
        return self.low <= self.seen <= self.high


@dataclass(frozen=True)
class Fit:
    """An ensemble: weighted parameter sets that fit a chat, and how far to trust them.

    posterior: places in the ranges. told: share of each parameter's variance that such a chat takes
    away in the mean (0: nothing is learned). coverage: how often an interval of 90 % held the
    truth, for `cases` simulated chats of known behaviour, parameter by parameter. held_out: the
    last third against what the first two thirds foretold. strange: numbers of the chat that hardly
    any simulated one shows, left out of the fit. seconds: how long it took.
    """

    posterior: Posterior
    reference: Reference
    told: Array
    coverage: Array
    cases: int
    held_out: tuple[HeldOut, ...]
    strange: tuple[str, ...]
    seconds: float

    @property
    def names(self) -> tuple[str, ...]:
        """The parameters that were fitted."""
        return tuple(one.name for one in informed())

    @property
    def identified(self) -> tuple[str, ...]:
        """The parameters of which the chat tells something; of the others it tells nothing."""
        return tuple(n for n, share in zip(self.names, self.told, strict=True) if share >= TOLD)

    def covered(self) -> tuple[float, Spread]:
        """Return the share of intervals of 90 % that held the truth, and how sure that is."""
        hits = round(float(self.coverage.mean()) * self.cases)
        return float(self.coverage.mean()), share_interval(hits, self.cases)

    def table(self) -> "pd.DataFrame":
        """Return a line each parameter: name, meaning, unit, low, high (the published range),
        value, fit_low, fit_high (90 %), told (0 to 1), identified, coverage.
        """
        import pandas as pd

        ends = self.posterior.quantiles(_ENDS)
        rows = [
            {
                "name": one.name, "meaning": one.meaning, "unit": one.unit,
                "low": one.low, "high": one.high, "value": float(one.values(middle)),
                "fit_low": float(one.values(low)), "fit_high": float(one.values(high)),
                "told": float(told), "identified": bool(told >= TOLD), "coverage": float(cover),
            }
            for one, (low, middle, high), told, cover in zip(
                informed(), ends.T, self.told, self.coverage, strict=True
            )
        ]  # fmt: skip
        return pd.DataFrame(rows)

    def sets(self, market: Market) -> list[dict[str, float]]:
        """Return the parameter sets for a market, each with its `weight`: behaviour by name, and
        what differs in the market by path. What was not fitted is as it was drawn.
        """
        others = self.reference.others[self.posterior.rows]
        weights = self.posterior.weights / self.posterior.weights.sum()
        return [
            {"weight": float(f"{weight:.6g}"), **changes_at(market, places, rest)}
            for weight, places, rest in zip(weights, self.posterior.places, others, strict=True)
        ]

    def middle(self, market: Market) -> dict[str, Any]:
        """Return the middle of what fits: behaviour by name, and the market's values by path.

        Only what the chat tells of; the rest keeps its best value.
        """
        places = self.posterior.quantiles((0.5,))[0]
        known = {one.name for one in not_informed()}
        unknown = set(self.names) - set(self.identified)
        at = changes_at(market, places, np.full(len(known), 0.5))
        return {name: value for name, value in at.items() if name not in known | unknown}

    def assumed(self) -> str:
        """Say in a sentence what the fit takes for granted, and how much it simulated."""
        text = _(
            "It is taken that your community is run as {strategy} on the market {market}; simulated"
            " were communities amid {people} people over {days} days (at most {most_people} and"
            " {most_days}; your chat spans {span} days)"
        )
        wanted, case = self.reference.like, self.reference.scenario
        counts = {
            "people": case.market.people, "days": wanted.days, "span": wanted.span,
            "most_people": wanted.most.people, "most_days": wanted.most.days,
        }  # fmt: skip
        return text.format(
            strategy=case.strategy.name, market=case.market.name,
            **{name: number(count) for name, count in counts.items()},
        )  # fmt: skip

    def to_dict(self) -> dict[str, Any]:
        """Return all but the sets as plain values."""
        share, (low, high) = self.covered()
        return {
            "communities": len(self.reference),
            "lively": int(self.reference.lively().sum()),
            "people": self.reference.scenario.market.people,
            "days": self.reference.like.days,
            "run_as": self.reference.scenario.strategy.name,
            "base": self.reference.scenario.market.name,
            "assumed": self.assumed(),
            "parameters": self.table().drop(columns="meaning").to_dict("records"),
            "not_identifiable": [name for name in self.names if name not in self.identified],
            "coverage": {"level": LEVEL, "share": share, "low": low, "high": high},
            "held_out": [
                {**vars(one), "inside": one.inside} for one in self.held_out
            ],
            "strange": list(self.strange),
        }  # fmt: skip


def fit_chat(  # noqa: PLR0913 - the last two are how one watches it and stops it
    chat: Chat,
    members: int | None,
    market: Market,
    strategy: str | Scenario = "facilitator",
    draws: int = DRAWS,
    seed: int = 0,
    *,
    most: Size | None = None,
    progress: Progress | None = None,
    cancel: Event | None = None,
) -> Fit:
    """Fit behaviour to a chat.

    members: how many people the community has, if known. market: the people to simulate.
    strategy: how the community is run, as far as one knows. draws: how many communities to live
    through; seed: which; most: how large each may be. Raises AddaError for a chat that tells too
    little, or too few draws.
    """
    if isinstance(draws, bool) or not FEWEST_DRAWS <= draws <= MOST_DRAWS:
        raise AddaError(
            "draws is {draws}, allowed is {least} to {most}",
            draws=shown(draws),
            least=FEWEST_DRAWS,
            most=MOST_DRAWS,
        )
    began = time.monotonic()
    wanted = like(chat, members, most)
    case = hosted(market, strategy, wanted)
    reference = simulated(case, wanted, draws, seed, progress, cancel)
    lately = recent(chat, wanted.days)
    return fitted(reference, parts_of(lately, members), began)


def fitted(
    reference: Reference, seen: tuple[Summary | None, ...], began: float | None = None
) -> Fit:
    """Fit behaviour to the numbers of a chat (whole, first two thirds, last third)."""
    began = time.monotonic() if began is None else began
    whole = _Part(reference, seen[0], 0)
    trial = _trial(whole)
    posterior = whole.regression.posterior(whole.seen).stretched(trial.stretch)
    rows = whole.rows[posterior.rows]
    # What the chat does not tell keeps its published range, as it was drawn.
    places = np.where(trial.told >= TOLD, posterior.places, reference.fitted[rows])
    return Fit(
        posterior=Posterior(rows, places, posterior.weights),
        reference=reference,
        told=trial.told,
        coverage=trial.coverage,
        cases=trial.cases,
        held_out=_held_out(reference, seen),
        strange=whole.strange,
        seconds=time.monotonic() - began,
    )


class _Part:
    """The communities that said enough in a part of their chat, beside the given one."""

    def __init__(self, reference: Reference, seen: Summary | None, part: int) -> None:
        if seen is None:
            raise AddaError("the chat is too quiet to fit anything to it")
        shown = reference.shown[part]
        self.rows = np.flatnonzero(reference.lively(part))
        if len(self.rows) < _FEWEST_LIVELY:
            raise AddaError(
                "only {count} of {all} simulated communities said enough to be held"
                " against the chat; ask for more draws or give the number of members",
                count=len(self.rows),
                all=len(reference),
            )
        known = tuple(name for name in reference.names if name in seen)
        self.strange = _strange(reference, shown[self.rows], seen, known)
        self.names = tuple(name for name in known if name not in self.strange)
        columns = np.array([reference.names.index(name) for name in self.names])
        self.seen = np.array([seen[name] for name in self.names])
        self.shown = shown[np.ix_(self.rows, columns)]
        self.places = reference.fitted[self.rows]
        self.ridge = best_ridge(self.places, self.shown)
        self.regression = Regression(self.places, self.shown, self.ridge)


def _strange(
    reference: Reference, shown: Array, seen: Summary, known: tuple[str, ...]
) -> tuple[str, ...]:
    """Return the numbers that lie beyond all but one in fifty of the simulated ones.

    The model cannot show such communities: fitting to these would bend all else.
    """
    columns = np.array([reference.names.index(name) for name in known])
    low, high = np.quantile(shown[:, columns], (0.01, 0.99), axis=0)
    found = np.array([seen[name] for name in known])
    return tuple(np.array(known)[(found < low) | (found > high)].tolist())


class _Trial(NamedTuple):
    """What fits to simulated chats of known behaviour showed, a number each parameter.

    stretch: by how much intervals are widened, found on half of the cases. coverage: how often they
    then held the truth, in the other half. told: share of the variance of the
    truth that their middles explain.
    """

    stretch: Array
    coverage: Array
    told: Array
    cases: int


def _trial(whole: _Part) -> _Trial:
    """Fit to simulated chats as if each had been given, without itself and others of its part."""
    found: dict[int, Posterior] = {}
    for out in folds(len(whole.rows)):
        regression = Regression(whole.places[~out], whole.shown[~out], whole.ridge)
        found |= {int(row): regression.posterior(whole.shown[row]) for row in np.flatnonzero(out)}
    half = len(found) // 2
    needed = [needed_stretch(found[row], whole.places[row], _ENDS) for row in range(half)]
    stretch = np.maximum(np.quantile(needed, LEVEL, axis=0), 0.5)
    hits, spread = np.zeros((2, len(stretch)))
    for row in range(half, len(found)):
        posterior = found[row].stretched(stretch)
        low, middle, high = posterior.quantiles(_ENDS)
        hits += (low <= whole.places[row]) & (whole.places[row] <= high)
        spread += (middle - whole.places[row]) ** 2
    cases = len(found) - half
    told = 1.0 - spread / cases / np.var(whole.places, axis=0)
    return _Trial(stretch, hits / cases, np.clip(told, 0.0, 1.0), cases)


def _held_out(reference: Reference, seen: tuple[Summary | None, ...]) -> tuple[HeldOut, ...]:
    """Return the numbers of the last third beside what a fit to the first two thirds foretells."""
    if seen[1] is None or seen[2] is None:
        return ()
    try:
        train = _Part(reference, seen[1], 1)
    except AddaError:
        return ()
    posterior = train.regression.posterior(train.seen)
    rows = train.rows[posterior.rows]
    lived = reference.lively(2)[rows]
    if lived.sum() < 20:
        return ()
    found = []
    for column, name in enumerate(reference.names):
        if name in seen[2]:
            values = reference.shown[2][rows[lived], column]
            ends = Posterior(rows[lived], values[:, None], posterior.weights[lived])
            low, _middle, high = ends.quantiles(_ENDS)[:, 0].tolist()
            found.append(HeldOut(name, seen[2][name], low, high))
    return tuple(found)
