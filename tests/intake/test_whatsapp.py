"""WhatsApp exports are read as their phones wrote them, in every dialect."""

import json
from pathlib import Path

import pytest

from sim.errors import AddaError
from sim.intake import read_chat
from sim.intake.kinds import Kind, Mark
from sim.intake.whatsapp import read_whatsapp
from tests.intake.conftest import SAMPLES
from tests.intake.made_up import Community, whatsapp_lines

AMBIGUOUS = "ambiguous_all_le12"
TRUTHS = (
    "en-us_android_12h_nnbsp en-gb_android_12h_lower_nnbsp en-gb_ios_24h_lrm en-us_ios_12h_nnbsp "
    "de_android_24h_dots de_ios_24h es-mx_android_12h_nnbsp_dots es-es_android_24h "
    "pt-br_android_24h_nocomma bn-bd_android_bengali_digits bn-bd_android_latin_digits "
    f"ko-kr_ios_prefix_meridiem bom_crlf_en_android {AMBIGUOUS}"
)


@pytest.mark.parametrize("dialect", TRUTHS.split(" "))
def test_every_dialect_with_a_known_answer_gives_it(shared: Path, dialect: str):
    folder = shared / "data" / "chats" / "whatsapp"
    truth = json.loads((folder / "ground_truth.json").read_text())[dialect]
    chat = read_whatsapp(folder / f"{dialect}.txt", "dmy" if dialect == AMBIGUOUS else None)
    told = (chat.messages, chat.system_lines, chat.first, chat.members)
    assert told == (truth["users"], truth["system"], truth["first"], truth["authors"])


def test_a_zip_and_its_text_read_alike(shared: Path):
    folder = shared / "data" / "chats" / "whatsapp"
    zipped = read_whatsapp(folder / "WhatsApp Chat - Coffee lovers.zip").summary()
    assert zipped == read_whatsapp(folder / "en-gb_ios_24h_lrm.txt").summary()


@pytest.mark.parametrize("name", ["made_up_whatsapp_android.txt", "made_up_whatsapp_iphone.zip"])
def test_the_shipped_samples_hold_the_made_up_community(name: str):
    community = Community()
    chat = read_chat("whatsapp", SAMPLES / name)
    told = (chat.messages, chat.members, chat.system_lines)
    assert told == (community.messages(), community.writers(), community.notes())
    for kind, word in ((Kind.MEDIA, "media"), (Kind.DELETED, "deleted"), (Kind.POLL, "poll")):
        assert (chat.kind == kind).sum() == sum(line.kind == word for line in community.lines)
    for kind, word in ((Kind.JOIN, "join"), (Kind.ADD, "add"), (Kind.LEAVE, "leave")):
        assert len(chat.moves(kind)[0]) == sum(line.kind == word for line in community.lines)
    assert chat.has(Mark.EDITED).sum() == sum(line.kind == "edited" for line in community.lines)


def test_who_joins_is_who_writes(written):
    text = "13/01/24, 10:00 - Ada added Bo and Cy\n13/01/24, 10:01 - Cy: hello\n"
    chat = read_whatsapp(written(text))
    assert chat.move_member.tolist() == [0, 1]
    assert chat.member[chat.said].tolist() == [1]


def test_half_the_day_before_the_time_is_understood(written):
    text = "[2024. 1. 1. 오후 3:04:05] a: x\n[2024. 1. 2. 오전 12:04:05] a: y\n"
    assert read_whatsapp(written(text)).table()["time"].dt.hour.tolist() == [15, 0]


@pytest.mark.parametrize(
    ("stamp", "hour"),
    [
        ("13/1/24, 8:28\u202fp.\u00a0m. - ", 20),
        ("13/1/24, 8:28 a. m. - ", 8),
        ("13/1/24, 12:28 AM - ", 0),
        ("13/1/24, 12:28pm - ", 12),
        ("13.01.24, 20:28 - ", 20),
        ("13-01-2024 20.28 - ", 20),
        ("\u200f13\u200f/1\u200f/2024، 8:28 م - ", 20),
        ("١٣/٠١/٢٠٢٤، ٨:٢٨ ص - ", 8),
        ("13/01/2567 20:28 - ", 20),
        ("13.01.2024 klo 20.28 - ", 20),
        ("[13/01/2024, 8:28:00 μ.μ.] ", 20),
        ("2024/1/13 下午8:28 - ", 20),
    ],
)
def test_clocks_of_many_phones_give_the_right_hour(written, stamp: str, hour: int):
    chat = read_whatsapp(written(f"{stamp}Ada: hello\n"))
    assert chat.first is not None
    assert chat.first.startswith(f"2024-01-13 {hour:02d}:28")


