"""No number without a source: behaviour, channels, kinds of story, evidence and patterns."""

import csv
import math

import pytest

from sim import facts
from sim.errors import AddaError
from sim.evidence import SOURCE_GRADES, channel_figures, evidence, patterns, source, sources

OWN = {key for key, one in sources().items() if one.grade == "D"}
NOT_FIGURES = {"name", "title", "category", "private"}


def grade_fits(grade, key):
    """Say whether a number's grade is possible with its source's grade."""
    return {
        "measured": source(key).grade == "A",
        "published": source(key).grade in "ABC",
        "expert": True,
        "guess": True,
    }[grade] and (grade in ("expert", "guess") or key not in OWN)


@pytest.mark.parametrize("key", sources())
def test_a_source_says_who_when_where_and_how_it_was_seen(key):
    one = sources()[key]
    assert one.grade in SOURCE_GRADES
    assert 1900 < one.year <= 2026
    assert all((one.title, one.authors, one.where, one.seen))
    assert not one.url or one.url.startswith(("https://", "http://"))
    assert str(one.year) in one.cite()
    assert one.authors in one.cite()


def test_every_source_is_used():
    used = {fact.source for fact in evidence().values()}
    used |= {key for pattern in patterns().values() for key in pattern.sources}
    used |= {figure.source for figure in channel_figures().values()}
    used |= {parameter.source for parameter in facts.parameters().values()}
    assert set(sources()) == used | OWN


@pytest.mark.parametrize("name", facts.parameters())
def test_a_parameter_has_a_source_a_grade_and_a_range_in_order(name):
    one = facts.parameters()[name]
    assert grade_fits(one.grade, one.source), f"{one.grade} with {one.source}"
    assert one.least <= one.low <= one.best <= one.high <= one.most
    assert one.least <= one.neutral <= one.most
    assert one.acts_on.startswith("R")
    assert one.meaning[0].isupper()
    assert one.unit


@pytest.mark.parametrize("name", facts.channels().names)
def test_every_figure_of_a_channel_has_a_source_and_a_grade(name):
    channel = facts.channels()[name]
    for field in channel.__dataclass_fields__.keys() - NOT_FIGURES:
        if getattr(channel, field) or (name, field) in channel_figures():
            figure = channel_figures()[name, field]
            assert grade_fits(figure.grade, figure.source), f"{name} {field}"
            assert figure.year
            assert figure.grade != "published" or figure.year == source(figure.source).year


def test_a_zero_of_a_channel_without_a_source_means_that_there_is_none():
    for channel in facts.channels().rows:
        if not channel.private:
            assert (channel.name, "referrer_loss") in channel_figures()


def test_sources_are_given_for_channels_and_fields_that_exist():
    fields = set(facts.channels().rows[0].__dataclass_fields__)
    for name, field in channel_figures():
        assert name in facts.channels().names
        assert field in fields


def test_figures_that_were_read_are_the_figures_that_are_used():
    used = {
        ("whatsapp", "group_cap"): "group_cap_whatsapp",
        ("telegram", "group_cap"): "group_cap_telegram",
        ("messenger", "group_cap"): "group_cap_messenger",
        ("whatsapp", "forward_limit"): "forward_limit_whatsapp",
        ("messenger", "forward_limit"): "forward_limit_messenger",
        ("whatsapp", "often_limit"): "often_limit_whatsapp",
        ("facebook", "page_reach"): "page_reach_2020",
        ("linkedin", "page_reach"): "linkedin_reach_2026",
        ("tiktok", "page_reach"): "tiktok_reach_2025",
        ("facebook", "person_reach"): "person_reach",
        ("facebook", "engagement"): "engagement_facebook",
        ("instagram", "engagement"): "engagement_instagram",
        ("x", "engagement"): "engagement_x",
        ("tiktok", "engagement"): "engagement_tiktok",
        ("instagram", "half_life_hours"): "instagram_half_life",
        ("linkedin", "half_life_hours"): "linkedin_half_life",
        **{
            (one.removeprefix("referrer_loss_"), "referrer_loss"): one
            for one in evidence()
            if one.startswith("referrer_loss_")
        },
    }
    for (channel, field), fact in used.items():
        assert getattr(facts.channels()[channel], field) == evidence()[fact].value, fact
        assert channel_figures()[channel, field].source == evidence()[fact].source


