"""What the rules say about people, as claims over their whole range."""

import math

from hypothesis import given
from hypothesis import strategies as st

from sim import rules

share = st.floats(0, 1)
attitude = st.floats(-1, 1)
rate = st.floats(0, 10)


@given(rate, st.floats(0.01, 1))
def test_a_rate_becomes_a_chance(per_day, days):
    chance = rules.tick_chance(per_day, days)
    assert 0 <= chance <= 1
    assert math.isclose(chance, -math.expm1(-per_day * days), rel_tol=1e-9, abs_tol=1e-12)


@given(share, share, st.floats(0.1, 1000))
def test_half_is_left_after_a_halflife_and_nothing_fades_without_one(value, rest, halflife):
    half = rules.toward(value, rest, rules.fade(halflife, halflife))
    assert math.isclose(half, (value + rest) / 2, rel_tol=1e-9, abs_tol=1e-12)
    kept = rules.toward(value, rest, rules.fade(0.0, halflife))
    assert math.isclose(kept, value, rel_tol=1e-9, abs_tol=1e-12)


@given(st.floats(0.1, 100), st.floats(0, 1000), st.floats(0, 1000))
def test_more_to_read_never_means_reading_a_larger_share(attention, load, more):
    assert rules.attention_share(attention, load + more) <= rules.attention_share(attention, load)


@given(attitude, share, attitude, share, st.floats(1, 3))
def test_attitude_stays_within_its_range(affinity, credibility, valence, gain, bias):
    change = rules.attitude_change(affinity, credibility, valence, min(gain, 0.33), bias)
    assert -1 - 1e-12 <= affinity + change <= 1 + 1e-12


@given(attitude, share, st.floats(0.01, 1), share, st.floats(1, 3))
def test_bad_news_moves_at_least_as_much_as_good_news(affinity, credibility, size, gain, bias):
    good = rules.attitude_change(affinity, credibility, size, gain, bias)
    bad = rules.attitude_change(affinity, credibility, -size, gain, bias)
    assert abs(bad) >= abs(good)


@given(share, share, attitude, share, share)
def test_a_fan_is_annoyed_no_more_than_a_stranger(reactance, pushiness, affinity, match, gain):
    fan = rules.reactance_change(reactance, pushiness, abs(affinity), match, gain)
    stranger = rules.reactance_change(reactance, pushiness, -abs(affinity), match, gain)
    assert 0 <= fan <= stranger
    assert reactance + stranger <= 1 + 1e-12


@given(share, st.floats(0, 20), st.floats(0, 20))
def test_a_chance_to_pass_on_is_a_chance(probability, appeal, proof):
    assert 0 <= rules.pass_chance(probability, appeal, proof) <= 1


@given(st.floats(0, 1, exclude_max=True), st.floats(1, 50), st.integers(0, 9))
def test_forwarding_keeps_to_the_channels_limit_and_to_one_chat_for_what_came_from_far(
    u, mean, hops
):
    wanted = rules.chats_drawn(u, mean, 0.0)
    allowed = rules.chats_allowed(wanted, -1, 5, hops, 5, 1)
    assert 1 <= allowed <= wanted
    assert allowed <= (1 if hops >= 5 else 5)
    assert rules.chats_allowed(wanted, 0, 5, hops, 5, 1) == wanted
    assert rules.chats_allowed(wanted, 3, 5, hops, 5, 1) == min(wanted, 3)


@given(st.integers(1, 40), st.integers(0, 60), st.integers(0, 2**32))
def test_picking_in_turn_picks_exactly_the_number_wanted(ties, wanted, seed):
    from sim import draws

    left, ahead, picked = min(wanted, ties), ties, 0
    for position in range(ties):
        chance = rules.pick_chance(float(left), 1.0, float(ahead))
        if left and draws.uniform(seed, 1, 0, position, 0) < chance:
            left, picked = left - 1, picked + 1
        ahead -= 1
    assert picked == min(wanted, ties)


@given(share, share)
def test_belonging_never_leaves_its_range(value, gain):
    assert value <= rules.gained(value, gain) <= 1


@given(st.floats(1, 1e6), st.floats(1, 1e6))
def test_larger_rooms_never_make_people_closer(size, more):
    assert rules.closeness(size + more, 80.0) <= rules.closeness(size, 80.0)
    assert rules.closeness(size, 0.0) == 1.0


@given(share, share, share)
def test_belonging_and_liking_never_raise_the_hazard_of_leaving(belonging, more, base):
    closer = min(1.0, belonging + more)
    assert rules.loosening(closer) <= rules.loosening(belonging)


@given(attitude, share, share, st.floats(0, 0.9), st.floats(0, 2))
def test_a_discount_never_sells_less(affinity, match, chance, discount, pull):
    full_price = rules.offer_chance(chance, affinity, match, 0.0, pull)
    assert rules.offer_chance(chance, affinity, match, discount, pull) >= full_price


@given(attitude, share, attitude, share, share, st.floats(1, 3))
def test_an_answer_to_a_rumour_does_less_to_those_who_have_lived_with_it(
    affinity, credibility, valence, gain, left, bias
):
    at_once = rules.answer_change(affinity, credibility, valence, gain, bias)
    later = rules.answer_change(affinity, credibility, valence, gain * left, bias)
    assert abs(later) <= abs(at_once)
    assert at_once * valence >= 0.0


@given(st.floats(0, 1000), st.floats(0, 1000), st.floats(1, 100))
def test_one_more_message_of_the_brand_never_does_more_than_the_one_before(heard, more, limit):
    assert rules.worn_out(heard + more, limit) <= rules.worn_out(heard, limit) <= 1.0
    assert rules.worn_out(limit, limit) == 0.0
    assert rules.worn_out(heard, 0.0) == 1.0


@given(st.floats(0, 1, exclude_max=True), st.floats(0.1, 100))
def test_half_of_those_who_will_see_a_post_see_it_within_its_halflife(u, halflife):
    delay = rules.sight_delay(u, halflife)
    assert delay >= 0
    if u < 0.5:
        assert delay <= halflife


def test_quality_has_mean_one_whatever_its_spread():
    from sim import draws

    for spread in (0.0, 0.5, 1.0):
        drawn = [
            rules.story_quality(draws.normal(draws.uniform(5, 1, 0, i, 0)), spread)
            for i in range(40_000)
        ]
        assert abs(sum(drawn) / len(drawn) - 1) < 0.05
