"""Whatever a file holds, reading it ends in a chat or in one clear sentence, and writes nothing."""

import gzip
import io
import json
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import AddaError
from sim.intake import profile, read_chat, read_edges
from sim.intake.archives import MOST_BYTES
from tests.intake.conftest import SAMPLES
from tests.intake.made_up import Community, messenger, telegram, whatsapp_lines

LITTLE = Community(people=8, weeks=2, seed=3, scale=0.3)
WHATSAPP = "\n".join(whatsapp_lines(LITTLE)).encode()
IPHONE = "\n".join(whatsapp_lines(LITTLE, "iphone")).encode()
TELEGRAM = json.dumps(telegram(LITTLE)).encode()
MESSENGER = json.dumps(messenger(LITTLE)).encode()
KINDS = ("whatsapp", "telegram", "messenger", "edges")
MARKS = "\u200e\u200f\u202a\u202e\u2066\u2069\ufeff\u202f\u00a0\u2028\x85\x00\r"


def zipped(members: dict[str, bytes], **options) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def outcome(kind: str, data: bytes) -> str:
    """Read data as a kind of file; return what a user would be told. Only AddaError may come."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export"
        path.write_bytes(data)
        try:
            if kind == "edges":
                told = str(read_edges(path).summary())
            else:
                told = profile(read_chat(kind, path)).to_json()
        except AddaError as error:
            told, shown = str(error), error.__cause__ or not error.__suppress_context__
            hidden = not (error.__context__ and shown)
        else:
            hidden = True
        assert hidden, "a fault behind the error could quote the file"
        assert len(told) > 10
        assert [file.name for file in Path(folder).iterdir()] == ["export"]
    return told


@given(kind=st.sampled_from(KINDS), data=st.binary(max_size=400))
def test_random_bytes_are_refused_in_one_sentence(kind: str, data: bytes):
    outcome(kind, data)


@given(kind=st.sampled_from(KINDS), data=st.binary(max_size=200))
def test_random_bytes_behind_a_zip_or_gzip_beginning_are_refused(kind: str, data: bytes):
    for start in (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b\x08\x00"):
        outcome(kind, start + data)


@given(
    source=st.sampled_from([("whatsapp", WHATSAPP), ("whatsapp", IPHONE)]),
    cuts=st.lists(st.tuples(st.integers(0, 4000), st.binary(max_size=12)), max_size=8),
)
def test_a_chat_with_bytes_changed_is_read_or_refused(source, cuts):
    kind, data = source
    for place, piece in cuts:
        data = data[:place] + piece + data[place + len(piece) :]
    outcome(kind, data)


@given(
    lines=st.lists(
        st.builds(
            "{}{}{}{}".format,
            st.sampled_from(["", "13/01/24, 10:00 - ", "[13/01/24, 10:00:00] ", "\u200e["]),
            st.text(st.sampled_from('ab:<>()?/.,-~@"“ \t' + MARKS), max_size=12),
            st.sampled_from(["", ": ", ":", " left", " added ", "POLL:"]),
            st.text(max_size=20),
        ),
        max_size=12,
    )
)
def test_odd_letters_and_marks_anywhere_are_read_or_refused(lines: list[str]):
    outcome("whatsapp", "\n".join(lines).encode("utf-8", "surrogatepass"))


FIELDS = """id type date from from_id text messages chats list actor action members poll photo
reply_to_message_id sender_name timestamp_ms content senderName timestamp share link users name
title"""
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(FIELDS.split()),
        inner,
        max_size=4,
    ),
    max_leaves=12,
)  # fmt: skip


@given(kind=st.sampled_from(["telegram", "messenger"]), tree=json_values)
def test_any_json_is_read_or_refused(kind: str, tree):
    outcome(kind, json.dumps(tree).encode())


@given(
    entry=st.dictionaries(
        st.sampled_from(["date", "text", "from", "from_id", "action", "members", "actor", "type"]),
        json_values,
    )
)
def test_any_telegram_message_is_read_or_skipped(entry):
    entry = {"id": 1, "date": "2024-01-01T10:00:00"} | entry
    outcome("telegram", json.dumps({"messages": [entry]}).encode())


@given(
    entry=st.dictionaries(
        st.sampled_from(["timestamp_ms", "content", "users", "type", "share", "photos"]),
        json_values,
    ),
    sender=json_values,
)
def test_any_messenger_message_is_read_or_skipped(entry, sender):
    entry = {"timestamp_ms": 1_700_000_000_000} | entry | {"sender_name": sender}
    outcome("messenger", json.dumps({"messages": [entry]}).encode())


@given(
    kind=st.sampled_from([("telegram", TELEGRAM), ("messenger", MESSENGER)]),
    part=st.floats(0, 1, exclude_max=True),
)
def test_a_json_file_cut_anywhere_is_refused(kind, part: float):
    name, data = kind
    told = outcome(name, data[: int(part * len(data))])
    assert "JSON" in told or "empty" in told


@given(cut=st.integers(1, 3000))
def test_a_zip_cut_anywhere_is_refused(cut: int):
    data = zipped({"_chat.txt": WHATSAPP})
    told = outcome("whatsapp", data[:-cut])
    assert "zip" in told or "empty" in told or "not text" in told or "not a WhatsApp" in told


@given(place=st.integers(0, 2000), byte=st.integers(0, 255))
def test_a_zip_with_one_byte_changed_is_read_or_refused(place: int, byte: int):
    data = bytearray(zipped({"_chat.txt": WHATSAPP}))
    data[place % len(data)] = byte
    outcome("whatsapp", bytes(data))


@pytest.mark.parametrize(
    "name", ["../_chat.txt", "/_chat.txt", "a/../../b.txt", "C:\\_chat.txt", "..\\_chat.txt"]
)
def test_a_zip_that_climbs_out_is_not_opened(name: str):
    told = outcome("whatsapp", zipped({name: WHATSAPP, "_chat.txt": WHATSAPP}))
    assert "climbs out" in told
    assert "_chat" not in told


def test_a_zip_bomb_is_not_opened():
    told = outcome("whatsapp", zipped({"_chat.txt": b"0" * (20 * 2**20)}))
    assert "unpack to far more" in told


def test_a_zip_that_understates_its_size_is_not_read_beyond_it():
    data = bytearray(zipped({"_chat.txt": b"13/01/24, 10:00 - Ada: " + b"0" * 2**22}))
    for place in (data.find(b"PK\x03\x04") + 22, data.find(b"PK\x01\x02") + 24):
        data[place : place + 4] = (100).to_bytes(4, "little")
    assert "damaged" in outcome("whatsapp", bytes(data))


def test_a_gzip_bomb_ends_at_the_limit(written):
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="w", compresslevel=9) as file:
        for _ in range(MOST_BYTES // 2**22 + 1):
            file.write(b"#" * 2**22)
    with pytest.raises(AddaError, match="more than any export"):
        read_edges(written(packed.getvalue(), "edges.csv.gz"))


def test_a_locked_zip_is_refused():
    data = bytearray(zipped({"_chat.txt": WHATSAPP}))
    for place in (data.find(b"PK\x03\x04") + 6, data.find(b"PK\x01\x02") + 8):
        data[place] |= 1
    assert "password" in outcome("whatsapp", bytes(data))


@pytest.mark.parametrize(
    ("members", "words"),
    [
        ({}, "zip"),
        ({"photo.jpg": b"x"}, "without an exported"),
        ({"one.txt": WHATSAPP, "two.txt": WHATSAPP}, "several"),
        ({"__MACOSX/._chat.txt": WHATSAPP}, "without an exported"),
    ],
)
def test_a_zip_without_one_chat_is_refused(members, words):
    assert words in outcome("whatsapp", zipped(members))


@pytest.mark.parametrize("name", ["_chat.txt", "Chats/WhatsApp Chat with Ada.txt"])
def test_the_chat_among_other_files_is_found(name: str):
    assert '"messages"' in outcome("whatsapp", zipped({name: WHATSAPP, "notes.txt": b"hi"}))


@pytest.mark.parametrize(
    "data",
    [
        b"13/01/24, 10:00 - " + b"A" * 1_000_000 + b": x\n",
        b"13/01/24, 10:00 - Ada: " + b" " * 200_000 + b"x>\n",
        b"13/01/24, 10:00 - Ada: " + b"a." * 100_000 + b"/\n",
        b"13/01/24, 10:00 - Ada: " + b"http://" * 30_000 + b"?\n",
        b"13/01/24, 10:00 - " + b"hat die Gruppe " * 20_000 + b"\n",
        b"13/01/24, 10:00 - " + b"added removed left joined " * 20_000 + b"\n",
        b"1" * 300_000,
        b"[" * 300_000,
        ("13/01/24, 10:00 - Ada: " + "\u200e" * 200_000 + ">\n").encode(),
        b"13/01/24, 10:00 - Ada: x\n" + b"\n" * 500_000,
        b"13/01/24, 10:00 - Ada: x\n" * 3 + b"y" * 3_000_000,
    ],
)
def test_enormous_lines_and_names_do_no_harm(data: bytes):
    outcome("whatsapp", data)


@pytest.mark.parametrize(
    "data", [b"[" * 200_000, b'{"a":' * 200_000, b'{"messages":[' + b"[" * 100_000, b"9" * 20_000]
)
@pytest.mark.parametrize("kind", ["telegram", "messenger"])
def test_deep_json_is_refused(kind: str, data: bytes):
    outcome(kind, data)


@pytest.mark.parametrize("number", ["1e999", "9" * 4000, "-" + "9" * 400, "1.5", "true", "NaN"])
def test_impossible_numbers_in_json_are_skipped(number: str):
    entry = f'{{"sender_name": "a", "timestamp_ms": {number}, "content": "x"}}'
    assert "no message" in outcome("messenger", f'{{"messages": [{entry}]}}'.encode())
    entry = f'{{"id": {number}, "date": "2024-01-01T10:00:00", "from_id": {number}}}'
    assert '"messages": 1' in outcome("telegram", f'{{"messages": [{entry}]}}'.encode())


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_file_a_folder_and_no_file_are_refused(kind: str, tmp_path: Path):
    def read(path: Path) -> None:
        read_edges(path) if kind == "edges" else read_chat(kind, path)

    empty = tmp_path / "empty"
    empty.touch()
    for path, words in ((empty, "is empty"), (tmp_path / "none", "there is no file")):
        with pytest.raises(AddaError, match=words):
            read(path)
    (tmp_path / "folder").mkdir()
    with pytest.raises(AddaError, match=r"no plain file|no \.json file"):
        read(tmp_path / "folder")


@pytest.mark.parametrize("kind", ["whatsapp", "telegram", "messenger"])
@pytest.mark.parametrize("sample", sorted(path.name for path in SAMPLES.glob("made_up*")))
def test_a_file_of_one_kind_is_no_chat_of_another(kind: str, sample: str):
    if kind in sample:
        assert read_chat(kind, SAMPLES / sample).messages
    else:
        with pytest.raises(AddaError, match=r"is not a|is a zip without"):
            read_chat(kind, SAMPLES / sample)


def test_an_unknown_messenger_names_the_nearest():
    with pytest.raises(AddaError, match="did you mean 'whatsapp'"):
        read_chat("watsapp", "x")
