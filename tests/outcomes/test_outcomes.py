"""Outcomes: one registry, and each number is what its definition says."""

import math

import numpy as np
import pytest

import sim
from sim import outcomes
from sim.outcomes import OUTCOMES, Window
from tests.outcomes.conftest import LIVELY


def test_there_are_enough_outcomes_and_both_kinds_of_success_are_among_them():
    assert len(OUTCOMES) >= 35
    assert {one.kind for one in OUTCOMES.values()} == {"talk", "community", "business", "cost"}
    assert {"sales", "margin", "belonging", "affinity"} <= set(OUTCOMES)


@pytest.mark.parametrize("one", OUTCOMES.values(), ids=lambda one: one.name)
def test_every_outcome_says_what_it_is(one):
    assert one.label
    assert one.unit
    assert one.definition.endswith(".")
    assert one.better in ("higher", "lower", "neither")
    assert (one.course is None) != (one.value is None), "an outcome has exactly one measure"


def test_labels_tell_outcomes_apart():
    labels = [one.label for one in OUTCOMES.values()]
    assert len(set(labels)) == len(labels)


def test_a_lively_run_has_a_value_for_nearly_every_outcome(lively):
    found = outcomes.measure(lively)
    assert {name for name, value in found.items() if math.isnan(value)} == {"retention_90"}


def test_what_does_not_apply_is_nan_and_never_an_error(silent):
    found = outcomes.measure(silent)
    nothing = {
        "belonging", "peer_share", "messages_per_member", "speakers_per_thread", "solved",
        "hours_to_solution", "retention_30", "retention_90", "crisis_damage", "crisis_recovery",
        "dark_share", "seen_share", "virality", "dark_visits",
    }  # fmt: skip
    assert {name for name in nothing if not math.isnan(found[name])} == set()
    assert found["members"] == found["shares"] == found["hours"] == 0
    assert outcomes.table(silent)["value"].isna().sum() >= len(nothing)


def test_sales_are_the_purchases_of_the_event_log(lively):
    events = lively.events
    bought = events["kind"].isin(["bought", "bought_again", "bought_at_offer"])
    found = outcomes.measure(lively)
    assert found["sales"] == bought.sum() == lively.people["purchases"].sum()
    assert found["new_customers"] + found["repeat_sales"] == found["sales"]


def test_profit_is_margin_less_everything_that_was_paid(lively):
    daily = lively.daily.sum()
    price = lively.scenario.market.prices.hour
    paid = daily["ad_money"] + daily["reward_money"] + daily["likes_money"] + daily["support_cost"]
    expected = daily["margin"] - paid - price * daily["hours"]
    assert outcomes.measure(lively)["profit"] == pytest.approx(expected, rel=1e-12)


def test_dark_share_counts_what_goes_to_chats_groups_and_meetings(lively):
    shares = lively.shares
    mine = shares[shares["sender"] >= 0]
    dark = mine["venue_kind"].isin(["direct", "group", "meeting"])
    assert outcomes.measure(lively)["dark_share"] == pytest.approx(dark.mean(), rel=1e-12)


def test_dark_and_seen_share_of_talk_about_the_product_add_up_to_one(lively):
    shares = lively.shares.join(lively.stories[["mentions"]], on="story")
    about = shares[(shares["sender"] >= 0) & (shares["mentions"] == 1)]
    dark = about["venue_kind"].isin(["direct", "group", "meeting"]).mean()
    assert outcomes.measure(lively)["seen_share"] + dark == pytest.approx(1.0)


def test_reach_counts_each_person_once(lively):
    heard = lively.frame("heard").join(lively.stories[["mentions"]], on="story")
    remembered = heard[(heard["mentions"] == 1) & (heard["share"] >= 0)]["person"].unique()
    reached = lively.people["reached"] >= 0
    assert reached[remembered].all()
    assert outcomes.measure(lively)["reach"] == pytest.approx(reached.mean())


def test_voices_in_a_conversation_match_a_walk_from_answer_to_answer(lively):
    messages = lively.messages
    above = messages["reply_to"].tolist()

    def top(row: int) -> int:
        while above[row] >= 0:
            row = above[row]
        return row

    threads: dict[int, list[int]] = {}
    for row, author in enumerate(messages["author"]):
        threads.setdefault(top(row), []).append(author)
    voices = [len(set(authors)) for authors in threads.values() if len(authors) > 1]
    assert outcomes.measure(lively)["speakers_per_thread"] == pytest.approx(np.mean(voices))


