"""Holding: how far the difference moves when one assumption does, and where it turns round."""

from typing import TYPE_CHECKING

import numpy as np

from sim.figures.panels import side_by_side
from sim.figures.rows import name_rows, row_height, wrapped
from sim.figures.style import ARMS, INK, NEUTRAL, SOFT, SYMBOLS, Picture, arm_name, picture, safe
from sim.outcomes import outcome, unit_of
from sim.words import N_, _, current, number

if TYPE_CHECKING:
    import pandas as pd

    from sim.study.ground import Ground
    from sim.study.holding import Holding

ROW = 30
ENDS = {"low": N_("low"), "high": N_("high"), "other": N_("otherwise")}


def holding_picture(found: "Holding", name: str, day: int, most: int = 12) -> Picture:
    """Draw the assumptions that shift the difference most, and those that turn the answer."""
    table = found.table(name, current().lang)
    here = table[table["day"] == day]
    rows = _shown(here, most)
    said = _("B minus A with one assumption moved at a time; thin lines: 95 % intervals; the line:"
             " nothing moved. Left of 0 “{a}” is higher, right of it “{b}”.")  # fmt: skip
    titles = _(found.names[0]), _(found.names[1])
    below = said.format(a=safe(titles[0]), b=safe(titles[1]))
    sentence = found.sentence(name, day, current().lang)
    labels = [_label(row) for row in rows.to_dict("records")]
    made = picture(sentence, below, 80 + row_height(labels, ROW) * len(rows), legend=True)
    places = np.arange(len(rows))
    names = [(0, "a"), (1, "b"), (None, "")]
    for arm, key in names:
        mine = (rows["winner"] == key).to_numpy()
        made.add_scatter(
            x=rows["difference"][mine], y=places[mine], mode="markers",
            name=_("too close to call") if arm is None else arm_name(arm, titles[arm]),
            marker={"color": NEUTRAL if arm is None else ARMS[arm], "size": 11,
                    "symbol": "circle-open" if arm is None else SYMBOLS[arm]},
            error_x={"type": "data", "symmetric": False, "color": INK, "thickness": 1, "width": 0,
                     "array": (rows["high"] - rows["difference"])[mine],
                     "arrayminus": (rows["difference"] - rows["low"])[mine]},
            hovertemplate="%{x:.3g}<extra></extra>",
        )  # fmt: skip
    made.add_vline(found.paired(name, day).difference, line={"color": SOFT, "width": 2})
    made.add_vline(0, line={"color": INK, "width": 1, "dash": "dot"})
    name_rows(made, labels)
    one = outcome(name)
    unit = unit_of(one, current(), found.a.market.prices.currency)
    title = _("{outcome}: B minus A, {unit}").format(outcome=_(one.label), unit=unit)
    made.update_xaxes(title_text=title)
    return made


def _shown(here: "pd.DataFrame", most: int) -> "pd.DataFrame":
    """Return what turns the answer, then what shifts it most, the largest shift first."""
    turns = here[here["turns"] == "flips"].head(most)
    rest = here[here["turns"] != "flips"].head(max(0, most - len(turns)))
    chosen = here.index.isin([*turns.index, *rest.index])
    return here[chosen]


def _label(row: dict) -> str:
    if row["structural"]:
        return wrapped(row["label"])
    return wrapped(f"{row['label']}, {_(ENDS[row['end']])} ({number(row['value'])})", most=130)


def ground_picture(found: "Ground", name: str = "sales") -> Picture:
    """Draw who wins by interest in the subject and love of the brand, a map a horizon."""
    table, pairs = found.table(name), found.values.shape[2]
    said = _("Across: interest in the subject, against the market's own; up: attitude to the brand"
             " at the start. The larger the mark, the larger the lead."
             " {pairs} pairs of runs each.")  # fmt: skip
    below = said.format(pairs=number(pairs))
    made = picture(found.sentence(name, current().lang), below, 340, legend=True)
    days = list(found.horizons)
    titles = [_("after {days} days").format(days=number(day)) for day in days]
    side_by_side(made, [(title, "") for title in titles])
    _explain_marks(made, found.names)
    for column, day in enumerate(days, 1):
        rows = table[table["day"] == day]
        lead = rows["difference"].abs() / (rows["difference"].abs().max() or 1.0)
        for arm, key in ((0, "a"), (1, "b"), (None, "")):
            mine = (rows["winner"] == key).to_numpy()
            made.add_scatter(
                x=rows["interest"][mine], y=rows["affinity"][mine], mode="markers", row=1,
                col=column, showlegend=False,
                marker={"color": NEUTRAL if arm is None else ARMS[arm],
                        "symbol": "circle-open" if arm is None else SYMBOLS[arm],
                        "size": 9 if arm is None else 10 + 12 * lead[mine]},
                hovertemplate="%{x}, %{y}<extra></extra>",
            )  # fmt: skip
        made.update_xaxes(
            title_text=_("interest, times"), row=1, col=column, **_ticks(table["interest"]),
        )  # fmt: skip
    made.update_yaxes(title_text=_("attitude"), col=1)
    made.update_yaxes(**_ticks(table["affinity"]))
    return made


def _ticks(values: "pd.Series") -> dict[str, list]:
    places = sorted(set(values))
    return {"tickvals": places, "ticktext": [number(place) for place in places]}


def _explain_marks(made: Picture, names: tuple[str, str]) -> None:
    """Put every mark into the legend, also those of a strategy that wins nowhere."""
    for arm in (0, 1, None):
        made.add_scatter(
            x=[None], y=[None], mode="markers",
            name=_("too close to call") if arm is None else arm_name(arm, _(names[arm])),
            marker={"color": NEUTRAL if arm is None else ARMS[arm], "size": 10,
                    "symbol": "circle-open" if arm is None else SYMBOLS[arm]},
        )  # fmt: skip
