"""The kept inputs of the fuzzers: one zip a reader, unpacked to work on and packed again the same.

They grew from the made-up samples in data/samples, cut short; nobody in them exists.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent / "corpus"
SAMPLES = Path(__file__).resolve().parents[2] / "data" / "samples"
LONGEST = 6_000
MOST_KEPT = 400
_WHEN = (1980, 1, 1, 0, 0, 0)


def kept(target: str) -> list[bytes]:
    """Return the kept inputs of a reader, the shortest first."""
    place = HERE / f"{target}.zip"
    if not place.is_file():
        return []
    with zipfile.ZipFile(place) as archive:
        return [archive.read(name) for name in archive.namelist()]


def keep(target: str, inputs: Iterable[bytes]) -> int:
    """Write the inputs of a reader to its zip, the same bytes for the same inputs; count them."""
    HERE.mkdir(exist_ok=True)
    shortest = sorted(set(inputs), key=lambda data: (len(data), data))[:MOST_KEPT]
    with zipfile.ZipFile(HERE / f"{target}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for data in shortest:
            archive.writestr(zipfile.ZipInfo(name_of(data), _WHEN), data, zipfile.ZIP_DEFLATED)
    return len(shortest)


def name_of(data: bytes) -> str:
    """Return a name that follows from the content alone."""
    return hashlib.sha256(data).hexdigest()[:16]


def unpack(target: str, folder: Path) -> None:
    """Write the kept inputs and the seeds of a reader to a folder, a file each."""
    folder.mkdir(parents=True, exist_ok=True)
    for data in [*kept(target), *seeds(target)]:
        (folder / name_of(data)).write_bytes(data)


def seeds(target: str) -> Iterator[bytes]:
    """Give the beginnings of the samples that a reader can read, plain and in zips."""
    for path in sorted(path for named in _SAMPLES[target] for path in SAMPLES.glob(named)):
        data = path.read_bytes()
        if path.suffix == ".zip":
            yield from _small_zips(data)
        elif path.suffix == ".json":
            yield _whole_json(data)
        else:
            yield _lines(data)
            yield _zip({"_chat.txt" if path.suffix == ".txt" else path.name: _lines(data)[:900]})


_SAMPLES = {
    "whatsapp": ("*whatsapp*",),
    "telegram": ("*telegram*",),
    "messenger": ("*messenger*",),
    "edges": ("*edges*",),
    "analytics": ("*ga4*", "*plausible*", "*matomo*"),
    "sales": ("*sign_ups*",),
}


def _lines(data: bytes) -> bytes:
    """Return whole lines of the beginning."""
    return data[:LONGEST].rpartition(b"\n")[0] + b"\n" if len(data) > LONGEST else data


def _whole_json(data: bytes) -> bytes:
    """Return a sample's JSON with its first messages only."""
    tree = json.loads(data)
    tree["messages"] = tree["messages"][:25]
    return json.dumps(tree, indent=0).encode()


def _small_zips(data: bytes) -> Iterator[bytes]:
    """Give a sample's zip with its members cut short, unpacked so that bytes mean something."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: _lines(archive.read(name))[:1500] for name in archive.namelist()}
    yield _zip(members)


def _zip(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, _WHEN), data)
    return buffer.getvalue()
