"""Verdict: what a comparison says in words. Every sentence is made from its numbers.

Money (sales, margin, what is left after the work is paid) and community (belonging, affinity) are
both spoken of, also where they disagree; what is too close to call is called so, with how many more
pairs would settle it.
"""

from typing import TYPE_CHECKING

from sim.outcomes import OUTCOMES, Outcome
from sim.study.paired import Arm, Paired
from sim.words import Words

if TYPE_CHECKING:
    from sim.study.comparison import Comparison

MONEY = ("sales", "margin", "profit")
COMMUNITY = ("belonging", "affinity")
MOST_MORE_PAIRS = 10_000
SLIGHT = 0.01


def sentences(study: "Comparison", say: Words, day: int) -> list[str]:
    """Return the verdict at a day: the bottom line, each outcome, and what it cannot tell."""
    if study.same:
        alike = say.gettext(
            "The two strategies are the same: not one outcome differs in any of the {pairs} pairs."
        )
        return [alike.format(pairs=say.number(study.replicates))]
    return [
        _bottom_line(study, say, day),
        *(_about(study, OUTCOMES[name], say, day) for name in (*MONEY, *COMMUNITY)),
        *_other_way_round(study, say, day),
        _ground(study, say),
    ]


def _bottom_line(study: "Comparison", say: Words, day: int) -> str:
    money, community = (_leader(study, names, day) for names in (MONEY, COMMUNITY))
    if "split" in (money, community):
        return _split(study, say, day)
    return _pointing(money, community, say).format(
        money=say(_name(study, money)),
        community=say(_name(study, community)),
        days=say.number(day),
    )


def _pointing(money: str, community: str, say: Words) -> str:
    """Return the sentence for who leads in money and in community: "a", "b" or "" for neither."""
    if money and money == community:
        return say.gettext("After {days} days “{money}” is ahead in money and in community.")
    if money and community:
        return say.gettext(
            "After {days} days the two disagree: “{money}” earns more, “{community}” means more to"
            " people; which of them counts is yours to say."
        )
    if money:
        return say.gettext(
            "After {days} days “{money}” is ahead in money; for the community it is too close to"
            " call."
        )
    if community:
        return say.gettext(
            "After {days} days “{community}” is ahead in community; in money it is too close to"
            " call."
        )
    return say.gettext("After {days} days it is too close to call, in money and in community.")


def _split(study: "Comparison", say: Words, day: int) -> str:
    """Return the sentence for counts of one kind that disagree: which speak for whom."""
    led: dict[str, list[str]] = {"a": [], "b": []}
    for name in (*MONEY, *COMMUNITY):
        one, found = OUTCOMES[name], study.paired(name, day)
        arm = "" if slight(found, one) else found.favours(one.better)
        if arm:
            label = say(one.label)
            led[arm].append(label[:1].lower() + label[1:])
    said = say.gettext(
        "After {days} days it depends on what counts. Better with “{a}”: {for_a}. Better with"
        " “{b}”: {for_b}."
    )
    return said.format(
        days=say.number(day),
        a=say(study.names[0]),
        b=say(study.names[1]),
        for_a=", ".join(led["a"]),
        for_b=", ".join(led["b"]),
    )


def _leader(study: "Comparison", names: tuple[str, ...], day: int) -> str:
    """Return the arm that leads in some of these and trails in none, "split", or "" for neither."""
    leaders = set()
    for name in names:
        one, found = OUTCOMES[name], study.paired(name, day)
        if not slight(found, one):
            leaders.add(found.favours(one.better))
    leaders.discard("")
    return "split" if len(leaders) > 1 else "".join(leaders)


def slight(found: Paired, one: Outcome) -> bool:
    """Is a difference, however sure, too small to choose by? (Limits are ours: 1 %, or 0.01.)"""
    if one.form == "count":
        return abs(found.difference) < SLIGHT * max(abs(found.mean_a), abs(found.mean_b))
    return abs(found.difference) < SLIGHT


def _name(study: "Comparison", arm: str) -> str:
    return study.names["ab".index(arm)] if arm in ("a", "b") else ""


