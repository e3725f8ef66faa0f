"""Opening files that strangers made: size-limited, never unpacked to disk, never quoted in errors.

Error texts say which of the given files is meant by its place, not by its name: an export is
often named after a person or a group.
"""

import gzip
import io
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from sim.errors import AddaError, Said, shown
from sim.intake.archives import BROKEN, MOST_BYTES, open_member

LONGEST_LINE = 100_000
CHUNK = 2**18
_ZIP = b"PK"
_GZIP = b"\x1f\x8b"


class _Limited(io.RawIOBase):
    """A stream of bytes that ends in one clear error when it is too long or broken."""

    def __init__(self, source: BinaryIO, place: Said) -> None:
        super().__init__()
        self._source, self._place, self._left = source, place, MOST_BYTES

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            data = self._source.read(min(len(buffer), CHUNK))
        except BROKEN:
            raise AddaError(
                "{place} is damaged or cut short; export it again", place=self._place
            ) from None
        self._left -= len(data)
        if self._left < 0:
            raise AddaError(
                "{place} holds more than {most} MB of text, more than any export; split it",
                place=self._place,
                most=MOST_BYTES // 2**20,
            )
        buffer[: len(data)] = data
        return len(data)


@contextmanager
def open_text(path: str | Path, place: Said, suffix: str) -> Iterator[io.TextIOBase]:
    """Open the text of a file, or of the one fitting member of a zip, or of a gzip file.

    `suffix` is what the wanted member of a zip ends with. Bytes that are no text become U+FFFD.
    Raises AddaError when there is no such file, it is empty, unsafe, damaged or too large.
    """
    with ExitStack() as stack:
        raw = stack.enter_context(_open(path, place))
        head = raw.read(4)
        raw.seek(0)
        source: Any = raw
        if head.startswith(_ZIP):
            source = stack.enter_context(open_member(raw, place, suffix))
        elif head.startswith(_GZIP):
            source = stack.enter_context(gzip.GzipFile(fileobj=raw))
        limited: Any = io.BufferedReader(_Limited(source, place), CHUNK)
        text = io.TextIOWrapper(limited, _encoding(limited, place), errors="replace")
        yield stack.enter_context(text)


def place_of(number: int, count: int) -> Said:
    """Name one of several given files by its place, since its own name may be a person's."""
    if count == 1:
        return Said("the file")
    return Said("file {number} of {count}", number=number + 1, count=count)


def lines_of(text: io.TextIOBase) -> Iterator[str]:
    """Give the lines of a text without their ends, cut at LONGEST_LINE characters each."""
    rest = ""
    while chunk := text.read(CHUNK):
        *whole, rest = (rest + chunk).split("\n")
        for line in whole:
            yield line[:LONGEST_LINE]
        rest = rest[:LONGEST_LINE]
    if rest:
        yield rest


def _open(path: str | Path, place: Said) -> BinaryIO:
    file = Path(path)
    try:
        if not file.exists():
            raise AddaError("there is no file {file}", file=shown(file, 200))
        if not file.is_file():
            raise AddaError(
                "{place} is a folder or no plain file; name the exported file itself", place=place
            )
        if not file.stat().st_size:
            raise AddaError("{place} is empty; export it again", place=place)
        return file.open("rb")
    except AddaError:
        raise
    except (OSError, ValueError):
        raise AddaError(
            "{place} cannot be opened; check its name and rights", place=place
        ) from None


def _encoding(stream: io.BufferedReader, place: Said) -> str:
    start = stream.peek(4096)[:4096]
    if not start:
        raise AddaError("{place} is empty; export it again", place=place)
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    if b"\0" in start:
        raise AddaError(
            "{place} is not text; give the exported .txt, .json, .csv or .zip file", place=place
        )
    return "utf-8-sig"
