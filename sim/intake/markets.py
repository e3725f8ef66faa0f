"""A market made from your own community: what the export tells replaces the shipped numbers.

Everything that an export cannot tell (prices, the brand, attitudes) stays as in a base market
(`boutique`, or the one you choose), and the market's story says which numbers are yours.
"""

from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

import numpy as np

from sim import facts
from sim.errors import Said
from sim.intake.edges import Edges
from sim.intake.profiles import Profile
from sim.market import Market
from sim.scenarios import read_market
from sim.words import _

BASE = "boutique"
MESSAGES = "segments.messages_per_day, times"
_WHERE = Said("the market from your export")
SURROUNDINGS = 10
"""People around a community, its members included, for each member: an assumption."""
FEWEST, MOST = 200, 20_000
_USUAL_SILENT = 0.3
_USUAL_BELONGING = 0.3
_FEWEST_NEWCOMERS = 20
_LONGEST_STORY = 1_990


@dataclass(frozen=True)
class Change:
    """One number of the market that comes from your export.

    key: where it stands in the market ("segments." means in each of them). note: how it came.
    """

    key: str
    value: float
    note: str


def market_from_profile(
    profile: Profile, name: str, base: str | Path | Market = BASE
) -> dict[str, Any]:
    """Return a market, ready to be written as YAML, made from the profile of a chat.

    base: the market that everything else comes from. Raises AddaError when `name` cannot be a
    market's name.
    """
    market = base_market(name, base)
    changes = changes_from(profile, market)
    tree = market.tree()
    for change in changes:
        _apply(tree, change)
    tree["title"] = title_of(profile, name)
    tree["story"] = _told(f"From your {_called(profile)} export:", changes, read_market(base).name)
    return settled(tree)


def market_from_edges(
    edges: Edges, name: str, folder: str | Path, base: str | Path | Market = BASE
) -> dict[str, Any]:
    """Return a market whose close ties are the given edges, and write these beside it.

    The pairs go to `NAME_edges.csv` in `folder`, as numbers from 0. base: the market that
    everything else comes from. Raises AddaError when `name` cannot be a market's name; then nothing
    is written.
    """
    tree = base_market(name, base).tree()
    tree["people"] = edges.people
    tree["network"]["edges"] = f"{name}_edges.csv"
    groups = tree["network"]["groups"]
    groups["mean_size"] = min(groups["mean_size"], float(edges.people))
    tree["title"] = _("A market on a given network")
    tree["story"] = (
        f"From your edge list: {edges.people:,} people and {len(edges.pairs):,} close ties, "
        f"numbered without names. Everything else is as in the market {read_market(base).name}."
    )
    tree = settled(tree)
    _write_pairs(Path(folder) / tree["network"]["edges"], edges.pairs)
    return tree


def changes_from(profile: Profile, market: Market) -> list[Change]:
    """Return the numbers of `market` that a profile replaces."""
    found = [*people_of(profile), *_talk(profile, market)]
    found += [_silent(profile), _needs(profile, market)]
    found += [*_newcomers(profile), _leaving(profile), _replies(profile)]
    return [change for change in found if change is not None]


def base_market(name: str | None = None, base: str | Path | Market = BASE) -> Market:
    """Return the market that everything starts from, under a name; AddaError for a bad name.

    name: None keeps its own. base: a shipped market, a file, or a market; given ties of its own do
    not fit other people.
    """
    tree = read_market(base).tree()
    tree["name"] = tree["name"] if name is None else name
    tree["network"]["edges"] = None
    return Market.parse(tree, _WHERE)


def _apply(tree: dict[str, Any], change: Change) -> None:
    part, _dot, key = change.key.rpartition(".")
    if change.key == MESSAGES:
        for segment in tree["segments"]:
            messages = segment["messages_per_day"] * change.value
            segment["messages_per_day"] = _kept(messages, 0, 500)
    elif part == "segments":
        for segment in tree["segments"]:
            segment[key] = change.value
    else:
        (tree[part] if part else tree)[key] = change.value


