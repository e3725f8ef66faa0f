"""The workbooks and lessons in JupyterLab: run, restarted, answered, in both languages."""

import os

import pytest

import sim

# All of them, for who wants to see it: ADDA_ALL_WORKBOOKS=1 (ten minutes).
SAMPLE = ("03_iceberg", "05_rooms_and_platforms")
ALL = (
    "00_start_here", "03_iceberg", "04_calendar_and_copy", "05_rooms_and_platforms",
    "06_crisis_drill", "07_where_does_it_hold", "08_best_plan", "09_your_community",
    "10_validation",
)  # fmt: skip


def test_a_restarted_kernel_gives_the_same_answers(lab):
    opened = lab.open("01_first_look.ipynb")
    opened.run_all()
    opened.plots(5)
    before = opened.texts()
    assert before
    opened.restart_and_run_all()
    opened.plots(5)
    assert opened.texts() == before
    assert opened.errors() == []
    opened.watched.in_order()


@pytest.mark.parametrize("name", ALL if "ADDA_ALL_WORKBOOKS" in os.environ else SAMPLE)
def test_a_workbook_runs_in_lab_without_an_error(lab, name):
    opened = lab.open(f"{name}.ipynb")
    opened.run_all(600)
    opened.plots(0 if name == "00_start_here" else 1)
    assert opened.errors() == []
    assert opened.texts()
    opened.watched.in_order()


def test_the_bengali_twin_of_a_workbook_runs_in_lab(lab):
    opened = lab.open("bn/01_first_look.ipynb")
    opened.run_all()
    opened.plots(5)
    assert opened.errors() == []
    assert any(_bengali(one) for one in opened.texts())
    words = opened.page.locator(".js-plotly-plot").all_text_contents()
    assert all(_bengali(one) for one in words), words
    opened.watched.in_order()


def _bengali(text: str) -> bool:
    return any("\u0985" <= letter <= "\u09ef" for letter in text)


def test_a_lesson_hints_at_a_wrong_answer_and_accepts_the_right_one(lab):
    lesson = sim.lesson("spreading", replicates=16, seed=1, lang="en")
    right = lesson.exercises["ratio"].answer()
    opened = lab.open("class/1_talk_as_spreading.ipynb")
    opened.run_all()
    cell = opened.cell('talk.check("ratio"')
    unanswered = cell.locator(".jp-OutputArea-output").first.inner_text()
    wrong = opened.write_and_run(cell, f'print(talk.check("ratio", {10 * right}))')
    again = opened.write_and_run(cell, f'print(talk.check("ratio", {11 * right}))')
    accepted = opened.write_and_run(cell, f'print(talk.check("ratio", {right}))')
    assert len({unanswered, wrong, again, accepted}) == 4, "each hint tells more than the last"
    assert wrong.startswith("Not")
    assert accepted.startswith("Right")
    assert opened.errors() == []
    opened.watched.in_order()