def test_derived_figures_follow_from_what_was_read():
    known, channels = evidence(), facts.channels()
    reach = known["instagram_reach_2022"].value * known["instagram_reach_2025"].value
    assert channels["instagram"].page_reach == pytest.approx(math.sqrt(reach), abs=0.002)
    assert channels["x"].half_life_hours == pytest.approx(
        known["tweet_half_life"].value / 60, abs=0.01
    )
    assert channels["facebook"].half_life_hours == pytest.approx(
        known["facebook_half_life_2022"].value / 60, abs=0.01
    )
    assert channels["youtube"].half_life_hours == known["youtube_half_life"].value * 24
    assert channels["pinterest"].half_life_hours == known["pinterest_half_life"].value * 30 * 24


def test_every_kind_of_story_has_a_source_and_numbers_in_range(root):
    with (root / "data" / "kinds.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["name"] for row in rows] == list(facts.kinds())
    for row, kind in zip(rows, facts.kinds().values(), strict=True):
        assert grade_fits(row["grade"], row["source"])
        assert row["note"]
        assert 0 <= kind.pushiness <= 1
        assert -1 <= kind.valence <= 1
        assert kind.hours >= 0


def test_what_asks_for_something_is_pushier_than_what_gives():
    pushiness = {name: kind.pushiness for name, kind in facts.kinds().items()}
    assert pushiness["offer"] > pushiness["product_news"] > pushiness["raffle"]
    assert pushiness["raffle"] > pushiness["survey"] > pushiness["helpful"]


@pytest.mark.parametrize("key", evidence())
def test_a_fact_has_a_known_source_of_its_grade_and_a_unit(key):
    fact = evidence()[key]
    assert source(fact.source).grade == fact.grade != "D"
    assert fact.seen in ("read", "derived", "computed", "secondary")
    assert fact.fact
    assert fact.context
    assert (fact.value is None) == (fact.unit == "")


@pytest.mark.parametrize("key", patterns())
def test_a_pattern_has_a_band_around_what_was_published_and_known_sources(key):
    pattern = patterns()[key]
    assert pattern.low < pattern.published < pattern.high or pattern.published == pattern.high
    assert pattern.holds(pattern.published)
    assert not pattern.holds(pattern.low - 0.01)
    assert not pattern.holds(pattern.high + 0.01)
    assert pattern.sources
    assert min(source(one).grade for one in pattern.sources) <= pattern.grade
    assert pattern.fit in ("fitted", "held_out")


def test_a_third_of_the_patterns_is_held_out():
    held = [pattern for pattern in patterns().values() if pattern.fit == "held_out"]
    assert len(held) == pytest.approx(len(patterns()) / 3, abs=1)


def test_the_patterns_are_those_of_the_research_data(shared):
    with (shared / "data" / "patterns.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    assert set(rows) == set(patterns())
    for key, row in rows.items():
        band = [float(row[name]) for name in ("low", "published", "high")]
        one = patterns()[key]
        assert [one.low, one.published, one.high] == band
        assert (one.unit, one.grade) == (row["unit"], row["grade"])


def test_an_unknown_source_is_answered_with_the_nearest():
    with pytest.raises(AddaError, match="did you mean 'goel_2016'"):
        source("goel_216")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"buy_rat": 0.01}, "did you mean 'buy_rate'"),
        ({"buy_rate": 2}, "allowed is 0 to 1"),
        ({"buy_rate": math.nan}, "must be a number"),
        ({"buy_rate": math.inf}, "allowed is 0 to 1"),
        ({"buy_rate": True}, "must be a number"),
        ({"buy_rate": "0.1"}, "must be a number"),
        ({"buy_rate": None}, "must be a number"),
        ({"buy_rate": 10**400}, "allowed is 0 to 1"),
        ({"\x1b[2J": 1}, "is not a behaviour parameter"),
    ],
)
def test_a_wrong_behaviour_value_is_one_sentence(values, said):
    with pytest.raises(AddaError) as caught:
        facts.check_values(values, "the run")
    assert said in str(caught.value)
    assert str(caught.value).isprintable()


def test_a_behaviour_value_may_be_neutral():
    neutral = {name: one.neutral for name, one in facts.parameters().items()}
    assert facts.check_values(neutral, "the run") == neutral
