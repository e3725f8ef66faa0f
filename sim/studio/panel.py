"""Panel: the studio itself. What is set, what becomes of it, and the page that shows both."""

import gc
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim import words
from sim.figures import Pictures
from sim.market import Market
from sim.running import run
from sim.scenarios import Scenario
from sim.studio.budget import Budget, budget
from sim.studio.job import Job, Ticket
from sim.studio.state import SETTINGS, StudioState
from sim.study.compare import compare, replicate_seeds
from sim.world import World

if TYPE_CHECKING:
    from sim.studio.layout import Panel
    from sim.study.comparison import Comparison
    from sim.study.explain import Explanation
    from sim.study.holding import Holding

# All pairs begin when nothing has been moved for so long; the first pair begins at once.
SETTLED_SECONDS = 0.35
WORLDS_OF_WHY = 8


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
        self.market = self.state.market  # before anybody chose another one
        self.preview_job, self.job = Job(follows=True), Job()
        self.why_job: Job = Job()
        self.holding_job: Job = Job()
        self.report_job: Job = Job()
        self.comparison: Comparison | None = None
        self.explanation: Explanation | None = None
        self.holding: Holding | None = None
        self.report_page = b""
        self._report_of: dict[str, Any] = {}
        self._world: tuple[Market, int, World] | None = None
        self.pictures: Pictures | None = None
        self._panel: Panel | None = None
        self._opened = False

    def run(self) -> "Comparison":
        """Run all pairs now and return the comparison; the panel, if there is one, shows it."""
        self.stop()
        self._arrived(self._pairs(Ticket(lambda _done, _total: None)))
        found = self.comparison
        assert found is not None
        return found

    def preview(self) -> Pictures:
        """Run the first pair now and return its pictures."""
        self._previewed(self._pair(self.state.scenario("a"), self.state.scenario("b")))
        assert self.pictures is not None
        return self.pictures

    def budget(self, arm: str) -> Budget:
        """Return where an arm's hours and money would go."""
        return budget(self.state.scenario(arm), self.state.lang)

    def explain(self) -> "Explanation":
        """Find out now which groups of levers make the difference; the panel shows it."""
        self._explained(self._explanation(Ticket(lambda _done, _total: None)))
        found = self.explanation
        assert found is not None
        return found

    def hold(self) -> "Holding":
        """Find out now whether the answer hangs on an assumption; the panel shows it."""
        self._held(self._moved(Ticket(lambda _done, _total: None)))
        found = self.holding
        assert found is not None
        return found

    def report(self, out: str | Path = "report.html") -> Path:
        """Write what is set as a report. Returns the file."""
        from sim.report import report

        now = self.state
        return report(
            now.a, now.b, now.market, now.days, now.replicates, now.seed, now.lang, out,
            shocks=now.shocks, start_date=now.start_date,
        )  # fmt: skip

    def stop(self) -> None:
        """Stop what runs behind the panel; a report that is being written is not shown."""
        for job in self.jobs:
            job.cancel()

    @property
    def jobs(self) -> tuple[Job, ...]:
        """Everything that may be running behind the panel."""
        return self.preview_job, self.job, self.why_job, self.holding_job, self.report_job

    def start_all(self) -> None:
        """Run all pairs behind the panel."""
        self.job.start(self._pairs, self._arrived)

    def start_explaining(self) -> None:
        """Find out behind the panel which groups of levers make the difference."""
        self.why_job.start(self._explanation, self._explained)

    def start_holding(self) -> None:
        """Find out behind the panel whether the answer hangs on an assumption."""
        self.holding_job.start(self._moved, self._held)

    def start_report(self) -> None:
        """Write the report behind the panel; the page then offers it."""
        self._report_of = self.state.settings()
        self.report_job.start(self._written, self._kept)

    @property
    def report_is_current(self) -> bool:
        """Whether the report that was written is of what is set now."""
        return self._report_of == self.state.settings()

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
        """Run the first pair at once, and all pairs when nothing moves any more."""
        self.job.cancel()
        self.why_job.cancel()
        self.holding_job.cancel()
        self.explanation = self.holding = None
        if self._panel is not None:
            self._panel.reported()
        a, b = self.state.scenario("a"), self.state.scenario("b")
        self.preview_job.start(lambda _ticket: self._pair(a, b), self._previewed_live)

    def _previewed_live(self, pictures: Pictures) -> None:
        self._previewed(pictures)
        if not self._opened:
            # What is loaded by now stays. Looking through it for garbage, as Python does now and
            # then, would hold up a slider for half a second.
            gc.freeze()
            self._opened = True
        self.job.start(self._pairs, self._arrived, SETTLED_SECONDS)

    def _pair(self, a: Scenario, b: Scenario) -> Pictures:
        """Run the first pair of `compare`, without what only many pairs are asked for."""
        seed = replicate_seeds(self.state.seed, 2)[0]
        world = self._world_of(a.market, seed)
        return Pictures(
            (run(a, seed, world=world), run(b, seed, world=world)), None, self.state.lang
        )

    def _world_of(self, market: Market, seed: int) -> World:
        """Return the world of the first pair: a lever that is moved does not change it."""
        if self._world is None or self._world[:2] != (market, seed):
            self._world = market, seed, World.from_market(market, seed)
        return self._world[2]

    def _pairs(self, ticket: Ticket) -> "Comparison":
        return compare(
            self.state.scenario("a"),
            self.state.scenario("b"),
            self.state.replicates,
            self.state.seed,
            progress=ticket.progress,
            cancel=ticket.cancel,
        )

    def _explanation(self, ticket: Ticket) -> "Explanation":
        from sim.study.explain import explain

        a, b = self.state.scenario("a"), self.state.scenario("b")
        return explain(
            a, b, WORLDS_OF_WHY, self.state.seed, progress=ticket.progress, cancel=ticket.cancel
        )

    def _explained(self, found: "Explanation") -> None:
        self.explanation = found
        if self._panel is not None:
            self._panel.answered()

    def _moved(self, ticket: Ticket) -> "Holding":
        from sim.study.holding import flips

        a, b = self.state.scenario("a"), self.state.scenario("b")
        told, heeded = ticket.progress, ticket.cancel
        return flips(a, b, seed=self.state.seed, progress=told, cancel=heeded)

    def _held(self, found: "Holding") -> None:
        self.holding = found
        if self._panel is not None:
            self._panel.answered()

    def _written(self, _ticket: Ticket) -> bytes:
        with tempfile.TemporaryDirectory(prefix="adda-studio-") as folder:
            return self.report(Path(folder) / "report.html").read_bytes()

    def _kept(self, page: bytes) -> None:
        self.report_page = page
        if self._panel is not None:
            self._panel.reported()

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
