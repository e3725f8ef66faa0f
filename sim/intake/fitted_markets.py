"""A market made by fitting: the middle of what fits in the market, all that fits in its sets."""

from pathlib import Path
from typing import Any

from sim.intake.fits import Fit
from sim.intake.informed import split
from sim.intake.markets import BASE, base_market, people_of, settled, title_of
from sim.intake.profiles import Profile
from sim.market import Market
from sim.scenarios import read_market
from sim.study.own_sets import SUFFIX, write_sets

_LONGEST_STORY = 1_990


def market_from_fit(
    profile: Profile, fit: Fit, name: str, base: str | Path | Market = BASE
) -> dict[str, Any]:
    """Return a market, ready to be written as YAML: your numbers where your chat tells of them.

    base: the market that the fit was made on, for everything else. Its sets (`write_fit`) say how
    far the numbers may be off. Raises AddaError when `name` cannot be a market's name.
    """
    market = base_market(name, base)
    people, members = people_of(profile)
    behaviour, changes = split(fit.middle(market))
    tree = market.tree() | {"people": int(people.value)}
    tree["behaviour"] = {**tree["behaviour"], **behaviour}
    for path, value in changes.items():
        _market, _segments, number, key = path.split(".")
        tree["segments"][int(number)][key] = value
    tree["brand"]["members"] = members.value
    tree["title"] = title_of(profile, name)
    tree["story"] = _story(people.note, fit, _called(base))
    return settled(tree)


def write_fit(
    fit: Fit, market: dict[str, Any], folder: Path, base: str | Path | Market = BASE
) -> Path:
    """Write the weighted parameter sets of a fit beside its market, NAME_sets.csv; return it."""
    place = folder / f"{market['name']}{SUFFIX}"
    write_sets(place, fit.sets(base_market(market["name"], base)))
    return place


def _called(base: str | Path | Market) -> str:
    """Return the name of the market that everything else comes from."""
    return read_market(base).name


def _story(people: str, fit: Fit, base: str) -> str:
    """Return which numbers are the user's own, and what the chat could not tell."""
    told, (low, high) = fit.covered()
    lines = [
        f"{row.name} {row.value:.3g} ({row.fit_low:.3g} to {row.fit_high:.3g})"
        for row in fit.table().itertuples()
        if row.identified
    ]
    unknown = ", ".join(name for name in fit.names if name not in fit.identified)
    case = fit.reference.scenario
    said = (
        f"People: {people}. Fitted to your chat, with {len(fit.reference):,} simulated communities "
        f"run as {case.strategy.name}, amid {case.market.people:,} people over "
        f"{fit.reference.like.days} days: {'; '.join(lines)} (90 % intervals; in"
        f" simulated chats {told:.0%} of such intervals held the truth, {low:.0%} to {high:.0%})."
        f" Your chat tells nothing of {unknown}: they keep their published ranges in the sets"
        f" beside this file. Everything else is as in the market {base}."
    )
    return said[:_LONGEST_STORY]
