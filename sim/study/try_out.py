"""Try out: well-known questions about one plan, each as a handful of ways set side by side.

A question changes one thing of the plan and keeps the rest, the hours of work among it: a way that
costs more work than there is drops posts, and that counts.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sim import facts
from sim.errors import AddaError, nearest, shown
from sim.outcomes import Outcome
from sim.scenarios import Scenario
from sim.study.crisis_drill import COUNTED, friday_night
from sim.study.side_by_side import run_ways
from sim.study.ways import Ways
from sim.words import N_, _, ngettext, number, speaking

TIMES_A_WEEK = (1, 3, 6, 12)
PAGE_COUNTS = (1, 2, 3, 5)
ROOM_SIZES = (15, 50, 200)
GROUPS_ON, CHANNEL_ON = "whatsapp", "telegram"
BIG_ROOM, BIG_CHANNEL = 1024, 200_000
DELAYS = (2, 12, 36, 96)
LISTENING = (0, 0.5, 2, 6)
GOODWILL = (-0.1, 0.1, 0.3, 0.5)
MIXES: Mapping[str, Mapping[str, float]] = {
    N_("offers and news"): {"offer": 2, "product_news": 2},
    N_("helpful posts"): {"helpful": 1},
    N_("conversation and members' own work"): {"conversation": 3, "spotlight": 1},
    N_("a bit of everything"): {
        "offer": 1, "product_news": 1, "helpful": 1, "conversation": 1, "spotlight": 1, "raffle": 1,
        "survey": 1, "event": 0.5, "invitation": 0.5,
    },
}  # fmt: skip

Made = Mapping[str, Scenario]


@dataclass(frozen=True)
class Question:
    """A question: what the ways are, which outcomes answer it, what else is counted."""

    ways: Callable[[Scenario], Made]
    main: tuple[str, ...]
    further: tuple[Outcome, ...] = ()


def try_out(  # noqa: PLR0913 - the front door; all but the first two are optional
    what: str | Mapping[str, Mapping[str, Any]],
    plan: Scenario,
    replicates: int = 16,
    seed: int = 0,
    lang: str = "en",
    main: Sequence[str] | None = None,
) -> Ways:
    """Try several ways of doing one thing in a plan, on the same worlds and with the same luck.

    what: the name of a question (`QUESTIONS`), or label -> changes by key path as in
    `Scenario.changed`. main: the outcomes that the answer tells of, instead of the question's own.

    Raises AddaError for an unknown question, fewer than two ways, or a change that is not allowed.
    """
    with speaking(lang):
        question = _question(what)
        made = question.ways(plan)
    told = question.main if main is None else tuple(main)
    return run_ways(made, replicates, seed, further=question.further, main=told, lang=lang)


def _question(what: str | Mapping[str, Mapping[str, Any]]) -> Question:
    if not isinstance(what, str):
        named = what.items()
        return Question(lambda plan: {_(name): plan.changed(dict(one)) for name, one in named},
                        Ways.main)  # fmt: skip
    if what not in QUESTIONS:
        raise AddaError(
            "'{what}' is no known question{hint}", what=shown(what), hint=nearest(what, QUESTIONS)
        )
    return QUESTIONS[what]


def used_pages(plan: Scenario) -> tuple[str, ...]:
    """Return the public channels of a market, the one that most people use first."""
    segments = plan.market.segments
    users = {
        row.name: sum(part.share * part.channels.get(row.name, 0.0) for part in segments)
        for row in facts.channels().rows
        if not row.private
    }
    return tuple(sorted((name for name in users if users[name] > 0), key=lambda name: -users[name]))


def _as_planned(label: str, mine: bool) -> str:
    return _("{way} (as planned)").format(way=label) if mine else label


def _times(plan: Scenario) -> Made:
    mine = plan.strategy.posts_per_week
    made = {}
    for times in sorted({*TIMES_A_WEEK, mine}):
        said = ngettext("{count} post a week", "{count} posts a week", times)
        label = said.format(count=number(times))
        made[_as_planned(label, times == mine)] = plan.changed({"strategy.posts_per_week": times})
    return made


def _mixes(plan: Scenario) -> Made:
    kinds = type(plan.strategy.content).model_fields
    made = {_("as planned"): plan}
    for label, mix in MIXES.items():
        content = {kind: float(mix.get(kind, 0.0)) for kind in kinds}
        made[_(label)] = plan.changed({"strategy.content": content})
    return made


def _copies(plan: Scenario) -> Made:
    mine = plan.strategy.copy_style
    labels = {"native": _("a version for each channel"), "cross_posted": _("the same everywhere")}
    return {
        _as_planned(label, style == mine): plan.changed({"strategy.copy_style": style})
        for style, label in labels.items()
    }


def _on_pages(plan: Scenario, pages: Sequence[str]) -> Scenario:
    """Return the plan on these pages, without the dated posts for pages that are gone."""
    places = {*pages, plan.strategy.presence.home}
    kept = [each.tree() for each in plan.strategy.calendar if each.channel in {None, *places}]
    return plan.changed({"strategy.presence.pages": list(pages), "strategy.calendar": kept})


def _one_page_each(plan: Scenario) -> Made:
    mine = plan.strategy.presence.pages
    made = {_("as planned: {pages}").format(pages=_titles(mine)): plan}
    for name in used_pages(plan)[:4]:
        if mine != (name,):
            made[_("only {page}").format(page=_titles([name]))] = _on_pages(plan, [name])
    return made


def _page_counts(plan: Scenario) -> Made:
    order, made = used_pages(plan), {}
    for many in (*PAGE_COUNTS, len(order)):
        pages = order[:many]
        label = _("{count}: {pages}").format(count=number(len(pages)), pages=_titles(pages[:2]))
        if len(pages) > 2:
            label += " …"
        made[label] = _on_pages(plan, pages)
    return made


def _rooms(plan: Scenario) -> Made:
    made = {}
    for size in (*ROOM_SIZES, BIG_ROOM):
        label = _("{place}, rooms of up to {size}")
        made[label.format(place=_titles([GROUPS_ON]), size=number(size))] = _at_home(
            plan, GROUPS_ON, size
        )
    channel = _("{place}, one room for all").format(place=_titles([CHANNEL_ON]))
    made[channel] = _at_home(plan, CHANNEL_ON, BIG_CHANNEL)
    made[_("no room of our own")] = _at_home(plan, None, ROOM_SIZES[-1])
    return made


def _at_home(plan: Scenario, home: str | None, size: int) -> Scenario:
    presence = {**plan.strategy.presence.tree(), "home": home, "room_size": size}
    places = {None, home, *plan.strategy.presence.pages}
    kept = [each.tree() for each in plan.strategy.calendar if each.channel in places]
    return plan.changed({"strategy.presence": presence, "strategy.calendar": kept})


def _titles(names: Sequence[str]) -> str:
    return ", ".join(_(facts.channels()[name].title) for name in names) or _("none")


def _tones(plan: Scenario) -> Made:
    labels = {
        "apologise": _("apologise"), "explain": _("explain"), "deny": _("deny"),
        "silence": _("say nothing"),
    }  # fmt: skip
    return _crises(plan, "tone", labels)


def _delays(plan: Scenario) -> Made:
    said = _("answer {hours} h after noticing")
    return _crises(plan, "response_hours", {h: said.format(hours=number(h)) for h in DELAYS})


def _listening(plan: Scenario) -> Made:
    said = _("listen {hours} h a week")
    return _crises(plan, "monitoring_hours", {h: said.format(hours=number(h)) for h in LISTENING})


def _crises(plan: Scenario, lever: str, labels: Mapping[Any, str]) -> Made:
    night = friday_night(plan)
    path = f"strategy.crisis_plan.{lever}"
    return {label: night.changed({path: value}) for value, label in labels.items()}


def _goodwill(plan: Scenario) -> Made:
    night, said = friday_night(plan), _("mean attitude {value} before it")
    return {
        said.format(value=number(value, 1, signed=True)): night.changed(
            {"market.brand.affinity": value}
        )
        for value in GOODWILL
    }


AFTER_A_CRISIS = ("crisis_damage", "crisis_recovery", "rumour_reach", "sales")
QUESTIONS: Mapping[str, Question] = {
    "how_often": Question(_times, ("sales", "affinity", "unfollows", "dropped")),
    "what": Question(_mixes, ("sales", "affinity", "belonging", "dropped")),
    "where": Question(_one_page_each, ("sales", "reach", "affinity", "dropped")),
    "copy": Question(_copies, ("sales", "affinity", "hours", "dropped")),
    "rooms": Question(_rooms, ("sales", "members", "belonging", "peer_share")),
    "platforms": Question(_page_counts, ("sales", "reach", "affinity", "dropped")),
    "tone": Question(_tones, AFTER_A_CRISIS, COUNTED),
    "delay": Question(_delays, AFTER_A_CRISIS, COUNTED),
    "listening": Question(
        _listening, ("crisis_damage", "hours_to_answer", "rumour_reach"), COUNTED
    ),
    "goodwill": Question(_goodwill, ("crisis_damage", "spoke_up", "rumour_reach"), COUNTED),
}
