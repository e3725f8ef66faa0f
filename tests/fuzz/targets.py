"""What is fuzzed: each reader of files that strangers made, and what must hold whatever they hold.

A reader ends in a result or in one AddaError of one line, whose cause (which could quote the file)
is hidden, and leaves no file behind.
"""

import unicodedata
import zlib
from collections.abc import Callable
from pathlib import Path

from sim.errors import AddaError
from sim.intake.adoption import fit_bass, read_series
from sim.intake.edges import read_edges
from sim.intake.profiles import profile
from sim.intake.read import read_chat
from sim.intake.web_analytics.dark import dark_share
from sim.intake.web_analytics.read import read_analytics

LONGEST_ERROR = 1_000
_SOMETIMES = 8


def _chat(kind: str) -> Callable[[Path, bool], object]:
    def read(path: Path, further: bool) -> object:
        chat = read_chat(kind, path)
        return profile(chat).to_json() if further else chat.summary()

    return read


def _edges(path: Path, _further: bool) -> object:
    return read_edges(path).summary()


def _analytics(path: Path, _further: bool) -> object:
    return dark_share(read_analytics(path)).to_dict()


def _sales(path: Path, further: bool) -> object:
    series = read_series(path)
    return fit_bass(series).to_dict() if further and len(series) < 200 else series.summary()


TARGETS: dict[str, Callable[[Path, bool], object]] = {
    "whatsapp": _chat("whatsapp"),
    "telegram": _chat("telegram"),
    "messenger": _chat("messenger"),
    "edges": _edges,
    "analytics": _analytics,
    "sales": _sales,
}


def outcome(target: str, data: bytes, folder: Path, always: bool = True) -> str:
    """Read `data` as a file of this kind and return what a user would be told.

    What follows reading (statistics, fits) is done for one input in eight, or `always`. Raises
    AssertionError where the promises above are broken, and whatever else a reader lets through.
    """
    path = folder / "export"
    path.write_bytes(data)
    refused = None
    try:
        told = str(TARGETS[target](path, always or zlib.crc32(data) % _SOMETIMES == 0))
    except AddaError as error:
        told, refused = str(error), error
    if refused is not None:
        hidden = refused.__suppress_context__ or refused.__context__ is None
        assert hidden, "a fault behind the error could quote the file"
        assert refused.__cause__ is None, "a cause could quote the file"
        assert 10 < len(told) < LONGEST_ERROR, f"an error of {len(told)} letters"
        assert not _control(told), "an error that could move the cursor"
    assert [file.name for file in folder.iterdir()] == ["export"], "a file was left behind"
    return told


def _control(text: str) -> bool:
    return any(unicodedata.category(letter) in ("Cc", "Cs") for letter in text)
