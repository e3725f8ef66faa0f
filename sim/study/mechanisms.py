"""Mechanisms: which behaviour of people carries the difference between two strategies.

Each mechanism is switched off in turn, by setting its parameters to the values that
data/behaviour.yaml calls neutral, for both strategies alike, on the same worlds and luck. What is
left of the difference does not need the mechanism; what is gone was carried by it. Mechanisms work
through each other, so what they carry does not add up: the rest is shown as what it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from sim import facts
from sim.errors import Cancelled
from sim.outcomes import OUTCOMES, outcome
from sim.running import run
from sim.scenarios import Scenario
from sim.study.accepted import Behaviour, drawn, told_apart
from sim.study.compare import replicate_seeds
from sim.study.paired import Paired, paired
from sim.study.points import measured
from sim.study.store import identity
from sim.study.work import Arrays, Work
from sim.words import N_, translator

if TYPE_CHECKING:
    import pandas

# name: what it is called, and the parameters that switch it off when they are neutral.
MECHANISMS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "attitude": (N_("Stories change the attitude to the brand"), ("attitude_gain",)),
    "wearing_out": (N_("What the brand says of its product wears out"), ("worn_out_at",)),
    "goodwill": (N_("Goodwill towards the host"), ("host_goodwill",)),
    "reactance": (N_("Pushiness puts people off"), ("reactance_gain", "removal_step", "intrusion")),
    "first_pass": (N_("Passing on at first reading"), ("share_probability",)),
    "later_pass": (N_("Telling it again later"), ("repass_rate",)),
    "groups": (N_("Private passes that go to groups"), ("private_to_group",)),
    "own_hazard": (N_("Buying out of liking and need"), ("buy_rate",)),
    "offers": (N_("Buying at an offer"), ("offer_buy",)),
    "experience": (N_("Experience with the product"), ("experience_gain",)),
    "telling": (N_("Customers tell of it"), ("tell_rate", "tell_rate_disappointed")),
    "belonging": (
        N_("Belonging grows"),
        ("belonging_answered", "belonging_thanked", "belonging_praised", "belonging_read"),
    ),
    "help": (N_("Members ask and answer"), ("need_rate", "answer_rate", "manager_solves")),
    "inviting": (N_("Members invite others"), ("invite_rate",)),
    "joining": (N_("Joining at an invitation"), ("join_probability",)),
    "following": (N_("Following a page"), ("follow_probability",)),
    "leaving": (N_("Leaving, muting, unfollowing"), ("leave_rate", "mute_rate", "unfollow_rate")),
    "contagion": (N_("Leaving because others leave"), ("leaving_contagion",)),
    "crowding": (N_("Attention is scarce"), ("background_load",)),
    "rumours": (N_("Rumours and answers to them"), ("rumour_spark",)),
    "feedback": (N_("The product gets better by feedback"), ("feedback_gain",)),
}


@dataclass(frozen=True, eq=False)
class Mechanisms:
    """What each mechanism carries of the difference B - A, for each outcome.

    whole[pair, outcome]: the difference as it is; without[mechanism, pair, outcome]: the
    difference when a mechanism (of `names`) is switched off for both; NaN where it does not apply.
    """

    a: Scenario
    b: Scenario
    seeds: tuple[int, ...]
    names: tuple[str, ...]
    whole: np.ndarray
    without: np.ndarray

    def __repr__(self) -> str:
        sides = f"{self.a.strategy.name} against {self.b.strategy.name}"
        return f"Mechanisms({sides}, {len(self.names)} mechanisms, {len(self.seeds)} pairs)"

    def carries(self, mechanism: str, name: str) -> Paired:
        """Return what a mechanism carries of the difference in an outcome, over the pairs."""
        number = list(OUTCOMES).index(outcome(name).name)
        left = self.without[self.names.index(mechanism), :, number]
        return paired(left, self.whole[:, number])

    def table(self, name: str = "sales", lang: str = "en") -> "pandas.DataFrame":
        """Return the mechanisms by what they carry, then the rest, then the whole difference.

        Columns: mechanism ("rest": what they do through each other; "all"), label, difference
        (carried), low, high (95 %), call, left (the difference without it). The steps add up.
        """
        import pandas

        say, number = translator(lang), list(OUTCOMES).index(outcome(name).name)
        whole = self.whole[:, number]
        rows = []
        for mechanism in self.names:
            found = self.carries(mechanism, name)
            left = self.without[self.names.index(mechanism), :, number]
            label = say(MECHANISMS[mechanism][0])
            rows.append({**_row(mechanism, label, found), "left": _mean(left)})
        rows.sort(key=lambda row: -np.nan_to_num(abs(row["difference"])))
        each = whole - self.without[:, :, number]
        rest = paired(np.zeros(len(whole)), whole - each.sum(axis=0))
        rows.append({**_row("rest", say.gettext("Through each other"), rest), "left": np.nan})
        all_of_it = paired(np.zeros(len(whole)), whole)
        rows.append({**_row("all", say.gettext("All together"), all_of_it), "left": np.nan})
        return pandas.DataFrame(rows)

    def sentence(self, name: str = "sales", lang: str = "en") -> str:
        """Return which mechanism carries most of the difference."""
        say, one, table = translator(lang), outcome(name), self.table(name, lang)
        clear = table.iloc[:-2][table["call"].iloc[:-2].isin(["higher", "lower"])]
        label, currency = say(one.label), self.a.market.prices.currency
        if clear.empty:
            said = say.gettext("{label}: no mechanism carries a part of it that is clear.")
            return said.format(label=label)
        first = clear.iloc[0]
        said = say.gettext(
            "{label}: most is carried by “{mechanism}”. With it the difference is {whole}, without"
            " it {left}."
        )
        words = {
            "whole": one.said_apart(
                float(table.iloc[-1]["difference"]), say, currency, signed=True
            ),
            "left": one.said_apart(float(first["left"]), say, currency, signed=True),
        }
        return said.format(label=label, mechanism=first["label"], **words)

    def figure(self, name: str = "sales", lang: str = "en") -> Any:
        """Return the waterfall of what the mechanisms carry."""
        from sim.figures.mechanisms import mechanisms_waterfall
        from sim.words import speaking

        with speaking(lang):
            currency = self.a.market.prices.currency
            return mechanisms_waterfall(self.table(name, lang), name, len(self.seeds), currency)


def carried(
    a: Scenario, b: Scenario, replicates: int, seed: int, how: tuple[Behaviour, Work]
) -> Mechanisms:
    """Run both strategies as they are, then with each mechanism switched off."""
    parameters, work = how
    seeds = replicate_seeds(seed, replicates)
    sets = drawn(parameters, a.market, replicates, seed)
    ways = [{}, *(off(names) for _label, names in MECHANISMS.values())]
    tasks = [partial(measured, (a, b), seeds, [one.moved(way) for one in sets]) for way in ways]
    work.say_cost(a, 2 * len(ways) * replicates, partial(run, a, seeds[0]))
    inputs = {
        "a": identity(a),
        "b": identity(b),
        "seed": seed,
        "replicates": replicates,
        "parameters": told_apart(parameters),
    }
    title = f"{a.strategy.name} to {b.strategy.name} on {a.market.name}, {a.days} days"
    place = work.place("mechanisms", inputs, title, {"mechanisms": list(MECHANISMS)})
    try:
        done = dict(enumerate(work.carried_out(tasks, place, work.threads([a], 2))))
    except Cancelled as stop:
        raise Cancelled(stop.finished, of_finished(a, b, seeds, stop.finished)) from None
    found = of_finished(a, b, seeds, done)
    assert found is not None
    return found


def of_finished(
    a: Scenario, b: Scenario, seeds: tuple[int, ...], parts: Mapping[int, Arrays]
) -> Mechanisms | None:
    """Return what the mechanisms carry of which the part is there; None without one of them.

    parts: 0 with every mechanism, then one without each: values[arm, pair, outcome].
    """
    apart = {number: part["values"][1] - part["values"][0] for number, part in parts.items()}
    numbers = sorted(number for number in apart if number > 0)
    if 0 not in apart or not numbers:
        return None
    names = tuple(list(MECHANISMS)[number - 1] for number in numbers)
    return Mechanisms(a, b, seeds, names, apart[0], np.stack([apart[one] for one in numbers]))


def off(names: tuple[str, ...]) -> dict[str, float]:
    """Return the values that switch behaviours off."""
    return {name: facts.parameters()[name].neutral for name in names}


def _row(mechanism: str, label: str, found: Paired) -> dict[str, Any]:
    return {
        "mechanism": mechanism,
        "label": label,
        "difference": found.difference,
        "low": found.low,
        "high": found.high,
        "call": found.call,
    }


def _mean(values: np.ndarray) -> float:
    known = values[np.isfinite(values)]
    return float(known.mean()) if len(known) else float("nan")
