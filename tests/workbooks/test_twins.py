"""Workbooks in Bengali: nothing but the words differ, none is stale, and they run."""

import re

import nbformat
import pytest

from sim.report.making import run_workbook
from tests.workbooks import twins

FILES = twins.text_files()
VALUES = {"market": "neighbourhood", "days": 33, "replicates": 2, "seed": 11}


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def texts(request):
    return request.param


def test_every_lesson_has_a_twin():
    lessons = {path.stem for path in (twins.WORKBOOKS / "class").glob("*.ipynb")}
    assert lessons <= {path.stem for path in FILES}


def test_its_texts_are_complete_and_fit_the_english_of_today(texts):
    assert list(twins.faults(texts)) == []
    assert twins.unwritten(texts) == []


def test_its_texts_are_bengali_and_keep_the_minutes_of_the_lesson(texts):
    for name, (text, _sum) in twins.read(texts).items():
        letters = len(re.findall(r"[\u0980-\u09ff]", text))
        assert letters > 0.4 * len(re.sub(r"`[^`]*`|\[[^]]*\]\([^)]*\)", "", text)), name
    words = "\n".join(text for text, _sum in twins.read(texts).values())
    told = "\n".join(c.source for c in twins.english(texts).cells if c.cell_type == "markdown")
    bengali = [int(found) for found in re.findall(r"\((\d+) মিনিট\)", words)]
    assert bengali == [int(found) for found in re.findall(r"\((\d+) minutes\)", told)]


def test_its_links_lead_somewhere(texts):
    file = twins.twin_file(texts)
    for cell in nbformat.read(file, as_version=4).cells:
        if cell.cell_type == "markdown":
            for target in re.findall(r"\]\(([^)]+)\)", cell.source):
                assert (file.parent / target).is_file(), target


def test_it_runs_and_speaks_bengali(texts, tmp_path):
    file = twins.twin_file(texts)
    taken = nbformat.read(file, as_version=4).cells[1].source
    values = {key: value for key, value in VALUES.items() if f"{key} = " in taken}
    done = run_workbook(file, tmp_path / "run.ipynb", values)
    outputs = [output for cell in done.cells for output in cell.get("outputs", ())]
    assert outputs
    assert not [output for output in outputs if output.output_type == "error"]


def test_a_text_is_stale_once_the_english_has_changed(texts, monkeypatch):
    changed = twins.english(texts)
    changed.cells[0].source += " And more."
    monkeypatch.setattr(twins, "english", lambda _texts: changed)
    assert [fault for fault in twins.faults(texts) if "has changed" in fault]
