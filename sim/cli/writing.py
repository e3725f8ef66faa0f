"""Writing what a user keeps: whole or not at all, and never over something else unasked."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from sim.cli.stopping import undone_if_stopped
from sim.errors import AddaError, Said, shown

# What Adda writes into a folder of its own; a folder with anything else is never replaced.
OURS = ("*.parquet", "scenario*.yaml", "manifest.json", "report.html")
UNFINISHED = ".unfinished-"


def refuse_taken(place: Path, replace: bool, advice: Said) -> None:
    """Raise AddaError when `place` is taken and is not to be replaced, or cannot be written."""
    kept = place.is_dir() and any(place.iterdir())
    if kept and not is_ours(place):
        raise AddaError("'{place}' holds other files; {advice}", place=shown(place), advice=advice)
    if kept and not replace:
        raise AddaError(
            "'{place}' is already there; {advice} or add --replace",
            place=shown(place),
            advice=advice,
        )
    for folder in (place, *place.parents):
        if folder.exists() and not folder.is_dir():
            raise AddaError(
                "'{folder}' is a file, not a folder; {advice}", folder=shown(folder), advice=advice
            )


def refuse_unwritable(file: Path, what: Said) -> None:
    """Raise AddaError when no file can be written there, before any work is done for it.

    Folders above it may be missing, where they can be made. what: such as the report.
    """
    try:
        if file.is_dir():
            raise AddaError(
                "'{file}' is a folder, {what} is to be a file", file=shown(file), what=what
            )
        above = next(folder for folder in file.absolute().parents if folder.exists())
        if not above.is_dir():
            raise AddaError("'{folder}' is a file, not a folder to write to", folder=shown(above))
        tempfile.TemporaryFile(dir=above).close()
    except (OSError, ValueError) as error:
        if isinstance(error, AddaError):
            raise
        said = getattr(error, "strerror", None) or str(error)
        raise AddaError(
            "'{file}' cannot be written: {fault}", file=shown(file), fault=said
        ) from None


def is_ours(folder: Path) -> bool:
    """Does a folder hold a run or a report, and nothing else?"""
    found = list(folder.iterdir())
    known = [path.is_file() and any(path.match(pattern) for pattern in OURS) for path in found]
    return bool(found) and all(known)


@contextmanager
def whole_folder(place: Path) -> Iterator[Path]:
    """Give an empty folder to fill, which takes the place of `place` when all went well."""
    place = place.absolute()
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=place.parent))
    remove = partial(shutil.rmtree, beside, ignore_errors=True)
    try:
        with undone_if_stopped(remove):
            yield beside
        beside.chmod(0o755)
        if place.is_dir():
            shutil.rmtree(place)
        beside.rename(place)
    finally:
        remove()


def write_whole(path: Path, text: str) -> None:
    """Write a text file so that nobody ever finds half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{UNFINISHED}{path.name}")
    try:
        beside.write_text(text, encoding="utf-8", newline="\n")
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
