"""State: what the studio is set to. The same object serves widgets, papermill and tests."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import traitlets

from sim import changes, facts, words
from sim.errors import AddaError, Said, check_whole
from sim.market import Market
from sim.scenarios import Scenario, Shock, read_market, read_strategy, scenario
from sim.strategy import Strategy
from sim.world import checked_seed

ARMS = ("a", "b")
SETTINGS = (*ARMS, "market", "days", "seed", "replicates", "shocks", "start_date", "templates")
LIMITS = {"days": (1, 3650), "replicates": (1, 4096)}
MOST_STEPS = 200
# Moves of one lever that follow each other faster than this are one step back.
ONE_MOVE_SECONDS = 1.0


class StudioState(traitlets.HasTraits):
    """Two strategies on one market, for some days, with a seed and a number of pairs of runs.

    shocks: what happens from outside. start_date: the first day.

    Every change goes through `change`, `load`, `choose` or the plain traits; strategies and
    markets are frozen, so a step back is what was there before, whole.
    """

    a = traitlets.Instance(Strategy)
    b = traitlets.Instance(Strategy)
    market = traitlets.Instance(Market)
    days = traitlets.Int(90, min=LIMITS["days"][0], max=LIMITS["days"][1])
    seed = traitlets.Int(1, min=0)
    replicates = traitlets.Int(16, min=LIMITS["replicates"][0], max=LIMITS["replicates"][1])
    shocks = traitlets.Tuple()
    templates = traitlets.Dict()  # what each arm is compared with, to mark what was changed
    start_date = traitlets.Unicode(Scenario.model_fields["start_date"].default)
    lang = traitlets.Unicode("en")
    error = traitlets.Unicode("")
    can_undo = traitlets.Bool(False)
    can_redo = traitlets.Bool(False)

    def __init__(self, a: str | Path | Strategy, b: str | Path | Strategy, **settings: Any):
        settings["market"] = read_market(settings.get("market", "boutique"))
        a, b = read_strategy(a), read_strategy(b)
        super().__init__(a=a, b=b, templates={"a": a, "b": b}, **settings)
        self._before: list[dict[str, Any]] = []
        self._after: list[dict[str, Any]] = []
        self._moved = ("", 0.0)

    def spoken(self, act: Callable[..., Any]) -> Callable[..., Any]:
        """Return `act` so that it speaks the language that is set when it is called."""

        def speaking(*given: Any) -> Any:
            with words.speaking(self.lang):
                return act(*given)

        return speaking

    def scenario(self, arm: str) -> Scenario:
        """Return the scenario of an arm, "a" or "b"."""
        made = scenario(getattr(self, arm), self.market, self.days, self.shocks)
        return made.changed({"start_date": self.start_date})

    def change(self, arm: str, path: str, value: Any) -> bool:
        """Set one lever of an arm. An impossible value changes nothing and is told in `error`."""
        tree = getattr(self, arm).tree()
        try:
            changes.put(tree, path, value)
            if path == "presence.home" and value is not None:
                cap = facts.channels()[value].group_cap
                tree["presence"]["room_size"] = min(tree["presence"]["room_size"], cap)
            return self._take({arm: Strategy.parse(tree, arm.upper())}, f"{arm}.{path}")
        except AddaError as error:
            self.tell(error)
            return False

    def tell(self, error: Exception) -> None:
        """Show what is wrong, in the language that is set."""
        with words.speaking(self.lang):
            self.error = str(error)

    def choose(self, arm: str, template: str | Path | Strategy) -> None:
        """Take a template (by name or file, or a strategy) for an arm. Raises AddaError."""
        strategy = read_strategy(template)
        self._take({arm: strategy, "templates": {**self.templates, arm: strategy}})

    def settle(self, market: str | Path | Market) -> None:
        """Take another market, by name or file. Raises AddaError."""
        self._take({"market": read_market(market)})

    def happen(self, *shocks: Shock | dict[str, Any]) -> None:
        """Let these things happen from outside, and no others. Raises AddaError."""
        made = (
            one if isinstance(one, Shock) else Shock.parse(one, Said("what happens"))
            for one in shocks
        )
        self._take({"shocks": tuple(sorted(made, key=lambda one: one.day))})

    def set(self, **settings: Any) -> None:
        """Set days, seed, replicates or start_date. Raises AddaError when one is impossible."""
        if "start_date" in settings:
            self.scenario("a").changed({"start_date": settings["start_date"]})
        checked_seed(settings.get("seed", self.seed))
        for name in ("days", "replicates"):
            check_whole(name, settings.get(name, getattr(self, name)), *LIMITS[name])
        self._take(settings)

    def reset(self, arm: str) -> None:
        """Put an arm back to its template."""
        self._take({arm: self.templates[arm]})

    def changed_levers(self, arm: str) -> dict[str, tuple[Any, Any]]:
        """Return the key paths in which an arm differs from its template: (template, now)."""
        before, now = self.templates[arm].tree(), getattr(self, arm).tree()
        return dict(changes.differences(before, now))

    def undo(self) -> None:
        """Take the last change back."""
        self._step(self._before, self._after)

    def redo(self) -> None:
        """Make the change again that was taken back last."""
        self._step(self._after, self._before)

    def yaml(self, arm: str) -> str:
        """Return an arm's strategy as the text of a file."""
        return getattr(self, arm).to_yaml()

    def load(self, arm: str, text: str, name: Said | str = "") -> None:
        """Take the strategy written in YAML text. Raises AddaError with line and key."""
        from sim.yaml_text import parse_yaml

        name = name or Said("the file")
        tree, lines = parse_yaml(text, name)
        self.choose(arm, Strategy.parse(tree, name, lines))

    def _take(self, settings: dict[str, Any], moved: str = "") -> bool:
        now = self.settings()
        if all(now[name] == value for name, value in settings.items()):
            return False
        self._put(settings)
        last, self._moved = self._moved, (moved, time.monotonic())
        if not moved or moved != last[0] or self._moved[1] - last[1] > ONE_MOVE_SECONDS:
            self._before = [*self._before[-MOST_STEPS:], now]
        self._after = []
        self._tell()
        return True

    def _step(self, source: list[dict[str, Any]], target: list[dict[str, Any]]) -> None:
        if source:
            target.append(self.settings())
            self._put(source.pop())
            self._moved = ("", 0.0)
            self._tell()

    def _put(self, settings: dict[str, Any]) -> None:
        with self.hold_trait_notifications():
            for name, value in settings.items():
                setattr(self, name, value)
            self.error = ""

    def _tell(self) -> None:
        self.can_undo, self.can_redo = bool(self._before), bool(self._after)

    def settings(self) -> dict[str, Any]:
        """Return everything that a step back takes back, by name."""
        return {name: getattr(self, name) for name in SETTINGS}
