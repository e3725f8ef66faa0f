"""Budget: where a week's hours and money would go, before anything is run."""

from dataclasses import dataclass

from sim import facts
from sim.plan import Post, plan_posts
from sim.scenarios import Scenario
from sim.setting import CROSS_POST_HOURS, LAST_MINUTE
from sim.words import _, number, percent, speaking


@dataclass(frozen=True)
class Budget:
    """Hours a week by purpose, and money over the whole time, in the market's currency.

    posts_need is what the planned posts take, posts_have what is left for them; where it is less,
    posts are dropped. `upkeep` is what pages and the first room take, as far as the hours go.
    """

    hours: float
    upkeep: float
    listening: float
    answers: float
    praise: float
    posts_have: float
    posts_need: float
    money: float
    currency: str
    lang: str = "en"

    @property
    def share_dropped(self) -> float:
        """Share of the planned posting hours that cannot be paid."""
        return max(0.0, 1.0 - self.posts_have / self.posts_need) if self.posts_need > 0 else 0.0

    def __str__(self) -> str:
        with speaking(self.lang):
            return f"{self.plan()} {self.warning()}".rstrip()

    def plan(self) -> str:
        """Return where the hours and the money go, in words."""
        said = _(
            "{hours} h a week: {upkeep} upkeep, {listening} listening, {answers} answers,"
            " {praise} praise, {posts} posts."
        )
        hours = said.format(
            hours=number(self.hours),
            upkeep=number(self.upkeep, 1),
            listening=number(self.listening, 1),
            answers=number(self.answers, 1),
            praise=number(self.praise, 1),
            posts=number(self.posts_have, 1),
        )
        return f"{hours} {self.spending()}"

    def spending(self) -> str:
        """Return what all of it costs, in words."""
        said = _("Money: {money} {currency} in all, hours included.")
        return said.format(money=number(round(self.money)), currency=self.currency)

    def warning(self) -> str:
        """Return what will be dropped for want of hours, in words; empty where nothing will."""
        if not self.share_dropped:
            return ""
        said = _("The posts take {need} h: about {share} of them will be dropped.")
        return said.format(need=number(self.posts_need, 1), share=percent(self.share_dropped))


def budget(scenario: Scenario, lang: str = "en") -> Budget:
    """Return the budget of a scenario, by the rules by which its manager works."""
    strategy, prices = scenario.strategy, scenario.market.prices
    channels, plan = facts.channels(), strategy.crisis_plan
    hours = strategy.hours_per_week
    kept = sum(channels[name].upkeep_hours for name in _places(scenario))
    upkeep = min(hours, kept)
    listening = min(hours - upkeep, plan.monitoring_hours)
    rest = hours - upkeep - listening
    seeds = strategy.seeding.how_many * strategy.seeding.reward
    money = (
        strategy.advertising.money_per_day * scenario.days
        + strategy.bought_likes / 100 * prices.hundred_likes
        + seeds
        + hours * scenario.days / 7 * prices.hour
    )
    return Budget(
        hours=hours,
        upkeep=upkeep,
        listening=listening,
        answers=rest * strategy.replies,
        praise=rest * strategy.encouragement,
        posts_have=rest * (1 - strategy.replies - strategy.encouragement),
        posts_need=_posting_hours(scenario),
        money=money,
        currency=prices.currency,
        lang=lang,
    )


def _posting_hours(scenario: Scenario) -> float:
    spread = facts.best_values()["quality_spread"]
    posts = plan_posts(scenario, spread, seed=0)
    return sum(_cost(scenario, post) for post in posts) / scenario.days * 7


def _cost(scenario: Scenario, post: Post) -> float:
    """Return the hours a post takes: making it, and a version for each place where it goes."""
    channels = facts.channels()
    cost = list(facts.kinds().values())[post.kind].hours
    for position, name in enumerate(_places(scenario)):
        if post.channel in (-1, channels.number(name)):
            native = position == 0 or scenario.strategy.copy_style == "native"
            cost += channels[name].native_hours if native else CROSS_POST_HOURS
    return cost * LAST_MINUTE if post.flexible else cost


def _places(scenario: Scenario) -> tuple[str, ...]:
    return tuple(dict.fromkeys(scenario.strategy.presence.places))
