"""Delivery: how a share reaches its readers, by venue (R1). The Mesa engine's loops."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sim import draws, purposes, rules
from sim.setting import PRIOR_IMPRESSIONS, SPARSE
from sim.state import CUSTOMER

if TYPE_CHECKING:
    from sim.model import CommunityModel


def deliver_due(model: "CommunityModel") -> None:
    """Let everybody read what is due in this tick: scheduled public posts, then new shares."""
    state = model.state
    entry = state.scheduled_first[state.tick].item()
    while entry >= 0:
        seen = state.scheduled.columns
        model.people[seen["person"][entry]].read(seen["share"][entry].item())
        entry = state.scheduled.columns["next"][entry].item()
    columns = state.shares.columns
    while state.delivered < state.shares.count:
        row = state.delivered
        if columns["tick"][row] >= state.tick:
            break
        state.delivered += 1
        _BY_VENUE[columns["venue_kind"][row].item()](model, row)
        columns = state.shares.columns
    find_old_posts(model)


def to_ties(model: "CommunityModel", row: int) -> None:
    """A direct share goes to as many close contacts on its messenger as were wanted."""
    world, shares = model.world, model.state.shares.columns
    sender, channel = shares["sender"][row].item(), shares["channel"][row].item()
    key, wanted = shares["key"][row].item(), shares["wanted"][row].item()
    ties = range(world.close_ptr[sender].item(), world.close_ptr[sender + 1].item())
    usable = [tie for tie in ties if world.close_channel[tie] == channel]
    weight_left = 0.0
    for tie in usable:
        weight_left += world.close_strength[tie].item()
    everyone = wanted >= len(usable)
    for tie in usable:
        if wanted == 0:
            break
        weight, friend = world.close_strength[tie].item(), world.close_to[tie].item()
        chance = rules.pick_chance(float(wanted), weight, weight_left)
        weight_left -= weight
        if everyone or model.draw(purposes.PICK, 0, friend, key) < chance:
            wanted -= 1
            shares["audience"][row] += 1
            person = model.people[friend]
            person.arrive(1.0)
            if person.notices(model.values.open_direct, key):
                person.read(row)
                shares = model.state.shares.columns


def to_group(model: "CommunityModel", row: int) -> None:
    """A share in a private group reaches its members; a sparse audience is skipped through."""
    world, shares = model.world, model.state.shares.columns
    group, sender = shares["venue"][row].item(), shares["sender"][row].item()
    key, openness = shares["key"][row].item(), model.values.open_group
    first, last = world.group_ptr[group].item(), world.group_ptr[group + 1].item()
    shares["audience"][row] = last - first - 1
    if openness < SPARSE:
        for position in successes(model, openness, last - first, key):
            person = model.people[world.group_members[first + position]]
            if person.index != sender:
                person.arrive(1.0)
                if person.notices(1.0, key):
                    person.read(row)
        return
    for member in world.group_members[first:last].tolist():
        if member != sender:
            person = model.people[member]
            person.arrive(1.0)
            if person.notices(openness, key):
                person.read(row)


def to_room(model: "CommunityModel", row: int) -> None:
    """A share in a room reaches who was a member when the tick began, unless it is muted."""
    shares, values = model.state.shares.columns, model.values
    room, sender = shares["venue"][row].item(), shares["sender"][row].item()
    key, audience = shares["key"][row].item(), 0
    for member in model.rooms.members(room).tolist():
        person = model.people[member]
        if member == sender or person.muted:
            continue
        audience += 1
        person.arrive(1.0)
        openness = rules.room_openness(
            values.open_room, values.open_room_belonging, person.belonging, False
        )
        if person.notices(openness, key):
            person.read(row)
    model.state.shares.columns["audience"][row] = audience


def to_followers(model: "CommunityModel", row: int) -> None:
    """A person's public post is seen by some followers, now or later in the post's life."""
    world, shares, values = model.world, model.state.shares.columns, model.values
    sender, channel = shares["sender"][row].item(), shares["channel"][row].item()
    key = shares["key"][row].item()
    reach = values.feed_reach if values.feed_reach >= 0 else model.fixed.reach_of_person[channel]
    first, last = world.audience_ptr[sender].item(), world.audience_ptr[sender + 1].item()
    edges = [e for e in range(first, last) if world.audience_channel[e] == channel]
    shares["audience"][row] = len(edges)
    for edge in edges:
        person = model.people[world.audience[edge]]
        if person.notices(reach, key):
            see_later(model, person.index, row, key, channel)


def to_page(model: "CommunityModel", row: int) -> None:
    """A page's post is shown to some followers; on a messenger it goes to the list of customers."""
    state, shares = model.state, model.state.shares.columns
    channel, key = shares["channel"][row].item(), shares["key"][row].item()
    if model.fixed.private_mask >> channel & 1:
        to_customers(model, row, channel, key)
        return
    reach = reach_of_page(model, row, channel)
    bought = model.fixed.bought_likes // max(1, len(model.fixed.pages)) if state.likes_bought else 0
    shares["audience"][row] = model.followers_on(channel) + bought
    shown = 0
    if reach < SPARSE:
        for i in successes(model, reach, len(model.people), key):
            if state.follows[i].item() >> channel & 1:
                shown += 1
                if model.people[i].notices(1.0, key):
                    see_later(model, i, row, key, channel)
    else:
        for person in model.people:
            if (
                person.follows >> channel & 1
                and model.draw(purposes.READ, 0, person.index, key) < reach
            ):
                shown += 1
                if person.notices(reach, key):
                    see_later(model, person.index, row, key, channel)
    state.impressions[channel] += shown + bought * reach


