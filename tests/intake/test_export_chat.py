"""A simulated room written as an export reads back as what happened in the run."""

import json
from pathlib import Path

import numpy as np
import pytest

import sim
from sim import tables
from sim.errors import AddaError
from sim.intake import profile, read_chat
from sim.intake.exports import MANAGER, SIMULATED, export_chat
from sim.intake.kinds import Kind, Mark
from sim.intake.room_log import Deed, room_log

FORMS = ("whatsapp", "telegram")
# People join, write, ask and leave far more than usual, in small rooms with a strict host.
LIVELY = {
    "join_probability": 1.0, "first_post_rate": 0.8, "need_rate": 0.3, "leave_rate": 0.01,
    "room_write": 1.0, "invite_rate": 1.0, "trust_brand": 1.0, "open_direct": 1.0, "shy_asks": 1.0,
}  # fmt: skip


@pytest.fixture(scope="module")
def run() -> sim.Run:
    """A community of many small rooms."""
    case = sim.scenario("facilitator", market="neighbourhood", days=40).changed(
        {
            "strategy.invitations": 1.0,
            "strategy.presence.room_size": 12,
            "strategy.control": 0.4,
            "market.brand.customers": 0.5,
        }
    )
    return sim.run(case, seed=5, parameters=LIVELY)


@pytest.fixture(params=FORMS)
def read(request, run, tmp_path: Path):
    """The first room, written and read in each form: (form, log, chat)."""
    path = tmp_path / "export"
    path.write_text(export_chat(run, 0, request.param), encoding="utf-8")
    return request.param, room_log(run, 0), read_chat(request.param, path)


def kept(form: str, log) -> list:
    """Return the entries that a form shows: Telegram's export does not hold what was removed."""
    return [entry for entry in log if form == "whatsapp" or entry.deed is not Deed.REMOVED]


def test_the_run_has_something_of_everything(run):
    deeds = {entry.deed for entry in room_log(run, 0)}
    assert deeds == set(Deed)
    assert run.people.room.nunique() > 4


def test_counts_are_read_back(read):
    form, log, chat = read
    shown = kept(form, log)
    said = [entry for entry in shown if entry.deed in (Deed.WROTE, Deed.POSTED, Deed.REMOVED)]
    assert chat.messages == len(said)
    assert chat.system_lines == len(shown) - len(said)
    assert chat.members == len({entry.person for entry in said})
    assert not chat.reading.skipped
    removed = sum(entry.deed is Deed.REMOVED for entry in said)
    assert int(np.sum(chat.kind == Kind.DELETED)) == removed


def test_every_entry_has_its_time_and_its_writer(read):
    form, log, chat = read
    shown = kept(form, log)
    assert chat.time.tolist() == [entry.time for entry in shown]
    for entry, member in zip(shown, chat.member.tolist(), strict=True):
        assert (member >= 0) == (entry.deed is not Deed.BEGAN)
    same = {}
    for entry, member in zip(shown, chat.member.tolist(), strict=True):
        if entry.deed is not Deed.BEGAN:
            assert same.setdefault(entry.person, member) == member
    assert len(set(same.values())) == len(same)


@pytest.mark.parametrize(("deed", "kind"), [(Deed.JOINED, Kind.JOIN), (Deed.LEFT, Kind.LEAVE)])
def test_joins_and_leaves_are_read_back(read, deed, kind):
    _form, log, chat = read
    times, members = chat.moves(kind)
    wanted = [entry for entry in log if entry.deed is deed]
    assert times.tolist() == [entry.time for entry in wanted]
    people = {entry.person: None for entry in wanted}
    assert len(set(members.tolist())) == len(people)


def test_telegram_tells_who_answers_whom_and_whatsapp_does_not(run, read):
    form, log, chat = read
    shown = kept(form, log)
    place = {entry.message: row for row, entry in enumerate(shown) if entry.message >= 0}
    wanted = [place.get(entry.reply_to, -1) if entry.reply_to >= 0 else -1 for entry in shown]
    if form == "whatsapp":
        assert set(chat.reply_to.tolist()) == {-1}
    else:
        assert chat.reply_to.tolist() == wanted
        assert max(wanted) > 0


