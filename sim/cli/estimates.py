"""What analytics and sales tell: an interval and a target, but no market of their own."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.cli.findings import said, say_passed_over, span, write_page
from sim.cli.screen import note, say, say_table
from sim.errors import AddaError, nearest, shown
from sim.words import N_

if TYPE_CHECKING:
    from sim.intake.adoption import Series
    from sim.intake.bass_curve import BassFit, Estimate
    from sim.intake.web_analytics.analytics import Analytics
    from sim.intake.web_analytics.dark import DarkShare


SWITCH = {"on": True, "off": False}
PERIODS = {
    "day": N_("days"),
    "week": N_("weeks"),
    "month": N_("months"),
    "quarter": N_("quarters"),
    "year": N_("years"),
}
A_PERIOD = {
    "day": N_("1/day"),
    "week": N_("1/week"),
    "month": N_("1/month"),
    "quarter": N_("1/quarter"),
    "year": N_("1/year"),
}


@dataclass(frozen=True)
class FoundAnalytics:
    """A dark-social share, and what it was reckoned from."""

    read: "Analytics"
    dark: "DarkShare"

    def tree(self) -> dict[str, Any]:
        """Return what was read, then what it says, then every assumption."""
        return {
            **self.read.summary(),
            "dark_social": self.dark.to_dict(),
            "assumptions": asdict(self.dark.assumptions),
        }

    def say(self) -> None:
        """Print what was read, the reckoning line by line, and the share with its ends."""
        from sim.words import _, current, digits_of, percent

        told = self.read.summary()
        text = _("{visits} visits on {pages} pages, {first} to {last}; {skipped} rows passed over")
        counts = {"visits": told["visits"], "pages": told["pages"]}
        counts["skipped"] = sum(told["skipped"].values())
        days = {end: digits_of(told[end] or "?") for end in ("first", "last")}
        say(text.format(**days, **{name: said(count) for name, count in counts.items()}))
        say_passed_over(told["skipped"])
        for warning in self.dark.warnings:
            note(_("careful: {warning}").format(warning=_(warning)))
        rows = [
            (row.step, said(row.central), span(row.low, row.high))
            for row in self.dark.table(current().lang).itertuples()
        ]
        say_table(
            _("dark social, in visits"), ("", "", _("from the least to the most")), rows, (1,)
        )
        say(_(self.dark.statement))
        for text, share in (
            (
                _("of all visits, {central} came from private sharing: {low} to {high}"),
                self.dark.share,
            ),
            (
                _("of what talk brought, {central} came without a trace: {low} to {high}"),
                self.dark.of_talk,
            ),
        ):
            if share is not None:
                low, central, high = map(percent, share)
                say(text.format(low=low, central=central, high=high))

    def draw(self, page: Path) -> None:
        """Draw the reckoning."""
        from sim.figures import dark_interval
        from sim.words import current

        write_page(dark_interval(self.dark.table(current().lang), self.dark.share), page)


@dataclass(frozen=True)
class FoundSales:
    """A Bass curve fitted to a series of adopters."""

    series: "Series"
    fit: "BassFit"

    def tree(self) -> dict[str, Any]:
        """Return the series in counts, the fit, and what a calibration should meet."""
        return {**self.series.summary(), "bass": self.fit.to_dict(), "target": self.fit.target()}

    def say(self) -> None:
        """Print the series in a line, and p, q, m and the peak with their intervals."""
        from sim.words import _, digits_of

        told = self.series.summary()
        say(
            _("{total} adopters in {periods} periods ({step}) from {first}").format(
                total=said(told["total"]), periods=said(told["periods"]),
                step=_(PERIODS[told["step"]]), first=digits_of(told["first"] or "?"),
            )
        )  # fmt: skip
        say_passed_over(told["skipped"])
        for warning in (*told["warnings"], *self.fit.warnings):
            note(_("careful: {warning}").format(warning=_(warning)))
        fit, step = self.fit, told["step"]
        rows = [
            _line(_("external influence p"), fit.p, _(A_PERIOD[step])),
            _line(_("word of mouth q"), fit.q, _(A_PERIOD[step])),
            _line(_("word of mouth q, a year"), fit.yearly("q"), _(A_PERIOD["year"])),
            _line(_("all who will adopt m"), fit.m, _("adopters")),
            _line(_("peak after"), fit.peak, _(PERIODS[step])),
            (_("share of the variation that the curve follows"), said(fit.r2), "", ""),
        ]
        say_table(_("the Bass curve"), ("", "", _("95 % interval"), ""), rows, numbers=(1, 2))

    def draw(self, page: Path) -> None:
        """Draw the series beside the curve."""
        from sim.figures import bass_fit

        fit = self.fit
        write_page(bass_fit(fit.table(), fit.step, fit.yearly("q"), fit.peak), page)


def _line(label: str, found: "Estimate", unit: str) -> tuple[str, str, str, str]:
    from sim.words import _

    ends = (_("not bounded") if end is None else said(end) for end in found[1:])
    low, high = ends
    return label, said(found.value), _("{low} to {high}").format(low=low, high=high), unit


def of_analytics(
    files: Sequence[str], direct: str | None, assumed: Iterable[str]
) -> FoundAnalytics:
    """Read web analytics and reckon the dark share. assumed: NAME=VALUE texts of assumptions."""
    from sim.intake.web_analytics import dark_share, read_analytics

    assumptions = assumptions_of(assumed)
    read = read_analytics(list(files), direct=direct)
    return FoundAnalytics(read, dark_share(read, assumptions))


def of_sales(
    files: Sequence[str], series: str | None, column: str | None, date_order: str | None
) -> FoundSales:
    """Read a series of adopters and fit a Bass curve to it."""
    from sim.intake.adoption import fit_bass, read_series

    if len(files) != 1:
        raise AddaError("sales are read from one file, {count} were given", count=len(files))
    read = read_series(files[0], series, column, date_order)
    return FoundSales(read, fit_bass(read))


def assumptions_of(texts: Iterable[str]) -> Any:
    """Return the assumptions with NAME=VALUE replaced: off, on, a number, or low,central,high."""
    from sim.intake.web_analytics.assumptions import Assumptions, Range
    from sim.yaml_text import parse_yaml

    usual = Assumptions()
    known = [one.name for one in fields(Assumptions)]
    changes: dict[str, Any] = {}
    for text in texts:
        name, equals, written = text.partition("=")
        if not equals or name not in known:
            raise AddaError(
                "--assume {text}: expected NAME=VALUE{hint} (known: {known})",
                text=shown(text),
                hint=nearest(name, known),
                known=", ".join(known),
            )
        listed = "," in written and not written.startswith("[")
        value, _lines = parse_yaml(f"[{written}]" if listed else written, f"--assume {shown(name)}")
        value = SWITCH.get(value, value) if isinstance(value, str) else value
        changes[name] = _fitting(name, value, getattr(usual, name), Range)
    return Assumptions(**changes)


def _fitting(name: str, value: Any, usual: Any, span: Any) -> Any:
    """Return the value of an assumption in the type of its usual one; off leaves a range out."""
    ranged = isinstance(usual, span)
    if value is False and (ranged or usual is None):
        return None
    if isinstance(usual, bool):
        if isinstance(value, bool):
            return value
        raise AddaError("--assume {name}: expected on or off", name=name)
    numbers = isinstance(value, list) and all(_number(part) for part in value)
    if ranged and numbers and len(value) == 3:
        return span(*map(float, value))
    if name == "survey" and numbers and len(value) == 2:
        return tuple(map(int, value))
    if name == "typed_pages" and isinstance(value, list | str):
        return tuple(map(str, value if isinstance(value, list) else [value]))
    if not ranged and isinstance(usual, int | float) and _number(value):
        return type(usual)(value)
    if ranged:
        raise AddaError("--assume {name}: expected low,central,high or off", name=name)
    raise AddaError("--assume {name}: expected a number, or numbers between commas", name=name)


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def written_json(tree: Mapping[str, Any]) -> str:
    """Return what was found as the text of a JSON file."""
    return json.dumps(tree, indent=2, allow_nan=False, default=list) + "\n"
