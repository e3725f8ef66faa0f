"""`python -m sim.doctor [FILE]`: measure what every lever does, and write it to docs/levers.md."""

import sys
from collections.abc import Iterable
from pathlib import Path

from sim.doctor.claims import EFFECTS
from sim.doctor.effects import PAIRS, Measured, measured
from sim.doctor.measures import said
from sim.doctor.stage import DAYS, PEOPLE

PAGE = Path("docs") / "levers.md"
HEAD = f"""# What each lever does

Made by `python -m sim.doctor`; the tests in `tests/levers` hold every row to its direction.

Each row is one change of one lever, in {PAIRS} pairs of runs of {DAYS} days with some {PEOPLE}
people (more where the row needs them). Both runs of a pair live in one made-up world and share
their luck, so that only the lever differs; the interval is the 95 % one of the mean difference. The
markets were made so that the lever has something to act on: the sizes say that it acts and which
way, and forecast nothing. Rules are those of `sim/rules.py`; "hours" and "calendar" are
bookkeeping.

| lever | change | because | what is measured | before | after | difference | rule |
|---|---|---|---|---:|---:|---:|---|
"""


def page(found: Iterable[Measured]) -> str:
    """Return the page as Markdown, a row an effect."""
    return HEAD + "".join(map(row, found))


def row(one: Measured) -> str:
    """Return an effect as a row of a Markdown table."""
    effect, figures = one.effect, one.paired
    name, unit = said(effect.measure)
    change = f"{_short(effect.before)} → {_short(effect.after)}"
    step = f"{figures.difference:+.3g} ({figures.low:+.3g} to {figures.high:+.3g})"
    sign = "" if one.holds else " **not as stated**"
    cells = (
        f"`{effect.lever}`", change, effect.because, f"{name}, {unit}", f"{figures.mean_a:.3g}",
        f"{figures.mean_b:.3g}", step + sign, effect.rule,
    )  # fmt: skip
    return f"| {' | '.join(cells)} |\n"


def _short(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(_short, value)) or "none"
    if isinstance(value, dict):
        return " ".join(f"{key} {inner}" for key, inner in value.items())
    return "none" if value is None else str(value)


def main(arguments: list[str]) -> int:
    """Write the page. Returns 1 if an effect is not as its rule states."""
    place = Path(arguments[0]) if arguments else PAGE
    found = [measured(effect) for effect in EFFECTS]
    place.write_text(page(found), encoding="utf-8")
    wrong = [one.effect.lever for one in found if not one.holds]
    print(f"{place}: {len(found) - len(wrong)} of {len(found)} effects are as their rules state")
    for lever in wrong:
        print(f"not as stated: {lever}")
    return int(bool(wrong))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
