"""The engine lands on exact and published results (limits.md), through the public front door.

Fewer runs than `adda validate` at full size, with fixed seeds: enough that a correct engine fails
less than once in 10,000 sets of seeds, which is tested too.
"""

import pytest

from sim.validation import (
    bass,
    epidemic,
    forwarding,
    newcomers,
    percolation,
    reinforcement,
    shape,
    ties,
)
from sim.validation.claim import Claim
from sim.validation.lines import LINES
from sim.validation.trials import Trials

SIZES = {
    percolation.percolation: {"trees": 5000, "runs": 3100},
    percolation.percolation_configured: {"trees": 10_000},
    percolation.branching: {"trees": 26_000},
    epidemic.epidemic: {"runs": 230},
    bass.bass: {"runs": 26},
    bass.bass_on_a_graph: {"runs": 10},
    forwarding.forwarding: {"runs": 2},
    reinforcement.complex_contagion: {"runs": 1600},
    shape.shape: {"trees": 5},
    ties.strong_and_weak_ties: {"runs": 70, "people": 600},
    newcomers.newcomers: {"runs": 200},
}
# Standard errors beyond which a normal figure lies less than once in 10,000, on either side.
SURE = 3.9


def found(setup) -> list[Claim]:
    """Return what a set-up claims, lived through once for all tests."""
    if setup not in _FOUND:
        _FOUND[setup] = list(setup(Trials(), **SIZES[setup]))
    return _FOUND[setup]


_FOUND: dict = {}


@pytest.mark.parametrize("setup", SIZES, ids=lambda setup: setup.__name__)
def test_the_engine_lands_on_what_is_known(setup):
    claims = found(setup)
    assert claims
    missed = [
        f"{claim.name}: {claim.claim}, {claim.published:.4g} published, {claim.ours:.4g} ours,"
        f" allowed {claim.low:.4g} to {claim.high:.4g}"
        for claim in claims
        if not claim.held
    ]
    assert not missed, "\n".join(missed)


@pytest.mark.parametrize("setup", SIZES, ids=lambda setup: setup.__name__)
def test_a_correct_engine_fails_less_than_once_in_ten_thousand(setup):
    unsure = [
        f"{claim.name}: {claim.deviations:.2f} standard errors to its bound"
        for claim in found(setup)
        if claim.deviations < SURE
    ]
    assert not unsure, "\n".join(unsure)


def test_every_limit_has_a_line_and_every_line_a_test():
    limits = [line for line in LINES if line.name.startswith("L")]
    assert [line.name for line in limits] == [f"L{number}" for number in range(1, 11)]
    assert {setup for line in limits for setup, *_sizes in line.setups} == set(SIZES)
