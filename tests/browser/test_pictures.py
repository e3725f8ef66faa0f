"""Pictures as a reader sees them, on a page and a phone: no letters too small, cut or covered."""

import json

import pytest

import sim
from sim.figures import Pictures, page

LEAST = 11  # pixels of the smallest letters
FAULTS = """() => [...document.querySelectorAll('.adda-picture')].flatMap((host) => {
  const room = host.getBoundingClientRect(), found = [];
  const texts = [...host.querySelectorAll('.main-svg text')].map((one) => {
    const box = one.getBoundingClientRect();
    return {said: one.textContent, size: parseFloat(getComputedStyle(one).fontSize), box};
  }).filter((one) => one.said.trim() && one.box.width);
  texts.forEach((a, number) => {
    if (a.size < %d) found.push(['small', a.said]);
    if (a.box.left < room.left - 1 || a.box.right > room.right + 1) found.push(['cut', a.said]);
    texts.slice(number + 1).forEach((b) => {
      const wide = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
      const high = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
      if (wide > 4 && high > 6) found.push(['covered', a.said, b.said]);
    });
  });
  return found;
})"""


@pytest.fixture(scope="module")
def trees():
    """The trees of pictures with long names, many rows, panels and two languages."""
    a = sim.scenario("brand_centric", "neighbourhood", days=35)
    compared = sim.compare(a, a.with_strategy("interest_centric"), replicates=2, seed=1)
    made = []
    for lang in ("en", "bn"):
        shown = Pictures(compared.runs, compared, lang)
        made += [shown.score_board(), shown.dashboard(), shown.hours(), shown.quarter("a")]
        ways = sim.try_out("platforms", a, 2, 1, lang)
        made += [ways.picture(), ways.over_time("members")]
    return [one.tree() for one in made]


@pytest.mark.parametrize("width", [390, 750])
def test_letters_of_pictures_are_large_enough_whole_and_apart(browser, trees, width):
    hosts = '<div class="adda-picture"></div>' * len(trees)
    shown = browser.new_page(viewport={"width": width, "height": 900})
    shown.set_content(f"<style>{page.sheet()} body {{ margin: 10px }}</style>{hosts}")
    for script in (page.plotly_script(), page.painter() + "window.adda = adda;"):
        shown.add_script_tag(content=script)
    shown.evaluate(
        """async (trees) => { const hosts = document.querySelectorAll('.adda-picture');
        for (const [at, tree] of trees.entries()) await adda.paint(Plotly, hosts[at], tree); }""",
        json.loads(json.dumps(trees)),
    )
    assert shown.evaluate(FAULTS % LEAST) == []
    assert shown.evaluate(
        "[...document.querySelectorAll('.adda-plot')].every((one) =>"
        " one.getAttribute('role') === 'img' && one.getAttribute('aria-label').length > 10)"
    )
    shown.close()
