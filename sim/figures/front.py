"""Front: the plans that no other one beats, over two ends, with what fresh luck says of a few."""

from typing import TYPE_CHECKING, Any

from sim.errors import AddaError, shown
from sim.figures.style import ARMS, INK, NEUTRAL, PAPER, Picture, faint, picture
from sim.outcomes import OUTCOMES, unit_of
from sim.words import _, current, number

if TYPE_CHECKING:
    from sim.study.plans import Plan, Plans

AREA = 420


def front_picture(plans: "Plans", x: str, y: str) -> Picture:
    """Draw a few plans with letters and 95 % intervals, the start, and all of the front behind."""
    for name in (x, y):
        if name not in plans.ends:
            known = ", ".join(plans.ends)
            raise AddaError(
                "'{name}' was no end of this search, there are {known}",
                name=shown(name),
                known=known,
            )
    made = picture(_finding(plans, x, y), _said(plans), AREA, legend=True)
    columns = [plans.ends.index(name) for name in (x, y)]
    made.add_scatter(
        x=plans.front[:, columns[0]], y=plans.front[:, columns[1]], mode="markers",
        name=_("as the search saw them"), hoverinfo="skip",
        marker={"color": faint(NEUTRAL, 0.5), "size": 7},
    )  # fmt: skip
    _marks(made, list(plans.plans), (x, y), (ARMS[1], "circle", _("plans, on fresh luck")))
    _marks(made, [plans.start], (x, y), (ARMS[0], "x", _where(plans)))
    currency = plans.start.scenario.market.prices.currency
    for name, update in ((x, made.update_xaxes), (y, made.update_yaxes)):
        one = OUTCOMES[name]
        better = _("more is better") if one.better == "higher" else _("less is better")
        unit = unit_of(one, current(), currency)
        words = {"outcome": _(one.label), "unit": unit, "better": better}
        update(title_text=_("{outcome}, {unit} ({better})").format(**words), zeroline=False)
    return made


def _marks(
    made: Picture, plans: "list[Plan]", ends: tuple[str, str], look: tuple[str, str, str]
) -> None:
    colour, symbol, name = look
    found = [[plan.end(end) for plan in plans] for end in ends]
    bars: list[dict[str, Any]] = [
        {"type": "data", "symmetric": False, "color": faint(INK, 0.5), "thickness": 1,
         "array": [one.high - one.mean_b for one in side],
         "arrayminus": [one.mean_b - one.low for one in side]}
        for side in found
    ]  # fmt: skip
    lettered = symbol == "circle"
    made.add_scatter(
        x=[one.mean_b for one in found[0]], y=[one.mean_b for one in found[1]],
        error_x=bars[0], error_y=bars[1], name=name,
        mode="markers+text" if lettered else "markers",
        text=[plan.letter for plan in plans] if lettered else None,
        textfont={"color": PAPER, "size": 12},
        hovertext=[plan.said(current().lang) for plan in plans],
        hovertemplate="%{hovertext}<extra></extra>",
        marker={"color": colour, "size": 20 if lettered else 14, "symbol": symbol},
    )  # fmt: skip


def _where(plans: "Plans") -> str:
    allowed = plans.budget.money
    if allowed is not None and plans.start.end("money").mean_b > allowed:
        return _("where it started, which costs more than is allowed")
    return _("where it started")


def _finding(plans: "Plans", x: str, y: str) -> str:
    bests = [plans.best(name) for name in (x, y)]
    labels = [_(OUTCOMES[name].label) for name in (x, y)]
    if bests[0] is bests[1]:
        said = _("Of the plans within the budget {plan} is best for {x} and for {y}")
        return said.format(plan=bests[0].letter, x=labels[0], y=labels[1])
    said = _("{x} and {y} want different plans: {a} for the one, {b} for the other")
    return said.format(x=labels[0], y=labels[1], a=bests[0].letter, b=bests[1].letter)


def _said(plans: "Plans") -> str:
    said = _(
        "Of {tried} plans within the budget, those that no other one beats on all ends. Letters:"
        " mean of {pairs} fresh runs; thin lines: 95 % intervals."
    )
    pairs = len(plans.start.fresh)
    return said.format(tried=number(plans.tried), pairs=number(pairs))
