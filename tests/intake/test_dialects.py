"""Dialects beyond the samples: other clocks, separators, digits and remarks, misleading lines."""

import pytest

from sim.errors import AddaError
from sim.intake.kinds import Kind, Mark
from sim.intake.whatsapp import read_whatsapp

LRM = "\u200e"
ANDROID, IPHONE = "13/01/24, 10:00 - ", "[13/01/24, 10:00:00] "


@pytest.mark.parametrize(
    "stamp",
    [
        "13/01/24 20:28:11 - ",
        "13/01/24, 20:28 — ",
        "13/01/14, 20:28:11: ",
        "13/1/14, 8:28:11 PM: ",
        "[20:28, 13/1/2014] ",
        "[8:28 PM, 1/13/2014] ",
        "2014-01-13 20 h 28 - ",
        "13/01/2014 20h28 - ",
        "13.01.14, 20:28 Uhr - ",
        "2014年1月13日 下午8:28 - ",
        "[2014年1月13日 20:28:11] ",
        "2014/01/13、20:28 - ",
        "\u200f13\u200f/1\u200f/2014 8:28 مساءً - ",
        "۱۳/۱/۲۰۱۴، ۲۰:۲۸ - ",
        "१३/०१/१४, ८:२८ अपराह्न - ",
        "१३/१/१४, रात ८:२८ बजे - ",
        "১৩/১/১৪, রাত ৮:২৮ - ",
        "13/1/14, 8:28 tối - ",
        "13/1/14 8:28 de la noche - ",
        "13/1/14, 8:28 popoldne - ",
        "13/1/14, 8:28 אחה״צ - ",
        "13.1.2014 г., 20:28 ч. - ",
        "13/1/2014 20:28 น. - ",
    ],
)
def test_many_more_clocks_are_understood(written, stamp: str):
    chat = read_whatsapp(written(f"{stamp}Ada: hello\n".replace("/24", "/14")))
    assert chat.messages == 1
    assert chat.first is not None
    assert chat.first.startswith("2014-01-13 20:28")


@pytest.mark.parametrize(("written_hour", "hour"), [("২:০০", 2), ("১১:০০", 23), ("১২:০০", 0)])
def test_a_night_has_two_ends(written, written_hour: str, hour: int):
    chat = read_whatsapp(written(f"১৩/১/২৪, রাত {written_hour} - Ada: x\n"))
    assert chat.table()["time"].dt.hour.tolist() == [hour]


def test_an_unknown_word_beside_hours_above_twelve_is_no_half_of_the_day(written):
    lines = [f"13/01/24, {hour}:00 orë - Ada: x\n" for hour in (8, 9, 20)]
    assert read_whatsapp(written("".join(lines))).messages == 3
    with pytest.raises(AddaError, match="halves of the day"):
        read_whatsapp(written("".join(lines[:2])))


def test_what_is_asked_names_the_orders_that_are_left(written):
    with pytest.raises(AddaError, match=r"day first or year first .* --date-order ymd"):
        read_whatsapp(written("13-01-24 20:28 - Ada: x\n"))


@pytest.mark.parametrize(
    "inside",
    [
        "14/02/2024 10:30 - 11:30 workshop",
        "[13/01/24, 10:00:00] Bo: pasted",
        "13.01.24, 10:00 - Bo: pasted",
        "13/01/24 10:00 - Bo: another comma",
        "12/01/24 10:30 Meeting: room 5",
        "12:30 - lunch",
        "1/2 - a half: yes",
        "[note] to self: no",
        "- Bo: no",
        "2024: a year",
    ],
)
def test_lines_that_look_like_entries_do_not_end_a_message(written, inside: str):
    text = f"13/01/24, 10:00 - Ada: one\n{inside}\nlast line\n13/01/24, 10:01 - Cy: two\n"
    chat = read_whatsapp(written(text))
    assert (chat.messages, chat.members, chat.system_lines) == (2, 2, 0)
    assert chat.length.tolist() == [len(f"one\n{inside}\nlast line"), 3]


