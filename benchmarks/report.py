"""Tables of what was measured, as Markdown."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from benchmarks.goals import GOALS, bytes_a_person, number

Record = dict[str, Any]
TITLES = {"cascade": "A cascade (W1)", "posts": "Posts in groups, 90 days (W2)"}
BEGIN, END = "<!-- numbers: written by python -m benchmarks -->", "<!-- end of numbers -->"


def markdown(document: dict[str, Any]) -> str:
    """Return all tables of a set of measurements."""
    records = document["records"]
    parts = [
        "# Benchmarks",
        _about(document),
        "## Goals",
        goals_table(records),
        *_full_tables(records),
        *(part for work in TITLES for part in _work_tables(records, work)),
        *_failures(records),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def goals_table(records: list[Record]) -> str:
    """Return each goal with what was measured."""
    rows = []
    for goal in GOALS:
        verdict = goal.judge(records)
        value, met = verdict if verdict else ("not measured", None)
        rows.append((goal.what, goal.goal, value, {True: "met", False: "not met", None: ""}[met]))
    return table(("what", "goal", "measured", ""), rows)


def table(heads: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Return a Markdown table."""
    heads = list(heads)
    lines = [heads, ["---"] * len(heads), *([str(cell) for cell in row] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def include(page: Path, text: str) -> None:
    """Replace what stands between the marks of a page."""
    page_text = page.read_text(encoding="utf-8")
    before, rest = page_text.split(BEGIN)
    _old, after = rest.split(END)
    page.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}", encoding="utf-8")


def duration(spread: dict[str, float]) -> str:
    """Return a median with least and most, in a fitting unit."""
    scale, unit = (1000.0, "ms") if spread["median"] < 1.0 else (1.0, "s")
    middle, low, high = (number(scale * spread[key]) for key in ("median", "min", "max"))
    return f"{middle} {unit} ({low} to {high})"


def _about(document: dict[str, Any]) -> str:
    machine = document["machine"]
    versions = ", ".join(f"{name} {one}" for name, one in machine["versions"].items())
    peers = ", ".join(f"{name} {one}" for name, one in document["peers"].items())
    return "\n".join(
        [
            f"{document['made'][:10]}, {'a quick run' if document['quick'] else 'a full run'} of "
            f"{document['minutes']:.0f} minutes. {machine['processor']}, {machine['cores']} cores, "
            f"{machine['memory_gb']} GB, {machine['caches']}; {machine['system']}, "
            f"Python {machine['python']}; {versions}.",
            f"Peers: {peers}." if peers else "",
            f"Other work on the machine at the start: load {machine['busy_at_start']}.",
            "Times are medians (least to most); ratios are medians of pairs that took turns.",
        ]
    )


def _full_tables(records: list[Record]) -> list[str]:
    full = _of(records, "full")
    rows = [
        (f"{task['people']:,}", duration(result["build"]), duration(result["run"]),
         f"{1e9 * result['run']['median'] / task['people'] / result['days']:,.0f} ns",
         f"{result['world_megabytes'] * 1024**2 / task['people']:,.0f}",
         f"{bytes_a_person(result, task['people']):,.0f}",
         f"{result['table_megabytes']:,.0f} MB", f"{result['peak_megabytes']:,.0f} MB")
        for task, result in full
    ]  # fmt: skip
    heads = ("people", "world", "90 days", "a person-day", "world, bytes a person",
             "all but tables, bytes a person", "tables", "most memory")  # fmt: skip
    parts = ["## The full model", table(heads, rows)] if rows else []
    rows = [(f"{task['people']:,} people: our Mesa engine beside the compiled one",
             duration(result["ours"]), duration(result["theirs"]), _times(result))
            for task, result in _of(records, "engines")]  # fmt: skip
    rows += [(f"{task['people']:,} people, {task['replicates']} replicates: one thread beside two",
              duration(result["ours"]), duration(result["theirs"]), _times(result))
             for task, result in _of(records, "threads")]  # fmt: skip
    if rows:
        parts.append(table(("pairs", "this", "that", "that / this"), rows))
    rows = [(f"comparison, {task['people']:,} people, {task['replicates']} pairs",
             duration(result["run"])) for task, result in _of(records, "compare")]  # fmt: skip
    for _task, result in _of(records, "starting"):
        rows += [("`import sim` in a new process", duration(result["import"])),
                 ("first run in a new process", duration(result["first_run"]))]  # fmt: skip
    if rows:
        parts.append(table(("what a user waits for", "time"), rows))
    return parts


def _work_tables(records: list[Record], work: str) -> list[str]:
    pairs = [(t, r) for t, r in _of(records, "pair") if t["work"] == work]
    taken = {t["peer"]: (t["people"], r["megabytes"])
             for t, r in _of(records, "memory") if t["work"] == work}  # fmt: skip
    parts = []
    for people in sorted({task["people"] for task, _result in pairs}):
        rows = [_row(task["peer"], result) for task, result in pairs if task["people"] == people]
        heads = ("beside", "theirs", "ours", "theirs / ours", "building: theirs", "ours",
                 "answer / expected: theirs", "ours")  # fmt: skip
        parts += [f"## {TITLES[work]}, {people:,} people", table(heads, rows)]
    if taken:
        rows = [(peer, f"{people:,}", f"{size:,.0f} MB") for peer, (people, size) in taken.items()]
        parts.append(table((f"memory for building and one run: {work}", "people", "most"), rows))
    return parts


def _row(peer: str, result: dict[str, Any]) -> tuple[str, ...]:
    ratios = [f"{each['mean'] / each['expected']:.3f}"
              for each in (result["answers"]["theirs"], result["answers"]["ours"])]  # fmt: skip
    if not result["agrees"]:
        return (peer, "not timed: the answers differ", "", "", "", "", *ratios)
    built = (f"{number(1000 * result['built'][who])} ms" for who in ("theirs", "ours"))
    times = (duration(result["theirs"]), duration(result["ours"]), _times(result))
    return (peer, *times, *built, *ratios)


def _times(result: dict[str, Any]) -> str:
    middle, low, high = (number(result["ratio"][key]) for key in ("median", "min", "max"))
    return f"{middle} × ({low} to {high})"


def _failures(records: list[Record]) -> list[str]:
    failed = [record for record in records if "error" in record["result"]]
    lines = [f"- {describe(record['task'])}: {record['result']['error']}" for record in failed]
    return ["## Not measured", "\n".join(lines)] if lines else []


def describe(task: dict[str, Any]) -> str:
    """Return a task in a few words."""
    words = [task["measure"], task.get("work", ""), task.get("peer", "")]
    if "people" in task:
        words.append(f"{task['people']:,} people")
    return " ".join(word for word in words if word)


def _of(records: list[Record], measure: str) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    return [
        (record["task"], record["result"])
        for record in records
        if record["task"]["measure"] == measure and "error" not in record["result"]
    ]
