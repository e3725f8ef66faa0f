"""Mix: which share of the posts is of which kind, and of the talk about which reason to gather."""

from sim import facts
from sim.strategy import Strategy


def shares(strategy: Strategy) -> dict[str, float]:
    """Return the share (0..1) that each weight of a strategy comes to, by its key path.

    Kinds of post: of the posts that the mix decides, as `plan.plan_posts` draws them; what the
    calendar holds comes on top. Reasons to gather: of the talk.
    """
    found = {f"content.{kind}": share for kind, share in _kinds(strategy).items()}
    drives = type(strategy.gather_around).model_fields
    weights = strategy.gather_around.weights()
    return found | {f"gather_around.{d}": w for d, w in zip(drives, weights, strict=True)}


def _kinds(strategy: Strategy) -> dict[str, float]:
    weights = strategy.content.model_dump()
    found = dict.fromkeys(weights, 0.0)
    for about, share in ((True, strategy.brand_talk), (False, 1 - strategy.brand_talk)):
        mine = {k: w for k, w in weights.items() if facts.kinds()[k].about_product == about}
        whole = sum(mine.values())
        if not whole:
            mine, whole = {"product_news": 1.0} if about else {"conversation": 1.0}, 1.0
        for kind, weight in mine.items():
            found[kind] += share * weight / whole
    return found
