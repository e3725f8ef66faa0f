"""The report: one page that holds all it needs, shows users' words as text, and is whole or not."""

import html
import json
import re
from pathlib import Path

import pytest

from sim.errors import AddaError
from sim.report import report
from sim.report.fonts import bengali_face
from sim.report.passages import escaped, table
from sim.scenarios import read_market, read_strategy

SMALL = {"market": "neighbourhood", "days": 12, "replicates": 2, "seed": 1}
HOSTILE = "<script>alert(1)</script>{{7*7}} =1+1 $x$"


@pytest.fixture(scope="module")
def page(tmp_path_factory) -> str:
    folder = tmp_path_factory.mktemp("report")
    made = report("brand_centric", "interest_centric", out=folder / "r.html", **SMALL)
    assert [file.name for file in folder.iterdir()] == ["r.html"]
    return made.read_text(encoding="utf-8")


def trees(page: str) -> list[dict]:
    """Return the pictures that a page holds as data."""
    found = re.search(r'<script type="application/json" id="pictures">(.*?)</script>', page, re.S)
    return json.loads(found[1])


def body(page: str) -> str:
    """Return what a reader sees of a page: neither styles nor scripts."""
    inside = page[page.index("<body>") :]
    return re.sub(r"<script.*?</script>", "", inside, flags=re.S)


def test_it_holds_one_copy_of_plotly_and_every_picture_as_data(page):
    assert page.count("plotly.js v") == 1
    drawn = trees(page)
    assert len(drawn) >= 8
    for number, tree in enumerate(drawn, 1):
        assert tree["layout"]["title"]["text"]
        assert f'id="picture-{number}"' in page


def test_its_policy_lets_it_ask_the_net_for_nothing(page):
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)[1]
    assert "default-src 'none'" in policy
    assert "http" not in policy
    assert not re.search(r'(?:src|href)=["\']?(?:https?:)?//', body(page))
    assert "@import" not in page[: page.index("</style>")]


def test_the_code_of_the_workbook_is_not_in_it(page):
    assert "meeting.pictures" not in body(page)
    assert "These notes and the code stay out" not in page


def test_the_answer_comes_before_the_pictures_and_the_manifest_last(page):
    shown = body(page)
    places = [
        shown.index(f"<h2>{name}</h2>")
        for name in ("The answer", "What this cannot tell you", "What it rests on", "What was run")
    ]
    assert places == sorted(places)
    assert places[0] < shown.index('id="picture-1"') < places[1]
    assert "brand_centric, interest_centric" in shown[places[-1] :]


def test_every_picture_can_be_read_without_a_script(page):
    said = re.findall(r'id="picture-\d+">([^<]+)</div>', page)
    assert len(said) == len(trees(page))
    assert all(len(text) > 10 for text in said)


def test_what_a_user_wrote_is_shown_and_never_read_as_markup(tmp_path):
    strategy = read_strategy("brand_centric").model_copy(
        update={"title": HOSTILE, "story": HOSTILE, "mission": HOSTILE}
    )
    market = read_market("neighbourhood").model_copy(update={"title": HOSTILE})
    made = report(strategy, "do_nothing", out=tmp_path / "r.html", **(SMALL | {"market": market}))
    page = made.read_text(encoding="utf-8")
    assert "alert(1)</script>" not in page
    assert html.escape(HOSTILE) in body(page)
    assert "<script>alert" not in json.dumps(trees(page))
    assert "{{7*7}}" in page


def test_in_bengali_its_headings_are_and_it_brings_its_letters(tmp_path):
    made = report("brand_centric", "do_nothing", lang="bn", out=tmp_path / "r.html", **SMALL)
    page = made.read_text(encoding="utf-8")
    assert '<html lang="bn">' in page
    if not bengali_face():
        pytest.skip("no Bengali font is on this machine")
    assert "font/woff;base64" in page


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"a": "brand_centrik"}, "did you mean 'brand_centric'"),
        ({"market": "nowhere"}, "not a known market"),
        ({"days": 0}, "'days' is 0"),
        ({"replicates": 1}, "replicates is 1"),
        ({"lang": "xx"}, "allowed is en, bn"),
        ({"out": "r.docx"}, "written as .html"),
    ],
)
def test_what_is_not_allowed_is_one_sentence_and_leaves_nothing(wrong, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    values = {"a": "brand_centric", "b": "do_nothing", "out": "r.html", **SMALL, **wrong}
    with pytest.raises(AddaError, match=re.escape(said)):
        report(**values)
    assert list(Path().iterdir()) == []


def test_a_workbook_that_fails_leaves_the_older_page_as_it_was(tmp_path):
    import nbformat

    broken = nbformat.v4.new_notebook()
    first = nbformat.v4.new_code_cell("a = 1", metadata={"tags": ["parameters"]})
    broken.cells = [first, nbformat.v4.new_code_cell("1 / 0")]
    nbformat.write(broken, tmp_path / "broken.ipynb")
    page = tmp_path / "r.html"
    page.write_text("older")
    with pytest.raises(AddaError, match=r"broken\.ipynb ended in ZeroDivisionError"):
        report("brand_centric", "do_nothing", out=page, workbook=tmp_path / "broken.ipynb", **SMALL)
    assert page.read_text() == "older"
    assert {file.name for file in tmp_path.iterdir()} == {"broken.ipynb", "r.html"}


def test_a_table_escapes_its_cells_and_puts_numbers_to_the_right():
    made = table(("x", "<y>"), [("<b>", "1")], numbers=(1,))
    assert made.html.count("&lt;b&gt;") == 1
    assert "<td class=right>1</td>" in made.html
    assert made.text == "x | <y>\n<b> | 1"


def test_control_characters_do_not_reach_a_page():
    assert escaped("a\x1b[31mb\u202ec") == "a [31mb c"
