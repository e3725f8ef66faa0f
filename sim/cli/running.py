"""`adda run`: one community, one strategy, one course of luck."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sim.cli.front import Verb
from sim.cli.inputs import (
    changes_of,
    days_option,
    json_option,
    lang_option,
    market_option,
    replace_option,
    scenario_of,
    seed_option,
    set_option,
    with_changes,
)
from sim.cli.screen import note, progress, say, say_json, say_table
from sim.cli.writing import refuse_taken, whole_folder
from sim.errors import Said
from sim.words import N_

if TYPE_CHECKING:
    import pandas

    from sim.trace import Run


# What is said of a share table that is not kept in memory.
_FORMS = {
    "written": N_("The {shares} shares were written to a file in chunks; outcomes are the same."),
    "summed": N_("The {shares} shares were summed; there is no table of single ones."),
}


@click.command(
    cls=Verb,
    short_help="Run one strategy once.",
    examples=(
        "adda run interest_centric",
        "adda run facilitator --market neighbourhood --days 30 --seed 7",
        "adda run brand_centric --set strategy.control=0.8 --set market.people=500",
        "adda run my_strategies/mine.yaml --out my_runs/first",
    ),
)
@click.argument("strategy")
@market_option
@days_option
@seed_option
@set_option
@click.option(
    "--engine", default="auto", show_default=True, metavar="auto|compiled|mesa",
    help="Both give the same tables; Mesa's can be read and is slow.",
)  # fmt: skip
@click.option("--memory", metavar="SIZE", help="Most that the run may take, such as 2GB.")
@click.option(
    "--keep", default="auto", show_default=True, metavar="auto|memory|file|sums",
    help="How single shares are kept: on file if they do not fit, or summed.",
)  # fmt: skip
@click.option("--out", metavar="FOLDER", help="Keep all tables there, as Parquet files.")
@replace_option
@lang_option
@json_option
def run(strategy: str, seed: int, out: str | None, as_json: bool, **asked: Any) -> None:
    """Run STRATEGY once and print its outcomes.

    STRATEGY is a template (`adda list`), a .yaml file with a strategy, or one with a whole
    scenario. One run is one course of luck: to choose between strategies use `adda compare`.
    """
    from sim import outcomes, running, words
    from sim.world import checked_seed

    words.translator(asked["lang"])
    checked_seed(seed)
    scenario = scenario_of(strategy, asked["market"], asked["days"])
    scenario = with_changes(scenario, changes_of(asked["sets"]))
    if out:
        refuse_taken(Path(out), asked["replace"], Said("choose another --out"))
    with progress(f"{scenario.strategy.name} on {scenario.market.name}, days") as tick:
        done = running.run(
            scenario, seed, engine=asked["engine"], memory=asked["memory"], keep=asked["keep"],
            progress=tick,
        )  # fmt: skip
    if out:
        with whole_folder(Path(out)) as folder:
            done.save(folder)
    told = outcomes.table(done, asked["lang"])
    if as_json:
        say_json(_tree(done, told, out))
    else:
        with words.speaking(asked["lang"]):
            _say(done, told, out)


def _tree(done: "Run", told: "pandas.DataFrame", out: str | None) -> dict[str, Any]:
    values = told.set_index("outcome")[["value", "unit"]].to_dict("index")
    return {"manifest": dict(done.manifest), "outcomes": values, "written": out}


def _say(done: "Run", told: "pandas.DataFrame", out: str | None) -> None:
    from sim.outcomes import KINDS
    from sim.words import _, number

    case = done.scenario
    title = _("{strategy} on {market}: {people} people, {days} days, seed {seed}").format(
        strategy=case.strategy.title, market=case.market.title,
        people=number(case.market.people), days=number(case.days), seed=done.manifest["seed"],
    )  # fmt: skip
    kept = told[told.value.notna()]
    rows = [
        (_(KINDS[row.kind]) if first else "", row.label, number(row.value), row.unit)
        for row, first in zip(kept.itertuples(), ~kept.kind.duplicated(), strict=True)
    ]
    say_table(title, ("", _("outcome"), _("value"), _("unit")), rows, numbers=(2,))
    if form := _FORMS.get(done.share_table.form):
        note(_(form).format(shares=number(done.share_table.count)))
    if out:
        say(_("wrote {file}").format(file=out))
