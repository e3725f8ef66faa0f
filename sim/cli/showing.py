"""What `adda runs show` tells of a kept study: what it is, what it says, how to draw it again."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sim.errors import AddaError, nearest, shown

if TYPE_CHECKING:
    from sim.study.kept import Kept


@dataclass(frozen=True)
class Asked:
    """How a study is to be told. across: the two axes or ends of its picture, "" for the usual."""

    outcome: str
    lang: str
    across: tuple[str, str] = ("", "")
    boxes: bool = False


@dataclass(frozen=True)
class Told:
    """What a study says. draw: makes its picture; code: the same in Python, after `study.`."""

    sentence: str
    table: Any
    draw: Callable[[], Any]
    code: str


def told(kind: str, found: Any, asked: Asked) -> Told:
    """Return what a study says. Raises AddaError where it cannot be told so."""
    if any(asked.across) and kind not in ("sweep", "optimise"):
        raise AddaError("--axes: only a sweep and an optimisation have axes to choose from")
    if asked.boxes and kind != "sweep":
        raise AddaError("--boxes: only a sweep has boxes of circumstances")
    return _TELLERS.get(kind, _by_outcome)(found, asked)


def two(text: str | None) -> tuple[str, str]:
    """Return the one or two names of `--axes X,Y`, "" for what is not named."""
    first, _comma, second = (text or "").partition(",")
    if text is not None and (not first.strip() or "," in second):
        raise AddaError(
            "--axes {text}: expected one name or two, as in days,tell_rate", text=shown(text)
        )
    return first.strip(), second.strip()


def chosen(asked: dict[str, Any], known: Iterable[str]) -> tuple[str, str]:
    """Return the axes of the picture, checked before anything is run."""
    names, able = two(asked["axes"]), list(known)
    if names[0] and asked["picture"] is None:
        raise AddaError("--axes says what a picture shows: name its place with --picture")
    for name in filter(None, names):
        if name not in able:
            raise AddaError(
                "--axes {name}: that is not varied{hint}",
                name=shown(name),
                hint=nearest(name, able),
            )
    return names


def about(study: "Kept") -> dict[str, Any]:
    """Return what a study is: kind, title, seed, parts, made by the sources that are here now."""
    return {
        "name": study.folder.name, "kind": study.kind, "title": study.inputs.get("title", ""),
        "seed": study.inputs.get("seed"), "parts": len(study.parts) or 1, "as_now": study.as_now,
    }  # fmt: skip


def _run(found: Any, _asked: Asked) -> Told:
    def none() -> Any:
        raise AddaError("a single run has no picture of its own: `adda compare` draws")

    return Told(repr(found), found.outcomes(), none, "outcomes()")


def _comparison(found: Any, asked: Asked) -> Told:
    name = asked.outcome
    return Told(found.verdict(asked.lang), found.table(asked.lang), lambda: found.figure(name),
                f'figure("{name}")')  # fmt: skip


def _sweep(found: Any, asked: Asked) -> Told:
    name, lang = asked.outcome, asked.lang
    if asked.boxes:
        boxes = found.discover(name)
        code = f'discover("{name}").figure()'
        return Told(boxes.sentence(lang), boxes.table(lang), lambda: boxes.figure(lang), code)
    said = found.sentence(name, lang) if found.b else repr(found)
    return Told(said, found.table(name), lambda: found.figure(name, *asked.across, lang),
                f"figure({_quoted(name, *asked.across)})")  # fmt: skip


def _sensitivity(found: Any, asked: Asked) -> Told:
    lang = asked.lang
    return Told(found.sentence(lang), found.table(lang), lambda: found.figure(lang), "figure()")


def _plans(found: Any, asked: Asked) -> Told:
    lang, code = asked.lang, f"figure({_quoted(*asked.across)})"
    return Told(found.sentence(lang), found.table(lang), lambda: found.figure(*asked.across, lang),
                code)  # fmt: skip


def _holding(found: Any, asked: Asked) -> Told:
    name, lang = asked.outcome, asked.lang
    return Told(found.sentence(name, None, lang), found.table(name, lang),
                lambda: found.figure(name), f'figure("{name}")')  # fmt: skip


def _ground(found: Any, asked: Asked) -> Told:
    name = asked.outcome
    return Told(found.sentence(name, asked.lang), found.table(name), lambda: found.figure(name),
                f'figure("{name}")')  # fmt: skip


def _by_outcome(found: Any, asked: Asked) -> Told:
    name, lang = asked.outcome, asked.lang
    return Told(found.sentence(name, lang), found.table(name, lang),
                lambda: found.figure(name, lang), f'figure("{name}")')  # fmt: skip


def _quoted(*names: str) -> str:
    return ", ".join(f'"{name}"' for name in names if name)


_TELLERS: dict[str, Callable[[Any, Asked], Told]] = {
    "run": _run,
    "compare": _comparison,
    "sweep": _sweep,
    "sensitivity": _sensitivity,
    "optimise": _plans,
    "holding": _holding,
    "ground": _ground,
}
