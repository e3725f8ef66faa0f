"""Opening files that strangers made: size-limited, never unpacked to disk, never quoted in errors.

Error texts say which of the given files is meant by its place, not by its name: an export is
often named after a person or a group.
"""

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import BinaryIO, NoReturn

from sim.errors import AddaError, shown

MOST_BYTES = 512 * 2**20
LONGEST_LINE = 100_000
CHUNK = 2**18
_TIGHTEST = 200
_LARGEST_CONTENTS = 32 * 2**20
_ZIP = b"PK"
_GZIP = b"\x1f\x8b"
_BROKEN = (
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


class _Limited(io.RawIOBase):
    """A stream of bytes that ends in one clear error when it is too long or broken."""

    def __init__(self, source: BinaryIO, place: str) -> None:
        super().__init__()
        self._source, self._place, self._left = source, place, MOST_BYTES

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            data = self._source.read(min(len(buffer), CHUNK))
        except _BROKEN:
            raise AddaError(f"{self._place} is damaged or cut short; export it again") from None
        self._left -= len(data)
        if self._left < 0:
            raise AddaError(
                f"{self._place} holds more than {MOST_BYTES // 2**20} MB of text, "
                "more than any export; split it"
            )
        buffer[: len(data)] = data
        return len(data)


@contextmanager
def open_text(path: str | Path, place: str, suffix: str) -> Iterator[io.TextIOBase]:
    """Open the text of a file, or of the one fitting member of a zip, or of a gzip file.

    `suffix` is what the wanted member of a zip ends with. Bytes that are no text become U+FFFD.
    Raises AddaError when there is no such file, it is empty, unsafe, damaged or too large.
    """
    with ExitStack() as stack:
        raw = stack.enter_context(_open(path, place))
        head = raw.read(4)
        raw.seek(0)
        if head.startswith(_ZIP):
            source = stack.enter_context(_open_member(raw, place, suffix))
        elif head.startswith(_GZIP):
            source = stack.enter_context(gzip.GzipFile(fileobj=raw))
        else:
            source = raw
        limited = io.BufferedReader(_Limited(source, place), CHUNK)
        text = io.TextIOWrapper(limited, _encoding(limited, place), errors="replace")
        yield stack.enter_context(text)


def place_of(number: int, count: int) -> str:
    """Name one of several given files by its place, since its own name may be a person's."""
    return "the file" if count == 1 else f"file {number + 1} of {count}"


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


def _open(path: str | Path, place: str) -> BinaryIO:
    file = Path(path)
    try:
        if not file.exists():
            raise AddaError(f"there is no file {shown(file, 200)}")
        if not file.is_file():
            raise AddaError(f"{place} is not a file; name the exported file itself")
        if not file.stat().st_size:
            raise AddaError(f"{place} is empty; export the chat again")
        return file.open("rb")
    except AddaError:
        raise
    except (OSError, ValueError):
        raise AddaError(f"{place} cannot be opened; check its name and rights") from None


def _encoding(stream: io.BufferedReader, place: str) -> str:
    start = stream.peek(4096)[:4096]
    if not start:
        raise AddaError(f"{place} is empty; export the chat again")
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    if b"\0" in start:
        raise AddaError(f"{place} is not text; give the exported .txt, .json, .csv or .zip file")
    return "utf-8-sig"


@contextmanager
def _open_member(raw: BinaryIO, place: str, suffix: str) -> Iterator[BinaryIO]:
    """Open the wanted member of a zip as a stream; nothing is written to disk."""
    _check_contents_size(raw, place)
    try:
        archive = zipfile.ZipFile(raw)
    except (*_BROKEN, NotImplementedError):
        _refuse(place, "is a damaged or unfinished zip; export it again")
    with archive:
        member = _wanted(archive.infolist(), place, suffix)
        try:
            stream = archive.open(member)
        except (*_BROKEN, NotImplementedError):
            _refuse(place, "is a damaged zip; export it again")
        with stream:
            yield stream  # type: ignore[misc]


def _check_contents_size(raw: BinaryIO, place: str) -> None:
    """Refuse a zip whose table of contents alone would fill the memory."""
    raw.seek(0, io.SEEK_END)
    size = raw.tell()
    raw.seek(max(0, size - 2**16 - 22))
    tail = raw.read()
    at = tail.rfind(b"PK\5\6")
    contents = int.from_bytes(tail[at + 12 : at + 16], "little") if at >= 0 else 0
    raw.seek(0)
    if contents > _LARGEST_CONTENTS:
        _refuse(place, "is a zip with far too many files in it; zip the exported chat alone")


def _wanted(members: list[zipfile.ZipInfo], place: str, suffix: str) -> zipfile.ZipInfo:
    if any(_climbs(member.filename) for member in members):
        _refuse(place, "is a zip with a file that climbs out of its folder; it is not opened")
    fitting = [member for member in members if _is_kept(member.filename, suffix)]
    if len(fitting) > 1:
        exports = [member for member in fitting if _is_export(member.filename)]
        fitting = exports if len(exports) == 1 else fitting
    if not fitting:
        _refuse(place, f"is a zip without an exported {suffix} file in it")
    if len(fitting) > 1:
        _refuse(place, f"is a zip with several {suffix} files; zip the exported chat alone")
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


def _check_packing(member: zipfile.ZipInfo, place: str) -> None:
    if member.flag_bits & 1:
        _refuse(place, "is a zip locked with a password; unlock it first")
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        _refuse(place, "is packed in an unusual way; pack it as an ordinary zip")
    tight = member.file_size > _TIGHTEST * max(member.compress_size, 1)
    if member.file_size > MOST_BYTES or (tight and member.file_size > 2**20):
        _refuse(place, "is a zip that would unpack to far more than any chat; it is not opened")


def _refuse(place: str, reason: str) -> NoReturn:
    raise AddaError(f"{place} {reason}") from None
