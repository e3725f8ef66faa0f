"""`adda import`: samples become numbers and a market; everything else is refused."""

import gzip
import io
import json
import zipfile

import pytest

from sim.scenarios import read_market

CHAT = "".join(
    f"[{day:02d}/03/2024, {hour:02d}:05:00] {name}: {text}\n"
    for day in range(1, 29)
    for hour, name, text in (
        (9, "Amina Secretname", "Who has a zwirnfaden for wool?"),
        (10, "Bela Secretname", "I have one, come by"),
        (12, "Chitra", "See https://example.org/wool"),
        (18, "Dipa", "Thanks"),
        (20, f"Member {day % 9}", "Good evening to all of you"),
    )
)  # a made-up chat
HEAD = ("messages", "members", "system_lines", "skipped", "first", "last", "statistics")


@pytest.fixture
def chat(here):
    (here / "chat.txt").write_text(CHAT, encoding="utf-8")
    return "chat.txt"


def test_a_chat_becomes_numbers_a_picture_and_a_market(adda, here, chat):
    said = adda("import", "whatsapp", chat, "--members", 30, "--market", "ours")
    assert said.exit_code == 0
    assert "140 messages of 13 members" in said.stdout
    assert read_market(here / "my_markets" / "ours.yaml").people == 300
    assert "plotly" in (here / "my_markets" / "ours.html").read_text(encoding="utf-8")


def test_json_gives_counts_and_statistics_and_writes_nothing(adda, here, chat):
    told = json.loads(adda("import", "whatsapp", chat, "--json").stdout)
    assert set(HEAD) <= set(told)
    assert told["messages"] == 140
    assert [path.name for path in here.iterdir()] == ["chat.txt"]


def test_neither_names_nor_words_of_members_are_kept(adda, here, chat):
    said = adda("import", "whatsapp", chat, "--market", "ours")
    texts = [said.output, adda("import", "whatsapp", chat, "--json").output]
    texts += [path.read_text(encoding="utf-8") for path in (here / "my_markets").iterdir()]
    for text in texts:
        assert "Secretname" not in text
        assert "zwirnfaden" not in text


def test_a_market_that_is_there_is_not_replaced_unasked(adda, refused, here, chat):
    adda("import", "whatsapp", chat, "--market", "ours")
    (here / "my_markets" / "ours.yaml").write_text("mine")
    assert "--replace" in refused("import", "whatsapp", chat, "--market", "ours")
    assert (here / "my_markets" / "ours.yaml").read_text() == "mine"
    assert adda("import", "whatsapp", chat, "--market", "ours", "--replace").exit_code == 0


def test_an_import_without_a_name_finds_a_free_one(adda, here, chat):
    for _ in range(2):
        adda("import", "whatsapp", chat)
    names = {path.name for path in (here / "my_markets").glob("*.yaml")}
    assert names == {"my_whatsapp.yaml", "my_whatsapp_2.yaml"}


def test_an_edge_list_becomes_a_market_on_these_ties(adda, here):
    pairs = "".join(f"person{i},person{(i * 7 + 3) % 60}\n" for i in range(60))
    with gzip.open(here / "pairs.csv.gz", "wt") as file:
        file.write("Source,Target\n" + pairs)
    assert adda("import", "edges", "pairs.csv.gz", "--market", "ours").exit_code == 0
    told = json.loads(
        adda("run", "do_nothing", "--market", "my_markets/ours.yaml", "--days", 1, "--json").stdout
    )
    assert told["manifest"]["market"] == "ours"
    assert "person" not in (here / "my_markets" / "ours_edges.csv").read_text()


def climbing_zip() -> bytes:
    """A zip whose one file climbs out of its folder."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("../../climbed.txt", CHAT)
    return kept.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"Dear diary, nothing happened.\n" * 50, "is not a WhatsApp export"),
        (bytes(range(256)) * 100, "not text"),
        (climbing_zip(), "climbs out"),
        (climbing_zip()[:-30], "zip"),
        (gzip.compress(CHAT.encode())[:200], "damaged or cut short"),
    ],
    ids=["empty", "a diary", "bytes", "a zip that climbs out", "half a zip", "half a gzip"],
)
def test_what_is_no_chat_is_refused(content, said, here, refused):
    (here / "chat.txt").write_bytes(content)
    assert said in refused("import", "whatsapp", "chat.txt")
    assert not (here.parent.parent / "climbed.txt").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("whatsap", "chat.txt"), "did you mean 'whatsapp'"),
        (("whatsapp", "nowhere.txt"), "there is no file"),
        (("telegram", "chat.txt"), "Telegram"),
        (("whatsapp", "chat.txt", "--members", "1"), "members"),
        (("whatsapp", "chat.txt", "--market", "Our Group"), "letters a-z"),
        (("whatsapp", "chat.txt", "--market", "../up"), "letters a-z"),
        (("whatsapp", "chat.txt", "--date-order", "xyz"), "'dmy'"),
        (("edges", "chat.txt", "chat.txt"), "one file"),
        (("edges", "chat.txt", "--members", "9"), "for chats"),
        (("whatsapp", "chat.txt", "--out", "chat.txt"), "is a file"),
    ],
)
def test_an_import_that_cannot_be_is_refused(words, said, refused, chat):
    assert said in refused("import", *words)
