"""How a number is written: grouping by Babel, Bengali digits by ourselves (Babel leaves them)."""

import math

BENGALI_DIGITS = str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯")
MINUS, NONE = "−", "–"
FIGURES = 3


def written(
    value: float, decimals: int | None, grouped: bool, signed: bool, place: tuple[str, bool]
) -> str:
    """Return a number as text; `place` is the language, and whether in its own digits."""
    if not math.isfinite(value):
        return NONE if math.isnan(value) else ("∞" if value > 0 else f"{MINUS}∞")
    kept = decimals_for(value) if decimals is None else decimals
    rounded = round(float(value), kept)
    text = _grouped(abs(rounded), kept, place[0]) if grouped else f"{abs(rounded):.{kept}f}"
    if decimals is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    sign = MINUS if rounded < 0 else ("+" if signed and rounded > 0 else "")
    return sign + (text.translate(BENGALI_DIGITS) if place == ("bn", True) else text)


def decimals_for(value: float) -> int:
    """Return the decimals that show three figures that count; none for whole or large numbers."""
    if value == 0 or float(value).is_integer():
        return 0
    return min(12, max(0, FIGURES - 1 - math.floor(math.log10(abs(value)))))


def _grouped(value: float, decimals: int, lang: str) -> str:
    if value < 1000:
        return f"{value:.{decimals}f}"
    from babel.numbers import format_decimal

    pattern = "#,##,##0" if lang == "bn" else "#,##0"
    if decimals:
        pattern += "." + "0" * decimals
    return format_decimal(round(value, decimals), format=pattern, locale="en")
