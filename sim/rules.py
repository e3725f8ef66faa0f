"""How people behave: one pure function of plain numbers a behaviour, and nothing else.

Both engines call these functions. Chances and shares are 0..1, hazards are per tick, attitudes
-1..1; a decision is taken where the caller's uniform draw falls below the returned chance.
`R1`..`R18` are the rules of docs/model.md; sources and ranges of the numbers passed in are in
data/behaviour.yaml.
"""

import math

from sim.compiled import rule
from sim.scales import (  # noqa: F401
    clamp,
    comes_about,
    fade,
    fade_slowly,
    positive,
    tick_chance,
    toward,
)

DIRECT, GROUP, FEED, PAGE, ROOM, MEETING = 0, 1, 2, 3, 4, 5
PRODUCT, COMMUNITY = 4, 5


# R1 reading -------------------------------------------------------------------------------------


@rule
def attention_share(attention: float, load: float) -> float:
    """R1: the share of what arrives that a person of this attention can take in (items a tick)."""
    return 1.0 if load <= attention else attention / load


@rule
def room_openness(base: float, by_belonging: float, belonging: float, muted: bool) -> float:
    """R1: the chance to read a message of a room with attention to spare."""
    return 0.0 if muted else clamp(base + by_belonging * belonging, 0.0, 1.0)


@rule
def page_reach(
    channel_reach: float, engagement_rate: float, reference_rate: float, factors: float
) -> float:
    """R1: share of followers who see a page's post: more where earlier posts were engaging.

    `engagement_rate` and `reference_rate` are engagements an impression; `factors` holds how the
    post was made (for this channel or not, a favoured kind or not, a neglected page or not).
    """
    liveliness = 1.0
    if reference_rate > 0.0:
        liveliness = clamp(engagement_rate / reference_rate, 0.5, 2.0)
    return clamp(channel_reach * liveliness * factors, 0.0, 1.0)


@rule
def sight_delay(u: float, halflife_ticks: float) -> int:
    """R1: ticks until a post is seen, from an exponential with the channel's half-life."""
    return int(-halflife_ticks * math.log2(1.0 - u))


# R2, R3 credibility and relevance ---------------------------------------------------------------


@rule
def brand_credibility(trust: float, reactance: float) -> float:
    """R2: the brand is believed less by those who feel pushed."""
    return trust * (1.0 - reactance)


@rule
def drive_match(interest: float, drive: float, largest_drive: float) -> float:
    """R3: how much a story about one drive means to a person: interest, where the drive fits."""
    return interest * drive / largest_drive if largest_drive > 0.0 else 0.0


@rule
def product_match(need: float, fit: float) -> float:
    """R3: how much a story about the product means to a person."""
    return need * (0.5 + 0.5 * fit)


@rule
def community_match(brand_talk: float, around: float, product: float) -> float:
    """R3: how much a community means to a person, by what the talk in it is about."""
    return brand_talk * product + (1.0 - brand_talk) * around


@rule
def personal_match(match: float, gain: float, personalisation: float) -> float:
    """R3: relevance of a message that was fitted to the person."""
    return match + gain * personalisation * (1.0 - match)


# R4, R5 attitude and reactance ------------------------------------------------------------------


@rule
def attitude_change(
    affinity: float, credibility: float, valence: float, gain: float, negativity_bias: float
) -> float:
    """R4: change of attitude by one story about the brand; bad news weighs more."""
    change = gain * credibility * valence * (1.0 - abs(affinity))
    return change * negativity_bias if valence < 0.0 else change


@rule
def answer_change(
    affinity: float, credibility: float, valence: float, gain: float, negativity_bias: float
) -> float:
    """R13: change of attitude by an answer, heeded as bad news is; `gain` fades as it gets late."""
    return gain * credibility * valence * (1.0 - abs(affinity)) * negativity_bias


@rule
def novelty(exposures: int) -> float:
    """R4: what a story still does when it comes from one more sender: half at the second, ..."""
    return 1.0 / float(exposures) if exposures > 1 else 1.0


@rule
def worn_out(heard: float, limit: float) -> float:
    """R4: what one more message of the brand still does after so many: nothing at the limit.

    A straight line down, so that their sum is highest there (Schmidt and Eisend 2015: at about
    ten). `heard` leaves out what was forgotten; with a limit of 0 messages never wear out.
    """
    return clamp(1.0 - heard / limit, 0.0, 1.0) if limit > 0.0 else 1.0


@rule
def host_change(affinity: float, credibility: float, match: float, goodwill: float) -> float:
    """R4: change of attitude to a host by a story that does not mention the brand."""
    return goodwill * credibility * match * (1.0 - abs(affinity))


