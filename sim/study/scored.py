"""Scored: the usual estimates of dark social against the truth, over many runs."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from sim import dashboard
from sim.running import run
from sim.scenarios import Scenario
from sim.study.compare import replicate_seeds
from sim.study.paired import paired
from sim.study.points import checked_alone
from sim.study.work import Arrays, Work
from sim.words import translator

if TYPE_CHECKING:
    import pandas

COLUMNS = ("value", "truth", "right", "found")


@dataclass(frozen=True, eq=False)
class Scored:
    """Estimates of the visits that came from the dark: values[run, estimate, column].

    estimates: names (`dashboard.ESTIMATES`). Columns: value, truth, right, found, as
    `dashboard.estimates` explains them.
    """

    scenario: Scenario
    estimates: tuple[str, ...]
    values: np.ndarray

    def table(self, lang: str = "en") -> "pandas.DataFrame":
        """Return one row an estimate, over the runs.

        estimate, label, value and truth (means), bias (mean error) with low and high (95 %),
        factor (value over truth, of the means), rmse, right, found (means).
        """
        import pandas

        say, rows = translator(lang), []
        for number, name in enumerate(self.estimates):
            value, truth, right, found = self.values[:, number].T
            off = paired(truth, value)
            rows.append({
                "estimate": name, "label": say(dashboard.ESTIMATES[name]),
                "value": float(value.mean()), "truth": float(truth.mean()),
                "bias": off.difference, "low": off.low, "high": off.high,
                "factor": float(value.sum() / truth.sum()) if truth.sum() else float("nan"),
                "rmse": float(np.sqrt(((value - truth) ** 2).mean())),
                "right": _mean(right), "found": _mean(found),
            })  # fmt: skip
        return pandas.DataFrame(rows)

    def sentence(self, lang: str = "en") -> str:
        """Return by how much each estimate is off, on average."""
        say = translator(lang)
        said = []
        for row in self.table(lang).itertuples():
            text = say.gettext(
                "“{label}” is off by {bias} visits ({low} to {high}) where {truth} came from the"
                " dark."
            )
            words = {"label": row.label, "bias": say.number(row.bias, signed=True),
                     "low": say.number(row.low, signed=True),
                     "high": say.number(row.high, signed=True),
                     "truth": say.number(row.truth)}  # fmt: skip
            said.append(text.format(**words))
        return " ".join(said)


def scored(
    scenario: Scenario, replicates: int = 32, seed: int = 0, days: int | None = None,
    work: Work | None = None,
) -> Scored:  # fmt: skip
    """Score every estimate of the dashboard on so many runs of one strategy."""
    case, work = checked_alone(scenario, days), work or Work()
    tasks = [partial(_one, case, one) for one in replicate_seeds(seed, replicates)]
    found = work.carried_out(tasks, None, work.threads([case], 1))
    values = np.stack([arrays["values"] for arrays in found])
    return Scored(case, tuple(dashboard.ESTIMATES), values)


def _one(case: Scenario, seed: int) -> Arrays:
    table = dashboard.estimates(run(case, seed))
    return {"values": table[list(COLUMNS)].to_numpy(dtype=float)}


def _mean(values: Sequence[float] | np.ndarray) -> float:
    known = np.asarray(values)[np.isfinite(values)]
    return float(known.mean()) if len(known) else float("nan")
