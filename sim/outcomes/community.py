"""What members have of it: belonging, goodwill, a conversation of their own (R4, R5, R9, R18)."""

import numpy as np

from sim.outcomes.outcome import NONE, Outcome, count, ratio
from sim.outcomes.window import ROOM, Columns, Window
from sim.words import N_

DAYS_IN_A_MONTH = 30


def _peer_share(seen: Window) -> float:
    kept = seen.messages["removed"] == 0
    members = count(kept & (seen.messages["author"] >= 0))
    here = seen.sorts["venue_kind"] == ROOM
    stories = seen.made(here & seen.sorts["by_people"])
    said = count(kept) + seen.made(here)
    return ratio(members + stories, said)


def _written(seen: Window) -> float:
    members = count(seen.messages["author"] >= 0)
    return DAYS_IN_A_MONTH * ratio(members, seen.daily["members"].sum())


def speakers_per_thread(messages: Columns) -> np.ndarray:
    """Return how many different people spoke in each thread of two or more messages.

    A thread is a message with everything that answers it, and answers to those.
    """
    reply_to = np.asarray(messages["reply_to"], dtype=np.int64)
    thread = np.where(reply_to < 0, np.arange(len(reply_to)), reply_to)
    while True:
        above = thread[thread]
        if np.array_equal(above, thread):
            break
        thread = above
    length = np.bincount(thread, minlength=len(thread))
    authors = np.asarray(messages["author"], dtype=np.int64) + 1
    most = int(authors.max(initial=0)) + 1
    voices = np.unique(thread * most + authors) // most
    speakers = np.bincount(voices, minlength=len(thread))
    return speakers[length > 1]


def _conversation(seen: Window) -> float:
    speakers = speakers_per_thread(seen.messages)
    return float(speakers.mean()) if len(speakers) else NONE


COMMUNITY = (
    Outcome(
        name="belonging",
        label=N_("Belonging"),
        unit=N_("0 to 1"),
        definition=N_("How much at home members feel, on average, at the end of the day."),
        better="higher",
        kind="community",
        form="index",
        course=lambda daily: np.where(daily["members"] > 0, daily["belonging"], NONE),
        persons=lambda seen: (seen.now("belonging") * seen.now("member"), seen.now("member")),
    ),
    Outcome(
        name="affinity",
        label=N_("Affinity"),
        unit=N_("−1 to 1"),
        definition=N_("Attitude of everybody to the brand, on average, at the end of the day."),
        better="higher",
        kind="community",
        form="index",
        course=lambda daily: daily["affinity"],
        persons=lambda seen: (seen.now("affinity"), seen.everybody),
    ),
    Outcome(
        name="reactance",
        label=N_("Feeling pushed"),
        unit=N_("0 to 1"),
        definition=N_("How pushed everybody feels by the brand, on average, at the day's end."),
        better="lower",
        kind="community",
        form="index",
        course=lambda daily: daily["reactance"],
        persons=lambda seen: (seen.now("reactance"), seen.everybody),
    ),
    Outcome(
        name="peer_share",
        label=N_("Said by members"),
        unit=N_("share of what is said"),
        definition=N_(
            "Share of messages and stories in the community that come from members and not from"
            " the brand."
        ),
        better="higher",
        kind="community",
        form="share",
        value=_peer_share,
    ),
    Outcome(
        name="messages_per_member",
        label=N_("Messages a member"),
        unit=N_("messages in 30 days"),
        definition=N_("What a member writes in the community in 30 days, on average."),
        better="higher",
        kind="community",
        value=_written,
    ),
    Outcome(
        name="speakers_per_thread",
        label=N_("Voices in a conversation"),
        unit=N_("people"),
        definition=N_(
            "Mean number of different people in a conversation of two or more messages: near 2 it"
            " is a help desk, above it people talk with each other."
        ),
        better="higher",
        kind="community",
        value=_conversation,
    ),
)
