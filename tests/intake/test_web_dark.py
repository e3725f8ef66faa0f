"""Dark social as an interval: what it rests on, where it holds the truth, what widens it."""

import random
from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import betaincinv

import sim
from sim import evidence
from sim.errors import AddaError
from sim.intake.web_analytics import (
    Assumptions,
    Range,
    dark_share,
    read_analytics,
    seen_by_analytics,
)
from sim.outcomes.window import Window
from tests.intake.made_up_web import Website, exploration, plausible, snapshot

OFF = Assumptions(
    measure_typed=False,
    typed=None,
    other_direct=None,
    new_only_at_low=False,
    at_home=None,
    tag_survival=None,
    tag_private=None,
    messenger_referrers=False,
    referrer_loss=False,
    sampling=False,
)
MARGINS = (
    "Landing page,Sessions\n/,400\n/shop,229\n/guides/a-long-way,371\n\n"
    "Session default channel group,Sessions\nDirect,565\nOrganic Search,435\n"
)


def test_two_margins_give_the_product_and_the_bounds_that_they_allow(written):
    found = dark_share(read_analytics(written(MARGINS)), OFF)
    assert found.naive == pytest.approx(0.209615)
    assert found.share == pytest.approx((0.0, 0.209615, 0.371))
    assert "cannot do better without the cross-table" in found.statement
    assert found.basis == "margins"


def test_the_cross_table_lies_within_what_its_margins_allow(written):
    site = Website(robots=0)
    crossed = dark_share(read_analytics(written(exploration(site), "a")), OFF)
    apart = dark_share(read_analytics(written(snapshot(site), "b")), OFF)
    assert apart.share.low <= crossed.share.low == crossed.share.high <= apart.share.high
    assert crossed.statement != apart.statement


@pytest.mark.parametrize("people", [True, False])
@pytest.mark.parametrize("seed", range(6))
def test_the_interval_holds_the_truth_where_the_assumptions_hold(people, seed, written):
    luck = random.Random(seed)
    private = luck.randint(150, 1500)
    site = Website(
        private=private,
        typed=luck.randint(50, 600),
        lost=int(private * luck.uniform(0, 0.25)),
        tagged=luck.randint(0, 200),
        messenger=luck.randint(0, 100),
        social=luck.randint(50, 600),
        search=luck.randint(100, 1500),
        home=luck.uniform(0.05, 0.4),
        seed=seed,
    )
    found = dark_share(read_analytics(written(exploration(site, people))))
    assert found.share.low <= site.share <= found.share.high
    assert found.of_talk.low <= site.of_talk <= found.of_talk.high
    assert found.share.high - found.share.low < 0.65, "the interval says something"


@pytest.mark.parametrize("strategy", ["facilitator", "brand_centric"])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_analytics_would_see_of_a_run_leads_back_to_what_truly_happened(strategy, seed):
    case = sim.scenario(strategy, market="neighbourhood", days=60)
    run = sim.run(case, seed=seed, parameters={"click_rate": 0.3})
    window, seen = Window(run), seen_by_analytics(run)
    truth = window.in_the_dark.sum() / window.through_shares.sum()
    found = dark_share(seen)
    assert seen.visits == len(window.visits["tick"])
    assert found.of_talk.low <= truth <= found.of_talk.high
    assert found.informs[0] == "outcome dark_visits"


def test_robots_are_left_out_and_counted(written):
    clean, robots = (Website(robots=count) for count in (0, 3))
    without = dark_share(read_analytics(written(exploration(clean), "a")))
    found = dark_share(read_analytics(written(exploration(robots), "b")))
    assert found.share == pytest.approx(without.share)
    kept = dark_share(
        read_analytics(written(exploration(robots), "b")), Assumptions(drop_robots=False)
    )
    assert kept.naive > found.naive


def test_towns_of_data_centres_are_left_out(written):
    text = (
        "Landing page,Session source / medium,City,Sessions\n/guides/a-b-c,(direct) / (none),"
        "Ashburn,500\n/guides/a-b-c,(direct) / (none),Dhaka,100\n/shop,google / organic,Dhaka,100\n"
    )
    read = read_analytics(written(text))
    assert dark_share(read, OFF).naive == pytest.approx(0.5)
    kept = dark_share(read, replace(OFF, drop_robot_cities=False))
    assert kept.naive == pytest.approx(600 / 700)


def test_printed_addresses_do_not_count_as_deep(written):
    read = read_analytics(written(MARGINS))
    printed = replace(OFF, typed_pages=("/guides/a-long-way",))
    assert dark_share(read, printed).naive == 0
    assert dark_share(read, replace(OFF, short_letters=3)).naive > dark_share(read, OFF).naive


def test_a_rise_within_three_days_of_a_page_is_told_from_bookmarks(written):
    def table(days: list[int]) -> str:
        rows = [f"/guides/old,(direct) / (none),202401{day:02d},20\n" for day in range(1, 29)]
        rows += [f"/guides/new-one,(direct) / (none),202401{day:02d},30\n" for day in days]
        return "Landing page,Session source / medium,Date,Sessions\n" + "".join(rows)

    spike = dark_share(read_analytics(written(table([10, 11, 12]))))
    flat = dark_share(read_analytics(written(table(list(range(10, 29))))))
    assert spike.signs["early"] == 1
    assert flat.signs["early"] == pytest.approx(3 / 19)


def test_only_measured_losses_scale_an_app_up(written):
    text = (
        "Landing page,Session source / medium,Sessions\n/guides/a-b-c,(direct) / (none),900\n"
        "/guides/a-b-c,l.messenger.com / referral,25\n/guides/a-b-c,t.me / referral,40\n"
    )
    apps = dark_share(read_analytics(written(text))).by_app
    assert apps["messenger"].central == pytest.approx(100), "three of four lose the referrer"
    assert apps["telegram"] == pytest.approx((40, 40, 40)), "Telegram's loss was never measured"


