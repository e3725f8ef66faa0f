"""The documentation site in a browser, opened from the disk, without a net."""

import pytest

from docs.site.build import build

DRAWN = "[...document.querySelectorAll('.adda-picture .js-plotly-plot')]"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    sources = {
        "Start": ("README.md",),
        "Workbooks": ("workbooks/03*.ipynb",),
        "Class": ("workbooks/class/1*.ipynb", "workbooks/bn/class/2*.ipynb"),
    }
    return build(tmp_path_factory.mktemp("site") / "pages", sources=sources)


@pytest.mark.parametrize(("width", "scheme"), [(1300, "light"), (390, "dark")])
def test_a_page_opens_from_the_disk_and_draws_its_pictures(site, open_page, width, scheme):
    watched = open_page(width, scheme)
    page = watched.page
    page.context.set_offline(True)
    page.goto(next(path for path in site if path.name.startswith("03")).as_uri())
    watched.until(f"{DRAWN}.length >= 4")
    watched.until(f"{DRAWN}.every(one => one.querySelectorAll('path, rect').length > 5)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert watched.outside == []
    assert watched.errors == []


def test_the_first_page_leads_to_the_workbook(site, open_page):
    watched = open_page()
    page = watched.page
    page.goto(site[0].as_uri())
    page.locator("nav a", has_text="iceberg").or_(
        page.locator("nav a", has_text="talk")
    ).first.click()
    page.wait_for_selector("h1")
    assert "talk" in page.locator("h1").inner_text()
    assert watched.outside == []


def test_no_page_and_no_lesson_asks_anything_of_the_net(site, open_page):
    watched = open_page()
    page = watched.page
    pages = [path for path in site if path.suffix == ".html"]
    assert len(pages) >= 4
    for path in pages:
        page.goto(path.as_uri(), wait_until="networkidle")
        page.wait_for_selector("h1")
    watched.in_order()