def reach_of_page(model: "CommunityModel", row: int, channel: int) -> float:
    """R1: the share of followers a post of a page is shown to; how lively the page was counts."""
    state, fixed, values = model.state, model.fixed, model.values
    age = state.tick - state.engagement_tick[channel].item()
    left = model.chances.engagement_left[age].item()
    state.impressions[channel] *= left
    state.engagements[channel] *= left
    state.engagement_tick[channel] = state.tick
    usual = fixed.engagement_rate[channel].item()
    rate = (state.engagements[channel].item() + PRIOR_IMPRESSIONS * usual) / (
        state.impressions[channel].item() + PRIOR_IMPRESSIONS
    )
    shares, stories = state.shares.columns, state.stories.columns
    kind = stories["kind"][shares["story"][row]].item()
    factors = state.kept
    if fixed.favoured[channel, kind]:
        factors *= values.favoured_reach
    if fixed.cross_posted and channel != fixed.first_place:
        factors *= values.cross_post_reach
    reach = values.feed_reach if values.feed_reach >= 0 else fixed.reach_of_page[channel].item()
    return rules.page_reach(reach, rate, usual, factors)


def to_customers(model: "CommunityModel", row: int, channel: int, key: int) -> None:
    """A message to the list of customers on a messenger reaches those who use it."""
    audience = 0
    for person in model.people:
        if person.stage != CUSTOMER or not person.channels >> channel & 1:
            continue
        audience += 1
        person.arrive(1.0)
        if person.notices(model.values.open_group, key):
            person.read(row)
    model.state.shares.columns["audience"][row] = audience


def to_met(model: "CommunityModel", row: int) -> None:
    """What is told to people met at random."""
    shares = model.state.shares.columns
    key, sender = shares["key"][row].item(), shares["sender"][row].item()
    wanted = shares["wanted"][row].item()
    shares["audience"][row] = wanted
    for meeting in range(wanted):
        u = model.draw(purposes.MEET, meeting, sender, key)
        person = model.people[draws.below(u, len(model.people))]
        if person.index != sender:
            person.arrive(1.0)
            if person.notices(model.values.open_meeting, draws.key(key, meeting, 0, 0)):
                person.read(row)


def see_later(model: "CommunityModel", person: int, row: int, key: int, channel: int) -> None:
    """R1: a public post is seen at once or later, by the half-life of posts on its channel."""
    state = model.state
    u = model.draw(purposes.SEE_WHEN, 0, person, key)
    due = state.tick + rules.sight_delay(u, model.fixed.halflife_ticks[channel].item())
    if due == state.tick:
        model.people[person].read(row)
    elif due < model.fixed.ticks:
        entry = state.scheduled.append(person, row, -1)
        if state.scheduled_first[due] < 0:
            state.scheduled_first[due] = entry
        else:
            state.scheduled.columns["next"][state.scheduled_last[due]] = entry
        state.scheduled_last[due] = entry


def find_old_posts(model: "CommunityModel") -> None:
    """R1: blogs, reviews and bookmarks are found by search, long after they were posted."""
    state, fixed = model.state, model.fixed
    for channel in fixed.pages.tolist():
        chance, posts = fixed.found_chance[channel].item(), state.posted_count[channel].item()
        if chance <= 0.0 or posts == 0:
            continue
        key = draws.key(int(fixed.seed), purposes.FOUND, state.tick, channel)
        for i in successes(model, chance, len(model.people), key):
            person = model.people[i]
            if not person.channels >> channel & 1:
                continue
            u = model.draw(purposes.FOUND_POST, state.tick, i, channel)
            row = state.posted[channel, draws.below(u, posts)].item()
            story = state.shares.columns["story"][row].item()
            match = person.match(state.stories.columns["driver"][story].item())
            if model.draw(purposes.FOUND, state.tick, i, channel) < match:
                state.shares.columns["audience"][row] += 1
                person.read(row)


def successes(model: "CommunityModel", chance: float, trials: int, key: int) -> Iterator[int]:
    """Yield the positions below `trials` at which a draw of this chance succeeds."""
    position, ordinal = -1, 0
    while True:
        u = model.draw(purposes.READ, 1 + ordinal, -1, key)
        position += 1 + draws.skip(u, chance)
        if position >= trials:
            return
        yield position
        ordinal += 1


_BY_VENUE = (to_ties, to_group, to_followers, to_page, to_room, to_met)
