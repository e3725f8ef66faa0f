"""The exact limits L1-L7 and L9: what the engine must land on with behaviours switched to neutral.

`runs` scales how often each set-up is run; the full numbers are the defaults.
"""

import math
from collections.abc import Iterator

import numpy as np

import sim
from sim import draws
from sim.validation.claim import Claim, around, mean_of, share_of
from sim.validation.networks import (
    cliques,
    configuration_graph,
    hexagonal_torus,
    poisson_graph,
    rewired,
)

START = 210
YEAR = 365
LONGEST = 960  # ticks: forty days, long after everybody has heard under the tightest limit


def neutral(people: int, days: int, tick_hours: int = 24, press: float = 0.0) -> "sim.Scenario":
    """Return the neutral scenario: nobody does anything but what is switched on."""
    changes = {
        "market.people": people,
        "market.tick_hours": tick_hours,
        "market.brand.press_per_day": press,
    }
    return sim.scenario("do_nothing", market="neutral", days=days).changed(changes)


def someone(people: int, seed: int, ordinal: int = 0) -> int:
    """Return a person drawn at random."""
    return draws.below(draws.uniform(seed, START, 0, ordinal, 0), people)


def cascade_size(world: "sim.World", scenario: "sim.Scenario", chance: float, seed: int) -> int:
    """Return how many people passed a story on, the first one included."""
    start = [("conversation", [someone(world.people, seed)], 0)]
    run = sim.run(
        scenario,
        seed,
        world=world,
        parameters={"share_probability": chance},
        start=start,
        until="quiet",
    )
    return int(run.tables["heard"]["passed"].sum())


def tree_sizes(
    world: "sim.World", scenario: "sim.Scenario", chance: float, runs: int, stories: int = 25
) -> list[int]:
    """Return sizes of small cascades, many stories a run: below the threshold they hardly meet."""
    sizes: list[int] = []
    for seed in range(runs):
        start = [
            ("conversation", [someone(world.people, seed, story)], 0) for story in range(stories)
        ]
        parameters = {"share_probability": chance}
        run = sim.run(
            scenario, seed, world=world, parameters=parameters, start=start, until="quiet"
        )
        sizes.extend(np.bincount(run.tables["shares"]["story"], minlength=stories).tolist())
    return sizes