def test_retention_follows_each_person_who_joined(lively):
    per_day = lively.scenario.market.ticks_per_day
    span, ends = 30 * per_day, 40 * per_day
    rows = lively.events[lively.events["kind"].isin(["joined", "left"])]
    asked = stayed = 0
    for _person, life in rows.groupby("person"):
        kinds, ticks = life["kind"].tolist(), life["tick"].tolist()
        for i, kind in enumerate(kinds):
            if kind == "joined" and ticks[i] + span <= ends:
                asked += 1
                stayed += i + 1 == len(kinds) or ticks[i + 1] >= ticks[i] + span
    assert asked > 3
    assert outcomes.measure(lively)["retention_30"] == pytest.approx(stayed / asked)


def test_who_leaves_and_comes_back_has_not_stayed(lively):
    """Three people: one stays, one leaves on day 2, one leaves on day 4 and returns on day 5."""
    life = {"person": [0, 1, 2, 1, 2, 2], "day": [0, 0, 0, 2, 4, 5], "kind": [3, 3, 3, 4, 4, 3]}
    per_day = lively.scenario.market.ticks_per_day
    zeros = {name: np.zeros(6, dtype=int) for name in lively.tables["events"]}
    events = {
        **zeros,
        "person": np.array(life["person"]),
        "tick": np.array(life["day"]) * per_day,
        "kind": np.array(life["kind"]),
    }
    made = sim.Run(lively.scenario, {**lively.tables, "events": events}, lively.manifest)
    stayed, asked = OUTCOMES["retention_30"].persons(Window(made))
    assert asked[:3].tolist() == [1, 1, 2]
    assert stayed[:3].tolist() == [1, 0, 1]


def test_hours_to_solution_is_the_middle_wait_in_rooms(lively):
    asked = lively.questions
    solved = asked[(asked["room"] >= 0) & (asked["solved_tick"] >= 0)]
    wait = (solved["solved_tick"] - solved["tick"]).median() * lively.scenario.market.tick_hours
    assert outcomes.measure(lively)["hours_to_solution"] == wait


def test_a_crisis_costs_affinity_and_days(lively):
    affinity = lively.daily["affinity"].to_numpy()
    found = outcomes.measure(lively)
    assert found["crisis_damage"] == pytest.approx(affinity[19] - affinity[20:].min())
    below = np.flatnonzero(affinity[20:] < affinity[19])
    back = [day for day in range(below[0], 20) if affinity[20 + day] >= affinity[19]]
    assert found["crisis_recovery"] == (back[0] if back else 20)


def test_before_the_crisis_there_is_no_damage_to_speak_of(lively):
    assert math.isnan(outcomes.measure(lively, day=20)["crisis_damage"])
    assert not math.isnan(outcomes.measure(lively, day=21)["crisis_damage"])


def test_a_crisis_on_the_first_day_has_no_level_before():
    first = (sim.Shock(day=0, kind="crisis"),)
    case = sim.scenario("do_nothing", market="neighbourhood", days=2, shocks=first)
    assert math.isnan(outcomes.measure(sim.run(case, seed=1))["crisis_damage"])


def test_an_outcome_on_a_day_is_that_of_a_run_that_ends_there(lively, lively_case):
    ticks = 30 * lively_case.market.ticks_per_day
    shorter = sim.run(lively_case, seed=5, parameters=LIVELY, until=ticks)
    early, whole = outcomes.measure(lively, day=30), outcomes.measure(shorter)
    assert set(early) == set(OUTCOMES)
    for name, value in early.items():
        assert value == pytest.approx(whole[name], rel=1e-12, nan_ok=True), name


def test_flows_only_grow(lively):
    flows = ("sales", "shares", "questions", "hours", "leaves", "unfollows", "visits")
    for name in flows:
        values = [outcomes.measure(lively, day, [name])[name] for day in range(1, 41)]
        assert all(np.diff(values) >= 0), name


def test_a_day_that_was_not_lived_is_refused(lively):
    with pytest.raises(sim.AddaError, match=r"day is 41, this run has the days 1 to 40"):
        outcomes.measure(lively, day=41)


def test_an_unknown_outcome_is_answered_with_the_nearest(lively):
    with pytest.raises(sim.AddaError, match=r"did you mean 'belonging'"):
        outcomes.measure(lively, names=["belongin"])


def test_the_table_names_the_currency_of_the_market(lively):
    table = outcomes.table(lively).set_index("outcome")
    assert table.loc["margin", "unit"] == lively.scenario.market.prices.currency
    assert list(table.columns) == ["label", "value", "unit", "kind", "better", "definition"]


def test_a_saved_run_has_the_same_outcomes(lively, tmp_path):
    again = sim.load_run(lively.save(tmp_path / "run"))
    assert outcomes.measure(again) == pytest.approx(outcomes.measure(lively), nan_ok=True)
