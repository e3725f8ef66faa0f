"""Where something is to be written is looked at before the work, not after it."""

from pathlib import Path

import pytest

PAIR = ("brand_centric", "facilitator")
LATE = "market: boutique\nstrategy: facilitator\ndays: 2\nshocks:\n- {day: 9, kind: crisis}\n"
VERBS = {
    "report": ("report", *PAIR, "--out"),
    "explain": ("explain", *PAIR, "--picture"),
    "sweep": ("sweep", *PAIR, "--over", "tell_rate", "--picture"),
}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("folder.html", "is a folder"),
        ("file/page.html", "folder"),
        ("n" * 300 + ".html", "cannot be written"),
    ],
)
def test_a_page_that_cannot_be_written_is_refused_before_anything_runs(
    refused, here: Path, verb, name, said
):
    (here / "folder.html").mkdir()
    (here / "file").touch()
    # What runs is kept in runs/, and whoever is refused has written nothing.
    assert said in refused(*VERBS[verb], name)


def test_a_market_that_cannot_be_written_is_refused_before_its_files_are_read(refused, here: Path):
    (here / "file").touch()
    said = refused("import", "edges", "no_such_file.csv", "--out", "file/markets")
    assert "is a file, not a folder" in said


def test_a_shock_after_the_last_day_is_told_beside_the_outcomes(adda, here: Path):
    (here / "late.yaml").write_text(LATE, encoding="utf-8")
    answer = adda("run", "late.yaml")
    assert answer.exit_code == 0
    assert "careful: shocks.0: the crisis on day 9 never comes" in answer.stderr
