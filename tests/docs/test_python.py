"""The page on Python: what it prints works, from top to bottom."""

import re
from pathlib import Path

import pandas
import pytest

PAGE = Path(__file__).resolve().parents[2] / "docs" / "python.md"


@pytest.fixture(scope="module")
def lived(tmp_path_factory):
    """Run every block of the page in one go, in a folder of its own; return the names it made."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("page"))
        names: dict[str, object] = {}
        for block in re.findall(
            r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL
        ):
            exec(compile(block, str(PAGE), "exec"), names)  # noqa: S102 - our own page
    return names


def test_the_page_runs_and_its_tables_are_data_frames(lived):
    for name in ("table", "course", "points"):
        assert isinstance(lived[name], pandas.DataFrame), name
        assert len(lived[name]), name
    assert len(lived["private"])


def test_the_file_that_the_page_changes_is_another_strategy(lived):
    assert lived["b"].strategy.posts_per_week == 2.0
    assert lived["c"].strategy.control == 0.6


def test_the_tables_that_the_page_names_are_those_of_a_run():
    from sim.trace import TABLES

    named = re.search(r"run\.daily  # a row a day; further: (.*)", PAGE.read_text(encoding="utf-8"))
    assert set(named[1].split(", ")) == set(TABLES) - {"daily"}


def test_mesas_batch_has_a_row_a_seed(lived):
    assert [row["rng"] for row in lived["rows"]] == [1, 2]