def test_lost_tags_and_referrers_are_not_counted_twice(written):
    text = (
        "Landing page,Session source / medium,Sessions\n/guides/a-b-c,(direct) / (none),500\n"
        "/guides/a-b-c,whatsapp / share,100\n/guides/a-b-c,google / organic,400\n"
    )
    read = read_analytics(written(text))
    tags = replace(OFF, tag_survival=Range(0.5, 0.5, 0.5))
    assert dark_share(read, tags).share == dark_share(read, OFF).share
    few = read_analytics(written(text.replace("500", "50").replace("400", "850")))
    assert dark_share(few, tags).share.central == pytest.approx(0.15), "as many as are direct"


def test_answers_to_how_did_you_hear_anchor_the_share(written):
    read = read_analytics(written(exploration(Website())))
    plain = dark_share(read)
    many = dark_share(read, Assumptions(survey=(700, 1000)))
    assert many.share.central > plain.share.central
    assert many.share.high - many.share.low < plain.share.high - plain.share.low


shares = st.lists(st.floats(0, 0.95), min_size=3, max_size=3).map(
    lambda given: Range(*sorted(given))
)


@settings(max_examples=60, deadline=None)
@given(
    typed=shares, other=shares, home=shares, kept=shares, private=shares, seed=st.integers(0, 99)
)
def test_low_never_exceeds_central_nor_central_high(typed, other, home, kept, private, seed):
    assumed = Assumptions(
        typed=typed, other_direct=other, at_home=home, tag_survival=kept, tag_private=private
    )
    for analytics in _LITTLE[seed % len(_LITTLE)]:
        found = dark_share(analytics, assumed)
        for span in (found.share, found.of_talk, *(step.visits for step in found.steps)):
            assert 0 <= span.low <= span.central + 1e-9 <= span.high + 2e-9
        assert found.share.high <= 1


@pytest.fixture(scope="module", autouse=True)
def _little(tmp_path_factory):
    """Read some little sites once."""
    folder = tmp_path_factory.mktemp("web")
    for number in range(3):
        site = Website(60, 30, 9, 12 * number, 6, 20, 60, 0.3, number, number)
        files = {
            "a.csv": exploration(site).encode(),
            "b.csv": exploration(site, people=False).encode(),
            "c.csv": snapshot(site).encode(),
            "d.zip": plausible(site),
        }
        for name, data in files.items():
            (folder / name).write_bytes(data)
        _LITTLE.append([read_analytics(folder / name) for name in files])
    yield
    _LITTLE.clear()


_LITTLE: list = []


@pytest.mark.parametrize("name", [one.name for one in fields(Assumptions)])
def test_every_assumption_says_what_it_means_in_what_unit_and_from_where(name):
    told = Assumptions().table().set_index("name").loc[name]
    assert told["meaning"]
    assert told["unit"]
    assert evidence.source(told["source"])


def test_every_range_can_be_left_out_and_changes_the_result(written):
    read = read_analytics(written(exploration(Website(), people=False)))
    usual = dark_share(read)
    for name in ("typed", "other_direct", "at_home", "tag_private"):
        assert dark_share(read, replace(Assumptions(), **{name: None})).share != usual.share


@pytest.mark.parametrize(
    ("name", "value"),
    [("typed", Range(0.5, 0.2, 0.1)), ("at_home", Range(0, 0.5, 1.5)), ("robot_seconds", -1.0),
     ("typed", Range(0, float("nan"), 1)), ("survey", (5, 3))],
)  # fmt: skip
def test_an_impossible_assumption_is_refused_by_name(name, value):
    with pytest.raises(AddaError, match=name):
        Assumptions(**{name: value})


def test_the_prior_lies_where_the_interval_does(written):
    found = dark_share(read_analytics(written(exploration(Website()))))
    prior = found.prior()
    points = [float(betaincinv(prior.a, prior.b, point)) for point in (0.025, 0.5, 0.975)]
    assert points == pytest.approx(found.of_talk, abs=0.06)


def test_without_landing_pages_or_sources_it_says_which_is_missing(written):
    pages, sources = MARGINS.split("\n\n")
    with pytest.raises(AddaError, match="the sources of visits"):
        dark_share(read_analytics(written(pages)))
    with pytest.raises(AddaError, match="landing pages"):
        dark_share(read_analytics(written(sources)))


def test_where_social_visits_are_not_known_nothing_is_said_of_talk(written):
    site = Website()
    pages = [f"name,total_entrances\n{rows}" for rows in (
        "".join(f"{page},{count}\n" for page, count in site.count(**only).items())
        for only in ({}, {"source": "(direct) / (none)"})
    )]  # fmt: skip
    whole, direct = (written(text, f"{number}.csv") for number, text in enumerate(pages))
    found = dark_share(read_analytics(whole, direct=direct))
    assert found.of_talk is None
    with pytest.raises(AddaError, match="known is share"):
        found.prior()
    assert found.prior("share")


def test_an_export_of_nothing_but_unknown_pages_is_refused(written):
    text = "Landing page,Session source / medium,Sessions\n(not set),(direct) / (none),90\n"
    with pytest.raises(AddaError, match="no visit is left"):
        dark_share(read_analytics(written(text)))


def test_the_reckoning_can_be_read_line_by_line(written):
    found = dark_share(read_analytics(written(exploration(Website()))))
    table = found.table()
    assert table.step.iloc[0] == "visits in the export"
    assert (table.low <= table.high).all()
    assert found.to_dict()["steps"][0]["central"] == sum(Website().visits.values())
