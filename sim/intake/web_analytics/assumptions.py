"""What the estimate of dark social takes for granted: each assumption can be changed."""

from dataclasses import MISSING, Field, dataclass, field, fields
from typing import TYPE_CHECKING, Any, NamedTuple

from sim import facts
from sim.errors import AddaError, shown
from sim.words import N_, translator

if TYPE_CHECKING:
    import pandas as pd

OWN = "own_assumption"
ONOFF = N_("on or off")


class Range(NamedTuple):
    """A share that is not known exactly: low, central, high (0 to 1)."""

    low: float
    central: float
    high: float


def _about(meaning: str, unit: str, source: str = OWN) -> dict[str, str]:
    return {"meaning": meaning, "unit": unit, "source": source}


def _behaviour(name: str) -> Range:
    known = facts.parameters()[name]
    return Range(known.low, known.best, known.high)


def _landing_at_home() -> Range:
    deep = _behaviour("deep_share")
    return Range(*(round(1.0 - share, 6) for share in reversed(deep)))


@dataclass(frozen=True)
class Assumptions:
    """The assumptions of `dark_share`. False, or None for a range, leaves one out.

    Raises AddaError for a range that does not rise within 0 and 1, or a limit below 0.
    """

    drop_unset: bool = field(
        default=True,
        metadata=_about(N_("Visits whose landing page is not known are left out"), ONOFF),
    )
    drop_robots: bool = field(
        default=True,
        metadata=_about(N_("Rows of many visits that end at once are robots, and left out"), ONOFF),
    )
    robot_visits: int = field(
        default=10,
        metadata=_about(N_("Fewest visits of a row to be taken for robots"), N_("visits")),
    )
    robot_seconds: float = field(
        default=1.0, metadata=_about(N_("Robots stay less than this in the mean"), N_("seconds"))
    )
    drop_robot_cities: bool = field(
        default=True,
        metadata=_about(N_("Visits from towns of large data centres are left out"), ONOFF),
    )
    short_letters: int = field(
        default=12,
        metadata=_about(
            N_("An address of one part of at most so many letters can be typed"), N_("letters")
        ),
    )
    typed_pages: tuple[str, ...] = field(
        default=(),
        metadata=_about(
            N_("Longer addresses that are printed or said aloud, such as of a campaign"),
            N_("paths"),
        ),
    )
    measure_typed: bool = field(
        default=True,
        metadata=_about(
            N_("Typed and bookmarked visits are measured on returning desktop visitors"), ONOFF
        ),
    )
    typed: Range | None = field(
        default=Range(0.05, 0.25, 0.5),
        metadata=_about(
            N_("Direct visits to deep pages that were typed or bookmarked, where not measured"),
            N_("share of direct visits to deep pages"),
        ),
    )
    other_direct: Range | None = field(
        default=Range(0.0, 0.15, 0.4),
        metadata=_about(
            N_("Direct visits to deep pages from mail programs, files, codes, lost consent"),
            N_("share of direct visits to deep pages"),
        ),
    )
    new_only_at_low: bool = field(
        default=True,
        metadata=_about(N_("The low value counts new visitors only, where they are known"), ONOFF),
    )
    at_home: Range | None = field(
        default_factory=_landing_at_home,
        metadata=_about(
            N_("Shared links that lead to the home page or another short address"),
            N_("share of clicks on shared links"),
        ),
    )
    tag_survival: Range | None = field(
        default_factory=lambda: _behaviour("tag_survival"),
        metadata=_about(
            N_("Campaign tags that are still on a link when it is clicked"),
            N_("share of tagged links"),
            "preview_vendor_docs",
        ),
    )
    tag_private: Range | None = field(
        default=Range(0.7, 0.9, 1.0),
        metadata=_about(
            N_("Visits with a messenger's tag from a private chat, not from a public copy"),
            N_("share of tagged visits"),
        ),
    )
    messenger_referrers: bool = field(
        default=True,
        metadata=_about(
            N_("Visits with the referrer of a messenger count as private sharing"),
            ONOFF,
            "sparktoro_2023",
        ),
    )
    referrer_loss: bool = field(
        default=True,
        metadata=_about(
            N_("Visits by an app are scaled up where the loss of its referrer was measured"),
            ONOFF,
            "sparktoro_2023",
        ),
    )
    sampling: bool = field(
        default=True,
        metadata=_about(N_("The ends allow for chance in small numbers (95 %)"), ONOFF),
    )
    survey: tuple[int, int] | None = field(
        default=None,
        metadata=_about(
            N_("How did you hear of us: answers from somebody privately, and all answers"),
            N_("answers"),
        ),
    )
    survey_weight: float = field(
        default=0.5,
        metadata=_about(N_("How many observations one answer is worth"), N_("observations")),
    )

    def __post_init__(self) -> None:
        """Check every value."""
        for one in fields(self):
            value = getattr(self, one.name)
            if isinstance(value, tuple) and isinstance(_default(one), Range):
                _check_range(one.name, value)
            elif isinstance(value, int | float) and not value >= 0:
                raise AddaError(
                    "assumption '{name}' is {value}, it must be 0 or more",
                    name=one.name,
                    value=shown(value),
                )
        if self.survey is not None and not 0 <= self.survey[0] <= self.survey[1]:
            raise AddaError("assumption 'survey' is two counts: private answers, and all answers")

    def table(self, lang: str = "en") -> "pd.DataFrame":
        """Return every assumption: name, meaning, value, usual, unit, source."""
        import pandas as pd

        say = translator(lang)
        rows = [
            {
                "name": one.name,
                "meaning": say(one.metadata["meaning"]),
                "value": _written(getattr(self, one.name)),
                "usual": _written(_default(one)),
                "unit": say(one.metadata["unit"]),
                "source": one.metadata["source"],
            }
            for one in fields(self)
        ]
        return pd.DataFrame(rows)


def _default(one: "Field[Any]") -> Any:
    return one.default if one.default_factory is MISSING else one.default_factory()


def _check_range(name: str, value: tuple[float, ...]) -> None:
    rising = len(value) == 3 and 0 <= value[0] <= value[1] <= value[2] <= 1
    if not rising:
        raise AddaError(
            "assumption '{name}' is low, central, high: three rising shares of 0 to 1", name=name
        )


def _written(value: Any) -> str:
    if value is None:
        return "left out"
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, tuple):
        return " ".join(f"{part:g}" if isinstance(part, float) else str(part) for part in value)
    return f"{value:g}"