def _about(study: "Comparison", one: Outcome, say: Words, day: int) -> str:
    found = study.paired(one.name, day)
    words = {"label": say(one.label), **_numbers(study, one, found, say)}
    if found.call == "none":
        return say.gettext("{label}: does not apply to both.").format(**words)
    if found.call == "same":
        return say.gettext("{label}: the same in every pair.").format(**words)
    if found.call == "open":
        return _open(found, say).format(**words)
    if slight(found, one):
        said = say.gettext(
            "{label}: as good as equal, {mean_a} with “{a}” and {mean_b} with “{b}”; the difference"
            " of {difference} is sure (95% interval {low} to {high}) but small."
        )
        return said.format(**words)
    said = say.gettext(
        "{label}: “{winner}” is ahead, {winning} against {losing} on average; the difference is"
        " {lead} (95% interval {least} to {most}) and shows in {share} of the pairs."
    )
    return said.format(**words)


def _numbers(study: "Comparison", one: Outcome, found: Paired, say: Words) -> dict[str, str]:
    """Return the numbers of an outcome in words; `lead` is the difference as the winner's."""
    winner: Arm = found.favours(one.better)
    away = abs(found.difference)
    least, most = sorted((abs(found.low), abs(found.high)))
    share = found.b_better(one.better)[0]
    a, b = (one.said(mean, say, study.currency) for mean in (found.mean_a, found.mean_b))
    return {
        "a": say(study.names[0]),
        "b": say(study.names[1]),
        "mean_a": a,
        "mean_b": b,
        "winner": say(_name(study, winner)),
        "winning": a if winner == "a" else b,
        "losing": b if winner == "a" else a,
        "difference": one.said_apart(found.difference, say, study.currency, signed=True),
        "low": one.apart(found.low, say, signed=True),
        "high": one.apart(found.high, say, signed=True),
        "lead": one.said_apart(away, say, study.currency),
        "least": one.apart(least, say),
        "most": one.apart(most, say),
        "share": say.percent(1.0 - share if winner == "a" else share),
        "more": say.number(found.more_pairs),
    }


def _open(found: Paired, say: Words) -> str:
    if found.more_pairs > MOST_MORE_PAIRS:
        return say.gettext(
            "{label}: too close to call, {mean_a} with “{a}” and {mean_b} with “{b}”; the"
            " difference may be anything from {low} to {high} (95%), and no number of further"
            " pairs that is worth the wait would settle it."
        )
    return say.ngettext(
        "{label}: too close to call, {mean_a} with “{a}” and {mean_b} with “{b}”; the difference"
        " may be anything from {low} to {high} (95%), and about {more} more pair would settle it.",
        "{label}: too close to call, {mean_a} with “{a}” and {mean_b} with “{b}”; the difference"
        " may be anything from {low} to {high} (95%), and about {more} more pairs would settle it.",
        found.more_pairs,
    )


def _other_way_round(study: "Comparison", say: Words, day: int) -> list[str]:
    """Return what was clearly the other way round at an earlier horizon."""
    found = []
    for name in (*MONEY, *COMMUNITY):
        one = OUTCOMES[name]
        now = study.paired(name, day).favours(one.better)
        for earlier in study.horizons:
            before = study.paired(name, earlier).favours(one.better)
            if earlier < day and now and before and before != now:
                said = say.gettext("{label}: after {days} days “{winner}” was ahead.")
                words = {"label": say(one.label), "days": say.number(earlier)}
                found.append(said.format(winner=say(_name(study, before)), **words))
    return found


def _ground(study: "Comparison", say: Words) -> str:
    said = say.ngettext(
        "This is from {pairs} pair of simulated runs on the market “{market}”, where both met the"
        " same people and the same luck; it compares, and does not forecast what you will sell.",
        "This is from {pairs} pairs of simulated runs on the market “{market}”, where both met the"
        " same people and the same luck; it compares, and does not forecast what you will sell.",
        study.replicates,
    )
    return said.format(pairs=say.number(study.replicates), market=say(study.a.market.title))
