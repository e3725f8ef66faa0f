"""A market made from an export is a market like any other, and says which numbers are yours."""

from pathlib import Path

import numpy as np
import pytest

from sim import facts
from sim.errors import AddaError
from sim.intake import (
    market_from_edges,
    market_from_profile,
    profile,
    read_chat,
    read_edges,
)
from sim.market import Market
from sim.running import run
from sim.scenarios import read_market, scenario
from sim.world import World
from sim.yaml_text import write_yaml
from tests.intake.conftest import SAMPLES

EXPORTS = {
    "whatsapp": "made_up_whatsapp_android.txt",
    "telegram": "made_up_telegram.json",
    "messenger": "made_up_messenger.json",
}


def made_from(kind: str, members: int | None = None) -> Market:
    told = profile(read_chat(kind, SAMPLES / EXPORTS[kind]), members)
    return Market.parse(market_from_profile(told, "mine"), "the market")


@pytest.mark.parametrize("kind", EXPORTS)
def test_every_kind_of_chat_makes_a_market(kind: str):
    market = made_from(kind, 100)
    base = read_market("boutique")
    assert market.people == 1000
    assert market.segments[0].message_spread != base.segments[0].message_spread
    assert market.product == base.product
    assert "From your" in market.story


def test_behaviour_from_an_export_stays_within_what_is_plausible():
    for kind in EXPORTS:
        for name, value in made_from(kind, 100).behaviour.items():
            known = facts.parameters()[name]
            assert known.low <= value <= known.high


def test_more_silent_members_make_a_more_silent_market():
    silent = [made_from("whatsapp", members).segments[0].silent for members in (60, 100, 400)]
    assert silent == sorted(silent)
    assert silent[0] < silent[-1]


def test_segments_keep_how_much_more_one_writes_than_another():
    base, market = read_market("boutique"), made_from("whatsapp", 100)
    ratios = [
        mine.messages_per_day / theirs.messages_per_day
        for mine, theirs in zip(market.segments, base.segments, strict=True)
    ]
    assert ratios == pytest.approx([ratios[0]] * len(ratios), rel=1e-3)


def test_a_tiny_chat_makes_a_market_that_keeps_the_shipped_numbers(shared: Path):
    path = shared / "data" / "chats" / "whatsapp" / "en-us_android_12h_nnbsp.txt"
    market = Market.parse(
        market_from_profile(profile(read_chat("whatsapp", path)), "tiny"), "the market"
    )
    base = read_market("boutique")
    assert market.segments == base.segments
    assert market.behaviour == base.behaviour
    assert market.people == 200


def test_given_edges_become_the_close_ties(tmp_path: Path):
    edges = read_edges(SAMPLES / "made_up_edges.csv")
    tree = market_from_edges(edges, "net", tmp_path / "new" / "folder")
    place = tmp_path / "new" / "folder"
    (place / "net.yaml").write_text(write_yaml(tree))
    assert sorted(path.name for path in place.iterdir()) == ["net.yaml", "net_edges.csv"]
    placed = scenario("interest_centric", market=place / "net.yaml").market
    world = World.from_market(placed, seed=1)
    written = np.loadtxt(place / "net_edges.csv", dtype=int, delimiter=",", skiprows=1)
    assert (written == edges.pairs).all()
    assert placed.people == edges.people
    assert len(world.close_to) == 2 * len(edges.pairs)


def test_a_strategy_runs_on_a_market_from_a_chat_and_on_one_from_edges(tmp_path: Path):
    edges = read_edges(SAMPLES / "made_up_edges.csv")
    (tmp_path / "net.yaml").write_text(write_yaml(market_from_edges(edges, "net", tmp_path)))
    told = profile(read_chat("whatsapp", SAMPLES / EXPORTS["whatsapp"]))
    (tmp_path / "chat.yaml").write_text(write_yaml(market_from_profile(told, "chat")))
    for name in ("net", "chat"):
        on_it = scenario("interest_centric", market=tmp_path / f"{name}.yaml", days=3)
        assert len(run(on_it, seed=1).shares) > 0


@pytest.mark.parametrize("name", ["My Market", "../up", "", "a" * 99, "x\ny", "<b>"])
def test_an_impossible_name_is_refused_and_nothing_is_written(name: str, tmp_path: Path):
    told = profile(read_chat("whatsapp", SAMPLES / EXPORTS["whatsapp"]))
    edges = read_edges(SAMPLES / "made_up_edges.csv")
    with pytest.raises(AddaError, match="name"):
        market_from_profile(told, name)
    with pytest.raises(AddaError, match="name"):
        market_from_edges(edges, name, tmp_path / "made")
    assert not list(tmp_path.iterdir())


def test_two_people_are_a_network(written, tmp_path: Path):
    tree = market_from_edges(read_edges(written("1 2\n")), "pair", tmp_path)
    assert Market.parse(tree, "the market").people == 2
