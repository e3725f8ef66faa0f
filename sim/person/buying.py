"""Buying: the first time, at an offer, again, or no more (R8), and product problems (R10)."""

from sim import purposes, rules, tables
from sim.person.belonging import Belonging
from sim.state import (
    CUSTOMER,
    DISCOUNT_GIVEN,
    FIRST_PURCHASES,
    LAPSED_CUSTOMER,
    LAPSES,
    MARGIN,
    PURCHASES,
    REVENUE,
)


class Buying(Belonging):
    """How a person is a prospect, a customer, a lapsed customer."""

    def shop(self) -> None:
        """R8: buy for the first time, or again, or lapse, in this tick."""
        if self.model.state.bought_tick[self.index] == self.model.state.tick:
            return
        if self.stage == CUSTOMER:
            self.shop_again()
        elif self.aware:
            values = self.model.values
            rate = rules.buy_rate(values.buy_rate, self.affinity, self.product_match)
            if self.happens(purposes.BUY, rate):
                self.buy(0.0, self.model.state.persuaded[self.index].item(), tables.BOUGHT)

    def shop_again(self) -> None:
        """R8: a customer buys again, or lapses."""
        fixed = self.model.fixed
        rate = rules.repeat_rate(fixed.repurchase_days, bool(self.satisfied), self.affinity)
        if self.happens(purposes.BUY_AGAIN, rate):
            persuaded = self.model.state.persuaded[self.index].item()
            self.buy(0.0, persuaded, tables.BOUGHT_AGAIN)
            return
        values = self.model.values
        base = values.lapse_rate * rules.loosening(self.belonging)
        if not self.satisfied:
            base *= values.unsatisfied_lapse
        push = values.push_leaving * self.reactance
        contagion = values.leaving_contagion * self.left
        if self.happens(purposes.LAPSE, rules.leave_rate(base, push, 0.0, 0.0, contagion)):
            self.stage = LAPSED_CUSTOMER
            self.model.event(self.index, tables.LAPSED, -1, (base, push, 0.0, 0.0, contagion))
            self.model.count(LAPSES)
            self.be_missed()

    def consider_offer(self, story: int, match: float, row: int) -> None:
        """R8: an offer that is read may sell at once."""
        model, values = self.model, self.model.values
        chance = rules.offer_chance(
            values.offer_buy, self.affinity, match, model.fixed.discount, values.discount_pull
        )
        bought = model.state.bought_tick[self.index].item()
        if bought >= 0:
            days = (model.state.tick - bought) * model.fixed.days_per_tick
            chance *= rules.need_back(days, model.fixed.repurchase_days)
        key = model.state.stories.columns["key"][story].item()
        if model.draw(purposes.OFFER, 0, self.index, key) < chance:
            self.buy(model.fixed.discount, row, tables.BOUGHT_AT_OFFER)

    def buy(self, discount: float, row: int, kind: int) -> None:
        """Buy once; what is bought satisfies or disappoints."""
        model, fixed = self.model, self.model.fixed
        if self.purchases == 0 and self.stage != CUSTOMER:
            model.count(FIRST_PURCHASES)
        self.purchases = self.purchases + 1
        self.stage = CUSTOMER
        self.aware = 1
        model.state.bought_tick[self.index] = model.state.tick
        given = fixed.price * discount
        model.count(PURCHASES)
        model.count(REVENUE, fixed.price - given)
        model.count(MARGIN, fixed.price * fixed.margin - given)
        model.count(DISCOUNT_GIVEN, given)
        model.event(self.index, kind, row)
        chance = rules.satisfied_chance(fixed.quality, self.fit)
        u = model.draw(purposes.SATISFIED, 0, self.index, self.purchases)
        self.satisfied = int(u < chance)
        model.event(self.index, tables.SATISFIED if self.satisfied else tables.DISAPPOINTED, row)
        self.experience()

    def experience(self) -> None:
        """R4: one's own experience with the product is believed fully."""
        values = self.model.values
        valence = rules.experience_valence(bool(self.satisfied))
        change = rules.attitude_change(
            self.affinity, 1.0, valence, values.experience_gain, values.negativity_bias
        )
        self.affinity = self.affinity + change

    def meet_problem(self) -> None:
        """R10: a customer has a problem with the product: members ask the room, others support."""
        if self.stage != CUSTOMER:
            return
        if self.happens(purposes.PROBLEM, self.model.fixed.problem_rate):
            self.ask(product=True)
