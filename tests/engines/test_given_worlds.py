"""Where the compiled engine takes short cuts, because all are alike, it gives what Mesa's gives."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

import sim
from sim.prepare import prepare
from sim.running import Story
from tests.engines.same import differences, on_compiled, on_mesa

PEOPLE = 40
SHARE = st.sampled_from([0.0, 0.2, 0.6, 1.0])
BEHAVIOUR = st.fixed_dictionaries({
    "share_probability": SHARE,
    "hold_probability": SHARE,
    "open_group": SHARE,
    "open_direct": SHARE,
    "click_rate": SHARE,
    "private_to_group": SHARE,
    "repass_rate": st.sampled_from([0.0, 0.5]),
    "lose_interest_rate": st.sampled_from([0.0, 0.3]),
    "chats_per_share": st.sampled_from([1.0, 3.0, 1e9]),
})  # fmt: skip
STARTS = st.lists(
    st.tuples(
        st.builds(
            Story,
            kind=st.sampled_from(["conversation", "rumour", "invitation", "offer", "survey"]),
            driver=st.sampled_from(["problems", "hobbies", "product"]),
            quality=st.sampled_from([0.4, 1.0, 3.0]),
        ),
        st.sampled_from([1, 12]),
        st.integers(0, 12),
    ),
    min_size=1,
    max_size=7,
)


@given(st.integers(0, 99), STARTS, BEHAVIOUR, st.sampled_from(["neutral", "neighbourhood"]))
@settings(max_examples=40)
def test_both_engines_leave_the_same_on_ties_that_are_given(seed, start, behaviour, market):
    rng = np.random.default_rng(seed)
    case = sim.scenario("do_nothing", market, days=6).changed({"market.people": PEOPLE})
    world = sim.World.from_edges(
        PEOPLE,
        close=rng.integers(0, PEOPLE, (150, 2)),
        groups=[rng.choice(PEOPLE, 12, replace=False).tolist() for _ in range(6)],
        market=case.market,
        seed=seed,
    )
    prepared = prepare(case, seed, world, behaviour)
    walked, compiled = on_mesa(prepared, behaviour, start), on_compiled(prepared, start)
    assert differences(walked, compiled, prepared) == []
