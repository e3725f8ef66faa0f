"""StudioPage: the studio as a person meets it, wherever it is shown, and how to put it back."""

import json
import re
import time
from contextlib import ExitStack
from typing import Any

from playwright.sync_api import Error, Locator

from tests.browser.serving import Server
from tests.browser.watching import Watched, watched_page

FIRST_PLOT = ".adda-studio .js-plotly-plot"
# Notes what the status line says, one after the other: what is said for half a second counts too.
LISTEN = """() => {
  window.addaSaid = [];
  const note = () => {
    const said = document.querySelector(".adda-status")?.innerText ?? "";
    if (said && said !== window.addaSaid.at(-1)) window.addaSaid.push(said);
  };
  note();
  new MutationObserver(note).observe(
    document.body, {subtree: true, childList: true, characterData: true});
}"""
# The status line once all pairs have been run.
SETTLED = """() => !/^(One pair|The first pair|The simulation is compiled)/.test(
  document.querySelector(".adda-status")?.innerText ?? "The first pair")"""
# Presses Undo where there is something to take back, in one go: a moment later there may not be.
CAN_UNDO = """[...document.querySelectorAll(".adda-studio button")]
  .find(one => one.innerText.trim() === "Undo" && !one.disabled)"""
UNDO = f"""() => {{
  const undo = {CAN_UNDO};
  if (undo) addaSaid.push("undo");
  undo?.click();
  return Boolean(undo);
}}"""
ONE_PAIR = "addaSaid.slice(addaSaid.lastIndexOf('undo')).some(one => one.startsWith('One pair'))"
SERIES = f"document.querySelector('{FIRST_PLOT}').calcdata.flat().map(p => p.y)"
# Every picture of the open tab is drawn: a film counts as one.
SHOWN = """() => {
  const seen = (kind) =>
    [...document.querySelectorAll(`.adda-studio ${kind}`)].filter((one) => one.offsetParent);
  const plots = seen(".adda-plot");
  const drawn = plots.filter((one) => one.calcdata && one.clientWidth > 200);
  return plots.length + seen(".adda-film").length > 0 && drawn.length === plots.length;
}"""
# All that a test may have set and that can be seen: fields, levers, folds, the tab, the language.
FOUND = """() => {
  const studio = document.querySelector(".adda-studio");
  const all = (what, say) =>
    [...studio.querySelectorAll(what)].filter((one) => one.offsetParent).map(say);
  const toolbar = ["market", "people", "days", "start", "pairs", "seed", "outcome"]
    .map((name) => `.adda-${name} :is(input, select)`).join();
  return JSON.stringify({
    lang: studio.lang,
    fields: all(`.adda-card :is(input, select), ${toolbar}`,
      one => one.type === "checkbox" ? one.checked : one.value),
    levers: all(".adda-card [role=slider]", one => one.getAttribute("aria-valuenow")),
    open: all("[aria-expanded=true]", one => one.innerText.trim()),
    grounds: all("details[open]", one => one.innerText),
    tab: all("[role=tab][aria-selected=true]", one => one.innerText.trim()),
    alert: document.querySelector(".adda-alert").innerText.trim(),
    changed: all(".adda-changed", one => one.innerText),
  });
}"""
NAMED = """() => document.querySelector(".adda-studio").lang &&
  document.querySelector(".adda-market select").ariaLabel &&
  document.querySelector(".adda-studio [aria-expanded=true]")"""


