"""The app by keys alone, and for who listens instead of looking."""

FOCUSED = """() => {
  const one = document.activeElement;
  return (one.getAttribute("aria-label") || one.innerText).trim();
}"""
PARTS = {
    "people", "first day", "language", "What happens from outside", "A, Talk about the product",
    "How we run it", "Save the plan", "B, Talk about the product", "outcome",
}  # fmt: skip


def test_keys_alone_reach_every_part_of_the_page(studio):
    page = studio.page
    page.locator(".adda-market select[aria-label]").focus()
    seen, on_a_tab = set(), False
    for _press in range(120):
        page.keyboard.press("Tab")
        seen.add(page.evaluate(FOCUSED))
        on_a_tab |= page.evaluate("document.activeElement.getAttribute('role') === 'tab'")
        if seen >= PARTS and on_a_tab:
            break
    assert seen >= PARTS
    assert on_a_tab


def test_a_folding_group_and_a_tab_open_by_keys(studio):
    page = studio.page
    studio.fold("How we run it", "a").focus()
    page.keyboard.press("Enter")
    studio.lever("a", "control").wait_for()
    studio.fold("Who it is about", "a").focus()
    page.keyboard.press("Enter")
    studio.lever("a", "brand_talk").wait_for()
    studio.tab("Over time").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    said = page.locator(".adda-studio .adda-said:visible", has_text="To the right B is better")
    said.first.wait_for()


def test_pairs_are_started_and_stopped_by_keys(studio):
    page = studio.page
    page.locator(".adda-pairs input").focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("4000")
    page.keyboard.press("Enter")
    page.wait_for_function("/ of 4,000/.test(document.querySelector('.adda-left').innerText)")
    studio.button("Stop").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('.adda-left').innerText === 'stopped'")
    studio.button("Undo").focus()
    page.keyboard.press("Space")
    page.wait_for_function("document.querySelector('.adda-pairs input').value === '16'")


def test_every_field_has_a_name(studio):
    nameless = studio.page.evaluate("""() =>
      [...document.querySelectorAll(
        ".adda-studio :is(input, select, button, textarea, [role=slider])")]
      .filter(one => !one.ariaLabel && !one.innerText?.trim() && !one.labels?.length && !one.title)
      .filter(one => one.type !== "file" && one.type !== "hidden")
      .map(one => one.outerHTML.slice(0, 120))""")
    assert nameless == []
