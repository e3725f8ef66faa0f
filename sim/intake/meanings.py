"""What each statistic of a chat means, which number of the model it informs, its known bias."""

from typing import NamedTuple

from sim.words import N_


class Meaning(NamedTuple):
    """Label, unit, the market field or behaviour parameter it informs, and its known bias."""

    label: str
    unit: str
    informs: str = ""
    bias: str = ""


_START = N_("an export begins when the exporter joined, so earlier members and joins are missing")
_GUESSED = N_(
    "the export does not say who answers whom; the previous other speaker is taken, right for 70 "
    "to 80 % of answers in rooms under 50 messages an hour; the time is too short by 35 to 55 %"
)
_LINKED = N_(
    "only answers that use the reply function are seen, about 60 % in the one checked group"
)
_FEW_LINKED = N_(
    "too low: only answers that use the reply function are seen, about 60 % in the one checked"
    " group"
)
_RETENTION = {
    1: N_("newcomers who write in week 1 after their first message"),
    2: N_("newcomers who write in week 2 after their first message"),
    4: N_("newcomers who write in week 4 after their first message"),
    8: N_("newcomers who write in week 8 after their first message"),
    12: N_("newcomers who write in week 12 after their first message"),
}

MEANINGS = {
    "members": Meaning(N_("members"), N_("people"), "people", N_("as you gave it")),
    "writers": Meaning(N_("people who wrote"), N_("people"), "", _START),
    "messages": Meaning(
        N_("messages"), N_("messages"), "", N_("the export may be capped at 40,000")
    ),
    "days": Meaning(N_("days from first to last message"), N_("days")),
    "messages_per_day": Meaning(N_("messages a day, all together"), N_("messages/day")),
    "rate_median": Meaning(
        N_("messages a day of the middle writer"),
        N_("messages/day"),
        "segments.messages_per_day",
        N_(
            "counted from joining, else from the first message (too high then): one group of the "
            "several that a person writes in"
        ),
    ),
    "rate_spread": Meaning(
        N_("spread of writers' rates, on the log scale"),
        N_("log scale"),
        "segments.message_spread",
        N_("too wide by the chance in small counts"),
    ),
    "gini": Meaning(
        N_("inequality among writers (Gini)"),
        N_("0 to 1"),
        "segments.message_spread",
        N_("usually 0.65-0.80"),
    ),
    "top_1_share": Meaning(N_("messages by the top 1 % of writers"), N_("share")),
    "top_10_share": Meaning(
        N_("messages by the top 10 % of writers"),
        N_("share"),
        "segments.message_spread",
        N_("usually 50-65 %"),
    ),
    "hill_alpha": Meaning(
        N_("exponent of the tail of messages a writer (Hill, top 10 %)"), N_("exponent")
    ),
    "lurker_share": Meaning(
        N_("members who never wrote"),
        N_("share"),
        "segments.silent",
        N_("too low where writers have left since; needs the number of members from you"),
    ),
    "question_share": Meaning(
        N_("texts that ask something"),
        N_("share"),
        "behaviour.need_rate",
        N_("a question mark is a crude sign: misses questions without one, counts rhetorical ones"),
    ),
    "questions_per_writer_day": Meaning(
        N_("opening questions a writer and day"),
        N_("1/day"),
        "behaviour.need_rate",
        N_("a question mark is a crude sign; writers only, so too high for all members"),
    ),
    "link_share": Meaning(N_("texts with a link"), N_("share")),
    "media_share": Meaning(N_("messages with media"), N_("share")),
    "repeated_share": Meaning(
        N_("texts of 40 letters or more that were sent before"),
        N_("share"),
        "",
        N_("stands for forwarding where the export has no mark of it; misses changed copies"),
    ),
    "forwarded_share": Meaning(N_("messages marked as forwarded"), N_("share")),
    "edited_share": Meaning(N_("messages edited afterwards"), N_("share")),
    "deleted_share": Meaning(N_("messages taken back"), N_("share")),
    "reply_share": Meaning(
        N_("messages that answer another member"), N_("share"), "behaviour.reply_share", _LINKED
    ),
    "reply_latency": Meaning(
        N_("time to an answer, middle"),
        N_("minutes"),
        "",
        _GUESSED,
    ),
    "reply_latency_linked": Meaning(N_("time to an answer, middle"), N_("minutes"), "", _LINKED),
    "reply_log_mean": Meaning(
        N_("mean of the logarithm of minutes to an answer"), N_("log minutes")
    ),
    "reply_log_spread": Meaning(
        N_("spread of the logarithm of minutes to an answer"), N_("log minutes")
    ),
    "answered_share": Meaning(
        N_("opening questions after which another member writes within the hour"),
        N_("share"),
        "behaviour.answer_rate",
        N_("too high: not every next message is an answer"),
    ),
    "answered_share_linked": Meaning(
        N_("opening questions that another member answers"),
        N_("share"),
        "behaviour.answer_rate",
        _FEW_LINKED,
    ),
    "first_answer": Meaning(
        N_("time to the first answer to a question, middle of the answered"),
        N_("minutes"),
        "",
        N_("answers within the hour only, and any next message counts"),
    ),
    "reciprocity": Meaning(
        N_("pairs who answer each other, of pairs with an answer"),
        N_("share"),
        "",
        N_("see answers"),
    ),
    "top_tie_share": Meaning(
        N_("a member's answers that go to their most answered partner, middle"), N_("share")
    ),
    "thread_size": Meaning(N_("messages in a thread, mean"), N_("messages"), "", _LINKED),
    "single_share": Meaning(N_("messages that nobody answers and that answer none"), N_("share")),
    "burstiness": Meaning(
        N_("burstiness of a member's writing, middle (members with 20 messages or more)"),
        N_("-1 to 1"),
        "",
        N_("0 is by chance alone, towards 1 in bursts; minute clocks blunt it"),
    ),
    "memory": Meaning(N_("memory of a member's pauses, middle"), N_("-1 to 1")),
    "burstiness_group": Meaning(N_("burstiness of the whole group"), N_("-1 to 1")),
    "joins_per_week": Meaning(
        N_("people who joined or were added a week"), N_("people/week"), "", _START
    ),
    "leaves_per_week": Meaning(N_("people who left or were removed a week"), N_("people/week")),
    "leave_rate": Meaning(
        N_("leaving, a member and day"),
        N_("1/day"),
        "behaviour.leave_rate",
        N_(
            "holds for the belonging and annoyance of this group, not for none; too low where "
            "the phone's language hides the notes of leaving"
        ),
    ),
    "join_rate": Meaning(N_("joining, a member and day"), N_("1/day"), "", _START),
    **{
        f"retention_week_{week}": Meaning(
            label,
            N_("share"),
            "",
            N_("writing, not reading: who reads on silently counts as gone"),
        )
        for week, label in _RETENTION.items()
    },
    "newcomer_return": Meaning(
        N_("newcomers who write again on a later day within 30 days"),
        N_("share"),
        "",
        N_(
            "newcomers by a note of joining, or by a first message four weeks after the export"
            " begins"
        ),
    ),
    "newcomer_answered": Meaning(N_("newcomers whose first message is answered"), N_("share")),
    "return_answered": Meaning(
        N_("newcomers who write again, of those who were answered"),
        N_("share"),
        "behaviour.return_answered",
        N_("who gets answered may differ from who does not: no proof of effect"),
    ),
    "return_unanswered": Meaning(
        N_("newcomers who write again, of those who were not answered"),
        N_("share"),
        "behaviour.return_unanswered",
        N_("who gets answered may differ from who does not: no proof of effect"),
    ),
    # Health: terms of CHAOSS and of the Orbit model.
    "active_contributors": Meaning(N_("people who wrote in the last 28 days"), N_("people")),
    "new_contributors": Meaning(
        N_("people who wrote for the first time in the last 28 days"), N_("people"), "", _START
    ),
    "inactive_contributors": Meaning(
        N_("writers who have been silent for 28 days"), N_("share of writers"), "", _START
    ),
    "absence_factor": Meaning(
        N_("fewest people who wrote half of the last 28 days' messages"), N_("people")
    ),
    "conversion_rate": Meaning(
        N_("newcomers who write again on a later day within 30 days"), N_("share of newcomers")
    ),
    "orbit_advocates": Meaning(
        N_("advocates: wrote in three of the last four weeks and exchanged answers"),
        N_("share of members"),
    ),
    "orbit_contributors": Meaning(
        N_("contributors: wrote in two or more of the last four weeks"), N_("share of members")
    ),
    "orbit_participants": Meaning(
        N_("participants: wrote in one of the last four weeks"), N_("share of members")
    ),
    "orbit_observers": Meaning(
        N_("observers: did not write in the last four weeks"),
        N_("share of members"),
        "",
        N_("who reads is not seen in any export"),
    ),
    "orbit_love": Meaning(
        N_("love: weeks of the last four in which the middle contributor wrote"), N_("weeks")
    ),
    "orbit_reach": Meaning(
        N_("reach: others with whom the middle contributor exchanged answers in 28 days"),
        N_("people"),
        "",
        N_("see answers"),
    ),
}
