"""Across: one table from many runs. The middle, and where 8 of 10 runs lie."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim.words import _, number

if TYPE_CHECKING:
    import pandas as pd

    from sim.trace import Run

Arms = Sequence[Sequence["Run"]]
LOW, HIGH = 0.1, 0.9


def across(
    arms: Arms, measure: Callable[["Run"], Mapping[tuple, float]], keys: Sequence[str]
) -> "pd.DataFrame":
    """Return one row an arm and key: mean, low and high (10th, 90th of 100 runs) over the runs.

    measure: what to count in a run, by key; a key that a run lacks counts as 0 there.
    """
    import pandas as pd

    rows: list[tuple] = []
    for arm, runs in enumerate(arms):
        found = [measure(run) for run in runs]
        known = list(dict.fromkeys(key for one in found for key in one))
        values = np.array([[one.get(key, 0.0) for one in found] for key in known], dtype=float)
        values = values.reshape(len(known), len(found))
        low, high = np.quantile(values, (LOW, HIGH), axis=1)
        spread = zip(known, values.mean(axis=1), low, high, strict=True)
        rows += [(arm, *key, *map(float, numbers), len(runs)) for key, *numbers in spread]
    return pd.DataFrame(rows, columns=["arm", *keys, "mean", "low", "high", "runs"])


def period_days(days: int) -> int:
    """Return how many days a bar stands for: one up to a month, else a week."""
    return 1 if days <= 31 else 7


def several(table: "pd.DataFrame") -> bool:
    """Say whether a table comes from more than one run, so that its spread means something."""
    return bool(len(table) and table["runs"].max() > 1)


def drawn_from(table: "pd.DataFrame", lines: bool = True) -> str:
    """Return how many runs a table comes from, as a sentence below a picture.

    lines: does the picture draw thin lines where 8 of 10 runs lie?
    """
    runs = int(table["runs"].max()) if len(table) else 1
    if runs == 1:
        return _("From one run of each.")
    if not lines:
        return _("Means of {runs} runs of each.").format(runs=number(runs))
    return _("Mean of {runs} runs of each; thin lines: 8 of 10 runs.").format(runs=number(runs))
