"""Claims: what each lever does by the rules of docs/model.md, as changes that can be measured."""

from typing import Any

from sim.doctor.effects import Effect

ALL = ("problems", "beliefs", "hobbies", "aspirations")
STRANGERS: dict[str, Any] = {"market.brand.awareness": 0.0, "market.brand.customers": 0.0,
                             "market.brand.affinity": 0.0}  # fmt: skip
# Nothing but posts to pass on: no customers who tell, and how much a post moves counts fully.
ONLY_POSTS = {"market.brand.customers": 0.0, "market.behaviour.arousal_weight": 0.9,
              "market.behaviour.buy_rate": 0.0, "market.behaviour.offer_buy": 0.0,
              "strategy.invitations": 0.0}  # fmt: skip
RUMOUR = {"rumour": "public", "market.brand.followers": 0.9}
# Many members who talk much; what they have of reading alone is left out, as it grows with talk.
FULL_ROOMS = {"market.people": 400, "market.brand.customers": 0.6, "market.brand.affinity": 0.6,
              "strategy.content": {"invitation": 1.0}, "strategy.brand_talk": 0.0,
              "strategy.posts_per_week": 14.0, "strategy.encouragement": 0.5,
              **{f"market.behaviour.{name}": 1.0 for name in
                 ("first_post_rate", "return_answered", "return_unanswered")},
              "market.behaviour.belonging_read": 0.0}  # fmt: skip


def _about(drive: str) -> Effect:
    others = dict.fromkeys(ALL, 0.5) | {drive: 0.0}
    return Effect(
        f"gather_around.{drive}", 0.0, 1.0, "engagement", "higher", "R3, R6",
        f"posts about what people gather for ({drive}) mean more to them and are passed on more",
        {"strategy.gather_around": others, "drive": drive, "strategy.brand_talk": 0.0},
    )  # fmt: skip


def _kind(kind: str, measure: str, way: Any, rule: str, because: str, **given: Any) -> Effect:
    rest = given.pop("beside", "product_news")
    about = 1.0 if rest in ("product_news", "offer", "raffle") else 0.0
    mix = {"strategy.content": {rest: 1.0}, "strategy.brand_talk": about}
    return Effect(f"content.{kind}", 0.0, 20.0, measure, way, rule, because, {**mix, **given})


def _dated(lever: str, before: Any, after: Any, *stated: str, **entry: Any) -> Effect:
    """An effect of a field of the calendar's only post, in a strategy without weekly posts."""
    measure, way, rule, because = stated
    given = entry.pop("given", {})
    post = {"day": 5, "kind": "event", "every_days": 5, "driver": "hobbies"} | entry
    quiet = {"strategy.posts_per_week": 0.0, "strategy.calendar": [post]}
    return Effect(lever, before, after, measure, way, rule, because, {**quiet, **given})  # type: ignore[arg-type]


