"""Whatever a file holds, it is read or refused in one sentence; nothing personal stays of it."""

import io
import json
import pickle
import random
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.errors import AddaError
from sim.intake.adoption import fit_bass, read_series
from sim.intake.web_analytics import dark_share, opening, read_analytics
from sim.intake.web_analytics.pages import MASK, OTHER, RARE, UNSET, page_of, shape_of
from tests.intake.made_up_web import Website, exploration, matomo, plausible, sign_ups, snapshot
from tests.intake.test_privacy import rare_word, traces

LITTLE = Website(40, 20, 5, 6, 3, 15, 40, robots=1)
EXPORTS = [
    exploration(LITTLE).encode(),
    snapshot(LITTLE).encode(),
    plausible(LITTLE),
    matomo(LITTLE),
    sign_ups().encode(),
]


def outcome(data: bytes) -> str:
    """Read data as analytics and as a series; return what a user would be told."""
    told, faults = [], []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export"
        path.write_bytes(data)
        for read in (_analytics, _series):
            try:
                told.append(read(path))
            except AddaError as error:
                told.append(str(error))
                faults.append(error)
        assert [file.name for file in Path(folder).iterdir()] == ["export"]
    for fault in faults:
        assert "\n" not in str(fault)
        shown = fault.__cause__ or (fault.__context__ and not fault.__suppress_context__)
        assert not shown, "a fault behind the error could quote the file"
    return " ".join(told)


def _analytics(path: Path) -> str:
    read = read_analytics(path)
    return json.dumps([read.summary(), read.table().to_csv(), dark_share(read).to_dict()])


def _series(path: Path) -> str:
    series = read_series(path)
    return json.dumps([series.summary(), fit_bass(series).to_dict()])