class StudioPage:
    """A page on which a studio stands."""

    def __init__(self, watched: Watched):
        self.watched, self.page = watched, watched.page

    def ready(self) -> "StudioPage":
        """Wait for the first picture and for all pairs behind it."""
        self.page.wait_for_selector(FIRST_PLOT)
        self.page.evaluate(LISTEN)
        self.page.wait_for_function(NAMED)
        self.settled()
        return self

    def settled(self) -> None:
        """Wait until all pairs have been run."""
        self.page.wait_for_function(SETTLED)

    def series(self) -> str:
        """Return the data that the first picture draws."""
        return self.page.evaluate(f"JSON.stringify({SERIES})")

    def series_changes(self, before: str) -> None:
        """Wait until the first picture draws other data than before."""
        self.page.wait_for_function(f"before => JSON.stringify({SERIES}) !== before", arg=before)

    def drawn(self) -> None:
        """Wait until every picture of the open tab is drawn."""
        self.page.wait_for_function(SHOWN)

    def tab(self, title: str) -> Locator:
        """Return a tab of the studio by its whole title."""
        wanted = re.compile(rf"^\s*{title}\s*$")
        return self.page.locator(".adda-studio .lm-TabBar-tab", has_text=wanted)

    def tabs(self) -> Locator:
        """Return all tabs of the studio."""
        return self.page.locator(".adda-studio .lm-TabBar-tab")

    def finding(self, text: str) -> Locator:
        """Return the title of a picture that can be seen: others speak of the same thing."""
        return self.page.locator(".adda-studio .adda-finding:visible", has_text=text).first

    def button(self, name: str) -> Locator:
        """Return the button of exactly this name."""
        return self.page.locator(".adda-studio").get_by_role("button", name=name, exact=True).first

    def card(self, arm: str) -> Locator:
        """Return the card of a plan."""
        return self.page.locator(f".adda-card-{arm}")

    def fold(self, title: str, arm: str = "") -> Locator:
        """Return the header of a folding group, whose name has an arrow before it."""
        place = self.card(arm) if arm else self.page.locator(".adda-studio")
        return place.locator("[role=button].jupyter-widget-Collapse-header", has_text=title).first

    def lever(self, arm: str, path: str) -> Locator:
        """Return the handle of a slider by its plan and key path."""
        return self.page.locator(f".adda-{arm}-{path.replace('.', '-')} [role=slider]")

    def lever_is(self, arm: str, path: str, value: float) -> None:
        """Wait until a slider stands at a value."""
        self.page.wait_for_function(
            "([place, value]) => Math.abs(Number(document.querySelector(place)"
            ".getAttribute('aria-valuenow')) - value) < 1e-6",
            arg=[f".adda-{arm}-{path.replace('.', '-')} [role=slider]", value],
        )

    def watch_outcome(self, label: str) -> None:
        """Choose what the first tab shows, and wait until it does."""
        self.page.locator(".adda-outcome select").select_option(label=label)
        self.finding(f"{label} after").wait_for()

    def set_field(self, name: str, value: int) -> None:
        """Type a number into a field of the toolbar."""
        field = self.page.locator(f".adda-{name} input")
        field.fill(str(value))
        field.press("Enter")

    def speak(self, language: str, tag: str) -> None:
        """Change the language and wait until the page is built in it."""
        self.page.locator(".adda-lang select").select_option(label=language)
        self.page.wait_for_function(f"document.querySelector('.adda-studio').lang === '{tag}'")

    def undo_all(self) -> None:
        """Take every change back, one after the other, and wait until all pairs have been run."""
        self.page.evaluate("addaSaid.length = 0")
        pressed = False
        while self.page.evaluate(UNDO):
            pressed = True
            self.page.wait_for_function(f"{ONE_PAIR} || !({CAN_UNDO})")
        if pressed:
            self.page.wait_for_function("addaSaid.some(one => one.startsWith('One pair'))")
        self.settled()

    def found(self) -> dict[str, Any]:
        """Return all that a test may have set."""
        return json.loads(self.page.evaluate(FOUND))

    def put_back(self) -> None:
        """Put the page back as it was opened, as far as a person can."""
        page = self.page
        page.mouse.up()
        if self.found()["lang"] != "en":
            self.speak("English", "en")
        self.undo_all()
        self.tab("Over time").click()
        page.locator(".adda-outcome select").select_option(index=0)
        for opened in page.locator(".adda-studio details[open] > summary").all():
            opened.click()
        outside = self.fold("What happens from outside")
        if outside.get_attribute("aria-expanded") == "true":
            outside.click()
        for arm in "ab":
            first = self.fold("Who it is about", arm)
            if first.get_attribute("aria-expanded") != "true":
                first.click()
        self.drawn()


class Visits:
    """Keeps one visit of the app for many tests; a visit that was not put back is thrown away."""

    def __init__(self, app: Server, browser: Any):
        self.app, self.browser = app, browser
        self._stack = ExitStack()
        self._now: StudioPage | None = None
        self._as_opened: dict[str, Any] = {}

    def __enter__(self) -> "Visits":
        return self

    def __exit__(self, *_raised: object) -> None:
        self._stack.close()

    def page(self) -> StudioPage:
        """Return a settled studio in which nothing was changed."""
        if self._now is None:
            watched = self._stack.enter_context(watched_page(self.browser))
            watched.page.goto(self.app.page)
            self._now = StudioPage(watched).ready()
            self._as_opened = self._now.found()
        self._now.watched.outside.clear()
        self._now.watched.errors.clear()
        return self._now

    def leave(self, spent: bool) -> None:
        """Put the visit back for the next test, or end it where that cannot be done."""
        if spent or not self._back():
            self._stack.close()
            self._now = None

    def _back(self) -> bool:
        if self._now is None:
            return False
        try:
            self._now.put_back()
        except Error as error:  # what a test left open may hide a button for good
            print(f"the visit is not used again: {error}")
            return False
        end = time.monotonic() + 10
        while (left := self._left_otherwise()) and time.monotonic() < end:
            time.sleep(0.1)
        if left:
            print(f"the visit is not used again, for it was left otherwise: {left}")
        return not left

    def _left_otherwise(self) -> dict[str, Any]:
        assert self._now is not None
        now = self._now.found()
        return {name: one for name, one in now.items() if one != self._as_opened[name]}
