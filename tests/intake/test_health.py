"""Health terms are counted alike in an export and in a run, and single nobody out."""

from pathlib import Path

import pytest

import sim
from sim.errors import AddaError
from sim.intake import chat_of_run, export_chat, health, health_of_run, profile, read_chat
from sim.intake.intervals import share_interval
from sim.intake.measure import FEWEST_PEOPLE
from sim.intake.reply_groups import reply_table
from sim.intake.vital_signs import CHAOSS, ORBIT, health_table, members_of_room
from tests.intake.conftest import SAMPLES


@pytest.fixture(scope="module")
def run():
    return sim.run(sim.scenario("facilitator", market="boutique", days=120), seed=2)


@pytest.fixture(scope="module")
def told():
    chat = read_chat("telegram", SAMPLES / "made_up_telegram.json")
    return {one.name: one for one in health(chat, 81)}


@pytest.mark.parametrize("form", ["whatsapp", "telegram"])
def test_a_room_measured_directly_shows_what_its_export_shows(form: str, run, tmp_path: Path):
    path = tmp_path / "export"
    path.write_text(export_chat(run, 0, form), encoding="utf-8")
    read, direct = read_chat(form, path), chat_of_run(run, 0, form)
    assert profile(read, 60).to_dict()["statistics"] == profile(direct, 60).to_dict()["statistics"]
    members = members_of_room(run, 0)
    assert health(read, members) == health_of_run(run, 0, form)


def test_the_levels_of_orbit_are_parts_of_one_whole(told):
    levels = [told[name] for name in ORBIT if told[name].unit == "share of members"]
    known = [one.value for one in levels if one.value is not None]
    assert len(levels) == 4
    assert sum(known) == pytest.approx(1.0) or sum(known) < 1.0
    assert len(levels) - len(known) != 1, "one withheld level could be told from the others"


def test_shares_come_with_exact_intervals(told):
    one = told["inactive_contributors"]
    assert (one.low, one.high) == share_interval(one.cases, one.people)


def test_no_term_speaks_of_fewer_than_five_people(run):
    for measures in (health_of_run(run), health_of_run(run, form="whatsapp")):
        for one in measures:
            if one.unit == "people" and one.name in CHAOSS:
                assert one.value is None or one.value >= FEWEST_PEOPLE or one.value == 0


def test_a_lonely_level_takes_another_one_with_it(written):
    lines = []
    for week in range(10):
        for person in range(12 if week < 6 else 9):
            hour, day = 10 + person % 9, 1 + week * 7 % 28
            lines.append(f"{day:02d}/{1 + week // 4:02d}/24, {hour}:{person:02d} - M{person}: x\n")
    chat = read_chat("whatsapp", written("".join(sorted(lines, key=lambda text: text[3:5]))), "dmy")
    told = health(chat, 12)
    withheld = [one for one in told if one.name in ORBIT[:4] and one.value is None]
    assert len(withheld) != 1


def test_both_sides_stand_in_one_table(run, told):
    table = health_table({"yours": tuple(told.values()), "simulated": health_of_run(run)})
    assert set(table["model"]) == {"CHAOSS", "Orbit"}
    assert {"yours", "simulated", "yours_low", "simulated_why", "unit"} <= set(table)
    assert list(table["name"]) == sorted(table["name"], key=(*CHAOSS, *ORBIT).index)
    assert table["label"].notna().all()


def test_without_members_nobody_is_said_to_be_silent():
    chat = read_chat("telegram", SAMPLES / "made_up_telegram.json")
    told = {one.name: one for one in health(chat)}
    assert told["orbit_observers"].withheld
    assert told["active_contributors"].value


def test_a_run_without_a_community_has_no_health():
    alone = sim.run(sim.scenario("do_nothing", market="neighbourhood", days=2), seed=1)
    with pytest.raises(AddaError, match="nobody ever joined"):
        health_of_run(alone)


def test_who_answers_whom_is_told_in_groups_that_add_up_to_all_answers():
    chat = read_chat("telegram", SAMPLES / "made_up_telegram.json")
    table = reply_table(chat)
    assert table["people"].min() >= FEWEST_PEOPLE
    from sim.intake.activity import writers_of
    from sim.intake.answers import answers_of

    writers = writers_of(chat)
    assert table["answers"].sum() == len(answers_of(chat, writers))
    assert table.groupby("who")["people"].first().sum() == len(writers)


def test_who_answers_whom_is_not_told_of_a_few(written):
    lines = [f"13/01/24, 10:{n:02d} - Member {n % 6}: x\n" for n in range(60)]
    assert reply_table(read_chat("whatsapp", written("".join(lines)))).empty
