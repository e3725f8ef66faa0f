"""The command line, asked in an empty folder of its own."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sim.cli import main

Ask = Callable[..., Result]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to stand in, and an own place for what is remembered."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def adda(here: Path) -> Ask:
    """`adda("run", "facilitator")`: what the command line answers."""
    return lambda *words, typed=None: CliRunner().invoke(main, list(map(str, words)), input=typed)


@pytest.fixture
def refused(adda: Ask, here: Path) -> Callable[..., str]:
    """`refused("run", "x")`: the one sentence with which a command is refused, writing nothing."""

    def ask(*words: str) -> str:
        before = sorted(here.rglob("*"))
        answer = adda(*words)
        assert answer.exit_code == 2, answer.output
        assert answer.stdout == ""
        (sentence,) = answer.stderr.splitlines()
        assert sentence.startswith("adda: ")
        assert sentence.isprintable()
        assert sorted(here.rglob("*")) == before
        return sentence.removeprefix("adda: ")

    return ask
