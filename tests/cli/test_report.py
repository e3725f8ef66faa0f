"""`adda report` and `--report`: one page that opens anywhere, and nothing where it cannot be."""

import re
from pathlib import Path

import pytest

from sim.cli import main

SMALL = ("--market", "neighbourhood", "--days", 4, "--replicates", 2)
PAIR = ("do_nothing", "facilitator")


@pytest.fixture
def page_of(adda, here):
    """The page that a command says it left."""

    def ask(*words) -> Path:
        answer = adda(*words)
        assert answer.exit_code == 0, answer.output
        return here / re.search(r"report: (\S+)", answer.output)[1]

    return ask


def test_a_comparison_leaves_a_report_in_runs(page_of, here):
    page = page_of("compare", *PAIR, *SMALL, "--report")
    assert page.parent.parent == here / "runs"
    text = page.read_text(encoding="utf-8")
    assert "A host who stays in the background" in text
    assert "After 4 days" in text


def test_a_report_asks_the_net_for_nothing(page_of):
    text = page_of("report", *PAIR, *SMALL, "--out", "meeting.html").read_text(encoding="utf-8")
    loaded = re.findall(
        r"<(?:script|link|img|iframe)[^>]*(?:src|href)=[\"']?(https?:[^\"' >]+)", text
    )
    assert loaded == []
    assert "default-src 'none'" in text


def test_a_report_finds_the_pairs_that_were_run_before(page_of, adda, here):
    adda("compare", *PAIR, *SMALL)
    parts = sorted(here.glob("runs/*/*.npz"))
    written = [part.stat().st_mtime_ns for part in parts]
    page_of("report", *PAIR, *SMALL)
    assert sorted(here.glob("runs/*/*.npz")) == parts
    assert [part.stat().st_mtime_ns for part in parts] == written


def test_hostile_titles_stay_text_in_a_report(page_of, here):
    (here / "bad.yaml").write_text("name: x\ntitle: <script>alert(1)</script>\n", encoding="utf-8")
    text = page_of("report", "do_nothing", "bad.yaml", *SMALL).read_text(encoding="utf-8")
    assert "<script>alert(1)" not in text
    assert "&lt;script&gt;alert(1)" in text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--out", "meeting.docx"), ".html"),
        (("--out", "."), "folder"),
        (("--set", "a.shocks=[{day: 1, kind: crisis}]"), "different shocks"),
        (("--replicates", "1"), "2 to 100,000"),
    ],
)
def test_a_report_that_cannot_be_is_refused(words, said, refused):
    assert said in refused("report", *PAIR, "--market", "neighbourhood", "--days", "2", *words)


def test_the_main_job_is_what_make_run_asks_for(root):
    (line,) = re.findall(r"^\t\$\(BIN\)/adda (compare .*)$", (root / "Makefile").read_text(), re.M)
    command = main.commands["compare"]
    asked = command.make_context("compare", line.split()[1:]).params
    assert (asked["a"], asked["b"]) == ("brand_centric", "interest_centric")
    assert asked["wants_report"]
    assert asked["market"] is None
