"""Record: what a calibration leaves in data/calibration/, and the values that it writes back.

manifest.yaml: how it was run. waves.csv: every place tried, with its figures. regions.csv: what
each pattern ruled out in each wave. accepted.csv: the sets that studies draw from.
identifiability.csv: how far each parameter's range shrank. patterns.csv: the table at the end.
"""

import csv
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np

from sim import facts
from sim.study.calibration.points import fitted
from sim.study.calibration.waves import CUT, FINAL_TIMES, Found, Search, Wave

MIDDLE = (0.05, 0.5, 0.95)
WHOLE = MIDDLE[2] - MIDDLE[0]  # width of the middle nine tenths of an even spread


def save(found: Found, search: Search, market: str, folder: Path) -> None:
    """Write everything but the table of patterns into a folder, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    accepted = found.finalists[found.accepted()]
    sets = [search.space.values(place) for place in accepted]
    (folder / "manifest.yaml").write_text(_manifest(found, search, market), encoding="utf-8")
    _csv(folder / "accepted.csv", search.space.names, ([*one.values()] for one in sets))
    _csv(folder / "waves.csv", *_waves(found, search))
    _csv(folder / "regions.csv", *_regions(found, search))
    _csv(folder / "identifiability.csv", *_identified(found, search, accepted))


def write_back(values: Mapping[str, float], path: Path) -> None:
    """Put fitted values into behaviour.yaml, each marked as calibrated; nothing else changes."""
    text = path.read_text(encoding="utf-8")
    for name, value in values.items():
        entry = re.search(rf"(?ms)^{re.escape(name)}:\n.*?(?=^\S|\Z)", text)
        if entry is not None:
            text = text.replace(entry.group(0), _fitted(entry.group(0), value))
    path.write_text(text, encoding="utf-8")


def identifiability() -> list[dict[str, str]]:
    """Return the shipped table of how far each parameter's range shrank, as texts by column."""
    return facts.table("calibration/identifiability.csv")


def regions() -> list[dict[str, str]]:
    """Return the shipped table of what each pattern ruled out in each wave."""
    return facts.table("calibration/regions.csv")


def _fitted(entry: str, value: float) -> str:
    entry = re.sub(r"(?m)^  calibrated: .*\n", "", entry)
    entry = re.sub(r"(?m)^  best: .*$", f"  best: {value:g}", entry)
    return re.sub(r"(?m)^(  grade: .*)$", r"\1\n  calibrated: true", entry)


def _manifest(found: Found, search: Search, market: str) -> str:
    lines = {
        "about": "made by `adda calibrate`; run it again with these numbers to get these files",
        "market": market,
        "waves": search.waves,
        "points": search.points,
        "seed": search.seed,
        "parameters_searched": len(search.space.names),
        "patterns_fitted": len(fitted()),
        "ruled_out_beyond": CUT,
        "runs_of_a_finalist": f"{FINAL_TIMES} times those of a wave",
        "finalists": len(found.finalists),
        "accepted": int(found.accepted().sum()),
        "numpy": np.__version__,
    }
    return "".join(f"{key}: {value}\n" for key, value in lines.items())


def _waves(found: Found, search: Search) -> tuple[list[str], Iterable[list]]:
    names = [pattern.id for pattern in fitted()]
    last = Wave(len(found.waves) + 1, found.finalists, found.figures, {}, math.nan, {})

    def rows() -> Iterable[list]:
        for wave in (*found.waves, last):
            for place, figures in zip(wave.places, wave.figures, strict=True):
                values = search.space.values(place).values()
                yield [wave.number, *values, *(_short(figures[name][0]) for name in names)]

    return ["wave", *search.space.names, *(f"pattern_{name}" for name in names)], rows()


def _regions(found: Found, search: Search) -> tuple[list[str], list[list]]:
    rows = []
    for wave in found.waves:
        for name, made in wave.emulators.items():
            active = "|".join(search.space.names[axis] for axis in made.active)
            rows.append([wave.number, name, _short(wave.ruled_out[name]),
                         _short(made.explained), active, _short(wave.left)])  # fmt: skip
    return ["wave", "pattern", "ruled_out", "explained", "parameters", "left_after_wave"], rows


def _identified(found: Found, search: Search, accepted: np.ndarray) -> tuple[list[str], list[list]]:
    """Return for each parameter its range, what was accepted of it, and what is left of its width.

    left_N: width of the middle nine tenths of what is tried after wave N, as a share of what it was
    at first. patterns: whose emulators look at it.
    """
    later = [*(wave.places for wave in found.waves[1:]), found.finalists, accepted]
    heads = [f"left_{number}" for number in range(1, len(later))] + ["left"]
    rows: list[list] = []
    for axis, name in enumerate(search.space.names):
        one = facts.parameters()[name]
        ends = _ends(np.array([search.space.values(place)[name] for place in accepted]))
        widths = [_width(places[:, axis]) for places in later]
        rows.append([name, one.unit, one.low, one.high, *map(_short, ends),
                     *map(_short, widths), "|".join(_looked_at(found, axis))])  # fmt: skip
    rows.sort(key=lambda row: (not row[-1], float(row[-2])))
    head = ["parameter", "unit", "low", "high", "accepted_low", "accepted_middle", "accepted_high"]
    return [*head, *heads, "patterns"], rows


def _looked_at(found: Found, axis: int) -> list[str]:
    names: dict[str, None] = {}
    for wave in found.waves:
        names.update(dict.fromkeys(n for n, made in wave.emulators.items() if axis in made.active))
    return list(names)


def _ends(values: np.ndarray) -> np.ndarray:
    return np.quantile(values, MIDDLE) if len(values) else np.full(3, math.nan)


def _width(places: np.ndarray) -> float:
    low, _middle, high = _ends(places)
    return float(high - low) / WHOLE


def _short(value: float) -> str:
    return f"{value:.4g}"


def _csv(path: Path, heads: Sequence[str], rows: Iterable[Sequence]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(heads)
        out.writerows(rows)
