"""Numbers as analytics exports write them: grouped, with a decimal comma, in other digits."""

import re

from sim.intake.pseudonyms import PLAIN

MOST = 10**12
_LONGEST = 40
_GROUPED = re.compile(r"\d{1,3}(?:[.,'’ ]\d{3})+")
_PLAIN_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_CLOCK = re.compile(r"(?:(\d{1,4}):)?(\d{1,4}):(\d{1,2}(?:[.,]\d+)?)")
_SPELT = re.compile(
    r"(?:(\d+) ?(?:h|std)\D{0,6} ?)?(?:(\d+) ?m\D{0,6} ?)?(?:(\d+(?:[.,]\d+)?) ?s\D{0,8})?",
    re.IGNORECASE,
)


def whole(cell: str) -> int | None:
    """Return a count, or None where the cell holds none from 0 to 10**12.

    A dot or comma before exactly three digits groups them, since a count has no decimals.
    """
    text = _bare(cell)
    if _GROUPED.fullmatch(text):
        return int(re.sub(r"[.,'’ ]", "", text))
    if not _PLAIN_NUMBER.fullmatch(text):
        return None
    value = float(text.replace(",", "."))
    return round(value) if value <= MOST else None


def seconds(cell: str) -> float | None:
    """Return a duration in seconds: 41.2, 41,2, 0:01:23 or 1m 23s; None for anything else."""
    text = _bare(cell)
    if _PLAIN_NUMBER.fullmatch(text):
        return min(float(text.replace(",", ".")), float(MOST))
    found = _CLOCK.fullmatch(text) or (_SPELT.fullmatch(text) if text else None)
    if not found or not any(found.groups()):
        return None
    hours, minutes, rest = (float((part or "0").replace(",", ".")) for part in found.groups())
    return hours * 3600 + minutes * 60 + rest


def _bare(cell: str) -> str:
    return cell.translate(PLAIN).strip() if len(cell) <= _LONGEST else ""
