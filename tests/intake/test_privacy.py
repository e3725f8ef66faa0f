"""No name, number or word of a chat is in anything that reading it leaves behind."""

import json
import pickle
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import AddaError
from sim.intake import market_from_edges, market_from_profile, profile, read_chat, read_edges
from sim.intake.gather import Rows
from sim.intake.pseudonyms import Pseudonyms
from sim.yaml_text import write_yaml
from tests.intake.made_up import Community, messenger, telegram, whatsapp_lines

# Letters that no word of ours is made of, so that any trace of the input is seen.
_RARE = "ञठড়ঞΨΞѪѮǅȸ"
_WORDS = re.compile(rf"[{_RARE}]+")


def rare_word(number: int) -> str:
    """Return a word that stands nowhere else."""
    return "".join(_RARE[(number >> (3 * digit)) & 7] for digit in range(6)) + "Ѫ"


def secret_community() -> Community:
    """Return a made-up community whose every name and word is rare."""
    community = Community(people=40, weeks=8, seed=11, scale=0.2)
    names = {name: rare_word(number) for number, name in enumerate(community._names)}
    community._names = list(names.values())
    for number, line in enumerate(community.lines):
        line.who = names[line.who]
        ask = "?" if line.text.endswith("?") else ""
        word = rare_word(1000 + number)
        line.text = f"{word} {word} https://{word}.example/{word}{ask}" if line.text else ""
    return community


def exports(folder: Path) -> dict[str, Path]:
    """Write a secret community in every form, under secret file names."""
    community = secret_community()
    written = {
        "whatsapp": "\n".join(whatsapp_lines(community, "iphone")),
        "telegram": json.dumps(telegram(community), ensure_ascii=False),
        "messenger": json.dumps(messenger(community), ensure_ascii=False),
    }
    paths = {}
    for kind, text in written.items():
        paths[kind] = folder / f"{kind} with {rare_word(5)}"
        paths[kind].write_text(text, encoding="utf-8")
    return paths


def traces(text: str | bytes) -> set[str]:
    """Return what of the secret words is in a text or bytes, also as mangled or escaped text."""
    if isinstance(text, bytes):
        text = text.decode("utf-8", "ignore") + text.decode("latin-1")
    mended = text.encode("latin-1", "ignore").decode("utf-8", "ignore")
    escaped = re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), text)
    return set(_WORDS.findall(text + mended + escaped))


@pytest.mark.parametrize("kind", ["whatsapp", "telegram", "messenger"])
def test_nothing_of_a_chat_is_in_what_reading_it_gives(kind: str, tmp_path: Path, capfd):
    path = exports(tmp_path)[kind]
    assert traces(path.read_bytes()), "the secret words are there to be found"
    chat = read_chat(kind, path)
    told = profile(chat, 60)
    market = market_from_profile(told, "mine")
    for left in (
        repr(chat),
        str(vars(chat)),
        json.dumps(chat.summary()),
        chat.table().to_csv(),
        pickle.dumps(chat),
        told.to_json(),
        repr(told),
        told.table().to_csv(),
        write_yaml(market),
        "".join(capfd.readouterr()),
    ):
        assert not traces(left)
    assert told["gini"].value, "there was something to tell"


def test_members_are_numbered_by_first_appearance_whatever_they_are_called(written):
    texts = [
        f"13/01/24, 10:00 - {one}: x\n13/01/24, 10:01 - {two}: x\n13/01/24, 10:02 - {one}: x\n"
        for one, two in (("Zoe", "Adam"), ("Adam", "Zoe"))
    ]
    for text in texts:
        assert read_chat("whatsapp", written(text)).member.tolist() == [0, 1, 0]


def test_the_key_of_pseudonyms_is_new_each_time_and_gone_afterwards():
    one, two = Pseudonyms(), Pseudonyms()
    assert one.fingerprint("Ada") != two.fingerprint("Ada")
    before = one.fingerprint("Ada")
    one.number("Ada")
    one.forget()
    assert one.fingerprint("Ada") != before
    assert not one._names
    assert not one._identities


@given(name=st.text(min_size=1, max_size=30))
def test_pseudonyms_hold_no_name(name: str):
    people = Pseudonyms()
    people.number(name)
    people.number_of_identity("new", name, name)
    held = [*people._names, *people._identities]
    assert all(isinstance(key, bytes) and len(key) == 16 for key in held)


def test_rows_hold_no_text_while_a_file_is_read():
    rows = Rows(Pseudonyms(), "the file")
    rows.say(0, 0, 0, rare_word(1) * 20)  # type: ignore[arg-type]
    assert not traces(repr(vars(rows)))


def _read(kind: str, path: Path) -> None:
    read_edges(path) if kind == "edges" else read_chat(kind, path)


@pytest.mark.parametrize(
    "text",
    [
        f"{rare_word(1)}\n{rare_word(2)}: {rare_word(3)}\n",
        f"03/04/24, 10:00 - {rare_word(1)}: {rare_word(2)}\n",
        f"13/01/24, 8:00 {rare_word(1)} - {rare_word(2)}: {rare_word(3)}\n",
        f'{{"messages": [{{"sender": "{rare_word(1)}"}}]}}',
        f'{{"messages": [{{"sender_name": "{rare_word(1)}", ',
        f"{rare_word(1)}",
    ],
)
@pytest.mark.parametrize("kind", ["whatsapp", "telegram", "messenger", "edges"])
def test_errors_quote_nothing_of_a_file(kind: str, text: str, written):
    path = written(text, f"{rare_word(9)}.txt")
    with pytest.raises(AddaError) as caught:
        _read(kind, path)
    assert not traces(str(caught.value))


def test_names_in_an_edge_list_become_numbers(written, tmp_path: Path):
    lines = [f"{rare_word(number)},{rare_word(number + 1)}" for number in range(30)]
    edges = read_edges(written("\n".join(lines)))
    market = market_from_edges(edges, "mine", tmp_path / "made")
    files = [file.read_bytes() for file in (tmp_path / "made").iterdir()]
    for left in (repr(edges), str(vars(edges)), pickle.dumps(edges), str(market), *files):
        assert not traces(left)
    assert edges.people == 31


@pytest.mark.parametrize("people", [1, 2, 3, 4])
def test_nothing_is_told_about_fewer_than_five_people_but_how_much_they_wrote(people, written):
    lines = [
        f"{day:02d}/{month:02d}/24, {10 + day % 9}:{number:02d} - Member {number}: where? wa.me/1\n"
        for month in (1, 2, 3)
        for day in range(1, 29)
        for number in range(people)
    ]
    told = profile(read_chat("whatsapp", written("".join(lines))))
    counts = {"messages", "writers", "days", "messages_per_day"}
    assert {measure.name for measure in told if measure.value is not None} == counts
    assert set(told.hour_of_week) | set(told.hour_of_day) == {None}
    assert not told.links
    assert not told.weeks["messages"]


def test_hours_in_which_few_people_write_are_kept_back(written):
    crowd = [f"13/01/24, 10:{n:02d} - Member {n}: x\n" for n in range(9)]
    few = ["13/01/24, 23:00 - Member 1: x\n", "13/01/24, 23:01 - Member 2: x\n"]
    told = profile(read_chat("whatsapp", written("".join(crowd + few))))
    assert told.hour_of_day[10] == pytest.approx(9 / 11, abs=1e-5)
    assert told.hour_of_day[23] is None
    assert told.hour_of_day[3] == 0
