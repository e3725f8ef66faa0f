"""Several exports of one chat become one chat, and nothing counts twice."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import AddaError
from sim.intake import read_chat
from tests.intake.made_up import Community, telegram, whatsapp_lines

COMMUNITY = Community(people=20, weeks=4, seed=5, scale=0.3)
LINES = list(whatsapp_lines(COMMUNITY))


def written_parts(folder, parts: list[list[str]]) -> list:
    paths = []
    for number, lines in enumerate(parts):
        path = folder / f"part{number}.txt"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        paths.append(path)
    return paths


@given(cuts=st.tuples(st.floats(0.05, 0.95), st.floats(0.05, 0.95)))
def test_overlapping_parts_give_the_whole_chat_again(tmp_path_factory, cuts):
    first, second = sorted(int(cut * len(LINES)) for cut in cuts)
    folder = tmp_path_factory.mktemp("parts")
    paths = written_parts(folder, [LINES, LINES[: second + 1], LINES[first:]])
    whole = read_chat("whatsapp", paths[0], "dmy")
    parts = read_chat("whatsapp", paths[1:], "dmy")
    keys = ("messages", "members", "system_lines", "first", "last", "kinds")
    assert [whole.summary()[key] for key in keys] == [parts.summary()[key] for key in keys]
    assert (whole.time == parts.time).all()
    assert (whole.length == parts.length).all()


def test_a_message_sent_twice_stays_twice(tmp_path):
    twice = ["13/01/24, 10:00 - Ada: ok", "13/01/24, 10:00 - Ada: ok"]
    paths = written_parts(tmp_path, [twice, twice, twice[:1]])
    assert read_chat("whatsapp", paths).messages == 2


def test_the_same_words_by_two_members_are_two_messages(tmp_path):
    paths = written_parts(tmp_path, [["13/01/24, 10:00 - Ada: ok"], ["13/01/24, 10:00 - Bo: ok"]])
    assert read_chat("whatsapp", paths).messages == 2


def test_a_member_of_two_files_has_one_number(tmp_path):
    paths = written_parts(
        tmp_path, [["13/01/24, 10:00 - Ada: x"], ["14/01/24, 10:00 - ~\u202fAda: y"]]
    )
    assert read_chat("whatsapp", paths).members == 1


def test_phones_with_and_without_seconds_are_merged(tmp_path):
    paths = written_parts(
        tmp_path, [["13/01/24, 10:00 - Ada: one"], ["[13/01/24, 10:00:41] Ada: one"]]
    )
    assert read_chat("whatsapp", paths).messages == 1


def test_files_of_different_chats_are_noticed(tmp_path):
    spans = ("13/01/24, 10:00 - {0}: a", "15/01/24, 10:00 - {0}: b")
    paths = written_parts(tmp_path, [[s.format(name) for s in spans] for name in ("Ada", "Bo")])
    assert "different chats" in read_chat("whatsapp", paths).reading.warnings[0]


def test_the_broken_one_of_several_files_is_named_by_its_place(tmp_path):
    paths = written_parts(tmp_path, [LINES, ["no chat at all"]])
    with pytest.raises(AddaError, match=r"^file 2 of 2 is not a WhatsApp export"):
        read_chat("whatsapp", paths)


def test_two_telegram_exports_of_a_chat_keep_their_replies(written):
    whole = telegram(COMMUNITY)
    half = len(whole["messages"]) // 2
    parts = [
        whole | {"messages": whole["messages"][at]} for at in (slice(half + 9), slice(half, None))
    ]
    paths = [written(json.dumps(part), f"{number}.json") for number, part in enumerate(parts)]
    merged, alone = (
        read_chat("telegram", paths),
        read_chat("telegram", [written(json.dumps(whole))]),
    )
    assert (merged.reply_to == alone.reply_to).all()
    assert merged.summary()["kinds"] == alone.summary()["kinds"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Ada: hello", "Ada: This message was deleted"),
        ("Ada: helo", "Ada: hello <This message was edited>"),
        (
            "Ada: POLL:\nq?\nOPTION: a (1 vote)\nOPTION: b (0 votes)",
            "Ada: POLL:\nq?\nOPTION: a (3 votes)\nOPTION: b (2 votes)",
        ),
        ("Ada: <Media omitted>", "Ada: IMG-20240113-WA0001.jpg (file attached)\na caption"),
    ],
)
def test_what_changed_between_two_exports_counts_once(tmp_path, before: str, after: str):
    same = ["13/01/24, 10:05 - Bo: stays", "13/01/24, 10:05 - Bo: <Media omitted>"]
    parts = [[f"13/01/24, 10:00 - {body}", *same] for body in (before, after)]
    chat = read_chat("whatsapp", written_parts(tmp_path, parts))
    assert chat.messages == 3


def test_a_note_counts_once_whichever_phone_wrote_it(tmp_path):
    android = ["13/01/24, 10:00 - Ada added Bo and Cy", "13/01/24, 10:01 - Ada: x"]
    iphone = [
        "[13/01/24, 10:00:12] Our group: \u200eAda added Bo and Cy",
        "[13/01/24, 10:01:30] Ada: x",
    ]
    chat = read_chat("whatsapp", written_parts(tmp_path, [android, iphone]))
    assert (chat.messages, chat.system_lines, len(chat.move_row)) == (1, 1, 2)


def test_a_part_that_leaves_the_order_open_follows_the_other(tmp_path):
    sure = ["13/02/24, 10:00 - Ada: x", "14/02/24, 10:00 - Ada: y"]
    short = ["03/04/24, 10:00 - Ada: z"]
    chat = read_chat("whatsapp", written_parts(tmp_path, [short, sure]))
    assert chat.last == "2024-04-03 10:00:00"
    assert "as in another of the files" in chat.reading.date_evidence


def test_a_telegram_message_edited_between_two_exports_counts_once(written):
    base = {"id": 7, "type": "message", "date": "2024-01-01T10:00:00", "from_id": "user1"}
    trees = [
        {"id": 1, "messages": [base | {"from": "Ada", "text": "helo"}]},
        {"id": 1, "messages": [base | {"from": None, "from_id": "user9", "text": "hello",
                                       "edited": "2024-01-02T10:00:00"}]},
    ]  # fmt: skip
    paths = [written(json.dumps(tree), f"{number}.json") for number, tree in enumerate(trees)]
    assert read_chat("telegram", paths).messages == 1
