"""`adda validate`: does the engine land on what is known, or: is a file what it should be?"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sim.cli.front import Verb
from sim.cli.inputs import json_option, lang_option
from sim.cli.screen import complain, progress, say, say_json, say_table
from sim.errors import AddaError, shown

if TYPE_CHECKING:
    from sim.schema import Part
    from sim.validation.claim import Claim
    from sim.validation.lines import Line


@click.command(
    cls=Verb,
    short_help="Check the engine against what is known, or files for faults.",
    examples=(
        "adda validate --quick",
        "adda validate L1 L6 C1",
        "adda validate my_strategies/mine.yaml",
        "adda validate my_markets/*.yaml --json",
    ),
)
@click.argument("what", nargs=-1, metavar="[LINE|FILE]...")
@click.option("--quick", is_flag=True, help="Fewer runs: a minute in all, and wider intervals.")
@lang_option
@json_option
def validate(what: tuple[str, ...], quick: bool, lang: str, as_json: bool) -> int:
    """Check the engine against exact and published results, or files for faults.

    Without a name every line is checked: L1 to L10 are results that the engine must reproduce, C1
    to C3 mistakes of analysts that it must show. Each figure is told with what was published, our
    own, its 95 % interval and whether it holds; leaves with 1 if one does not. At full size this
    takes many minutes. LINE is one of them, such as L4.

    FILE holds a scenario, a strategy or a market; leaves with 2 if one is wrong.
    """
    files = [name for name in what if _is_file(name)]
    if files and len(files) < len(what):
        raise AddaError("lines of the validation and files cannot be checked together")
    if files:
        return _check_files(files, as_json)
    return _check_lines(what, "quick" if quick else "full", lang, as_json)


def _is_file(name: str) -> bool:
    return "." in name or "/" in name or "\\" in name or Path(name).exists()


# the engine -------------------------------------------------------------------------------------


def _check_lines(names: tuple[str, ...], size: str, lang: str, as_json: bool) -> int:
    from sim import words
    from sim.validation.lines import lines_named

    words.translator(lang)
    lines = lines_named(names)
    with words.speaking(lang):
        found = [(line, _claims(line, size, as_json)) for line in lines]
        missed = [claim for _line, claims in found for claim in claims if not claim.held]
        if as_json:
            trees = [_tree(line, claim) for line, claims in found for claim in claims]
            say_json({"size": size, "claims": trees, "held": not missed})
        else:
            _say_sum(sum(len(claims) for _line, claims in found), missed)
    return 1 if missed else 0


def _claims(line: "Line", size: str, as_json: bool) -> "list[Claim]":
    """Check one line, and print what was found as soon as it is known."""
    from sim.validation.trials import Trials
    from sim.words import _

    with progress(f"{line.name} {_(line.title)}") as tick:
        claims = list(line.claims(size, Trials(progress=tick)))
    if not as_json:
        _say_line(line, claims)
    return claims


def _say_line(line: "Line", claims: "list[Claim]") -> None:
    from sim.words import _, current

    rows = [
        (claim.called(current()), _(claim.claim), _figure(claim.published), _figure(claim.ours),
         _interval(claim), _band(claim), _("holds") if claim.held else _("DOES NOT HOLD"))
        for claim in claims
    ]  # fmt: skip
    heads = ("", _("claim"), _("published"), _("ours"), _("95 % interval"), _("must be"), "")
    say_table(f"{line.name} {_(line.title)}", heads, rows, numbers=(2, 3))
    say(_(line.means))
    say(_("Source: {source}").format(source="; ".join(dict.fromkeys(c.source for c in claims))))
    say()


def _say_sum(figures: int, missed: "list[Claim]") -> None:
    from sim.words import ngettext, number

    if not missed:
        said = ngettext("{count} figure, and it holds.", "{count} figures, and all hold.", figures)
        say(said.format(count=number(figures)))
        return
    said = ngettext(
        "{count} figure does not hold: {names}.", "{count} figures do not hold: {names}.",
        len(missed),
    )  # fmt: skip
    say(said.format(count=number(len(missed)), names=", ".join(claim.name for claim in missed)))


def _figure(value: float) -> str:
    from sim.words import number

    return number(value) if value == value else ""


def _interval(claim: "Claim") -> str:
    from sim.words import _

    if claim.spread != claim.spread or claim.spread == 0:
        return ""
    low, high = claim.ours - claim.spread, claim.ours + claim.spread
    return _("{low} to {high}").format(low=_figure(low), high=_figure(high))


def _band(claim: "Claim") -> str:
    """Return where our figure must lie, in words."""
    from math import isinf

    from sim.words import _

    low, high = claim.low, claim.high
    if isinf(low):
        return _("at most {high}").format(high=_figure(high))
    if isinf(high):
        return _("at least {low}").format(low=_figure(low))
    if high - low < 1e-6:
        return _("exactly {value}").format(value=_figure((low + high) / 2))
    return _("{low} to {high}").format(low=_figure(low), high=_figure(high))


def _tree(line: "Line", claim: "Claim") -> dict[str, Any]:
    from sim.words import _

    title, means = _(line.title), _(line.means)
    return {**claim.row(), "claim": _(claim.claim), "title": title, "means": means}


# files ------------------------------------------------------------------------------------------


def _check_files(files: list[str], as_json: bool) -> int:
    told = [_looked_at(Path(file)) for file in files]
    if as_json:
        say_json(told)
    for one in told:
        if one["error"]:
            complain(one["error"])
        elif not as_json:
            say(f"{one['file']}: a {one['kind']}, '{one['title']}', nothing wrong")
    return 2 if any(one["error"] for one in told) else 0


def _looked_at(file: Path) -> dict[str, Any]:
    try:
        kind, part = read_any(file)
    except AddaError as error:
        return {"file": str(file), "kind": None, "title": None, "error": str(error)}
    return {"file": str(file), "kind": kind, "title": _title(part), "error": None}


def _title(part: Any) -> str:
    return part.title if hasattr(part, "title") else f"{part.strategy.title} on {part.market.title}"


def read_any(file: Path) -> "tuple[str, Part]":
    """Read a file as what its keys say it is. Returns scenario, strategy or market, and the part.

    Raises AddaError with one sentence where the file does not hold what it should.
    """
    from sim.market import Market
    from sim.scenarios import read_market, read_scenario, read_strategy
    from sim.strategy import Strategy
    from sim.yaml_text import read_yaml

    tree, _lines = read_yaml(file)
    if not isinstance(tree, dict):
        raise AddaError(
            "{file}: expected the keys of a scenario, a strategy or a market", file=shown(file)
        )
    if file.suffix not in (".yaml", ".yml"):
        raise AddaError(
            "{file}: the name must end in .yaml, or no command will take it", file=shown(file)
        )
    if {"strategy", "market"} & set(tree):
        return "scenario", read_scenario(file)
    about_market = set(tree) & set(Market.model_fields)
    if len(about_market) > len(set(tree) & set(Strategy.model_fields)):
        return "market", read_market(file)
    return "strategy", read_strategy(file)