def test_a_quoted_entry_far_out_of_time_is_passed_over_and_counted(written):
    lines = [f"{day:02d}/03/24, 10:{n:02d} - Ada: x\n" for day in range(1, 29) for n in range(5)]
    lines[70:70] = ["02/01/24, 09:00 - Bo: quoted\n", "02/01/24, 09:01 - Bo: quoted too\n"]
    chat = read_whatsapp(written("".join(lines)))
    assert (chat.messages, chat.members) == (140, 1)
    assert list(chat.reading.skipped.values()) == [2]
    assert "out of the order of time" in next(iter(chat.reading.skipped))


def test_exports_pasted_one_after_the_other_are_not_taken_for_quotes(written):
    lines = [f"{day:02d}/03/24, 10:00 - Ada: x\n" for day in range(1, 29)]
    chat = read_whatsapp(written("".join(lines + lines)))
    assert (chat.messages, chat.reading.skipped) == (56, {})


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (ANDROID + "Ada: null", Kind.MEDIA),
        (ANDROID + "Ada: <View once voice message omitted>", Kind.MEDIA),
        (ANDROID + "Ada: Diese Nachricht wurde von Admin Bo gelöscht.", Kind.DELETED),
        (ANDROID + "Ada: Este mensaje ha sido eliminado", Kind.DELETED),
        (ANDROID + "Ada: Você apagou essa mensagem", Kind.DELETED),
        (ANDROID + "Ada: यह मैसेज डिलीट किया गया", Kind.DELETED),
        (ANDROID + "Ada: আপনি এই মেসেজটি মুছে দিয়েছেন", Kind.DELETED),
        (ANDROID + "Ada: এই মেসেজটি মুছে ফেলা হয়েছে।", Kind.DELETED),
        (ANDROID + "Ada: Este mensaje es para todos", Kind.TEXT),
        (ANDROID + "Ada: This message was deleted because I was wrong", Kind.TEXT),
        (ANDROID + "Ada: পোল:\nকোনটা?\nবিকল্প: ক (২টি ভোট)\nবিকল্প: খ (০টি ভোট)", Kind.POLL),
        (ANDROID + "Ada: पोल:\nकौन?\nविकल्प: क (2 वोट)\nविकल्प: ख (0 वोट)", Kind.POLL),
        (ANDROID + "Ada: 投票:\n哪个?\n选项: 甲 (3票)\n选项: 乙 (0票)", Kind.POLL),
        (IPHONE + f"Ada: bill.pdf • 2 pages {LRM}document omitted", Kind.MEDIA),
        (ANDROID + "Bo wurde von Ada hinzugefügt.", Kind.ADD),
        (ANDROID + "Ada hat „Kaffee: alle“ erstellt", Kind.CREATE),
        (ANDROID + "Bo foi adicionado", Kind.ADD),
        (ANDROID + "Neide te adicionou", Kind.ADD),
        (ANDROID + "You removed Bo", Kind.REMOVE),
        (ANDROID + "You left", Kind.LEAVE),
    ],
)
def test_remarks_of_more_languages_are_of_the_right_kind(written, line: str, kind: Kind):
    start = ANDROID if line.startswith(ANDROID) else IPHONE
    chat = read_whatsapp(written(f"{start}Zed: hi\n{line}\n"))
    assert chat.kind.tolist() == [Kind.TEXT, kind]


@pytest.mark.parametrize(
    "remark",
    [
        "<This message was edited>",
        "<Se editó este mensaje.>",
        "<Diese Nachricht wurde bearbeitet.>",
        "<Mensagem editada>",
        "<এই মেসেজটি এডিট করা হয়েছে>",
        f"{LRM}<यह मैसेज एडिट किया गया>",
    ],
)
def test_edited_messages_of_more_languages_are_marked(written, remark: str):
    chat = read_whatsapp(written(f"{ANDROID}Ada: hello {remark}\n"))
    assert (chat.has(Mark.EDITED).tolist(), chat.length.tolist()) == ([True], [5])


def test_a_number_is_one_author_however_its_hyphen_and_marks_are_written(written):
    numbers = ("+1 (555) 010-1234", "\u202a+1\u00a0(555)\u00a0010\u20111234\u202c")
    text = "".join(f"{ANDROID}{number}: x\n" for number in numbers)
    assert read_whatsapp(written(text)).members == 1
