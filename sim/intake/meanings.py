"""What each statistic of a chat means, which number of the model it informs, its known bias."""

from typing import NamedTuple


class Meaning(NamedTuple):
    """Label, unit, the market field or behaviour parameter it informs, and its known bias."""

    label: str
    unit: str
    informs: str = ""
    bias: str = ""


_START = "an export begins when the exporter joined, so earlier members and joins are missing"
_GUESS = (
    "the export does not say who answers whom; the previous other speaker is taken, right for 70 "
    "to 80 % of answers in rooms under 50 messages an hour"
)
_LINKED = "only answers that use the reply function are seen, about 60 % in the one checked group"

MEANINGS = {
    "members": Meaning("members", "people", "people", "as you gave it"),
    "writers": Meaning("people who wrote", "people", "", _START),
    "messages": Meaning("messages", "messages", "", "the export may be capped at 40,000"),
    "days": Meaning("days from first to last message", "days"),
    "messages_per_day": Meaning("messages a day, all together", "messages/day"),
    "rate_median": Meaning(
        "messages a day of the middle writer",
        "messages/day",
        "segments.messages_per_day",
        "counted from joining, else from the first message (too high then): one group of the "
        "several that a person writes in",
    ),
    "rate_spread": Meaning(
        "spread of writers' rates, on the log scale",
        "log scale",
        "segments.message_spread",
        "too wide by the chance in small counts",
    ),
    "gini": Meaning(
        "inequality among writers (Gini)", "0 to 1", "segments.message_spread", "usually 0.65-0.80"
    ),
    "top_1_share": Meaning("messages by the top 1 % of writers", "share"),
    "top_10_share": Meaning(
        "messages by the top 10 % of writers", "share", "segments.message_spread", "usually 50-65 %"
    ),
    "hill_alpha": Meaning("exponent of the tail of messages a writer (Hill, top 10 %)", "exponent"),
    "lurker_share": Meaning(
        "members who never wrote",
        "share",
        "segments.silent",
        "too low where writers have left since; needs the number of members from you",
    ),
    "question_share": Meaning(
        "texts that ask something",
        "share",
        "behaviour.need_rate",
        "a question mark is a crude sign: misses questions without one, counts rhetorical ones",
    ),
    "questions_per_writer_day": Meaning(
        "opening questions a writer and day",
        "1/day",
        "behaviour.need_rate",
        "a question mark is a crude sign; writers only, so too high for all members",
    ),
    "link_share": Meaning("texts with a link", "share"),
    "media_share": Meaning("messages with media", "share"),
    "repeated_share": Meaning(
        "texts of 40 letters or more that were sent before",
        "share",
        "",
        "stands for forwarding where the export has no mark of it; misses changed copies",
    ),
    "forwarded_share": Meaning("messages marked as forwarded", "share"),
    "edited_share": Meaning("messages edited afterwards", "share"),
    "deleted_share": Meaning("messages taken back", "share"),
    "reply_share": Meaning(
        "messages that answer another member", "share", "behaviour.reply_share", _LINKED
    ),
    "reply_latency": Meaning(
        "time to an answer, middle",
        "minutes",
        "",
        _GUESS + "; the time is too short by 35 to 55 %",
    ),
    "reply_latency_linked": Meaning("time to an answer, middle", "minutes", "", _LINKED),
    "reply_log_mean": Meaning("mean of the logarithm of minutes to an answer", "log minutes"),
    "reply_log_spread": Meaning("spread of the logarithm of minutes to an answer", "log minutes"),
    "answered_share": Meaning(
        "opening questions after which another member writes within the hour",
        "share",
        "behaviour.answer_rate",
        "too high: not every next message is an answer",
    ),
    "answered_share_linked": Meaning(
        "opening questions that another member answers",
        "share",
        "behaviour.answer_rate",
        "too low: " + _LINKED,
    ),
    "first_answer": Meaning(
        "time to the first answer to a question, middle of the answered",
        "minutes",
        "",
        "answers within the hour only, and any next message counts",
    ),
    "reciprocity": Meaning(
        "pairs who answer each other, of pairs with an answer", "share", "", "see answers"
    ),
    "top_tie_share": Meaning(
        "a member's answers that go to their most answered partner, middle", "share"
    ),
    "thread_size": Meaning("messages in a thread, mean", "messages", "", _LINKED),
    "single_share": Meaning("messages that nobody answers and that answer none", "share"),
    "burstiness": Meaning(
        "burstiness of a member's writing, middle (members with 20 messages or more)",
        "-1 to 1",
        "",
        "0 is by chance alone, towards 1 in bursts; minute clocks blunt it",
    ),
    "memory": Meaning("memory of a member's pauses, middle", "-1 to 1"),
    "burstiness_group": Meaning("burstiness of the whole group", "-1 to 1"),
    "joins_per_week": Meaning("people who joined or were added a week", "people/week", "", _START),
    "leaves_per_week": Meaning("people who left or were removed a week", "people/week"),
    "leave_rate": Meaning(
        "leaving, a member and day",
        "1/day",
        "behaviour.leave_rate",
        "holds for the belonging and annoyance of this group, not for none; too low where "
        "the phone's language hides the notes of leaving",
    ),
    "join_rate": Meaning("joining, a member and day", "1/day", "", _START),
    **{
        f"retention_week_{week}": Meaning(
            f"newcomers who write in week {week} after their first message",
            "share",
            "",
            "writing, not reading: who reads on silently counts as gone",
        )
        for week in (1, 2, 4, 8, 12)
    },
    "newcomer_return": Meaning(
        "newcomers who write again on a later day within 30 days",
        "share",
        "",
        "newcomers by a note of joining, or by a first message four weeks after the export begins",
    ),
    "newcomer_answered": Meaning("newcomers whose first message is answered", "share"),
    "return_answered": Meaning(
        "newcomers who write again, of those who were answered",
        "share",
        "behaviour.return_answered",
        "who gets answered may differ from who does not: no proof of effect",
    ),
    "return_unanswered": Meaning(
        "newcomers who write again, of those who were not answered",
        "share",
        "behaviour.return_unanswered",
        "who gets answered may differ from who does not: no proof of effect",
    ),
    # Health: terms of CHAOSS and of the Orbit model.
    "active_contributors": Meaning("people who wrote in the last 28 days", "people"),
    "new_contributors": Meaning(
        "people who wrote for the first time in the last 28 days", "people", "", _START
    ),
    "inactive_contributors": Meaning(
        "writers who have been silent for 28 days", "share of writers", "", _START
    ),
    "absence_factor": Meaning(
        "fewest people who wrote half of the last 28 days' messages", "people"
    ),
    "conversion_rate": Meaning(
        "newcomers who write again on a later day within 30 days", "share of newcomers"
    ),
    "orbit_advocates": Meaning(
        "advocates: wrote in three of the last four weeks and exchanged answers", "share of members"
    ),
    "orbit_contributors": Meaning(
        "contributors: wrote in two or more of the last four weeks", "share of members"
    ),
    "orbit_participants": Meaning(
        "participants: wrote in one of the last four weeks", "share of members"
    ),
    "orbit_observers": Meaning(
        "observers: did not write in the last four weeks",
        "share of members",
        "",
        "who reads is not seen in any export",
    ),
    "orbit_love": Meaning(
        "love: weeks of the last four in which the middle contributor wrote", "weeks"
    ),
    "orbit_reach": Meaning(
        "reach: others with whom the middle contributor exchanged answers in 28 days",
        "people",
        "",
        "see answers",
    ),
}