def test_questions_are_told_from_the_rest_by_their_mark(read):
    form, log, chat = read
    asked = chat.has(Mark.QUESTION).tolist()
    for entry, asks in zip(kept(form, log), asked, strict=True):
        assert asks == (entry.deed is Deed.WROTE and entry.kind == tables.QUESTION)
    assert not chat.has(Mark.REPEATED).any()


def test_messages_keep_the_minute_of_the_run_unless_they_answer_a_later_one(run):
    start = np.datetime64(run.scenario.start_date).astype("datetime64[s]").astype(int)
    table, tick = run.tables["messages"], 86_400 // run.scenario.market.ticks_per_day
    moved = 0
    for entry in room_log(run, 0):
        if entry.message < 0:
            continue
        row = entry.message
        own = start + tick * int(table["tick"][row]) + 60 * int(table["minute"][row])
        moved += entry.time != own
        assert own <= entry.time < own + tick
        if entry.time != own:
            assert table["tick"][row] == table["tick"][entry.reply_to]
    assert 0 < moved < 0.2 * np.sum(table["room"] == 0)


def test_members_are_in_the_room_that_the_run_ended_with(run):
    rooms = range(int(run.people.room.max()) + 1)
    moves = [
        (entry.time, room, entry)
        for room in rooms
        for entry in room_log(run, room)
        if entry.deed in (Deed.JOINED, Deed.LEFT)
    ]
    room_of: dict[int, int] = {}
    for _time, room, entry in sorted(moves, key=lambda move: move[0]):
        if entry.deed is Deed.JOINED:
            room_of[entry.person] = room
        else:
            assert room_of.pop(entry.person) == room
    ended = {person: room for person, room in enumerate(run.people.room.tolist()) if room >= 0}
    assert room_of == ended


def test_nobody_writes_before_joining_or_after_leaving(run):
    for room in range(int(run.people.room.max()) + 1):
        here = {-1}
        for entry in room_log(run, room):
            if entry.deed is Deed.JOINED:
                here.add(entry.person)
            elif entry.deed is Deed.LEFT:
                here.remove(entry.person)
            elif entry.deed is not Deed.BEGAN:
                assert entry.person in here


def test_all_rooms_together_hold_every_message(run):
    rooms = range(int(run.people.room.max()) + 1)
    found = [entry.message for room in rooms for entry in room_log(run, room)]
    written = sorted(message for message in found if message >= 0)
    assert written == list(range(len(run.tables["messages"]["tick"])))


@pytest.mark.parametrize("form", FORMS)
def test_an_export_says_first_that_it_is_simulated_and_names_nobody(form, run):
    text = export_chat(run, 0, form)
    assert SIMULATED in text[:600]
    if form == "telegram":
        names = {entry.get("from") for entry in json.loads(text)["messages"]} - {None}
        assert all(name == MANAGER or name.split()[0] == "Member" for name in names)


def test_a_saved_run_gives_the_same_export(run, tmp_path: Path):
    loaded = sim.load_run(run.save(tmp_path / "run"))
    for form in FORMS:
        assert export_chat(loaded, 1, form) == export_chat(run, 1, form)


def test_an_export_has_a_profile_like_any_other(read):
    _form, log, chat = read
    told = profile(chat, 12)
    assert told.value("messages") == chat.messages
    assert told["questions_per_writer_day"].value or told["questions_per_writer_day"].withheld
    weeks = (log[-1].time - log[0].time) / 604_800
    joined = sum(entry.deed is Deed.JOINED for entry in log)
    assert told["joins_per_week"].value == pytest.approx(joined / weeks, rel=0.35)


def test_what_cannot_be_exported_is_said(run):
    with pytest.raises(AddaError, match="did you mean 'telegram'"):
        export_chat(run, 0, "telegraph")
    with pytest.raises(AddaError, match="no room 99; it has 0 to"):
        export_chat(run, 99)
    with pytest.raises(AddaError, match="no room -1"):
        export_chat(run, -1)
    alone = sim.run(sim.scenario("do_nothing", market="neighbourhood", days=2), seed=1)
    with pytest.raises(AddaError, match="nobody ever joined"):
        export_chat(alone)
