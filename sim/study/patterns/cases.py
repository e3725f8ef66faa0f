"""Cases: the set-ups on which patterns are measured, each with the published statistics it gives.

All are runs through the front door on shipped markets. What differs from a shipped scenario, and
why, stands beside it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Literal, get_args

import numpy as np

from sim import draws, facts, rules
from sim.running import Story, run
from sim.scenarios import Scenario, scenario
from sim.study.patterns import gathering, spreading, talking
from sim.study.patterns.statistic import Statistic, mean, median, ratio
from sim.trace import Run
from sim.world import World

Drive = Literal["problems", "beliefs", "hobbies", "aspirations"]
POSTER, POST_DAY, POST_QUALITY = 202, 203, 204  # purposes of draws: 200 and up belong to studies
DAYS, YEARS_DAYS = 90, 3 * 365
FEED_DAYS, POSTING_DAYS = 30, 20
# How many post: few enough that their stories do not crowd each other out of people's attention.
FEED_STORIES, CAMPAIGN_STORIES = 1000, 40
ADVERTISED = 0.0005  # share of people who take an advertisement in, a day
MOST_QUALITY = 1000.0  # what a story can be given
DRIVES: tuple[Drive, ...] = get_args(Drive)

Parameters = Mapping[str, float]

STATISTICS: Mapping[str, Statistic] = {
    "dark_share_of_shares": Statistic(talking.dark_share_of_shares, ratio),
    "dark_share_of_visits": Statistic(talking.dark_share_of_visits, ratio),
    "participation_gini": Statistic(talking.participation_gini, mean),
    "participation_top10": Statistic(talking.participation_top10, mean),
    "never_write": Statistic(talking.never_write, ratio),
    "group_messages_per_member_day": Statistic(talking.group_messages_per_member_day, ratio),
    "group_size_mean": Statistic(talking.group_size_mean, ratio),
    "groups_per_person": Statistic(talking.groups_per_person, ratio),
    "page_reach": Statistic(talking.page_reach, ratio),
    "personal_reach": Statistic(talking.personal_reach, ratio),
    "one_generation": Statistic(spreading.one_generation, ratio),
    "hundred_plus": Statistic(spreading.hundred_plus, ratio),
    "virality_at_100": Statistic(spreading.virality_at_100, median),
    "retweets_per_generation": Statistic(
        spreading.retweets_per_generation, spreading.next_per_share
    ),
    "private_copies_hill": Statistic(spreading.private_copies_hill, spreading.hill),
    "newcomer_unanswered": Statistic(gathering.newcomer_unanswered, ratio),
    "newcomer_answered": Statistic(gathering.newcomer_answered, ratio),
    "first_post_answered": Statistic(gathering.first_post_answered, ratio),
    "thread_speakers_brand": Statistic(gathering.thread_speakers, mean),
    "thread_speakers_interest": Statistic(gathering.thread_speakers, mean),
    "invite_join": Statistic(gathering.invite_join, ratio),
    "word_positive": Statistic(gathering.word_positive, ratio),
    "unfollow_promotions": Statistic(gathering.unfollow_promotions, ratio),
    "cascade_halftime_hours": Statistic(spreading.cascade_halftime_hours, median),
    "bass_q_word_of_mouth": Statistic(spreading.bass_q_word_of_mouth, spreading.bass_q),
}
# Measured on both templates alike, so that no band presumes one of them.
BOTH = (
    "dark_share_of_shares", "dark_share_of_visits", "never_write", "page_reach", "personal_reach",
    "newcomer_unanswered", "newcomer_answered", "invite_join", "word_positive",
)  # fmt: skip


@dataclass(frozen=True)
class Case:
    """A set-up: what is run, how many runs a table and a wave of calibration take, what it gives.

    cost: seconds of one run, about, for saying beforehand how long something takes.
    """

    name: str
    about: str
    start: Callable[[int, Parameters], Run]
    runs: int
    few: int
    cost: float
    patterns: tuple[str, ...]


def cases(market: str = "boutique") -> tuple[Case, ...]:
    """Return every case, in the order in which they are run.

    market: where the templates run; the shapes of public cascades need a city.
    """
    return (
        Case(
            "interest", f"interest_centric on {market}, 90 days",
            _template("interest_centric", market), 48, 6, 0.03,
            (*BOTH, "participation_gini", "participation_top10", "group_messages_per_member_day",
             "group_size_mean", "groups_per_person", "first_post_answered",
             "thread_speakers_interest"),
        ),
        Case(
            "brand", f"brand_centric on {market}, 90 days", _template("brand_centric", market),
            48, 6, 0.03, (*BOTH, "thread_speakers_brand", "unfollow_promotions"),
        ),
        Case(
            "feed", "one in ten people of city post once on what drives them most, 30 days",
            _feed, 350, 3, 0.25,
            ("one_generation", "hundred_plus", "virality_at_100", "cascade_halftime_hours",
             "private_copies_hill"),
        ),
        Case(
            "campaign", "40 stories among people who all care, city, 30 days", _campaign,
            32, 2, 0.2, ("retweets_per_generation",),
        ),
        Case(
            "adoption", f"a new product of broad need, steady advertising, {market}, 3 years",
            _adoption(market), 8, 1, 0.15, ("bass_q_word_of_mouth",),
        ),
    )  # fmt: skip


def _template(name: str, market: str) -> Callable[[int, Parameters], Run]:
    return partial(_plain, scenario(name, market, DAYS))


def _plain(case: Scenario, seed: int, parameters: Parameters) -> Run:
    return run(case, seed, parameters=parameters)


@cache
def _city() -> Scenario:
    return scenario("do_nothing", "city", FEED_DAYS)


@cache
def _caring() -> Scenario:
    """The city with people who share one belief and all care (interest about .85)."""
    changes: dict = {}
    for number in range(len(_city().market.segments)):
        at = f"market.segments.{number}"
        changes[f"{at}.interest"] = {"middle": 0.85, "spread": 0.5}
        changes[f"{at}.drives"] = {"beliefs": 1.0}
        changes[f"{at}.drive_spread"] = 0.0
    return _city().changed(changes)


def _adoption(market: str) -> Callable[[int, Parameters], Run]:
    """A product that hardly anybody knows and most could use; nothing is done but advertise."""
    known = scenario("do_nothing", market, YEARS_DAYS)
    contact = known.market.prices.ad_contact
    changes: dict = {
        "market.brand.awareness": 0.02,
        "market.brand.customers": 0.0,
        "market.brand.followers": 0.0,
        "strategy.advertising.money_per_day": ADVERTISED * known.market.people * contact,
    }
    for number in range(len(known.market.segments)):
        changes[f"market.segments.{number}.need.middle"] = 0.6
    return partial(_plain, known.changed(changes))


def _feed(seed: int, parameters: Parameters) -> Run:
    world = World.from_market(_city().market, seed)
    strongest = np.argmax(world.drives, axis=1)
    authors = _authors(seed, world.people, FEED_STORIES)
    start = _posts(seed, parameters, [(author, DRIVES[strongest[author]]) for author in authors])
    return run(_city(), seed, world=world, parameters=parameters, start=start)


def _campaign(seed: int, parameters: Parameters) -> Run:
    authors = _authors(seed, _caring().market.people, CAMPAIGN_STORIES)
    start = _posts(seed, parameters, [(author, "beliefs") for author in authors])
    return run(_caring(), seed, parameters=parameters, start=start)


def _authors(seed: int, people: int, how_many: int) -> list[int]:
    luck = draws.uniforms(seed, POSTER, 0, people)
    return np.argsort(luck, kind="stable")[:how_many].tolist()


def _posts(
    seed: int, parameters: Parameters, authors: Sequence[tuple[int, Drive]]
) -> list[tuple[Story, list[int], int]]:
    """Return one story of each author about a drive, spread over the days, of varying quality."""
    spread = {**facts.best_values(), **parameters}["quality_spread"]
    ticks = POSTING_DAYS * _city().market.ticks_per_day
    when = draws.uniforms(seed, POST_DAY, 0, len(authors))
    luck = draws.uniforms(seed, POST_QUALITY, 0, len(authors))
    qualities = [rules.story_quality(draws.normal(u), spread) for u in luck.tolist()]
    return [
        (Story(driver=drive, quality=min(MOST_QUALITY, quality)), [author], int(u * ticks))
        for (author, drive), quality, u in zip(authors, qualities, when.tolist(), strict=True)
    ]
