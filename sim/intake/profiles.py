"""What a chat tells about its community: statistics with intervals, each tied to the model."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.errors import AddaError, nearest, shown
from sim.intake.activity import Writers, activity, content, writers_of
from sim.intake.answers import answering
from sim.intake.chat import Chat
from sim.intake.measure import FEWEST_PEOPLE, Measure
from sim.intake.questions import questions
from sim.intake.rhythm import hours_of_day, hours_of_week, rhythm, weeks
from sim.intake.signs import DOMAINS
from sim.intake.threads import threads
from sim.intake.turnover import turnover

if TYPE_CHECKING:
    import pandas as pd

MOST_MEMBERS = 20_000_000


@dataclass(frozen=True)
class Profile:
    """The statistics of one community, without any person in them.

    chat: what was read, in counts. measures: by name. hour_of_week (168, Monday first),
    hour_of_day (24): share of messages, None where few people wrote; on the chat's clock.
    weeks: messages and writers a week. links: texts with a link by well-known site.
    """

    chat: dict[str, Any]
    measures: dict[str, Measure]
    hour_of_week: list[float | None]
    hour_of_day: list[float | None]
    weeks: dict[str, list[Any]]
    links: dict[str, int]

    def __getitem__(self, name: str) -> Measure:
        """Return a statistic by name. Raises AddaError with the nearest known name."""
        if name not in self.measures:
            raise AddaError(
                "'{name}' is not a statistic of a chat{hint}",
                name=shown(name),
                hint=nearest(name, self.measures),
            )
        return self.measures[name]

    def __iter__(self) -> Iterator[Measure]:
        """Give the statistics one by one."""
        return iter(self.measures.values())

    def value(self, name: str) -> float | None:
        """Return the value of a statistic, None where it is not told."""
        return self[name].value if name in self.measures else None

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values."""
        return {
            "chat": self.chat,
            "statistics": {measure.name: measure.to_dict() for measure in self},
            "hour_of_week": self.hour_of_week,
            "hour_of_day": self.hour_of_day,
            "weeks": self.weeks,
            "links": self.links,
        }

    def to_json(self) -> str:
        """Return everything as JSON."""
        return json.dumps(self.to_dict(), indent=2, allow_nan=False)

    def table(self) -> "pd.DataFrame":
        """Return the statistics as a table, one row each."""
        import pandas as pd

        return pd.DataFrame([measure.to_dict() for measure in self])


def profile(chat: Chat, members: int | None = None) -> Profile:
    """Return the statistics of a chat; `members` is how many people the community has, if known.

    A WhatsApp export lists no members, so readers who never write are seen only by that number.
    Raises AddaError when `members` is no possible number of people.
    """
    if members is not None and not FEWEST_PEOPLE <= members <= MOST_MEMBERS:
        raise AddaError(
            "members is a number of people from {least} to {most}",
            least=FEWEST_PEOPLE,
            most=MOST_MEMBERS,
        )
    writers = writers_of(chat)
    found = [
        *activity(chat, writers, members),
        *content(chat, writers),
        *answering(chat, writers),
        *questions(chat, writers),
        *threads(chat, writers),
        *rhythm(chat, writers),
        *turnover(chat, writers, members),
    ]
    return Profile(
        chat=chat.summary(),
        measures={measure.name: measure for measure in found},
        hour_of_week=hours_of_week(chat, writers),
        hour_of_day=hours_of_day(chat, writers),
        weeks=weeks(chat, writers),
        links=_links(chat, writers),
    )


def _links(chat: Chat, writers: Writers) -> dict[str, int]:
    """Return messages by the site they link to; sites linked by few people count as "other"."""
    rows = writers.rows[chat.domain[writers.rows] >= 0]
    domain, member = chat.domain[rows], chat.member[rows]
    if len(np.unique(member)) < FEWEST_PEOPLE:
        return {}
    found: dict[str, int] = {}
    for place in np.unique(domain).tolist():
        linking = domain == place
        known = len(np.unique(member[linking])) >= FEWEST_PEOPLE
        name = DOMAINS[place] if known else DOMAINS[0]
        found[name] = found.get(name, 0) + int(linking.sum())
    return dict(sorted(found.items(), key=lambda item: -item[1]))
