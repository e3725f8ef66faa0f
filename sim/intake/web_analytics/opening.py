"""Opening an export: one table file, or the tables that are wanted of a zip, never unpacked."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from sim.errors import AddaError, Said
from sim.intake import archives
from sim.intake.files import open_text

MOST_BYTES_OF_A_TABLE = 64 * 2**20
_ENDS = (".csv", ".tsv", ".txt")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def texts_of(path: str | Path, place: Said) -> Iterator[tuple[str, io.TextIOBase]]:
    """Give the name (without its end) and the text of each table file that may be read.

    Of a zip these are its tables of entry pages, sources and channels (Plausible), or its only
    table. Raises AddaError when there is no such file, or it is unsafe, damaged or too large.
    """
    if not _is_zip(path):
        with open_text(path, place, ".csv") as text:
            yield PurePosixPath(Path(path).name.lower()).stem, text
        return
    with Path(path).open("rb") as raw:
        archives._check_contents_size(raw, place)
        try:
            archive = zipfile.ZipFile(raw)
        except (*archives.BROKEN, NotImplementedError):
            raise AddaError(
                "{place} is a damaged or unfinished zip; export it again", place=place
            ) from None
        with archive:
            for member in _wanted(archive.infolist(), place):
                yield _stem(member.filename), _text(archive, member, place)


def is_wanted(stem: str) -> bool:
    """Tell whether a file of this name holds landing pages or sources, as Plausible names them."""
    return stem in ("entry_pages", "sources", "channels") or stem.startswith(
        ("imported_entry_pages_", "imported_sources_")
    )


def _is_zip(path: str | Path) -> bool:
    try:
        with Path(path).open("rb") as raw:
            return raw.read(2) == b"PK"
    except (OSError, ValueError):
        return False


def _wanted(members: list[zipfile.ZipInfo], place: Said) -> list[zipfile.ZipInfo]:
    if any(archives._climbs(member.filename) for member in members):
        raise AddaError(
            "{place} is a zip with a file that climbs out of its folder; it is not opened",
            place=place,
        )
    tables = [
        member
        for member in members
        if any(archives._is_kept(member.filename, end) for end in _ENDS)
    ]
    wanted = [member for member in tables if is_wanted(_stem(member.filename))]
    wanted = wanted or (tables if len(tables) == 1 else [])
    if not wanted:
        raise AddaError(
            "{place} is a zip without tables of entry pages or sources (.csv) in it", place=place
        )
    if len({_stem(member.filename) for member in wanted}) < len(wanted):
        raise AddaError(
            "{place} is a zip with several exports in it; give one at a time", place=place
        )
    for member in wanted:
        archives._check_packing(member, place)
    return wanted


def _text(archive: zipfile.ZipFile, member: zipfile.ZipInfo, place: Said) -> io.TextIOBase:
    try:
        with archive.open(member) as stream:
            data = stream.read(MOST_BYTES_OF_A_TABLE + 1)
    except (*archives.BROKEN, NotImplementedError):
        raise AddaError("{place} is damaged or cut short; export it again", place=place) from None
    if len(data) > MOST_BYTES_OF_A_TABLE:
        raise AddaError(
            "{place} holds a table of more than {most} MB; take a shorter time",
            place=place,
            most=MOST_BYTES_OF_A_TABLE // 2**20,
        )
    code = "utf-16" if data[:2] in _UTF16 else "utf-8-sig"
    return io.TextIOWrapper(io.BytesIO(data), code, errors="replace")


def _stem(name: str) -> str:
    return PurePosixPath(name.lower()).stem
