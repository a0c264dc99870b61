"""How much there is to read on a page before anything is opened: words of charts too, those of the bar not."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from indicators.factors import SUBJECTS
from tests.browser.steps import visit
from tools.server import Server

pytestmark = pytest.mark.browser

MOST = {"": 250} | {factor.key: 400 for factor in SUBJECTS}
# Words that are seen: those of closed menus and of icons' fonts are not, and a halo's copy of a label is no word more.
SEEN = """() => {
  const top = document.querySelector(".st-key-header_bar");
  const icons = [...document.querySelectorAll("[data-testid=stIconMaterial]")].filter(icon => !top.contains(icon));
  const copies = [...document.querySelectorAll("svg text")].filter(text => text.getAttribute("stroke-width") > 1);
  const words = text => text.split(/\\s+/).filter(Boolean).length;
  const main = document.querySelector("[data-testid=stMain]");
  const left_out = words(top.innerText) + icons.length;
  return words(main.innerText) - left_out - copies.reduce((sum, text) => sum + words(text.textContent), 0);
}"""


@pytest.mark.parametrize("place", ["48453", "06019"])
@pytest.mark.parametrize("path", MOST, ids=lambda path: path or "overview")
def test_a_page_is_read_in_few_words(page: Page, server: Server, path: str, place: str) -> None:
    at_most(page, server, path, f"place={place}")


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("", "place=4805000&level=place"),
        ("segregation", "place=4805000&level=place"),
        ("school_quality", "place=12420&level=cbsa"),
        ("income_inequality", "place=31080&level=cbsa"),
    ],
)
def test_so_is_that_of_a_city_or_metro_that_its_county_stands_in_for(
    page: Page, server: Server, path: str, place: str
) -> None:
    at_most(page, server, path, place)


def at_most(page: Page, server: Server, path: str, query: str) -> None:
    """Visit the page and count."""
    page.set_viewport_size({"width": 1440, "height": 900})
    visit(page, server, f"{path}?{query}")
    if path:
        page.wait_for_selector("[data-testid=stVegaLiteChart] svg text")
    assert page.evaluate(SEEN) <= MOST[path]


@pytest.mark.parametrize("place", ["place=48453", "place=06019", "place=4805000&level=place", "place=12420&level=cbsa"])
def test_the_overview_takes_two_screens_of_a_phone(page: Page, server: Server, place: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    visit(page, server, f"?{place}")
    page.wait_for_function(  # fonts and styles may come after the words
        "() => document.querySelector('[data-testid=stMainBlockContainer]').scrollHeight <= 2 * 844"
    )


def test_the_peer_chart_fits_a_small_screen_with_title_and_source(page: Page, server: Server) -> None:
    page.set_viewport_size({"width": 1280, "height": 720})
    visit(page, server, "segregation?place=48453")
    page.wait_for_selector("[data-testid=stVegaLiteChart] svg text")
    chart = page.get_by_test_id("stVegaLiteChart").bounding_box()
    source = page.locator(".cm-words").filter(has_text="Source:").bounding_box()
    assert chart
    assert source
    assert source["y"] + source["height"] - chart["y"] <= 720