def test_a_clock_in_unknown_words_is_refused_and_not_misread(written):
    text = "13/1/24, 8:28 qux - Ada: one\n14/1/24, 8:29 qux - Ada: two\n"
    with pytest.raises(AddaError, match=r"halves of the day|date, a time"):
        read_whatsapp(written(text))


def test_a_first_message_after_a_byte_order_mark_is_kept(written):
    text = "\ufeff13/01/24, 10:00 - Ada: one\n\ufeff13/01/24, 10:01 - Ada: two\n"
    assert read_whatsapp(written(text)).messages == 2


def test_lines_that_follow_belong_to_the_message(written):
    text = "13/01/24, 10:00 - Ada: one\n12:30 is when it opens\n\n1. two\n13/01/24, 10:01 - Bo: x\n"
    chat = read_whatsapp(written(text))
    assert chat.messages == 2
    assert chat.length[0] == len("one\n12:30 is when it opens\n\n1. two")


def test_colons_in_texts_and_subjects_do_not_make_members(written):
    text = (
        "13/01/24, 10:00 - Ada: note: buy milk\n"
        '13/01/24, 10:01 - Ada changed the subject from "A" to "B: C"\n'
        "13/01/24, 10:02 - Ada changed the group name to “B: C”\n"
        '13/01/24, 10:03 - Bob "the Cat" Low: I am a member\n'
    )
    chat = read_whatsapp(written(text))
    assert (chat.messages, chat.members, chat.system_lines) == (2, 2, 2)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("<Media omitted>", Kind.MEDIA),
        ("<Médias omis>", Kind.MEDIA),
        ("IMG-20240113-WA0001.jpg (file attached)", Kind.MEDIA),
        ("price list.pdf (Datei angehängt)", Kind.MEDIA),
        ("This message was deleted", Kind.DELETED),
        ("Mensagem apagada", Kind.DELETED),
        ("POLL:\nWhich?\nOPTION: A (2 votes)\nOPTION: B (0 votes)", Kind.POLL),
        ("UMFRAGE:\nWas?\nOPTION: A (2 Stimmen)\nOPTION: B (1 Stimme)", Kind.POLL),
        ("three options:\nOPTION: none", Kind.TEXT),
        ("I love you <3", Kind.TEXT),
        ("image omitted", Kind.TEXT),
    ],
)
def test_bodies_on_android_are_of_the_right_kind(written, body: str, kind: Kind):
    assert read_whatsapp(written(f"13/01/24, 10:00 - Ada: {body}\n")).kind.tolist() == [kind]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("\u200e[13/01/24, 10:00:00] Ada: \u200e<attached: 0001-PHOTO.jpg>", Kind.MEDIA),
        ("\u200e[13/01/24, 10:00:00] Ada: menu.pdf • \u200e<attached: 0002-menu.pdf>", Kind.MEDIA),
        ("[13/01/24, 10:00:00] Ada: \u200eBild weggelassen", Kind.MEDIA),
        ("\u200e[13/01/24, 10:00:00] Ada: \u200eছবি অনুপস্থিত", Kind.MEDIA),
        ("[13/01/24, 10:00:00] Ada: \u200eThis message was deleted.", Kind.DELETED),
        ("[13/01/24, 10:00:00] ~\u202fAda: \u200e~\u202fAda left", Kind.LEAVE),
        ("[13/01/24, 10:00:00] Menders: \u200eAda created this group", Kind.CREATE),
        ("[13/01/24, 10:00:00] Menders: \u200eAda removed Bo", Kind.REMOVE),
        ("[13/01/24, 10:00:00] Ada: left", Kind.TEXT),
        ("[13/01/24, 10:00:00] Ada: image omitted", Kind.MEDIA),
    ],
)
def test_lines_of_iphones_are_of_the_right_kind(written, line: str, kind: Kind):
    assert read_whatsapp(written(line + "\n")).kind.tolist() == [kind]


