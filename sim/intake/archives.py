"""Reading one file out of a zip that a stranger made: as a stream, never unpacked to disk."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import BinaryIO

from sim.errors import AddaError, Said

MOST_BYTES = 512 * 2**20
_TIGHTEST = 200
_LARGEST_CONTENTS = 32 * 2**20
BROKEN = (
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
    KeyError,
    IndexError,
    OverflowError,
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
)
"""What reading a broken archive may raise."""


@contextmanager
def open_member(raw: BinaryIO, place: Said, suffix: str) -> Iterator[BinaryIO]:
    """Open the wanted member of a zip as a stream; nothing is written to disk."""
    _check_contents_size(raw, place)
    try:
        archive = zipfile.ZipFile(raw)
    except (*BROKEN, NotImplementedError):
        raise AddaError(
            "{place} is a damaged or unfinished zip; export it again", place=place
        ) from None
    with archive:
        member = _wanted(archive.infolist(), place, suffix)
        try:
            stream = archive.open(member)
        except (*BROKEN, NotImplementedError):
            raise AddaError("{place} is a damaged zip; export it again", place=place) from None
        with stream:
            yield stream  # type: ignore[misc]


def names_in(path: Path, place: Said, named: re.Pattern[str]) -> list[str]:
    """Return the names of a zip's members whose last part fits `named`; of no zip, none."""
    try:
        with path.open("rb") as raw:
            if raw.read(2) != b"PK":
                return []
            _check_contents_size(raw, place)
            with zipfile.ZipFile(raw) as archive:
                names = archive.namelist()
    except (*BROKEN, NotImplementedError):
        return []
    return [name for name in names if named.fullmatch(PurePosixPath(name.lower()).name)]


def _check_contents_size(raw: BinaryIO, place: Said) -> None:
    """Refuse a zip whose table of contents alone would fill the memory."""
    raw.seek(0, io.SEEK_END)
    size = raw.tell()
    raw.seek(max(0, size - 2**16 - 22))
    tail = raw.read()
    at = tail.rfind(b"PK\5\6")
    contents = int.from_bytes(tail[at + 12 : at + 16], "little") if at >= 0 else 0
    raw.seek(0)
    if contents > _LARGEST_CONTENTS:
        raise AddaError(
            "{place} is a zip with far too many files in it; zip the exported chat alone",
            place=place,
        )


def _wanted(members: list[zipfile.ZipInfo], place: Said, suffix: str) -> zipfile.ZipInfo:
    if any(_climbs(member.filename) for member in members):
        raise AddaError(
            "{place} is a zip with a file that climbs out of its folder; it is not opened",
            place=place,
        )
    fitting = [member for member in members if _is_kept(member.filename, suffix)]
    if len(fitting) > 1:
        exports = [member for member in fitting if _is_export(member.filename)]
        fitting = exports if len(exports) == 1 else fitting
    if not fitting:
        raise AddaError(
            "{place} is a zip without an exported {suffix} file in it", place=place, suffix=suffix
        )
    if len(fitting) > 1:
        raise AddaError(
            "{place} is a zip with several {suffix} files; zip the exported chat alone",
            place=place,
            suffix=suffix,
        )
    _check_packing(fitting[0], place)
    return fitting[0]


def _climbs(name: str) -> bool:
    windows = PureWindowsPath(name)
    return bool(
        ".." in windows.parts
        or windows.drive
        or windows.root
        or PurePosixPath(name).is_absolute()
        or "\0" in name
    )


def _is_kept(name: str, suffix: str) -> bool:
    path = PurePosixPath(name.lower())
    return (
        path.name.endswith(suffix)
        and not path.name.startswith("._")
        and "__macosx" not in path.parts
    )


def _is_export(name: str) -> bool:
    last = PurePosixPath(name.lower()).name
    return last in ("_chat.txt", "result.json") or "whatsapp" in last


def _check_packing(member: zipfile.ZipInfo, place: Said) -> None:
    if member.flag_bits & 1:
        raise AddaError("{place} is a zip locked with a password; unlock it first", place=place)
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise AddaError(
            "{place} is packed in an unusual way; pack it as an ordinary zip", place=place
        )
    tight = member.file_size > _TIGHTEST * max(member.compress_size, 1)
    if member.file_size > MOST_BYTES or (tight and member.file_size > 2**20):
        raise AddaError(
            "{place} is a zip that would unpack to far more than any chat; it is not opened",
            place=place,
        )