def percolation(runs: int = 10_000, people: int = 5000, degree: int = 10) -> Iterator[Claim]:
    """L1: one decision for every share read is bond percolation on the ties."""
    source = "bond percolation on G(n, c/n); limits.md L1"
    scenario = neutral(people, 400)
    world = sim.World.from_edges(people, close=poisson_graph(people, degree, 1))
    for ratio, mean, tolerance in ((0.3, 1.43, 0.05), (0.5, 2.0, 0.06)):
        ours, spread = mean_of(tree_sizes(world, scenario, ratio / degree, runs // 25))
        band = around(mean, tolerance * mean)
        yield Claim(
            f"L1 R={ratio}", "mean cascade is 1 / (1 - R)", source, band[0], ours, *band[1:], spread
        )
    for ratio, final, wide, narrow in ((1.5, 0.583, 0.035, 0.015), (2.0, 0.797, 0.03, 0.01)):
        chance = ratio / degree
        sizes = [cascade_size(world, scenario, chance, seed) / people for seed in range(runs)]
        large = [size for size in sizes if size > 0.05]
        share, spread = share_of(len(large), len(sizes))
        band = around(final, wide)
        yield Claim(
            f"L1 R={ratio} P",
            "chance of a large cascade",
            source,
            band[0],
            share,
            *band[1:],
            spread,
        )
        ours, spread = mean_of(large)
        band = around(final, narrow)
        yield Claim(
            f"L1 R={ratio} size", "size of large cascades", source, band[0], ours, *band[1:], spread
        )


def percolation_configured(runs: int = 20_000, people: int = 20_000) -> Iterator[Claim]:
    """L1: on given degrees, cascades diverge at <k> / (<k²> - <k>)."""
    degrees = np.where(np.arange(people) % 10 == 0, 30, 4)
    world = sim.World.from_edges(people, close=configuration_graph(degrees, 2))
    true = np.diff(world.close_ptr)
    threshold = true.mean() / ((true.astype(float) ** 2).mean() - true.mean())
    scenario = neutral(people, 400)
    for part in (0.3, 0.6):
        chance = part * threshold
        expected = 1 + chance * true.mean() / (1 - part)
        ours, spread = mean_of(tree_sizes(world, scenario, chance, runs // 25))
        tolerance = 0.06 * expected
        yield Claim(
            f"L1 T={part} Tc",
            "mean cascade below the threshold of a configuration graph",
            "Newman 2002; limits.md L1",
            expected,
            ours,
            expected - tolerance,
            expected + tolerance,
            spread,
        )


def branching(trees: int = 30_000, people: int = 40_000) -> Iterator[Claim]:
    """L2: on a tree-like network, cascades are Galton-Watson trees with Poisson offspring."""
    ratio, degree, stories = 0.8, 20, 100
    world = sim.World.from_edges(people, close=poisson_graph(people, degree, 3))
    sizes = tree_sizes(world, neutral(people, 400), ratio / degree, trees // stories, stories)
    ours, spread = mean_of(sizes)
    source = "Galton-Watson, Borel; limits.md L2"
    yield Claim("L2 mean", "mean tree of R = .8", source, 5.0, ours, 4.75, 5.25, spread)
    share, spread = share_of(sizes.count(1), len(sizes))
    band = around(math.exp(-ratio), 0.015)
    yield Claim("L2 P(1)", "share of trees of one", source, band[0], share, *band[1:], spread)


def epidemic(runs: int = 10, people: int = 10_000) -> Iterator[Claim]:
    """L3: holders who pass on at a rate until they lose interest are an SIR epidemic."""
    world = sim.World.from_edges(people, groups=[range(people)])
    scenario = neutral(people, 400, tick_hours=1)
    parameters = {
        "open_group": 1 / people,
        "private_to_group": 1,
        "repass_rate": 0.2,
        "lose_interest_rate": 0.1,
    }
    sizes, ticks = [], []
    for seed in range(runs):
        run = sim.run(
            scenario,
            seed,
            world=world,
            parameters=parameters,
            start=[("conversation", 10, 0)],
            until="quiet",
        )
        heard = run.tables["heard"]["tick"]
        sizes.append(len(heard) / people)
        ticks.append(np.sort(heard))
    ours, spread = mean_of(sizes)
    band = around(0.797, 0.015)
    source = "Kermack and McKendrick; limits.md L3"
    yield Claim("L3 size", "final size at R0 = 2", source, band[0], ours, *band[1:], spread)
    rates = [_growth(found, people) for found in ticks]
    ours, spread = mean_of(rates)
    yield Claim("L3 growth", "early growth rate", source, 0.1, ours, 0.095, 0.105, spread, "1/day")


def _growth(ticks: np.ndarray, people: int) -> float:
    """Return the exponential growth rate a day of those who have heard, between 1 % and 5 %.

    In this window saturation slows the growth by about the share who have heard; the model's own
    deterministic path is used to correct for that.
    """
    low, high = int(0.01 * people), int(0.05 * people)
    days = ticks / 24.0
    return math.log(high / low) / (days[high] - days[low]) * _slowing(0.2, 0.1, 0.01, 0.05)


def _slowing(pass_rate: float, stop_rate: float, low: float, high: float) -> float:
    """Return the early growth rate over the mean rate of the deterministic path in a window."""
    step, susceptible, holding = 0.001, 1 - 1e-5, 1e-5
    time_of: dict[float, float] = {}
    for tick in range(200_000):
        heard = 1 - susceptible
        for mark in (low, high):
            if heard >= mark and mark not in time_of:
                time_of[mark] = tick * step
        if high in time_of:
            break
        new = pass_rate * susceptible * holding * step
        susceptible -= new
        holding += new - stop_rate * holding * step
    mean = math.log(high / low) / (time_of[high] - time_of[low])
    return (pass_rate - stop_rate) / mean


def bass(runs: int = 4, people: int = 10_000) -> Iterator[Claim]:
    """L4, L5: external and internal influence give the Bass curve, mixed or on a random graph."""
    mixed = (0.0851, 0.2332, 0.4392, 0.6517, 0.8128)
    on_graph = (0.0843, 0.2264, 0.4181, 0.6153, 0.7711)
    world = sim.World.from_edges(people, groups=[range(people)])
    room = {"open_group": 1 / people, "private_to_group": 1, "repass_rate": 0.38 / YEAR}
    yield from _bass("L4", "Bass 1969", world, room, mixed, runs)
    world = sim.World.from_edges(people, close=poisson_graph(people, 10, 5))
    ties = {"open_direct": 0.02, "private_to_group": 0, "repass_rate": 5 * 0.38 / YEAR}
    yield from _bass("L5", "Fibich and Gibori 2010", world, ties, on_graph, runs)


def _bass(  # noqa: PLR0913 - one set-up, told in full
    name: str,
    source: str,
    world: "sim.World",
    parameters: dict[str, float],
    published: tuple[float, ...],
    runs: int,
) -> Iterator[Claim]:
    scenario = neutral(world.people, 10 * YEAR, press=0.03 / YEAR)
    years = (2, 4, 6, 8, 10)
    curves = []
    for seed in range(runs):
        run = sim.run(scenario, seed, world=world, parameters=parameters)
        ticks = run.tables["heard"]["tick"]
        curves.append([(ticks < year * YEAR).mean() * len(ticks) / world.people for year in years])
    for position, year in enumerate(years):
        ours, spread = mean_of([curve[position] for curve in curves])
        band = around(published[position], 0.015)
        yield Claim(
            f"{name} year {year}", "share who adopted", source, band[0], ours, *band[1:], spread
        )
    if name == "L4":
        yield _peak(source, scenario, world, parameters, runs)


def _peak(
    source: str,
    scenario: "sim.Scenario",
    world: "sim.World",
    parameters: dict[str, float],
    runs: int,
) -> Claim:
    """L4: adoption is fastest at ln(q/p) / (p + q)."""
    expected = math.log(0.38 / 0.03) / 0.41
    new = np.zeros(10)
    for seed in range(100, 100 + runs):
        run = sim.run(scenario, seed, world=world, parameters=parameters)
        new += np.bincount(run.tables["heard"]["tick"] // YEAR, minlength=10)[:10]
    years = np.arange(10) + 0.5
    top = int(new.argmax())
    window = slice(max(0, top - 2), min(10, top + 3))
    a, b, _c = np.polyfit(years[window], new[window], 2)
    ours = float(-b / (2 * a))
    return Claim("L4 peak", "when adoption is fastest", source, expected, ours, expected - 0.4,
                 expected + 0.4, math.nan, "years")  # fmt: skip


def forwarding(runs: int = 30, people: int = 20_000, degree: int = 400) -> Iterator[Claim]:
    """L6: a limit on forwarding delays what spreads; it does not block it."""
    world = sim.World.from_edges(people, close=poisson_graph(people, degree, 6))
    scenario = neutral(people, 40, tick_hours=1)
    reach, t90 = {}, {}
    for limit in (5, 20, 256):
        parameters = {"forward_limit": limit, "repass_rate": -math.log(0.9) * 24}
        found = []
        for seed in range(runs):
            start = [("conversation", [someone(people, seed)], 1)]
            run = sim.run(
                scenario, seed, world=world, parameters=parameters, start=start, until=LONGEST
            )
            found.append(np.sort(run.tables["heard"]["tick"]))
        reach[limit] = mean_of([len(ticks) / people for ticks in found])
        t90[limit] = mean_of([float(ticks[int(0.9 * people)]) for ticks in found])
    source = "Melo et al. 2019; limits.md L6"
    slow = t90[5][0] / t90[256][0]
    yield Claim("L6 5 to 256", "how much slower", source, 10, slow, 5, 20, math.nan, "times")
    slow = t90[5][0] / t90[20][0]
    yield Claim("L6 5 to 20", "how much slower", source, 2.5, slow, 1.8, 4.5, math.nan, "times")
    for limit, (ours, spread) in reach.items():
        yield Claim(f"L6 reach {limit}", "it still reaches all", source, 1, ours, 0.99, 1, spread)


def complex_contagion(runs: int = 400, rewirings: int = 10) -> Iterator[Claim]:
    """L7: what needs more than one sender spreads further in clusters than at random."""
    lattice = hexagonal_torus(8, 16)
    scenario = neutral(128, 200)
    parameters = {
        "share_probability": 1,
        "proof_first": 0.08,
        "proof_second": 0.5,
        "proof_later": 0.5,
    }
    arms = {"clustered": [lattice], "random": [rewired(lattice, s) for s in range(rewirings)]}
    means = {}
    for arm, graphs in arms.items():
        worlds = [sim.World.from_edges(128, close=graph) for graph in graphs]
        sizes = []
        for seed in range(runs):
            world = worlds[seed % len(worlds)]
            first = someone(128, seed)
            ties = slice(world.close_ptr[first], world.close_ptr[first + 1])
            start = [("conversation", [first, *world.close_to[ties].tolist()], 0)]
            run = sim.run(
                scenario, seed, world=world, parameters=parameters, start=start, until="quiet"
            )
            sizes.append(run.tables["heard"]["passed"].sum() / 128)
        means[arm] = mean_of(sizes)
    source = "Centola 2010; limits.md L7"
    for arm, published, low, high in (
        ("clustered", 0.54, 0.46, 0.62),
        ("random", 0.38, 0.30, 0.47),
    ):
        ours, spread = means[arm]
        yield Claim(f"L7 {arm}", "share who adopt", source, published, ours, low, high, spread)
    gap = means["clustered"][0] - means["random"][0]
    yield Claim("L7 gap", "clustered less random", source, 0.16, gap, 0.08, 0.26, math.nan)


def strong_and_weak_ties(runs: int = 160, people: int = 3000) -> Iterator[Claim]:
    """L9: advertising matters early, strong ties matter in large groups, all shorten the way."""
    rows, times = [], []
    for seed in range(runs):
        size, weak, advert, strong_chance, weak_chance = design = _design(seed)
        world = sim.World.from_edges(people, close=cliques(people, size))
        scenario = neutral(people, 365, press=-math.log(1 - advert))
        parameters = {
            "repass_rate": 1e6,
            "open_direct": strong_chance,
            "open_meeting": weak_chance,
            "random_meetings": weak,
        }
        run = sim.run(scenario, seed, world=world, parameters=parameters, until=200)
        ticks = np.sort(run.tables["heard"]["tick"])
        rows.append(design)
        times.append([_when(ticks, share, people) for share in (0.16, 0.5, 0.95)])
    yield from _ties_claims(np.array(rows, dtype=float), np.array(times))


def _design(seed: int) -> tuple[int, int, float, float, float]:
    """Return clique size, meetings, advertising, strong and weak chance, each drawn."""
    u = [draws.uniform(0, START, 1, seed, k) for k in range(5)]
    return (
        5 + int(u[0] * 25),
        5 + int(u[1] * 25),
        0.0005 + u[2] * 0.0095,
        0.01 + u[3] * 0.06,
        0.005 + u[4] * 0.01,
    )


def _when(ticks: np.ndarray, share: float, people: int) -> float:
    needed = int(share * people)
    return float(ticks[needed]) if len(ticks) > needed else 200.0


def _ties_claims(rows: np.ndarray, times: np.ndarray) -> Iterator[Claim]:
    scaled = (rows - rows.mean(axis=0)) / rows.std(axis=0)
    matrix = np.column_stack([np.ones(len(rows)), scaled])
    slopes = np.array([np.linalg.lstsq(matrix, times[:, k], rcond=None)[0][1:] for k in range(3)])
    source = "Goldenberg, Libai and Muller 2001; limits.md L9"
    names = ("clique size", "meetings", "advertising", "strong chance", "weak chance")
    for name, slope in zip(names, slopes[2], strict=True):
        yield Claim(f"L9 {name}", "more of it shortens the time to 95 %", source, -1, float(slope),
                    -math.inf, 0, math.nan, "ticks a standard deviation")  # fmt: skip
    weight = np.abs(slopes[:, 2]) / np.abs(slopes).sum(axis=1)
    for later, earlier in ((1, 0), (2, 1)):
        change = float(weight[later] - weight[earlier])
        yield Claim(f"L9 advertising {('16', '50', '95')[later]} %", "its weight fades", source, -1,
                    change, -math.inf, 0, math.nan)  # fmt: skip
    large = rows[:, 0] > np.median(rows[:, 0])
    effect = [
        np.linalg.lstsq(matrix[part], np.log(times[part, 2]), rcond=None)[0][4]
        for part in (large, ~large)
    ]
    yield Claim("L9 strong ties", "matter more in large groups", source, -1,
                float(effect[0] - effect[1]), -math.inf, 0, math.nan)  # fmt: skip
