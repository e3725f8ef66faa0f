"""Chat profile: when a community talks, hour by hour and day by day."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim.figures.style import INK, Picture, notice, picture
from sim.words import _, day_name, number, percent

if TYPE_CHECKING:
    import pandas as pd

# Light to dark in one hue, so that it reads in grey and for every eye.
SHADES = ((0.0, "#F4F1F7"), (0.5, "#B48CC4"), (1.0, "#4B1E66"))


def rhythm_table(hour_of_week: Sequence[float | None]) -> "pd.DataFrame":
    """Return weekday (0 Monday), hour, share: of all messages; NaN where too few people wrote.

    hour_of_week: 168 shares from Monday 0:00 on, as a chat's profile holds them.
    """
    import pandas as pd

    shares = np.array([np.nan if share is None else share for share in hour_of_week], dtype=float)
    weekday, hour = np.divmod(np.arange(168), 24)
    return pd.DataFrame({"weekday": weekday, "hour": hour, "share": shares})


def chat_profile(table: "pd.DataFrame") -> Picture:
    """Draw the table of `rhythm_table`: weekdays down, hours across, darker where more is said."""
    grid = table.pivot(index="weekday", columns="hour", values="share")
    if not table["share"].notna().any():
        return notice(_finding(table), _("Fewer than five people wrote at any hour of the week."))
    made = picture(
        _finding(table),
        _("Messages of 1,000 by weekday and hour; empty where fewer than five people wrote."),
        400,
    )
    made.add_heatmap(
        z=1000 * grid.to_numpy(), x=list(range(24)), y=[day_name(i) for i in range(7)],
        colorscale=[list(shade) for shade in SHADES], xgap=1, ygap=1, hoverongaps=False,
        colorbar={"title": {"text": _("of 1,000"), "font": {"color": INK}}, "thickness": 12},
        hovertemplate="%{y} %{x}:00 – %{z:.1f}<extra></extra>",
    )  # fmt: skip
    made.update_yaxes(autorange="reversed", showgrid=False)
    hours = list(range(0, 24, 3))
    made.update_xaxes(
        title_text=_("hour of the day"), tickvals=hours, ticktext=[number(h) for h in hours],
        showgrid=False,
    )  # fmt: skip
    return made


def _finding(table: "pd.DataFrame") -> str:
    told = table.dropna()
    if not len(told):
        return _("Too few people wrote to say when")
    by_hour = told.groupby("hour")["share"].sum()
    three = [by_hour.reindex([(h + i) % 24 for i in range(3)]).fillna(0).sum() for h in range(24)]
    best = int(np.argmax(three))
    said = _("Busiest from {first}:00 to {last}:00: {share} of all messages")
    return said.format(
        first=number(best), last=number((best + 3) % 24), share=percent(float(three[best]))
    )