def people_of(profile: Profile) -> tuple[Change, Change]:
    """Return how many people there are around a community, and the share who are in it."""
    members = profile.value("members")
    source = "as many members as you said"
    if members is None:
        members = (profile.value("writers") or 0) / (1 - _USUAL_SILENT)
        source = f"the writers, and {_USUAL_SILENT:.0%} who only read (assumed)"
    people = int(min(max(round(members * SURROUNDINGS), FEWEST), MOST))
    note = f"{SURROUNDINGS} people around for each member (assumed), by {source}"
    share = _kept(members / people, 0, 1)
    return Change("people", people, note), Change("brand.members", share, "the members you have")


def _talk(profile: Profile, market: Market) -> list[Change | None]:
    """Return how much more or less people write than in the base market, and how unequally."""
    rate, spread = profile.value("rate_median"), profile.value("rate_spread")
    if rate is None or spread is None:
        return []
    groups = market.network.groups.per_person
    usual = sum(one.share * one.messages_per_day for one in market.segments)
    usual /= sum(one.share for one in market.segments)
    scale = Change(
        MESSAGES,
        rate * groups / usual,
        f"the middle writer's {rate:.2g} messages a day here, in each of {groups:g} groups "
        "(assumed alike)",
    )
    return [scale, Change("segments.message_spread", _kept(spread, 0, 4), "as among the writers")]


def _silent(profile: Profile) -> Change | None:
    silent = profile.value("lurker_share")
    if silent is None:
        return None
    note = "members who never wrote here; too many, for they may write elsewhere"
    return Change("segments.silent", _kept(silent, 0, 0.95), note)


def _needs(profile: Profile, market: Market) -> Change | None:
    asked = profile.value("questions_per_writer_day")
    if asked is None:
        return None
    silent = profile.value("lurker_share")
    writing = 1 - (_USUAL_SILENT if silent is None else silent)
    interest = fmean(segment.interest.middle for segment in market.segments)
    note = "opening questions a member and day, over the middle interest; question marks only"
    return _behaviour("need_rate", asked * writing / interest, note)


def _newcomers(profile: Profile) -> list[Change | None]:
    found: list[Change | None] = []
    for name in ("return_answered", "return_unanswered"):
        measure = profile[name]
        if measure.value is not None and measure.people >= _FEWEST_NEWCOMERS:
            found.append(_behaviour(name, measure.value, f"of {measure.people} newcomers"))
    return found


def _leaving(profile: Profile) -> Change | None:
    rate = profile.value("leave_rate")
    if rate is None:
        return None
    note = f"leaves a member and day, for members of a belonging of {_USUAL_BELONGING} (assumed)"
    return _behaviour("leave_rate", rate / (1 - _USUAL_BELONGING) ** 2, note)


def _replies(profile: Profile) -> Change | None:
    share = profile.value("reply_share")
    return None if share is None else _behaviour("reply_share", share, "messages that use reply")


def _behaviour(name: str, value: float, note: str) -> Change:
    """Return a change of behaviour, held within the range that is thought plausible."""
    known = facts.parameters()[name]
    held = _kept(value, known.low, known.high)
    if not known.low <= value <= known.high:
        note += f"; {value:.2g} in the export, held within {known.low:g} to {known.high:g}"
    return Change(f"behaviour.{name}", held, note)


def _kept(value: float, low: float, high: float) -> float:
    return float(f"{min(max(value, low), high):.4g}")


def title_of(profile: Profile, name: str) -> str:
    """Return the title of a market made from a chat."""
    return _("{name}: a market from a {messenger} export").format(
        name=name.replace("_", " ").capitalize(), messenger=_(_called(profile))
    )


def settled(tree: dict[str, Any]) -> dict[str, Any]:
    """Return a market's tree checked, with every default filled in."""
    return Market.parse(tree, _WHERE).tree()


def _called(profile: Profile) -> str:
    names = {"whatsapp": "WhatsApp", "telegram": "Telegram", "messenger": "Messenger"}
    return names[profile.chat["messenger"]]


def _told(start: str, changes: list[Change], base: str) -> str:
    """Return the story: each number that is the user's own, and the way it came about."""
    parts = [f"{change.key} {change.value:,.4g} ({change.note})" for change in changes]
    end = f" Everything else is as in the market {base}."
    return f"{start} {'; '.join(parts)}."[: _LONGEST_STORY - len(end)] + end


def _write_pairs(path: Path, pairs: np.ndarray[Any, Any]) -> None:
    """Write pairs as text, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".unfinished-{path.name}")
    try:
        np.savetxt(beside, pairs, fmt="%d", delimiter=",", header="first,second", comments="")
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
