"""Who answers whom, told for groups of writers only: nobody is shown singly."""

from typing import TYPE_CHECKING

import numpy as np

from sim.intake.activity import writers_of
from sim.intake.answers import answers_of
from sim.intake.chat import Chat
from sim.intake.measure import FEWEST_PEOPLE

if TYPE_CHECKING:
    import pandas as pd

GROUPS = ("most", "next", "rest")
_PARTS = (0.1, 0.5)
_FEWEST_ANSWERS = 20


def reply_table(chat: Chat) -> "pd.DataFrame":
    """Return who, whom (most, next, rest by messages written), people, answers.

    The most active tenth, the next four tenths, the quieter half; a tenth of fewer than five people
    is joined with the next. Empty where there are fewer than ten writers or twenty answers. Answers
    are links where the export has them, else guesses (`answers_of`).
    """
    import pandas as pd

    columns = ["who", "whom", "people", "answers"]
    writers = writers_of(chat)
    answers = answers_of(chat, writers) if len(writers) >= 2 * FEWEST_PEOPLE else None
    if answers is None or len(answers) < _FEWEST_ANSWERS:
        return pd.DataFrame(columns=columns)
    group = _groups(writers.counts)
    people = np.bincount(group, minlength=3)
    counts = np.bincount(3 * group[answers.who] + group[answers.whom], minlength=9).reshape(3, 3)
    rows = [
        (GROUPS[who], GROUPS[whom], int(people[who]), int(counts[who, whom]))
        for who in range(3)
        for whom in range(3)
        if people[who] and people[whom]
    ]
    return pd.DataFrame(rows, columns=columns)


def _groups(counts: np.ndarray) -> np.ndarray:
    """Return for each writer 0 (most), 1 (next) or 2 (rest), no group of one to four people."""
    rank = np.empty(len(counts), dtype=np.int64)
    rank[np.argsort(-counts, kind="stable")] = np.arange(len(counts))
    first, second = (int(np.ceil(part * len(counts))) for part in _PARTS)
    first = first if first >= FEWEST_PEOPLE else 0
    second = second if len(counts) - second >= FEWEST_PEOPLE else len(counts)
    return np.where(rank < first, 0, np.where(rank < second, 1, 2))
