"""`adda holds`: which assumption changes the winner, told or as JSON."""

import json

ASKED = ("holds", "brand_centric", "do_nothing", "--market", "neighbourhood", "--days", "20",
         "--only", "share_once", "--only", "buy_rate", "--pairs", "2")  # fmt: skip


def test_it_says_for_each_horizon_whether_the_winner_holds(adda):
    told = adda(*ASKED)
    assert told.exit_code == 0, told.output
    assert "Of 3 assumptions moved one at a time" in " ".join(told.stdout.split())


def test_as_json_it_holds_every_move_at_every_horizon(adda):
    tree = json.loads(adda(*ASKED, "--json").stdout)
    assert {row["name"] for row in tree["moves"]} == {"share_once", "buy_rate"}
    assert set(tree["sentences"]) == {"20"}


def test_an_assumption_that_does_not_exist_is_refused(refused):
    sentence = refused("holds", "brand_centric", "do_nothing", "--only", "buy_rat")
    assert "did you mean 'buy_rate'" in sentence
