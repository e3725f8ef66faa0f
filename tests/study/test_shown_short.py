"""What a study returns is a line when it is shown, not a page of arrays and settings."""

import numpy as np
import pytest

from sim.outcomes import OUTCOMES
from sim.study.explain import Explanation
from sim.study.holding import Holding
from sim.study.mechanisms import Mechanisms
from sim.study.sensitivity import Sensitivity
from sim.study.sweep import Sweep

NONE = np.zeros((2, len(OUTCOMES)))
RESULTS = {
    "explain": lambda a, b: Explanation(a, b, (1, 2), ("who",), NONE[:, None], NONE),
    "by mechanisms": lambda a, b: Mechanisms(a, b, (1, 2), ("talk",), NONE, NONE[None]),
    "flips": lambda a, b: Holding(a, b, (90,), (), NONE, ()),
    "sweep": lambda a, b: Sweep(a, b, (), ({},), np.zeros((1, 2, 3, len(OUTCOMES)))),
    "sweep of one": lambda a, _b: Sweep(a, None, (), ({},), np.zeros((1, 1, 3, len(OUTCOMES)))),
    "sensitivity": lambda a, b: Sensitivity(a, b, "sales", "morris", (), (), 9),
}


@pytest.mark.parametrize("study", RESULTS)
def test_a_result_is_shown_as_one_line_that_names_the_strategies(brand, interest, study):
    shown = repr(RESULTS[study](brand, interest))
    assert len(shown) < 160
    assert "\n" not in shown
    assert brand.strategy.name in shown