@rule
def reactance_change(
    reactance: float, pushiness: float, affinity: float, match: float, gain: float
) -> float:
    """R5: felt pushiness by one post of the brand: a fan is not annoyed by an offer."""
    return (
        gain
        * pushiness
        * pushiness
        * (1.0 - positive(affinity))
        * (1.0 - match)
        * (1.0 - reactance)
    )


@rule
def pushed(pushiness: float, intrusion: float, personalisation: float) -> float:
    """R5: pushiness of a post that uses personal data without having been allowed to."""
    return clamp(pushiness + intrusion * personalisation, 0.0, 1.0)


# R6, R7 passing on ------------------------------------------------------------------------------


@rule
def proof(exposures: int, first: float, second: float, later: float) -> float:
    """R6: social proof: the factor at the first, the second and any later distinct sender."""
    return first if exposures <= 1 else (second if exposures == 2 else later)


@rule
def appeal(
    quality: float, valence: float, arousal_weight: float, match: float, reactance: float
) -> float:
    """R6: what a story has going for it with this reader."""
    arousal = 1.0 - arousal_weight * (1.0 - abs(valence))
    return quality * arousal * match * (1.0 - reactance)


@rule
def pass_chance(share_probability: float, story_appeal: float, social_proof: float) -> float:
    """R6: chance to pass a story on at a reading."""
    return clamp(share_probability * story_appeal * social_proof, 0.0, 1.0)


@rule
def hold_chance(hold_probability: float, story_appeal: float) -> float:
    """R6: chance to keep a story in mind, to pass it on later."""
    return clamp(hold_probability * story_appeal, 0.0, 1.0)


@rule
def private_chance(privacy: float, sensitivity: float, about_product: bool) -> float:
    """R7: chance that a pass goes to a private venue; more where the subject is sensitive."""
    return privacy + sensitivity * (1.0 - privacy) if about_product else privacy


@rule
def chats_drawn(u: float, mean: float, exact: float) -> int:
    """R7: how many chats a private pass goes to: one and a geometric number more, or exactly."""
    if exact > 0.0 or mean <= 1.0:
        return int(min(mean, 1e9))
    return 1 + int(math.log(1.0 - u) / math.log(1.0 - 1.0 / mean))


@rule
def chats_allowed(  # noqa: PLR0913 - the whole forwarding rule of a channel
    wanted: int, own_limit: int, channel_limit: int, hops: int, often_hops: int, often_limit: int
) -> int:
    """R7: most chats at once: the channel's forward limit, and fewer for what came from far.

    `own_limit` replaces the channel's table when it is 0 (none) or more.
    """
    limit = channel_limit if own_limit < 0 else own_limit
    if own_limit < 0 and often_hops > 0 and hops >= often_hops:
        limit = often_limit
    return wanted if limit == 0 else min(wanted, limit)


@rule
def pick_chance(left_to_pick: float, weight: float, weight_left: float) -> float:
    """R7: chance to pick one of the chats still ahead, so that the number wanted is picked."""
    return 1.0 if weight_left <= 0.0 else left_to_pick * weight / weight_left


# R8 buying --------------------------------------------------------------------------------------


@rule
def buy_rate(rate: float, affinity: float, match: float) -> float:
    """R8: daily hazard of a first purchase by an aware person."""
    return rate * positive(affinity) * positive(affinity) * match


@rule
def offer_chance(
    chance: float, affinity: float, match: float, discount: float, pull: float
) -> float:
    """R8: chance to buy at once at a read offer; a discount does what more liking would."""
    return clamp(chance * positive(affinity + pull * discount) * match, 0.0, 1.0)


@rule
def need_back(days_since: float, days_between: float) -> float:
    """R8: the share of a customer's need that is back so many days after a purchase."""
    return clamp(days_since / days_between, 0.0, 1.0) if days_between > 0.0 else 1.0


@rule
def repeat_rate(days_between: float, satisfied: bool, affinity: float) -> float:
    """R8: daily hazard that a customer buys again."""
    content = 1.0 if satisfied else 0.4
    return content * (0.6 + 0.4 * positive(affinity)) / days_between


@rule
def satisfied_chance(quality: float, fit: float) -> float:
    """R8: chance that a purchase satisfies: the product's quality, less where it fits badly."""
    return quality * (0.8 + 0.2 * fit)


@rule
def experience_valence(satisfied: bool) -> float:
    """R4, R11: how an experience with the product speaks for it."""
    return 0.6 if satisfied else -0.7


# R9 belonging -----------------------------------------------------------------------------------


