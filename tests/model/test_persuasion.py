"""What the brand says wears out, and an answer to a rumour reaches those who look for it."""

import pytest

import sim


def affinity(scenario, seed, **parameters):
    outcomes = sim.run(scenario, seed, parameters=parameters).outcomes()
    return outcomes.set_index("outcome")["value"]["affinity"]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_messages_that_wear_out_sooner_move_people_less(seed):
    """Daily news to followers: more than ten are read within a month."""
    daily = sim.scenario("brand_centric", market="boutique", days=120).changed(
        {
            "strategy.posts_per_week": 7.0,
            "strategy.brand_talk": 1.0,
            "strategy.hours_per_week": 40.0,
        }
    )
    never, late, soon = (affinity(daily, seed, worn_out_at=limit) for limit in (0.0, 40.0, 5.0))
    assert soon < late < never


def test_an_apology_helps_where_people_look_for_it():
    rumour = {"day": 60, "kind": "crisis", "strength": 0.9, "people": 30, "where": "public"}
    crisis = sim.scenario("interest_centric", market="boutique", days=90).changed(
        {
            "shocks": [rumour],
            "strategy.crisis_plan.monitoring_hours": 6.0,
            "strategy.crisis_plan.response_hours": 2.0,
        }
    )
    silent = crisis.changed({"strategy.crisis_plan.tone": "silence"})
    sorry = crisis.changed({"strategy.crisis_plan.tone": "apologise"})

    def gain(rate, seed):
        said = affinity(sorry, seed, look_for_answer_rate=rate)
        return said - affinity(silent, seed, look_for_answer_rate=rate)

    seeds = range(6)
    nobody_looks = [gain(0.0, seed) for seed in seeds]
    many_look = [gain(1.0, seed) for seed in seeds]
    assert sum(many_look) > sum(nobody_looks)
    assert all(more > 0.0 for more in many_look)


def test_an_answer_says_nothing_to_those_who_heard_no_rumour():
    """A rumour that nobody starts is never noticed, and leaves no trace in anybody."""
    calm = sim.scenario("interest_centric", market="neighbourhood", days=40)
    nobody = calm.changed({"shocks": [{"day": 10, "kind": "crisis", "people": 0}]})
    assert affinity(nobody, 1) == affinity(calm, 1)


def test_nobody_buys_twice_in_a_tick_and_an_offer_sells_nothing_that_was_just_bought():
    """Offers every day, at half price, to people who like the brand and need the product."""
    eager = sim.scenario("brand_centric", market="neighbourhood", days=90).changed(
        {
            "strategy.offers": {"discount": 0.5, "per_month": 30},
            "strategy.hours_per_week": 60.0,
            "market.brand.affinity": 0.8,
            "market.brand.followers": 0.9,
        }
    )
    bought = sim.run(eager, 1, parameters={"offer_buy": 0.15}).events
    bought = bought[bought["kind"].isin(["bought", "bought_again", "bought_at_offer"])]
    assert (bought["kind"] == "bought_at_offer").sum() > 20
    assert not bought.duplicated(["person", "tick"]).any()


def test_an_answer_that_does_not_mention_the_brand_moves_nobody_in_either_engine():
    case = sim.scenario("do_nothing", market="neighbourhood", days=20)
    story = sim.Story(kind="correction", driver="beliefs", quality=20.0)
    runs = [
        sim.run(case, 3, start=[(story, list(range(40)), 0)], engine=engine)
        for engine in ("mesa", "compiled")
    ]
    first, other = (run.people for run in runs)
    assert len(runs[0].shares) > 40
    assert first.equals(other)
