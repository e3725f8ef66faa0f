"""Which levers act? Found by pulling each one on a small market and looking at every table.

A lever acts when two runs that differ in nothing else, with the same luck, leave different tables.
What is tried is read from the schema, so that a new lever is tried as soon as it is declared.
"""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import platformdirs

from sim.errors import AddaError
from sim.running import run, source_hash
from sim.scenarios import Scenario, Shock, scenario
from sim.strategy import Strategy
from sim.trace import Run

PEOPLE, DAYS, SEEDS = 150, 30, (1, 2)
Tick = Callable[[int, int], None]


class Acting(NamedTuple):
    """The key paths of levers whose change alters a run, and of those whose change does not."""

    acting: tuple[str, ...]
    idle: tuple[str, ...]


def acting_levers(tick: Tick = lambda _done, _total: None, fresh: bool = False) -> Acting:
    """Try every lever of a strategy; remembered until the sources change.

    tick: told (done, total) levers. fresh: try again although the answer is known.
    """
    kept = _place() / f"levers-{source_hash()}.json"
    if not fresh and (known := _read(kept)):
        return known
    case = probe()
    levers = list(leaves(case.strategy.tree(), Strategy.model_json_schema()))
    before = [run(case, seed) for seed in SEEDS]
    acting = {}
    for done, (path, values) in enumerate(levers):
        tick(done, len(levers))
        acting[path] = acts(case, path, values, before)
    found = Acting(
        *(tuple(path for path in acting if acting[path] is act) for act in (True, False))
    )
    _keep(kept, found)
    return found


def probe() -> Scenario:
    """Return a small, busy scenario in which every lever has something to act on."""
    strategy = Strategy.parse(
        {
            "name": "probe",
            "title": "A bit of everything",
            "content": dict.fromkeys(_names_of("ContentMix"), 1.0),
            "posts_per_week": 7.0,
            "calendar": [{"day": 2, "kind": "event", "every_days": 9, "driver": "hobbies"}],
            "flexible_share": 0.3,
            "offers": {"discount": 0.2, "per_month": 4.0},
            "advertising": {"money_per_day": 10.0},
            "presence": {"pages": ["facebook", "instagram"], "home": "whatsapp", "room_size": 40},
            "seeding": {"who": "most_followed", "how_many": 9, "reward": 5.0},
            "bought_likes": 200,
            "invite_holdout": 0.3,
            "personalisation": 0.5,
            "data_use": "consented",
            "acts_on_feedback": 0.6,
            "crisis_plan": {"monitoring_hours": 4.0, "response_hours": 12.0, "tone": "explain"},
            "hours_per_week": 30.0,
        },
        "the doctor's strategy",
    )
    crises = (
        Shock(day=4, kind="crisis", strength=0.9, people=10, where="public"),
        Shock(day=14, kind="crisis", strength=0.9, people=10, where="private"),
    )
    case = scenario(strategy, "neighbourhood", days=DAYS, shocks=crises)
    brand = {"awareness": 0.8, "customers": 0.3, "followers": 0.5, "affinity": 0.4}
    return case.changed(
        {
            "market.people": PEOPLE,
            **{f"market.brand.{name}": value for name, value in brand.items()},
            # Rare events would need many people and days before a lever on them shows.
            "market.behaviour.offer_buy": 1.0,
            "market.behaviour.invite_rate": 1.0,
        }
    )


def leaves(tree: Any, about: dict[str, Any], at: str = "") -> Iterator[tuple[str, list[Any]]]:
    """Yield the key path of every lever below a strategy's tree, with other values for it.

    Words that only people read (name, title, story, mission, SWOT) are no levers.
    """
    parts = about.get("$defs", {})
    for key, value in tree.items():
        entry = about["properties"][key]
        path = f"{at}.{key}" if at else key
        inner = parts.get(entry.get("$ref", "").rpartition("/")[2])
        item = parts.get(entry.get("items", {}).get("$ref", "").rpartition("/")[2])
        if inner:
            yield from leaves(value, {**inner, "$defs": parts}, path)
        elif others := other_values(value, entry):
            yield path, others
        for row, one in enumerate(value if item else ()):
            yield from leaves(one, {**item, "$defs": parts}, f"{path}.{row}")


def other_values(value: Any, entry: dict[str, Any]) -> list[Any]:
    """Return values that a lever could have instead of `value`, by its entry in the schema."""
    kinds = [entry, *entry.get("anyOf", ())]
    words = [word for kind in kinds for word in kind.get("enum", ())]
    if words:
        empty = [None] if any(kind.get("type") == "null" for kind in kinds) else []
        return [word for word in words + empty if word != value]
    if entry.get("type") == "array" and isinstance(value, list) and "items" in entry:
        if entry["items"].get("type") == "string" and "enum" not in entry["items"]:
            return []
        more = [word for word in entry["items"].get("enum", ()) if word not in value][:1]
        return [value[:-1], *([[*value, *more]] if more else [])]
    if entry.get("type") in ("number", "integer"):
        least, most = entry.get("minimum", 0), entry.get("maximum", 1)
        larger = min(most, 3 * value if entry["type"] == "integer" else max(3 * value, 0.9))
        return [one for one in dict.fromkeys((least, larger)) if one != value]
    return []


def acts(case: Scenario, path: str, values: list[Any], before: list[Run]) -> bool:
    """Does any of `values` at a lever's key path alter any table of a run?"""
    for value in values:
        try:
            changed = case.changed({f"strategy.{path}": value})
        except AddaError:
            continue  # such as a post planned where the strategy no longer is
        for seed, unchanged in zip(SEEDS, before, strict=True):
            if differ(unchanged, run(changed, seed)):
                return True
    return False


def differ(one: Run, other: Run) -> bool:
    """Do two runs differ in any table?"""
    return any(
        not np.array_equal(columns[name], other.tables[table][name])
        for table, columns in one.tables.items()
        for name in columns
    )


def _names_of(part: str) -> list[str]:
    return list(Strategy.model_json_schema()["$defs"][part]["properties"])


def _place() -> Path:
    return Path(
        os.environ.get("ADDA_CACHE") or platformdirs.user_cache_dir("adda", appauthor=False)
    )


def _read(path: Path) -> Acting | None:
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return Acting(tuple(kept["acting"]), tuple(kept["idle"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _keep(path: Path, found: Acting) -> None:
    """Remember an answer; where nothing can be written, the next call finds it anew."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(f".{os.getpid()}")
        beside.write_text(json.dumps(found._asdict()), encoding="utf-8")
        beside.replace(path)
    except OSError:
        return
