"""Every input that a fuzzer found worth keeping still ends in a result or in one clear sentence."""

import time
from pathlib import Path

import pytest

from tests.fuzz import corpus
from tests.fuzz.targets import TARGETS, outcome
from tests.fuzz.words import WORDS

LONGEST_SECONDS = 5.0


@pytest.mark.parametrize("target", TARGETS)
def test_every_kept_input_is_read_or_refused(target: str, tmp_path: Path):
    inputs = corpus.kept(target)
    assert len(inputs) >= 20, f"make fuzz keeps inputs for {target}"
    for data in inputs:
        began = time.process_time()
        outcome(target, data, tmp_path, always=False)
        assert time.process_time() - began < LONGEST_SECONDS, corpus.name_of(data)


@pytest.mark.parametrize("target", TARGETS)
def test_the_beginnings_of_the_samples_are_read(target: str, tmp_path: Path):
    told = [outcome(target, data, tmp_path) for data in corpus.seeds(target)]
    assert any("{" in one for one in told), "no seed leads past the first error"
    assert WORDS[target]


def test_the_same_inputs_make_the_same_corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(corpus, "HERE", tmp_path)
    inputs = [b"b", b"a", b"longer", b"a"]
    assert corpus.keep("edges", inputs) == 3
    first = (tmp_path / "edges.zip").read_bytes()
    corpus.keep("edges", reversed(inputs))
    assert (tmp_path / "edges.zip").read_bytes() == first
    assert corpus.kept("edges") == [b"a", b"b", b"longer"]