@pytest.mark.parametrize(
    ("note", "kind"),
    [
        ("Ada joined using a group link.", Kind.JOIN),
        ("Jörg hat Änne hinzugefügt.", Kind.ADD),
        ("Änne hat die Gruppe verlassen.", Kind.LEAVE),
        ("Änne ist über den Einladungslink beigetreten.", Kind.JOIN),
        ("Te uniste mediante el enlace de invitación de este grupo.", Kind.JOIN),
        ("Diego añadió a Carmen", Kind.ADD),
        ("Diego salió del grupo", Kind.LEAVE),
        ("Beto entrou usando o link de convite deste grupo", Kind.JOIN),
        ("Neide removeu Beto", Kind.REMOVE),
        ("Zoé a ajouté Léa", Kind.ADD),
        ("Léa a quitté le groupe", Kind.LEAVE),
        ("Ada changed this group's icon", Kind.OTHER),
        ("রহিম গ্রুপ ছেড়ে গেছেন", Kind.OTHER),
    ],
)
def test_notes_of_coming_and_going_are_told_apart(written, note: str, kind: Kind):
    chat = read_whatsapp(written(f"13/01/24, 10:00 - {note}\n13/01/24, 10:01 - Ada: hello\n"))
    assert chat.kind[0] == kind
    assert len(chat.moves(kind)[0]) == (0 if kind is Kind.OTHER else 1)


def test_an_edited_message_is_measured_without_the_remark(written):
    text = "13/01/24, 10:00 - Ada: hello <This message was edited>\n"
    chat = read_whatsapp(written(text))
    assert chat.has(Mark.EDITED).tolist() == [True]
    assert chat.length.tolist() == [5]


@pytest.mark.parametrize(
    ("body", "asks", "domain"),
    [
        ("where?", True, ""),
        ("see https://example.com/a?b=c", False, "other"),
        ("why? https://youtu.be/abc", True, "youtube.com"),
        ("https://m.youtube.com/watch?v=1", False, "youtube.com"),
        ("https://youtube.com.evil.example/x", False, "other"),
        ("www.amazon.co.uk/dp/1", False, "amazon"),
        ("wa.me/15550100", False, "whatsapp.com"),
        ("and/or 3.5/10", False, ""),
        ("এটা কী؟", True, ""),
    ],
)
def test_questions_and_links_are_seen_but_addresses_are_not_kept(written, body, asks, domain):
    row = read_whatsapp(written(f"13/01/24, 10:00 - Ada: {body}\n")).table().iloc[0]
    assert (row["is_question"], row["domain"], row["is_link"]) == (asks, domain, bool(domain))


def test_an_export_at_the_cap_warns_that_history_is_missing(written):
    lines = "".join(f"13/01/24, 10:00 - Ada: {number}\n" for number in range(10_000))
    chat = read_whatsapp(written(lines))
    assert "earlier history" in " ".join(chat.reading.warnings).replace("\n", " ")


def test_two_formats_in_one_file_are_counted_and_not_mixed(written):
    main = "".join(f"13/01/24, 10:{minute:02d} - Ada: x\n" for minute in range(5))
    chat = read_whatsapp(written(main + "[13/01/24, 10:00:00] Bo: pasted\n"))
    assert chat.messages == 5
    assert chat.reading.skipped == {"an entry written in another format": 1}


def test_letters_of_another_encoding_are_reported(written):
    text = "13/01/24, 10:00 - Ada: café\n".encode("latin-1")
    assert "UTF-8" in read_whatsapp(written(text)).reading.warnings[0]


def test_utf_16_is_read(written):
    assert read_whatsapp(written("13/01/24, 10:00 - Ada: x\n".encode("utf-16"))).messages == 1


def test_a_longer_made_up_community_is_read_whole_in_both_dialects(written):
    community = Community(people=150, weeks=30, seed=7, scale=0.1)
    for phone in ("android", "iphone"):
        chat = read_whatsapp(written("\n".join(whatsapp_lines(community, phone))))
        assert (chat.messages, chat.system_lines) == (community.messages(), community.notes())