@rule
def closeness(room_members: float, acquaintance_size: float) -> float:
    """R9: how well a room's size allows people to know each other (half at that size)."""
    if acquaintance_size <= 0.0:
        return 1.0
    return acquaintance_size / (acquaintance_size + room_members)


@rule
def gained(value: float, gain: float) -> float:
    """R9: a value between 0 and 1 that has closed the share `gain` of its gap to 1."""
    return value + clamp(gain, 0.0, 1.0) * (1.0 - value)


# R10 help ---------------------------------------------------------------------------------------


@rule
def answer_most(rate: float, peer_enablement: float, control: float) -> float:
    """R10: the highest chance that any reader answers a question here."""
    return clamp(rate * peer_enablement * (1.0 - control), 0.0, 1.0)


@rule
def answer_share(expertise: float, belonging: float, stranger: float) -> float:
    """R10: the share of that highest chance that this reader has."""
    return expertise * (stranger + (1.0 - stranger) * belonging)


@rule
def solve_chance(least: float, expertise: float) -> float:
    """R10: chance that an answer of this expertise solves the question."""
    return least + (1.0 - least) * expertise


# R11, R12 telling, joining, leaving -------------------------------------------------------------


@rule
def tell_rate(
    rate: float, affinity: float, belonging: float, by_belonging: float, freshness: float
) -> float:
    """R11: daily rate at which a satisfied customer tells, unasked."""
    return rate * positive(affinity) * (1.0 + by_belonging * belonging) * freshness


@rule
def join_chance(chance: float, match: float, credibility: float, reactance: float) -> float:
    """R12: chance to join the community at a read invitation, by what it means to the reader.

    An invitation is a proposal, not a claim: a sender who is not believed at all halves it.
    """
    return clamp(chance * match * (0.5 + 0.5 * credibility) * (1.0 - reactance), 0.0, 1.0)


@rule
def crowding(load: float, usual_load: float) -> float:
    """R12: how far more arrives than usual: 0 at the usual load, 1 at twice as much, at most 3."""
    return clamp(load / usual_load - 1.0, 0.0, 3.0) if usual_load > 0.0 else 0.0


@rule
def loosening(belonging: float) -> float:
    """R12: what belonging leaves of the hazards of leaving and lapsing."""
    return (1.0 - belonging) * (1.0 - belonging)


@rule
def leave_rate(base: float, push: float, boredom: float, crowd: float, contagion: float) -> float:
    """R12: a hazard of leaving (a room, a page, the brand) and what raises it.

    `push`, `boredom` and `crowd` are contributions relative to the base; `contagion` multiplies.
    """
    return base * (1.0 + push + boredom + crowd) * (1.0 + contagion)


@rule
def boredom_after(boredom: float, match: float, weight: float) -> float:
    """R12: running mean of how little the brand's posts meant, after one more."""
    return boredom + weight * (1.0 - match - boredom)


# R13 crisis, R14 feedback -----------------------------------------------------------------------


@rule
def improved(fit: float, gain: float) -> float:
    """R14: a person's fit after the product moved toward what people say."""
    return gained(fit, gain)


# R17, R18 visits and writing --------------------------------------------------------------------


@rule
def follow_chance(chance: float, match: float, credibility: float) -> float:
    """R12: chance to follow a page after reading something of the brand."""
    return clamp(chance * match * credibility, 0.0, 1.0)


@rule
def tag_chance(survival: float, hops: int) -> float:
    """R17: chance that a campaign tag is still on a link after so many hops."""
    return 1.0 if hops <= 0 else math.pow(survival, float(hops))


@rule
def click_chance(rate: float, match: float, credibility: float) -> float:
    """R17: chance to click on a read story."""
    return clamp(rate * match * credibility, 0.0, 1.0)


@rule
def write_rate(messages_per_day: float, groups: float, base: float, belonging: float) -> float:
    """R18: messages a day of a regular writer in a room, as one more group among theirs."""
    return messages_per_day / (groups + 1.0) * (base + (1.0 - base) * belonging)


@rule
def reply_chance(share: float, left_alone: float, peer_enablement: float) -> float:
    """R18: chance that a message answers a recent one: more where threads are easy."""
    return clamp(share * (left_alone + (1.0 - left_alone) * peer_enablement), 0.0, 1.0)


@rule
def story_quality(z: float, spread: float) -> float:
    """R6: a story's quality with mean 1: most are dull, a few excel (lognormal)."""
    return math.exp(spread * z - 0.5 * spread * spread)


@rule
def notice_chance(rate: float, hours_a_week: float, posts: int) -> float:
    """R13: chance that listening notices at least one of so many public posts of a rumour."""
    return 1.0 - math.pow(1.0 - clamp(rate * hours_a_week, 0.0, 1.0), float(posts))
