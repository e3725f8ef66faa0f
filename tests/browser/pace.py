"""Pace: how long a person waits. A bound is held to only where the machine is otherwise free."""

import statistics
from collections.abc import Callable

import psutil
from playwright.sync_api import Locator

from tests.browser.studio_page import FIRST_PLOT, StudioPage

PRESSES = 11  # two up, two down …, and in the end not where it began
FREE_SHARE = 0.1  # of all cores: what others may take, and the machine is still called free
STUCK_MS = 20_000  # a median that no load excuses
# Time from a key to the picture painted anew, in a list of its own.
STOPWATCH = f"""() => {{
  window.addaWaited = [];
  const plot = document.querySelector("{FIRST_PLOT}");
  if (plot.addaTimed) return;
  plot.addaTimed = true;
  let pressed = 0;
  document.addEventListener("keydown", () => {{ pressed = performance.now(); }}, true);
  plot.on("plotly_afterplot", () => {{
    // Two frames on, what plotly has drawn is on the screen.
    const since = pressed;
    pressed = 0;
    if (since) requestAnimationFrame(() => requestAnimationFrame(
      () => window.addaWaited.push(performance.now() - since)));
  }});
}}"""


def keys_to_repaint(
    studio: StudioPage, handle: Locator, before_each: Callable[[], object] = lambda: None
) -> list[float]:
    """Press keys on a lever, each after the picture of the one before; milliseconds each."""
    page = studio.page
    page.evaluate(STOPWATCH)
    for press in range(PRESSES):
        before_each()
        handle.press("PageUp" if press % 4 < 2 else "PageDown")
        page.wait_for_function(f"window.addaWaited.length > {press}")
    return page.evaluate("window.addaWaited")


def bound_if_free(
    what: str, measure: Callable[[], list[float]], bound: float, busy: bool = False
) -> float:
    """Measure, tell the median, and hold it to `bound` ms where nobody else is at work.

    Nobody else is at work if the cores are idle for half a second just before and after. busy: the
    studio itself goes on working behind the picture, so that its cores are not looked at then.
    """
    free_before = _free()
    waited = measure()
    middle = statistics.median(waited)
    free = free_before and (busy or _free())
    said = "free machine" if free else "busy machine, not held to its bound"
    print(f"{what}: median {middle:.0f} ms, most {max(waited):.0f} ms, {said}")
    assert middle < (bound if free else STUCK_MS), f"{what}: {middle:.0f} ms ({said})"
    return middle


def _free() -> bool:
    return psutil.cpu_percent(0.5) / 100 < FREE_SHARE
