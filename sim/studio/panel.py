"""Panel: the studio itself. What is set, what becomes of it, and the page that shows both."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim import words
from sim.figures import Pictures
from sim.studio.budget import Budget, budget
from sim.studio.job import WAIT_SECONDS, Job, Ticket
from sim.studio.state import StudioState
from sim.study.compare import compare, replicate_seeds, run_pair

if TYPE_CHECKING:
    from sim.studio.layout import Panel
    from sim.study.comparison import Comparison

SETTINGS = ("a", "b", "market", "days", "seed", "replicates")


class Studio:
    """Two plans side by side. `state` holds what is set, `run()` says what becomes of it.

    a, b: templates, files or strategies. market: a name, a file or a market. replicates: pairs of
    runs behind a verdict. lang: "en" or "bn".
    """

    def __init__(  # noqa: PLR0913 - the settings of the studio, by name
        self,
        a: Any = "brand_centric",
        b: Any = "interest_centric",
        market: Any = "boutique",
        days: int = 90,
        seed: int = 1,
        replicates: int = 16,
        lang: str = "en",
    ):
        words.translator(lang)
        self.state = StudioState(
            a, b, market=market, days=days, seed=seed, replicates=replicates, lang=lang
        )
        self.preview_job, self.job = Job(), Job()
        self.comparison: Comparison | None = None
        self.pictures: Pictures | None = None
        self._panel: Panel | None = None

    def run(self) -> "Comparison":
        """Run all pairs now and return the comparison; the panel, if there is one, shows it."""
        self.stop()
        self._arrived(self._pairs(Ticket(lambda _done, _total: None)))
        found = self.comparison
        assert found is not None
        return found

    def preview(self) -> Pictures:
        """Run the first pair now and return its pictures."""
        self._previewed(self._pair())
        return self.pictures

    def budget(self, arm: str) -> Budget:
        """Return where an arm's hours and money would go."""
        return budget(self.state.scenario(arm))

    def report(self, out: str | Path = "report.html") -> Path:
        """Write what is set as a report. Returns the file."""
        from sim.report import report

        now = self.state
        return report(now.a, now.b, now.market, now.days, now.replicates, now.seed, now.lang, out)

    def stop(self) -> None:
        """Stop what runs behind the panel."""
        self.preview_job.cancel()
        self.job.cancel()

    @property
    def panel(self) -> "Panel":
        """The page with controls and pictures; made when it is first asked for."""
        if self._panel is None:
            from sim.studio.layout import Panel

            self._panel = Panel(self)
            self.watch()
            if self.pictures is None:
                self._changed()
            else:
                self._panel.show()
        return self._panel

    def watch(self) -> None:
        """Run anew whenever something that is set changes."""
        self.state.observe(self._changed, SETTINGS)

    def _repr_mimebundle_(self, **given: Any) -> Any:
        return self.panel.box._repr_mimebundle_(**given)

    def _changed(self, _change: Any = None) -> None:
        """Run the first pair, then all, behind what was running before."""
        self.job.cancel()
        self.preview_job.start(lambda _ticket: self._pair(), self._previewed_live, WAIT_SECONDS)

    def _previewed_live(self, pictures: Pictures) -> None:
        self._previewed(pictures)
        self.job.start(self._pairs, self._arrived)

    def _pair(self) -> Pictures:
        a, b = self.state.scenario("a"), self.state.scenario("b")
        runs = run_pair(a, b, replicate_seeds(self.state.seed, 2)[0], {}).runs
        return Pictures(runs, None, self.state.lang)

    def _pairs(self, ticket: Ticket) -> "Comparison":
        return compare(
            self.state.scenario("a"),
            self.state.scenario("b"),
            self.state.replicates,
            self.state.seed,
            progress=ticket.progress,
            cancel=ticket.cancel,
        )

    def _previewed(self, pictures: Pictures) -> None:
        self.pictures, self.comparison = pictures, None
        self._show()

    def _arrived(self, comparison: "Comparison") -> None:
        self.comparison = comparison
        self.pictures = Pictures(comparison.runs, comparison, self.state.lang)
        self._show()

    def _show(self) -> None:
        if self._panel is not None:
            self._panel.show()
