"""From a range of a share to a prior, and what chance and answers do to a range."""

import math
from typing import Any, NamedTuple

from sim.intake.intervals import share_interval
from sim.intake.web_analytics.assumptions import Range

_POINTS = (0.025, 0.5, 0.975)


class Beta(NamedTuple):
    """A Beta distribution of a share: a prior for calibration."""

    a: float
    b: float


def beta_near(share: Range) -> Beta:
    """Return the Beta whose 2.5 %, 50 % and 97.5 % points lie nearest to a range of a share."""
    from scipy.optimize import least_squares
    from scipy.special import betaincinv

    middle = min(max(share.central, 1e-4), 1 - 1e-4)
    width = max(share.high - share.low, 1e-3) / 3.92
    size = max(middle * (1 - middle) / width**2 - 1, 0.5)

    def off(logs: Any) -> Any:
        a, b = (math.exp(value) for value in logs)
        points = [float(betaincinv(a, b, point)) for point in _POINTS]
        return [found - wanted for found, wanted in zip(points, share, strict=True)]

    start = [math.log(middle * size), math.log((1 - middle) * size)]
    found = least_squares(off, start, bounds=([-5.0, -5.0], [16.0, 16.0]))
    return Beta(*(float(math.exp(value)) for value in found.x))


def surveyed(share: Range, answers: tuple[int, int], weight: float) -> Range:
    """Anchor a share with what people say: answers (yes, all), times a weight, update its Beta."""
    from scipy.special import betaincinv

    prior, (yes, asked) = beta_near(share), answers
    a, b = prior.a + weight * yes, prior.b + weight * (asked - yes)
    return Range(*(float(betaincinv(a, b, point)) for point in _POINTS))


def with_chance(shares: Range, cases: float) -> Range:
    """Widen the ends by what chance alone does to a share of so many visits (95 %)."""
    count = max(round(cases), 1)
    low, _middle = share_interval(math.floor(min(shares.low, 1.0) * count), count)
    _middle, high = share_interval(min(math.ceil(shares.high * count), count), count)
    return Range(min(low or 0.0, shares.low), shares.central, max(high or 1.0, shares.high))