def zipped(members: dict[str, bytes]) -> bytes:
    """Return a zip of members by name."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


@settings(deadline=None)
@given(
    data=st.binary(max_size=400), start=st.sampled_from([b"", b"PK\3\4", b"\xff\xfe", b"\x1f\x8b"])
)
def test_random_bytes_are_refused_in_one_sentence(data: bytes, start: bytes):
    outcome(start + data)


@settings(deadline=None)
@given(
    data=st.sampled_from(EXPORTS),
    cuts=st.lists(st.tuples(st.integers(0, 4000), st.binary(max_size=12)), max_size=8),
    end=st.integers(1, 6000),
)
def test_an_export_with_bytes_changed_or_cut_off_is_read_or_refused(data, cuts, end):
    for place, piece in cuts:
        data = data[:place] + piece + data[place + len(piece) :]
    outcome(data[:end])


_CELLS = st.sampled_from(
    ["Landing page", "Session source / medium", "Sessions", "label", "name", "nb_visits", "date",
     "entrances", "year", "week", "sales", "1", "9" * 25, "-1", "nan", "1e400", "(direct) / (none)",
     "/a/b", "(not set)", "Total", '"', '""', "=1+1", "# x", "", "2024-01-01", "২০২৪", "\u202e/x",
     "\0", "2024", "2025", "99999-W99", "31/12/24"]
)  # fmt: skip


@settings(deadline=None, max_examples=200)
@given(
    rows=st.lists(st.lists(_CELLS, min_size=1, max_size=5), min_size=1, max_size=8),
    mark=st.sampled_from(",;\t"),
)
def test_any_mixture_of_known_words_is_read_or_refused(rows, mark):
    outcome("\n".join(mark.join(row) for row in rows).encode())


@pytest.mark.parametrize(
    ("members", "words"),
    [
        ({"../entry_pages.csv": b"x"}, "climbs out"),
        ({"C:\\entry_pages.csv": b"x"}, "climbs out"),
        ({"photo.jpg": b"x"}, "without tables of entry pages"),
        ({"a/entry_pages.csv": b"x", "b/entry_pages.csv": b"x"}, "several exports"),
        ({"entry_pages.csv": b"0" * 300 * 2**20}, "unpack to far more"),
    ],
)
def test_an_unsafe_zip_is_refused(members, words, written):
    with pytest.raises(AddaError, match=words):
        read_analytics(written(zipped(members)))


def test_a_locked_and_a_damaged_zip_are_refused(written):
    data = bytearray(plausible(LITTLE))
    data[6] |= 1
    data[data.find(b"PK\1\2") + 8] |= 1
    with pytest.raises(AddaError, match="password"):
        read_analytics(written(bytes(data)))
    with pytest.raises(AddaError, match="damaged"):
        read_analytics(written(plausible(LITTLE)[:200]))


def test_a_table_of_more_than_is_allowed_is_refused(written, monkeypatch):
    monkeypatch.setattr(opening, "MOST_BYTES_OF_A_TABLE", 2**20)
    varied = random.Random(1).randbytes(700_000).hex().encode()
    with pytest.raises(AddaError, match="more than 1 MB"):
        read_analytics(written(zipped({"entry_pages.csv": varied})))


@pytest.mark.parametrize(
    "data",
    [
        b"Landing page,Sessions\n" + b'"' * 300_000,
        b"Landing page,Sessions\n" + b'"a\n' * 100_000,
        b"Landing page,Sessions\n/" + b"a" * 1_000_000 + b",7\n",
        b"Landing page,Sessions\n" + b"/" * 400_000 + b",7\n",
        b"," * 500_000,
        b"Landing page" * 50_000,
        b"# " * 400_000 + b"\n" * 300_000,
        b"year,sales\n" + b"1" * 400_000 + b",5\n",
        b"date,sales\n" + b"2024-01-01 " * 50_000 + b",5\n",
        b"year,sales\n1800,1\n2199,1\n",
        b"date,sales\n1800-01-01,1\n2199-01-01,1\n",
    ],
)
def test_enormous_cells_and_spans_do_no_harm(data: bytes):
    outcome(data)


@pytest.mark.parametrize("read", [read_analytics, read_series])
def test_an_empty_file_a_folder_and_no_file_are_refused(read, tmp_path: Path):
    (tmp_path / "empty").touch()
    for name, words in (("empty", "is empty"), ("none", "there is no file")):
        with pytest.raises(AddaError, match=words):
            read(tmp_path / name)
    with pytest.raises(AddaError, match="no plain file"):
        read(tmp_path)


@pytest.mark.parametrize(
    ("cell", "path"),
    [
        ("/account/ada@example.org/orders?key=7", f"/account/{MASK}/orders"),
        ("/reset/ada%40example.org", f"/reset/{MASK}"),
        ("/p/1234567", f"/p/{MASK}"),
        ("/s/9f86d081884c7d65", f"/s/{MASK}"),
        ("https://shop.example.org/guides/a#top", "/guides/a"),
        ("shop.example.org/guides/a/", "/guides/a"),
        ("/guides//a/index.html", "/guides/a"),
        ("https://shop.example.org", "/"),
        ("/<script>alert(1)</script>", "/_script_alert(1)_/script_"),
        ("/=cmd|x", "/=cmd_x"),
        ("(not set)", UNSET),
        ("", UNSET),
        ("Others", OTHER),
    ],
)
def test_of_an_address_a_masked_path_is_kept(cell, path):
    assert page_of(cell) == path


@pytest.mark.parametrize(
    ("path", "shape"), [("/", (0, 0)), ("/en", (0, 0)), ("/de/shop", (1, 4)), ("/a/b", (2, 1))]
)
def test_a_language_in_front_does_not_make_a_page_deep(path, shape):
    assert shape_of(path) == shape


def test_pages_of_few_visits_stand_together(written):
    rows = "".join(f"/letters/to-{name},google / organic,4\n" for name in ("ada", "bo", "cy"))
    text = "Landing page,Session source / medium,Sessions\n/guides/a,google / organic,5\n" + rows
    table = read_analytics(written(text)).table()
    assert dict(zip(table.page, table.visits, strict=True)) == {"/guides/a": 5, RARE: 12}


def test_no_name_source_or_query_of_a_file_stays(written, capfd):
    words = [rare_word(number) for number in range(8)]
    text = (
        f"# {words[0]}\n# Account: {words[1]}\n# 20240101-20240131\n\n"
        f"{words[2]},x\n1,2\n\n"
        f"Landing page,Session source / medium,City,{words[3]},Sessions\n"
        f"/guides/a?name={words[4]},{words[5]}.example / referral,{words[6]},1,50\n"
        f"/letters/{words[7]},(direct) / (none),Dhaka,1,3\n"
    )
    path = written(text, f"{rare_word(9)}.csv")
    read = read_analytics(path)
    found = dark_share(read)
    for left in (
        repr(read),
        str(vars(read)),
        json.dumps(read.summary()),
        read.table().to_csv(),
        pickle.dumps(read),
        json.dumps(found.to_dict()),
        found.table().to_csv(),
        repr(found),
        "".join(capfd.readouterr()),
    ):
        assert not traces(left)
    with pytest.raises(AddaError) as caught:
        read_analytics(written(f"{rare_word(1)},{rare_word(2)}\n1,2\n"))
    assert not traces(str(caught.value))