EFFECTS: tuple[Effect, ...] = (
    *map(_about, ALL),
    Effect("brand_talk", 0.0, 1.0, "reactance", "higher", "R5",
           "posts about the product push, and who does not like the brand minds",
           {"market.brand.affinity": 0.0}),
    Effect("control", 0.0, 0.8, "solved_by_peers", "lower", "R10",
           "members answer each other less where posts are removed",
           {"strategy.peer_enablement": 1.0, "strategy.replies": 0.0}),
    Effect("control", 0.0, 0.8, "removed_posts", "higher", "R5",
           "off-brand posts of members are removed"),
    Effect("peer_enablement", 0.0, 1.0, "solved_by_peers", "higher", "R10",
           "a question meets somebody who can answer it more easily", {"strategy.replies": 0.0}),
    Effect("replies", 0.0, 0.6, "solved_by_manager", "higher", "R10",
           "hours kept for questions are spent on answering them",
           {"strategy.peer_enablement": 0.0}),
    Effect("encouragement", 0.0, 0.6, "belonging", "higher", "R9",
           "members who are praised feel more at home", {"strategy.replies": 0.3}),
    Effect("personalisation", 0.0, 1.0, "engagement", "higher", "R3",
           "what is fitted to the reader is more relevant", {"strategy.data_use": "consented"}),
    Effect("data_use", "consented", "intrusive", "reactance", "higher", "R5",
           "data that nobody agreed to makes posts feel pushy", {"strategy.personalisation": 0.8}),
    Effect("acts_on_feedback", 0.0, 1.0, "fit", "higher", "R14",
           "what members ask and say improves the product"),
    Effect("invitations", 0.0, 1.0, "members", "higher", "R12", "members are asked to invite"),
    _kind("offer", "sales_at_offers", "higher", "R8", "a read offer may sell at once"),
    _kind("product_news", "reactance", "lower", "R5", "news push less than offers",
          beside="offer", **{"market.brand.affinity": 0.0}),
    _kind("helpful", "reactance", "lower", "R5", "help pushes less than a survey",
          beside="survey", **{"market.brand.affinity": 0.0}),
    _kind("conversation", "post_hours", "lower", "hours", "a question costs less time than help",
          beside="helpful"),
    _kind("spotlight", "engagement", "higher", "R6", "praise of members moves more than a question",
          beside="conversation", **ONLY_POSTS,
          **{"market.people": 400, "market.behaviour.share_probability": 0.3,
             "strategy.posts_per_week": 20.0}),
    _kind("raffle", "reactance", "lower", "R5", "a raffle pushes less than an offer",
          beside="offer", **{"market.brand.affinity": 0.0}),
    _kind("survey", "fit", "higher", "R14", "answers to surveys improve the product",
          beside="conversation", **{"strategy.acts_on_feedback": 1.0}),
    _kind("event", "post_hours", "higher", "hours", "an event takes most hours",
          beside="conversation"),
    _kind("invitation", "members", "higher", "R12", "an invitation that is read may be followed",
          beside="conversation", **{"strategy.invitations": 0.0}),
    Effect("posts_per_week", 2.0, 10.0, "reads_of_posts", "higher", "R1", "more posts are read"),
    Effect("calendar", [], [{"day": 5, "kind": "offer", "every_days": 5}], "sales_at_offers",
           "higher", "R8", "dated offers sell, too"),
    _dated("calendar.0.day", 1, 30, "when_read", "higher", "calendar",
           "a post is read after its day", every_days=0),
    _dated("calendar.0.kind", "event", "offer", "sales_at_offers", "higher", "R8",
           "of these, only an offer sells at once", driver=None),
    _dated("calendar.0.every_days", 10, 2, "reads_of_posts", "higher", "R1",
           "a post that comes more often is read more often"),
    _dated("calendar.0.hour", 0, 18, "hour_of_posts", "higher", "calendar",
           "a post goes out at its hour", given={"strategy.presence.home": None}),
    _dated("calendar.0.driver", "beliefs", "hobbies", "engagement", "higher", "R3, R6",
           "a post about what people gather for is passed on more", given={"drive": "hobbies"}),
    _dated("calendar.0.channel", None, "facebook", "reads_of_posts", "lower", "R1",
           "a post in one place is read less than one everywhere"),
    Effect("flexible_share", 0.0, 1.0, "engagement", "higher", "R6",
           "what takes up what has just come up is the better post",
           {**ONLY_POSTS, "market.behaviour.share_probability": 0.3, "market.people": 400,
            "strategy.posts_per_week": 20.0, "strategy.hours_per_week": 80.0}),
    Effect("copy_style", "native", "cross_posted", "page_reads", "lower", "R1",
           "what was not made for a channel is shown to fewer",
           {"strategy.presence.pages": ["facebook", "instagram", "youtube"],
            "strategy.presence.home": None, "strategy.hours_per_week": 200.0}),
    Effect("offers.discount", 0.0, 0.5, "sales_at_offers", "higher", "R8",
           "a discount does what more liking would", {"strategy.offers.per_month": 10.0}),
    Effect("offers.per_month", 0.0, 10.0, "sales_at_offers", "higher", "R8",
           "more offers are read"),
    Effect("advertising.money_per_day", 0.0, 3.0, "awareness", "higher", "R16",
           "advertising reaches people outside any share", STRANGERS),
    Effect("presence.pages", [], ["facebook", "instagram"], "reads_of_posts", "higher", "R1",
           "followers see what is on a page"),
    Effect("presence.home", None, "whatsapp", "members", "higher", "R12",
           "without a home there is nothing to join"),
    Effect("presence.room_size", 10, 200, "belonging", "lower", "R9",
           "praise and answers do less in large rooms, where people do not know each other", {
               **FULL_ROOMS, "market.behaviour.mute_rate": 0.0,
               "market.behaviour.leave_rate": 0.0, "market.behaviour.need_rate": 0.0}),
    Effect("presence.room_size", 10, 200, "mutes", "higher", "R1, R12",
           "a large room drowns its readers, and some mute it", {
               **FULL_ROOMS, "market.behaviour.mute_rate": 0.01}),
    Effect("presence.room_size", 5, 200, "solved_by_peers", "higher", "R10",
           "in small rooms there is nobody who knows", {
               "strategy.replies": 0.0, "strategy.peer_enablement": 1.0, "strategy.control": 0.0,
               "market.behaviour.join_probability": 1.0, "market.people": 600}),
    Effect("seeding.who", "random", "most_followed", "reach", "higher", "R15, R7",
           "who is followed by many reaches many", {
               **STRANGERS, "strategy.seeding": {"how_many": 15}, "strategy.posts_per_week": 0.0,
               "strategy.presence.home": None, "market.behaviour.share_probability": 0.02,
               "market.network.follows.mean": 40.0,
               **{f"market.segments.{n}.privacy": {"middle": 0.1} for n in range(3)}}),
    Effect("seeding.how_many", 2, 40, "awareness", "higher", "R15",
           "more people start a story", {**STRANGERS, "strategy.posts_per_week": 0.0}),
    Effect("seeding.reward", 0.0, 5.0, "money", "higher", "R15", "rewards are paid",
           {"strategy.seeding.how_many": 10}),
    Effect("bought_likes", 0, 2000, "page_reads", "lower", "R1, R15",
           "bought followers never engage, so the page is shown to fewer of the real ones"),
    Effect("invite_holdout", 0.0, 0.8, "members", "lower", "R12",
           "who is never invited does not join"),
    Effect("crisis_plan.monitoring_hours", 0.0, 20.0, "crisis_damage", "lower", "R13",
           "who listens notices a public rumour, and can answer it", {
               **RUMOUR, "strategy.crisis_plan": {"tone": "apologise", "response_hours": 0.0}}),
    Effect("crisis_plan.response_hours", 0.0, 240.0, "affinity", "lower", "R13",
           "a late answer does less", {
               **RUMOUR, "strategy.crisis_plan": {"tone": "apologise", "monitoring_hours": 20.0}}),
    Effect("crisis_plan.tone", "deny", "apologise", "affinity", "higher", "R13",
           "an apology calms, a denial does not", {
               **RUMOUR, "strategy.crisis_plan.monitoring_hours": 20.0,
               "strategy.crisis_plan.response_hours": 0.0}),
    Effect("hours_per_week", 2.0, 30.0, "posts", "higher", "hours",
           "what the hours do not pay for is dropped", {"strategy.posts_per_week": 20.0}),
)  # fmt: skip
