"""Telegram and Messenger exports, old and new, tell what their messengers know."""

import json
import zipfile
from pathlib import Path

import pytest

from sim.errors import AddaError
from sim.intake import read_chat
from sim.intake.kinds import Kind, Mark
from tests.intake.conftest import SAMPLES
from tests.intake.made_up import Community, telegram


def read_json(written, kind: str, tree) -> object:
    return read_chat(kind, written(json.dumps(tree), "export.json"))


def message(number: int, text, **more) -> dict:
    entry = {"id": number, "type": "message", "date": f"2024-01-01T10:{number:02d}:00"}
    return entry | {"from": "Ada", "from_id": "user1", "text": text} | more


def test_the_made_up_sample_is_read_with_its_replies():
    community = Community()
    chat = read_chat("telegram", SAMPLES / "made_up_telegram.json")
    told = (chat.messages, chat.members, chat.system_lines)
    assert told == (community.messages(), community.writers(), community.notes())
    answers = [line.answers for line in community.lines]
    assert chat.reply_to.tolist() == answers


def test_every_part_of_the_schema_is_read(shared: Path):
    folder = shared / "data" / "chats" / "telegram"
    chat = read_chat("telegram", folder / "schema_coverage_synthetic.json")
    assert (chat.messages, chat.system_lines, chat.reading.skipped) == (4, 6, {})
    kinds = chat.summary()["kinds"]
    wanted = {"text": 2, "media": 1, "poll": 1, "join": 1, "leave": 1, "add": 1, "remove": 1}
    assert wanted.items() <= kinds.items()
    assert chat.has(Mark.FORWARDED).sum() == 1
    assert len(chat.moves(Kind.ADD)[0]) == 3, "two named people and one without a name"
    assert chat.members == 3, "an old export's number and a new one's are joined by the name"


def test_a_real_public_group_is_read(shared: Path):
    path = shared / "data" / "chats" / "telegram" / "real_public_supergroup_pseudonymised.json"
    entries = json.loads(path.read_text())["messages"]
    chat = read_chat("telegram", path)
    known = {entry["id"] for entry in entries}
    replies = [entry.get("reply_to_message_id") in known for entry in entries]
    assert (chat.messages, chat.members) == (32, 2)
    assert (chat.reply_to >= 0).tolist() == replies


def test_a_full_export_holds_all_its_chats(written):
    community = telegram(Community(people=6, weeks=2, scale=0.5))
    other = community | {"id": 2}
    tree = {
        "about": "text",
        "chats": {"about": "text", "list": [community, other]},
        "left_chats": {"list": [{"name": "empty", "id": 3, "messages": []}]},
    }
    both, one = read_json(written, "telegram", tree), read_json(written, "telegram", community)
    assert both.messages == 2 * one.messages
    assert both.members == one.members
    assert (both.reply_to >= 0).sum() == 2 * (one.reply_to >= 0).sum(), "replies stay in their chat"


def test_a_chat_may_stand_behind_its_messages(written):
    tree = {"messages": [message(1, "a"), message(2, "b", reply_to_message_id=1)], "id": 9}
    assert read_json(written, "telegram", tree).reply_to.tolist() == [-1, 0]


def test_formatted_text_is_measured_whole_and_its_links_are_seen(written):
    text = ["see ", {"type": "text_link", "text": "this", "href": "https://youtu.be/x?y"}, "."]
    row = read_json(written, "telegram", {"messages": [message(1, text)]}).table().iloc[0]
    assert (row["length"], row["is_link"], row["domain"]) == (9, True, "youtube.com")
    assert not row["is_question"]


def test_two_people_of_one_name_stay_two(written):
    tree = {"messages": [message(1, "a"), message(2, "b", from_id="user2")]}
    assert read_json(written, "telegram", tree).members == 2


def test_an_invited_name_is_the_member_who_writes_later(written):
    note = {"id": 1, "type": "service", "date": "2024-01-01T09:00:00", "action": "invite_members"}
    note |= {"actor": "Bo", "actor_id": "user2", "members": ["Ada"]}
    chat = read_json(written, "telegram", {"messages": [note, message(2, "hello")]})
    assert chat.move_member.tolist() == [chat.member[1]]


def test_a_deleted_account_writes_without_a_name(written):
    tree = {"messages": [message(1, "a", **{"from": None}), message(2, "b")]}
    assert read_json(written, "telegram", tree).members == 1, "the same number, once without a name"


def test_messages_without_a_date_are_counted_as_skipped(written):
    tree = {"messages": [message(1, "a"), {"id": 2, "text": "b"}, "c", None]}
    chat = read_json(written, "telegram", tree)
    assert chat.reading.skipped == {"an entry without a date": 3}


def test_the_made_up_messenger_sample_is_read():
    community = Community()
    chat = read_chat("messenger", SAMPLES / "made_up_messenger.json")
    assert (chat.messages, chat.members) == (community.messages(), community.writers())
    assert (chat.time[1:] >= chat.time[:-1]).all(), "newest first in the file, in order here"
    moves = sum(line.kind in ("join", "leave") for line in community.lines)
    assert len(chat.move_row) == moves


