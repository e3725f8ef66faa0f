"""The engine lands on exact and published results (limits.md), through the public front door.

Fewer runs than in the validation workbook, with fixed seeds: enough that a correct engine holds.
"""

import pytest

from sim.validation import limits

SMALL = {
    "percolation": {"runs": 2500},
    "percolation_configured": {"runs": 12_500},
    "branching": {"trees": 10_000},
    "epidemic": {"runs": 4},
    "bass": {"runs": 2},
    "forwarding": {"runs": 2},
    "complex_contagion": {"runs": 400},
    "strong_and_weak_ties": {"runs": 40},
}


@pytest.mark.parametrize("limit", SMALL)
def test_the_engine_lands_on_what_is_known(limit):
    claims = list(getattr(limits, limit)(**SMALL[limit]))
    assert claims
    missed = [
        f"{claim.name}: {claim.claim}, {claim.published:.4g} published, {claim.ours:.4g} ours,"
        f" allowed {claim.low:.4g} to {claim.high:.4g}"
        for claim in claims
        if not claim.held
    ]
    assert not missed, "\n".join(missed)
