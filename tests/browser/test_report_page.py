"""The report in a browser: without a net, on a phone, in the dark, in Bengali."""

import pytest

from sim.report import report
from sim.scenarios import Shock

DRAWN = "[...document.querySelectorAll('.adda-picture .js-plotly-plot')]"
SMALL = {"market": "neighbourhood", "days": 20, "replicates": 3, "seed": 1}


@pytest.fixture(scope="module", params=["en", "bn"])
def page_file(request, tmp_path_factory):
    out = tmp_path_factory.mktemp("report") / f"{request.param}.html"
    return report("brand_centric", "interest_centric", lang=request.param, out=out, **SMALL)


@pytest.mark.parametrize(("width", "scheme"), [(1200, "light"), (390, "dark")])
def test_it_opens_without_a_net_and_draws_every_picture(page_file, open_page, width, scheme):
    watched = open_page(width, scheme)
    page = watched.page
    page.context.set_offline(True)
    page.goto(page_file.as_uri())
    places = page.locator(".adda-picture")
    watched.until(f"{DRAWN}.length === document.querySelectorAll('.adda-picture').length")
    assert places.count() >= 8
    watched.until(
        f"{DRAWN}.every(one => one.calcdata && one.clientWidth > 200"
        " && one.querySelectorAll('path, rect').length > 5)"
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert watched.outside == []
    assert watched.errors == []


def test_a_title_is_text_of_the_page_and_the_name_of_its_picture(page_file, open_page):
    watched = open_page()
    page = watched.page
    page.goto(page_file.as_uri())
    page.wait_for_selector(".js-plotly-plot")
    said = page.evaluate(
        "[...document.querySelectorAll('.adda-picture')].map(one =>"
        " [one.querySelector('.adda-finding').textContent,"
        "  one.querySelector('.adda-plot').getAttribute('aria-label')])"
    )
    assert all(finding and finding == name for finding, name in said)


def test_in_the_dark_the_paper_is_dark(page_file, open_page):
    watched = open_page(scheme="dark")
    page = watched.page
    page.goto(page_file.as_uri())
    page.wait_for_selector(".js-plotly-plot")
    assert page.evaluate("document.querySelector('.js-plotly-plot')._fullLayout.paper_bgcolor") == (
        "#17191C"
    )


def test_on_paper_it_is_light(page_file, open_page):
    watched = open_page(scheme="dark")
    page = watched.page
    page.goto(page_file.as_uri())
    page.wait_for_selector(".js-plotly-plot")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    watched.until(
        "document.querySelector('.js-plotly-plot')._fullLayout.paper_bgcolor === '#FFFFFF'"
    )


def test_the_film_of_a_report_plays_without_anything_behind_it(page_file, open_page):
    watched = open_page()
    page = watched.page
    page.context.set_offline(True)
    page.goto(page_file.as_uri())
    page.locator(".adda-film-play").click()
    watched.until("Number(document.querySelector('.adda-film').dataset.day) > 1")
    watched.until("Number(document.querySelector('.adda-film').dataset.day) < 20")
    page.locator(".adda-film-day").fill("5")
    watched.until("document.querySelector('.adda-film').dataset.day === '5.00'")
    assert watched.errors == []


def test_a_report_is_printed_as_pdf_with_its_crisis(chromium, tmp_path, monkeypatch):
    monkeypatch.setenv("BROWSER_PATH", chromium)
    shock = Shock(day=5, kind="crisis", people=8, where="public")
    out = report(
        "brand_centric", "interest_centric", out=tmp_path / "page.pdf", **SMALL,
        shocks=(shock,), start_date="2026-03-02",
    )  # fmt: skip
    content = out.read_bytes()
    assert content.startswith(b"%PDF-")
    assert content.count(b"/Type /Page") > 3
    assert [path.name for path in tmp_path.iterdir()] == ["page.pdf"]
