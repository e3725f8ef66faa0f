"""Lines: everything that the validation checks, in order, each with what it means to a user."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from sim.errors import AddaError, nearest, shown
from sim.validation import (
    bass,
    epidemic,
    forwarding,
    homophily,
    joining,
    leaving,
    newcomers,
    percolation,
    reinforcement,
    shape,
    ties,
)
from sim.validation.claim import Claim
from sim.validation.trials import Trials
from sim.words import N_, translator

if TYPE_CHECKING:
    import pandas

Setup = Callable[..., Iterator[Claim]]
SIZES = ("quick", "full")


class Line(NamedTuple):
    """A line of the validation. setups: each with its sizes, quick and full."""

    name: str
    title: str
    means: str
    setups: tuple[tuple[Setup, Mapping[str, int], Mapping[str, int]], ...]

    def claims(self, size: str = "full", trials: Trials | None = None) -> Iterator[Claim]:
        """Yield what the line claims, one after another. size: "quick" or "full"."""
        for setup, quick, full in self.setups:
            yield from setup(trials or Trials(), **(quick if size == "quick" else full))


LINES = (
    Line(
        "L1", N_("Percolation"),
        N_("Whether something goes round depends on one number: onward shares a share."),
        ((percolation.percolation, {"trees": 1500, "runs": 250}, {"trees": 20_000, "runs": 10_000}),
         (percolation.percolation_configured, {"trees": 1500}, {"trees": 40_000})),
    ),
    Line(
        "L2", N_("Branching"),
        N_("Most stories end at once and a few grow large, by luck alone."),
        ((percolation.branching, {"trees": 5000}, {"trees": 30_000}),),
    ),
    Line(
        "L3", N_("Epidemic"),
        N_("What people tell again until they tire of it does not reach everybody."),
        ((epidemic.epidemic, {"runs": 12}, {"runs": 250}),),
    ),
    Line(
        "L4", N_("The Bass curve"),
        N_("Advertising starts a product, word of mouth carries it."),
        ((bass.bass, {"runs": 6}, {"runs": 40}),),
    ),
    Line(
        "L5", N_("The Bass curve among friends"),
        N_("Where people only talk to those they know, the same product takes longer."),
        ((bass.bass_on_a_graph, {"runs": 6}, {"runs": 40}),),
    ),
    Line(
        "L6", N_("Forwarding limits"),
        N_("A limit on forwarding delays what spreads; it does not stop it."),
        ((forwarding.forwarding, {"runs": 2, "people": 5000}, {"runs": 30}),),
    ),
    Line(
        "L7", N_("Complex contagion"),
        N_("What needs more than one friend spreads better where friends know each other."),
        ((reinforcement.complex_contagion, {"runs": 300}, {"runs": 1000}),),
    ),
    Line(
        "L8", N_("The shape of a cascade"),
        N_("A broadcast and a chain of whispers of one size are told apart."),
        ((shape.shape, {"trees": 4}, {"trees": 40}),),
    ),
    Line(
        "L9", N_("Strong and weak ties"),
        N_("Chance meetings carry news as far as close friends; advertising matters early."),
        ((ties.strong_and_weak_ties, {"runs": 40, "people": 600}, {"runs": 160}),),
    ),
    Line(
        "L10", N_("Newcomers"),
        N_("A newcomer who is answered comes back more often."),
        ((newcomers.newcomers, {"runs": 12}, {"runs": 200}),),
    ),
    Line(
        "C1", N_("Joiners differ"),
        N_("Members buy more, and mostly would have anyway: only a holdout by lot shows what the"
           " community did."),
        ((joining.joining, {"runs": 12}, {"runs": 60}),),
    ),
    Line(
        "C2", N_("Alike, not influenced"),
        N_("Friends buy alike partly because they are alike; take that for influence and"
           " word of mouth looks stronger than it is."),
        ((homophily.homophily, {"runs": 5}, {"runs": 60}),),
    ),
    Line(
        "C3", N_("Leaving is catching"),
        N_("A friend's leaving makes one's own likelier, for some weeks: losing one member is"
           " seldom losing one."),
        ((leaving.leaving, {"runs": 30}, {"runs": 400}),),
    ),
)  # fmt: skip
BY_NAME = {line.name: line for line in LINES}


def lines_named(names: Iterable[str] | str = ()) -> tuple[Line, ...]:
    """Return lines by name in any case, all without names; AddaError with the nearest one."""
    if not isinstance(names, Iterable):
        raise AddaError(
            "lines are {given}, they must be names such as ['L1', 'C2']", given=shown(names)
        )
    found = []
    for name in [names] if isinstance(names, str) else names:
        if str(name).upper() not in BY_NAME:
            hint = nearest(str(name).upper(), BY_NAME)
            raise AddaError(
                "'{name}' is no line of the validation{hint}", name=shown(name), hint=hint
            )
        found.append(BY_NAME[str(name).upper()])
    return tuple(found) or LINES


def checked_size(size: str) -> str:
    """Return a size, or raise AddaError."""
    if size not in SIZES:
        raise AddaError(
            "size is '{size}', allowed is quick, full{hint}",
            size=shown(size),
            hint=nearest(size, SIZES),
        )
    return size


def validate(
    names: Iterable[str] | str = (), size: str = "quick", lang: str = "en"
) -> "pandas.DataFrame":
    """Check lines of the validation, all without names; one row a figure.

    names: a list of them, or one. Columns: line, title, name, label (the name in words), claim,
    source, published, ours, low, high (the band), spread (half of our 95 % interval), unit, held,
    means. size: "quick" (seconds a line) or "full". Raises AddaError for an unknown line.
    """
    import pandas

    say = translator(lang)
    checked_size(size)
    rows = []
    for line in lines_named(names):
        told = {"title": say(line.title), "means": say(line.means)}
        for claim in line.claims(size):
            said = {"label": claim.called(say), "claim": say(claim.claim)}
            rows.append({**claim.row(), **said, **told})
    first = ["line", "title", "name", "label", "claim", "source", "published", "ours"]
    return pandas.DataFrame(rows)[[*first, "low", "high", "spread", "unit", "held", "means"]]
