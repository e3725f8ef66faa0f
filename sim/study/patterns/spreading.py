"""How stories spread: the shape of what is seen in public, copies in private, adoption."""

from collections.abc import Sequence

import numpy as np

from sim import cascades, facts, rules
from sim.study.patterns.statistic import NOTHING, Part
from sim.trace import Run

LARGE, AROUND_LARGE = 100, (80, 120)
DEEPEST, FEWEST_IN_GENERATION = 7, 20
FEWEST_COPIES = 20
A_YEAR = 365


def one_generation(run: Run) -> Part:
    """Return (public cascades that end within one generation, public cascades)."""
    depths = _public(run).depths
    return np.array([(depths <= 1).sum(), len(depths)], float)


def hundred_plus(run: Run) -> Part:
    """Return (public cascades of a hundred people or more, public cascades)."""
    sizes = _public(run).sizes
    return np.array([(sizes >= LARGE).sum(), len(sizes)], float)


def virality_at_100(run: Run) -> Part:
    """Return the structural virality of public cascades of 80 to 120 people."""
    forest = _public(run)
    low, high = AROUND_LARGE
    return forest.virality[(forest.sizes >= low) & (forest.sizes <= high)]


def cascade_halftime_hours(run: Run) -> Part:
    """Return the hours to half of the final size of public cascades of three or more.

    Only of those that began on a microblog, where it was published: a post elsewhere may be seen
    for days. The steps are those of the market's tick.
    """
    forest = _public(run)
    order = np.lexsort((forest.tick, forest.tree))
    starts = np.searchsorted(forest.tree[order], np.arange(len(forest.sizes)))
    began = run.tables["shares"]["channel"][forest.share[order][starts]]
    large = (forest.sizes >= 3) & np.isin(began, _microblogs())
    half = starts[large] + forest.sizes[large] // 2
    ticks = forest.tick[order]
    return (ticks[half] - ticks[starts[large]]) * float(run.scenario.market.tick_hours)


def retweets_per_generation(run: Run) -> Part:
    """Return how many public shares each generation of public cascades has."""
    return np.bincount(np.minimum(_public(run).depth, DEEPEST), minlength=DEEPEST + 1) * 1.0


def next_per_share(parts: Sequence[Part]) -> float:
    """Return the mean onward shares of a share, over the generations one to five."""
    shares = np.sum(parts, axis=0)
    found = [
        shares[depth + 1] / shares[depth]
        for depth in range(1, 6)
        if shares[depth] >= FEWEST_IN_GENERATION
    ]
    return float(np.mean(found)) if found else NOTHING


def private_copies_hill(run: Run) -> Part:
    """Return how often each story was shared in private groups, if at least twice."""
    shares = run.tables["shares"]
    copies = np.bincount(shares["story"][shares["venue_kind"] == rules.GROUP])
    return copies[copies >= 2].astype(float)


def hill(parts: Sequence[Part]) -> float:
    """Return Hill's estimate of the exponent of a power law from two copies on."""
    copies = np.concatenate(parts)
    if len(copies) < FEWEST_COPIES:
        return NOTHING
    return 1.0 + len(copies) / float(np.log(copies / 1.5).sum())


def bass_q_word_of_mouth(run: Run) -> Part:
    """Return how many people bought for the first time on each day; the last is how many live."""
    first = run.tables["daily"]["first_purchases"].astype(float)
    return np.append(first, run.scenario.market.people)


def bass_q(parts: Sequence[Part]) -> float:
    """Return the yearly internal influence of a Bass curve fitted to first purchases."""
    from scipy.optimize import curve_fit

    daily = np.mean(parts, axis=0)
    people, adopted = daily[-1], np.cumsum(daily[:-1])
    if len(adopted) < A_YEAR or adopted[-1] <= 0:
        return NOTHING
    years = np.arange(1, len(adopted) + 1) / A_YEAR

    def curve(t: np.ndarray, p: float, q: float, m: float) -> np.ndarray:
        fading = np.exp(-(p + q) * t)
        return m * (1 - fading) / (1 + q / p * fading)

    bounds = ([1e-5, 1e-5, adopted[-1] * 0.9], [3.0, 10.0, max(people, adopted[-1])])
    start = (0.1, 0.4, min(adopted[-1] * 1.5, bounds[1][2]))
    try:
        found, _covariance = curve_fit(curve, years, adopted, p0=start, bounds=bounds)
    except RuntimeError:  # no curve of this kind comes near
        return NOTHING
    return float(found[1])


def _microblogs() -> list[int]:
    rows = facts.channels().rows
    return [number for number, row in enumerate(rows) if row.category == "microblog"]


def _public(run: Run) -> "cascades.Forest":
    """Return the trees that can be seen in public: of posts on feeds and pages."""
    return cascades.cascades(run.tables["shares"], ("feed", "page"))