def test_the_classic_download_is_mended_before_it_is_measured(shared: Path):
    folder = shared / "data" / "chats" / "messenger"
    chat = read_chat("messenger", folder / "fixture_dyi_mojibake_message_1.json")
    assert (chat.messages, chat.members, chat.system_lines) == (4, 2, 1)
    assert chat.length.tolist() == [0, 0, 0, 0, len("শুভ সকাল ☕")]
    assert chat.kind.tolist() == [Kind.DELETED, Kind.ADD, Kind.MEDIA, Kind.TEXT, Kind.TEXT]
    assert chat.has(Mark.LINK).sum() == 1, "what was shared, not the remark about it"


def test_encrypted_chats_are_read(shared: Path):
    folder = shared / "data" / "chats" / "messenger"
    chat = read_chat("messenger", folder / "fixture_e2ee_secure_storage_utf8.json")
    assert (chat.messages, chat.members) == (3, 2)
    assert chat.kind.tolist() == [Kind.TEXT, Kind.MEDIA, Kind.TEXT]
    assert chat.reading.clock == "utc"


def test_the_many_files_of_one_download_are_one_chat(tmp_path: Path):
    whole = json.loads((SAMPLES / "made_up_messenger.json").read_text())
    entries = whole["messages"]
    for number, part in enumerate((entries[:300], entries[300:]), 1):
        path = tmp_path / f"message_{number}.json"
        path.write_text(json.dumps(whole | {"messages": part}))
    chat, alone = (
        read_chat("messenger", tmp_path),
        read_chat("messenger", SAMPLES / "made_up_messenger.json"),
    )
    assert (chat.time == alone.time).all()
    assert chat.members == alone.members


@pytest.mark.parametrize("mark", ["\ufeff", ""])
def test_a_byte_order_mark_does_no_harm(written, mark: str):
    text = mark + json.dumps({"messages": [message(1, "a")]})
    assert read_chat("telegram", written(text, "result.json")).messages == 1


def classic(number: int, sender: str, content: str) -> dict:
    return {"sender_name": sender, "timestamp_ms": 1704103200000 + 60_000 * number,
            "content": content}  # fmt: skip


def test_a_zip_of_the_parts_of_one_chat_is_read_whole(tmp_path: Path):
    whole = json.loads((SAMPLES / "made_up_messenger.json").read_text())
    path, entries = tmp_path / "download.zip", whole["messages"]
    with zipfile.ZipFile(path, "w") as archive:
        for number, part in enumerate((entries[:300], entries[300:]), 1):
            text = json.dumps(whole | {"messages": part})
            archive.writestr(f"messages/inbox/menders_1/message_{number}.json", text)
        archive.writestr("messages/inbox/menders_1/photos/1.jpg", b"\xff")
        archive.writestr("your_activity/other.json", "{}")
    chat, alone = (
        read_chat("messenger", path),
        read_chat("messenger", SAMPLES / "made_up_messenger.json"),
    )
    assert (chat.messages, chat.members) == (alone.messages, alone.members)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("messages/inbox/others_2/message_1.json", "{}")
    with pytest.raises(AddaError, match="several"):
        read_chat("messenger", path)


def test_newer_downloads_tell_in_words_who_came_and_went(written):
    entries = [
        classic(1, "Ada", "Ada added Bo, Cy and Di to the group."),
        classic(2, "Bo", "Bo left the group."),
        classic(3, "Ada", "You removed Cy from the group."),
        classic(4, "Di", "Reacted \u00f0\u009f\u0098\u0086 to your message "),
        classic(5, "Di", "Ada left the group early?"),
        classic(6, "Di", "hello"),
    ]
    chat = read_json(written, "messenger", {"messages": entries[::-1]})
    wanted = [Kind.ADD, Kind.LEAVE, Kind.REMOVE, Kind.OTHER, Kind.TEXT, Kind.TEXT]
    assert chat.kind.tolist() == wanted
    assert [len(chat.moves(kind)[0]) for kind in wanted[:3]] == [3, 1, 1]
    assert chat.members == 1


def test_a_telegram_export_of_several_chats_is_read_with_a_warning(written):
    one = telegram(Community(people=6, weeks=2, scale=0.5))
    tree = {"chats": {"list": [one, one | {"id": 2}]}}
    assert "several chats" in read_json(written, "telegram", tree).reading.warnings[0]
    assert not read_json(written, "telegram", one).reading.warnings


def test_one_chat_of_a_full_telegram_export_is_read_by_name_or_number(written):
    club, family = (
        telegram(Community(people=people, weeks=2, scale=0.5)) | {"name": name, "id": number}
        for people, name, number in ((6, "Our book club", 7), (3, "Family", 8))
    )
    path = written(json.dumps({"chats": {"list": [family, club]}}), "full.json")
    alone = read_json(written, "telegram", club)
    for asked in ("our book CLUB", "7"):
        chat = read_chat("telegram", path, only=asked)
        assert (chat.messages, chat.members) == (alone.messages, alone.members)
        assert not chat.reading.warnings
    with pytest.raises(AddaError, match="did you mean 'Our book club'"):
        read_chat("telegram", path, only="Our bok club")
    with pytest.raises(AddaError, match="Telegram export only"):
        read_chat("whatsapp", path, only="7")
