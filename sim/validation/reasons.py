"""Reasons: why anybody should believe a comparison, as pictures and tables of one workbook."""

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from sim import facts, words
from sim.errors import AddaError
from sim.scenarios import Scenario, scenario
from sim.words import N_, _

if TYPE_CHECKING:
    import pandas

    from sim.figures.style import Picture
    from sim.study.ground import Ground
    from sim.study.holding import Holding

LIMITS = ("L1", "L2", "L3", "L6", "L7", "L8", "L10")
MISTAKES = ("C1", "C2", "C3")
SHAKEN = (
    "fading", "trust_alike", "trust_reversed", "share_once", "share_again", "share_probability",
    "attitude_gain", "host_goodwill", "reactance_gain", "buy_rate", "tell_rate", "invite_rate",
)  # fmt: skip
GRADES = {
    "measured": N_("measured"),
    "published": N_("published"),
    "expert": N_("judged next to a published figure"),
    "guess": N_("guessed"),
}
USES = {"fitted": N_("used to fit"), "held_out": N_("kept out of the fit")}
UNMET = {
    "pattern": N_("pattern"),
    "fit": N_("used how"),
    "band_low": N_("band from"),
    "published": N_("published"),
    "band_high": N_("band to"),
    "ours": N_("ours"),
}
EFFORT = 0.02  # of a full table of patterns, where none is shipped


class Reasons:
    """What speaks for and against believing that one of two strategies is better.

    Quick sizes throughout; `adda validate`, `adda holds` and `adda calibrate` do the same in full.
    """

    def __init__(self, a: Scenario, b: Scenario, replicates: int, seed: int, lang: str):
        words.translator(lang)
        self.a, self.b, self.lang = a, b, lang
        self.replicates, self.seed = replicates, seed
        self._found: dict[str, pandas.DataFrame] = {}

    # exact and published results, and mistakes --------------------------------------------------

    def checked(self, names: Iterable[str] = LIMITS) -> "pandas.DataFrame":
        """Return the figures of lines of the validation at quick size, as `validate` does."""
        import pandas

        from sim.validation.lines import lines_named, validate

        found = []
        for line in lines_named(names):
            if line.name not in self._found:
                self._found[line.name] = validate([line.name], "quick", self.lang)
            found.append(self._found[line.name])
        return pandas.concat(found, ignore_index=True)

    def limits(self) -> "Picture":
        """Return exact and published results beside ours."""
        return self._claims(LIMITS)

    def mistakes(self) -> "Picture":
        """Return what analysts found when they looked twice, beside ours."""
        return self._claims(MISTAKES)

    def meaning(self, names: Iterable[str] = MISTAKES) -> str:
        """Return what lines of the validation mean, a sentence a line."""
        from sim.validation.lines import lines_named

        say = words.translator(self.lang)
        two = say.gettext("{first}. {second}")
        return "\n".join(
            two.format(first=f"{one.name} {say(one.title)}", second=say(one.means))
            for one in lines_named(names)
        )

    def _claims(self, names: Iterable[str]) -> "Picture":
        from sim.figures.band import claims_board

        table = self.checked(names)
        with words.speaking(self.lang):
            return claims_board(table.assign(name=table["label"]))

    # patterns -----------------------------------------------------------------------------------

    @cached_property
    def pattern_table(self) -> "pandas.DataFrame":
        """Every published pattern and ours: as shipped with the calibration, else measured now."""
        from sim.study.patterns.table import frame, measured, shipped

        try:
            rows = shipped()
        except AddaError:
            rows = measured(effort=EFFORT)
        return frame(rows)

    def unmet(self) -> "pandas.DataFrame":
        """Return the patterns that are not met, in words: published, its band, ours, how used."""
        table = self.pattern_table.loc[~self.pattern_table["met"].astype(bool)]
        with words.speaking(self.lang):
            used = table["fit"].map(USES).fillna("")
            return table.assign(pattern=table["pattern"].map(_), fit=used.map(_))[[*UNMET]].rename(
                columns={name: _(said) for name, said in UNMET.items()}
            )

    def patterns(self) -> "Picture":
        """Return every published pattern beside ours."""
        from sim.figures.band import pattern_board

        with words.speaking(self.lang):
            return pattern_board(self.pattern_table)

    # what it hangs on ---------------------------------------------------------------------------

    @cached_property
    def held(self) -> "Holding":
        """The winner with the assumptions that matter most moved, one at a time."""
        from sim.study.holding import flips

        return flips(self.a, self.b, SHAKEN, replicates=self.replicates, more=0, seed=self.seed)

    def holding(self, outcome: str = "sales") -> "Picture":
        """Return which assumption shifts the difference most, and which turns the answer."""
        with words.speaking(self.lang):
            return self.held.figure(outcome)

    @cached_property
    def where(self) -> "Ground":
        """Who wins, by interest in the subject and love of the brand."""
        from sim.study.ground import where_each_wins

        return where_each_wins(
            self.a, self.b, (0.4, 0.7, 1.0, 1.3), (0.0, 0.2, 0.4), replicates=self.replicates,
            seed=self.seed,
        )  # fmt: skip

    def ground(self, outcome: str = "sales") -> "Picture":
        """Return a map of who wins where."""
        with words.speaking(self.lang):
            return self.where.figure(outcome)

    # where numbers come from --------------------------------------------------------------------

    def grade_table(self) -> "pandas.DataFrame":
        """Return how many behaviour parameters have which grade: grade, label, parameters."""
        import pandas

        say = words.translator(self.lang)
        found = [one.grade for one in facts.parameters().values()]
        rows = [(grade, say(label), found.count(grade)) for grade, label in GRADES.items()]
        return pandas.DataFrame(rows, columns=["grade", "label", "parameters"])

    def grades(self) -> "Picture":
        """Return how many of our numbers were measured, and how many guessed."""
        from sim.figures.band import grades_board

        with words.speaking(self.lang):
            return grades_board(self.grade_table())


def reasons(  # noqa: PLR0913 - the parameters of a workbook
    a: str,
    b: str,
    market: str = "boutique",
    days: int = 90,
    replicates: int = 4,
    seed: int = 0,
    lang: str = "en",
) -> Reasons:
    """Gather why one should believe a comparison of two strategies, or not."""
    first = scenario(a, market, days)
    return Reasons(first, first.with_strategy(b), replicates, seed, lang)
