"""Threads of messages tied by replies, where the export says what answers what."""

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from sim.intake.activity import Writers
from sim.intake.answers import linked_answers
from sim.intake.chat import Chat
from sim.intake.intervals import Array, Spread, ratio_spread, resampled, share_interval
from sim.intake.measure import FEWEST_PEOPLE, Measure, too_few


def threads(chat: Chat, writers: Writers) -> list[Measure]:
    """Return how much is written in reply, the size of threads, and what stands alone.

    Nothing is returned for an export without replies.
    """
    names = ("reply_share", "thread_size", "single_share")
    if not chat.reading.has_replies:
        return []
    if len(writers) < FEWEST_PEOPLE:
        return [too_few(name, len(writers)) for name in names]
    row, to_row = linked_answers(chat, writers)
    place = np.full(len(chat), -1, dtype=np.int64)
    place[writers.rows] = np.arange(len(writers.rows))
    size = len(writers.rows)
    links = coo_array((np.ones(len(row)), (place[row], place[to_row])), shape=(size, size))
    _, thread = connected_components(links, directed=False)
    sizes = np.bincount(thread)
    marked = np.zeros(len(chat), dtype=bool)
    marked[row] = True
    everything = np.ones(len(chat), dtype=bool)
    weights = resampled(len(writers))
    spread = ratio_spread(weights, writers.per_writer(marked), writers.per_writer(everything))
    about = (len(writers), size)
    single = int(np.sum(sizes == 1))
    joined = sizes[sizes > 1]
    thread_size = float(joined.mean()) if len(joined) else None
    return [
        Measure("reply_share", len(row) / size, *spread, *about, "bootstrap, people"),
        Measure("thread_size", thread_size, *_mean_spread(joined), *about, "bootstrap, threads"),
        Measure("single_share", single / size, *share_interval(single, size), *about, "exact"),
    ]


def _mean_spread(sizes: Array) -> Spread:
    if len(sizes) < FEWEST_PEOPLE:
        return None, None
    return ratio_spread(resampled(len(sizes)), sizes.astype(float), np.ones(len(sizes)))
