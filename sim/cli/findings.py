"""What an import found: for scripts, for the screen, as a picture, and as a market."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from sim.cli.screen import note, say, say_table
from sim.words import N_

if TYPE_CHECKING:
    from sim.intake.edges import Edges
    from sim.intake.fits import Fit
    from sim.intake.profiles import Profile
    from sim.market import Market


# What the counts and shares of a network are called (`Edges.summary`).
COUNTS = {
    "people": N_("people"),
    "pairs": N_("pairs of people"),
    "lines": N_("lines that were read"),
    "self_loops": N_("lines that tie somebody to themselves"),
    "repeated": N_("lines that repeat a pair"),
    "skipped": N_("lines that were passed over"),
    "mean_degree": N_("contacts a person, mean"),
    "median_degree": N_("contacts a person, middle"),
    "largest_degree": N_("contacts of the best connected"),
    "mutual_share": N_("share of pairs that are tied both ways"),
    "timed": N_("with times"),
}


class Found(Protocol):
    """What was read from a user's files."""

    def tree(self) -> dict[str, Any]:
        """Return everything for scripts."""

    def say(self) -> None:
        """Print a summary."""

    def market(self, name: str, folder: Path) -> dict[str, Any]:
        """Return a market's tree; what it needs beside it goes to `folder`."""

    def draw(self, page: Path, market: Path) -> None:
        """Write a picture as a web page; `market` is the file of the market that was made."""


def of_chat(kind: str, files: Sequence[str], asked: dict[str, Any]) -> "FoundChat":
    """Read the exports of a messenger. asked: members, date_order, chat, base."""
    from sim import intake

    chat = intake.read_chat(kind, files, asked["date_order"], asked["chat"])
    return FoundChat(intake.profile(chat, asked["members"]), _base(asked))


def of_fit(
    kind: str, files: Sequence[str], asked: dict[str, Any], tick: Callable[[int, int], None]
) -> "FoundFit":
    """Read the exports of a messenger and fit behaviour to them.

    asked: members, date_order, chat, base, run_as, draws, most_people, most_days, seed. tick:
    called with (done, total).
    """
    from sim import intake
    from sim.intake.markets import base_market
    from sim.intake.reference import Size

    base = _base(asked)
    usual = Size()
    most = Size(asked["most_people"] or usual.people, asked["most_days"] or usual.days)
    chat = intake.read_chat(kind, files, asked["date_order"], asked["chat"])
    told = intake.profile(chat, asked["members"])
    fit = intake.fit_chat(
        chat, asked["members"], base_market(base=base), asked["run_as"], asked["draws"],
        asked["seed"], most=most, progress=tick,
    )  # fmt: skip
    return FoundFit(told, base, fit)


def of_edges(file: str, asked: dict[str, Any]) -> "FoundEdges":
    """Read an edge list. asked: base."""
    from sim import intake

    base = _base(asked)
    return FoundEdges(intake.read_edges(file), base)


def _base(asked: dict[str, Any]) -> "Market":
    """Return the market that everything else comes from; AddaError for an unknown one."""
    from sim.intake.markets import BASE
    from sim.scenarios import read_market

    return read_market(asked["base"] or BASE)


@dataclass(frozen=True)
class FoundChat:
    """A chat, as statistics without any person in them."""

    profile: "Profile"
    base: "Market"

    def tree(self) -> dict[str, Any]:
        """Return counts first, then the statistics."""
        told = self.profile.to_dict()
        return {**told.pop("chat"), **told}

    def say(self) -> None:
        """Print counts, warnings, and each statistic with its interval."""
        from sim.words import _, digits_of, number

        chat = self.profile.chat
        text = _(
            "{messages} messages of {members} members, {first} to {last};"
            " {notes} notes of the messenger, {skipped} lines passed over"
        )
        days = {end: digits_of(str(chat[end])) for end in ("first", "last")}
        counts = {name: number(chat[name]) for name in ("messages", "members", "skipped")}
        say(text.format(notes=number(chat["system_lines"]), **days, **counts))
        say_passed_over(chat["skipped_why"])
        for warning in chat["warnings"]:
            note(_("careful: {warning}").format(warning=_(warning)))
        rows = [
            (_(one.label), said(one.value), span(one.low, one.high), _(one.unit))
            for one in self.profile
            if one.value is not None
        ]
        heads = ("", _("value"), _("95 % interval"), _("unit"))
        say_table(_("what the chat tells"), heads, rows, numbers=(1, 2))
        withheld = sum(one.value is None for one in self.profile)
        if withheld:
            text = _("{count} more are not told: too few people or cases (--json says why)")
            say(text.format(count=number(withheld)))

    def market(self, name: str, folder: Path) -> dict[str, Any]:
        """Return the market that the profile makes."""
        from sim.intake import market_from_profile

        return market_from_profile(self.profile, name, self.base)

    def draw(self, page: Path, market: Path) -> None:
        """Draw when the community talks."""
        from sim.figures import chat_profile, rhythm_table

        write_page(chat_profile(rhythm_table(self.profile.hour_of_week)), page)


