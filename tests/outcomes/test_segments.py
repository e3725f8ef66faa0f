"""Segments: what is a person's can be split, and the parts make the whole."""

import numpy as np
import pytest

import sim
from sim import outcomes
from sim.outcomes import OUTCOMES, Window

PERSONAL = [one for one in OUTCOMES.values() if one.persons is not None]
# The people table is as of the first tick after the last day, the daily row as of that day's last.
ONE_TICK_LATER = {"affinity", "reactance", "belonging"}


@pytest.mark.parametrize("one", PERSONAL, ids=lambda one: one.name)
def test_the_parts_make_the_whole(lively, one):
    amount, weight = one.persons(Window(lively))
    whole = (
        amount.sum() if weight is None else amount.sum() / weight.sum() if weight.sum() else np.nan
    )
    exact = 2e-2 if one.name in ONE_TICK_LATER else 1e-9
    assert whole == pytest.approx(one.measure(Window(lively)), rel=exact, nan_ok=True)


def test_every_outcome_about_people_can_be_split():
    people = {"reach", "awareness", "shares", "belonging", "affinity", "sales", "retention_30"}
    assert people <= {one.name for one in PERSONAL}


def test_segments_of_a_split_are_those_of_the_market(lively):
    table = outcomes.by_segment(lively)
    names = [segment.name for segment in lively.scenario.market.segments]
    assert list(table["segment"].unique()) == names
    assert table.groupby("outcome")["people"].sum().unique().tolist() == [300]


def test_counts_of_segments_add_up(lively):
    table = outcomes.by_segment(lively, ["sales", "shares"]).groupby("outcome")["value"].sum()
    whole = outcomes.measure(lively, names=["sales", "shares"])
    assert table.to_dict() == whole


def test_what_is_nobodys_cannot_be_split(lively):
    with pytest.raises(sim.AddaError, match=r"'hours' is not a person's"):
        outcomes.by_segment(lively, ["hours"])