@dataclass(frozen=True)
class FoundFit(FoundChat):
    """A chat with an ensemble of what behaviour fits it."""

    fit: "Fit"

    def tree(self) -> dict[str, Any]:
        """Return the statistics of the chat, then what was fitted."""
        return {**super().tree(), "fit": self.fit.to_dict()}

    def say(self) -> None:
        """Print the statistics, then each parameter: what was known, what fits, what is told."""
        super().say()
        say_fit(self.fit)

    def market(self, name: str, folder: Path) -> dict[str, Any]:
        """Return the market in the middle of what fits; writes all that fits to `folder`."""
        from sim.intake import market_from_fit, write_fit

        tree = market_from_fit(self.profile, self.fit, name, self.base)
        write_fit(self.fit, tree, folder, self.base)
        return tree


def say_fit(fit: "Fit") -> None:
    """Print what was fitted, how well such a fit does, and what the chat cannot tell."""
    from sim.words import _, percent

    rows = [
        (
            row.name, span(row.low, row.high), said(row.value) if row.identified else "–",
            span(row.fit_low, row.fit_high) if row.identified else _("not told by such a chat"),
            percent(row.told), _(row.unit),
        )
        for row in fit.table().itertuples()
    ]  # fmt: skip
    heads = ("", _("published range"), _("fits"), _("90 % interval"), _("told"), _("unit"))
    say_table(_("what fits the chat"), heads, rows, numbers=(2, 4))
    share, (low, high) = fit.covered()
    text = _("in simulated chats, {share} of the 90 % intervals held the truth ({low} to {high})")
    say(text.format(share=percent(share), low=percent(low or 0), high=percent(high or 0)))
    if fit.held_out:
        inside = sum(one.inside for one in fit.held_out)
        text = _("the last third of the chat: {inside} of {all} numbers as the first two foretold")
        say(text.format(inside=inside, all=len(fit.held_out)))
    if fit.strange:
        text = _("careful: hardly any simulated community shows such {names}; left out of the fit")
        note(text.format(names=", ".join(fit.strange)))
    text = _("{communities} communities were simulated in {seconds} s")
    say(text.format(communities=said(len(fit.reference)), seconds=said(round(fit.seconds))))
    say(fit.assumed())


@dataclass(frozen=True)
class FoundEdges:
    """A network of people without names."""

    edges: "Edges"
    base: "Market"

    def tree(self) -> dict[str, Any]:
        """Return the counts and shares of the network."""
        return self.edges.summary()

    def say(self) -> None:
        """Print the counts and shares of the network."""
        from sim.words import _

        told = self.edges.summary()
        say_passed_over(told.pop("skipped_why"))
        rows = [(_(COUNTS[name]), said(value)) for name, value in told.items()]
        say_table(_("the network"), ("", ""), rows, numbers=(1,))

    def market(self, name: str, folder: Path) -> dict[str, Any]:
        """Return a market whose close ties are these; writes the edges to `folder`."""
        from sim.intake import market_from_edges

        return market_from_edges(self.edges, name, folder, self.base)

    def draw(self, page: Path, market: Path) -> None:
        """Draw the people and their ties as they stand on the first day."""
        from sim.figures import map_tables, market_map
        from sim.running import run
        from sim.scenarios import scenario

        first_day = run(scenario("do_nothing", market, days=1), until=1)
        write_page(market_map(*map_tables(first_day)), page)


def say_passed_over(reasons: Mapping[str, int]) -> None:
    """Print what was passed over in a file, and why."""
    from sim.words import _

    for reason, count in reasons.items():
        text = _("passed over: {reason} ({count})")
        say("  " + text.format(reason=_(reason), count=said(count)))


def write_page(picture: Any, page: Path) -> None:
    """Write a picture as a web page that needs nothing else."""
    from sim.figures.page import whole_page
    from sim.words import current

    page.write_text(whole_page(picture, current().lang), encoding="utf-8")


def said(value: Any) -> str:
    """Return a count or a number of four figures as text."""
    from sim.words import _, digits_of, number

    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return number(value) if isinstance(value, int) else digits_of(f"{value:,.4g}")


def span(low: float | None, high: float | None) -> str:
    """Return an interval as text, nothing where it is not known."""
    from sim.words import _

    if low is None or high is None:
        return ""
    return _("{low} to {high}").format(low=said(low), high=said(high))
