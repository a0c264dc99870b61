"""How a map looks: it fits with title, legend and source, and its colors are read alike in dark mode."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.map_steps import CARD, COUNTY, MAP, PHONE, opened
from tools.server import Server

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("viewport", [(1440, 900), (1280, 720)])
@pytest.mark.parametrize("path", [COUNTY, "school_quality?level=county&place=48453&measure=campus_rating&view=map"])
def test_the_map_fits_with_title_legend_and_source(
    page: Page, server: Server, path: str, viewport: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": viewport[0], "height": viewport[1]})
    opened(page, server, path)
    card = page.locator(CARD).bounding_box()
    assert card is not None
    wide = card["width"] > 44 * 16
    limit = 620 if wide else 1150
    assert card["height"] <= limit
    source = page.locator(f"{CARD} .cm-source").first.bounding_box()
    area = page.locator(MAP).bounding_box()
    assert area is not None
    assert source is not None
    assert 0 <= source["y"] - area["y"] - area["height"] < 40, "the source stands under the map"


def test_on_a_phone_the_legend_is_not_cut(page: Page, server: Server) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    phone = opened(page, server)
    for piece in phone.locator(f"{CARD} .map-legend li").all():
        box = piece.bounding_box()
        assert box is not None
        assert 0 <= box["x"] < box["x"] + box["width"] <= PHONE["width"]
    assert phone.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_dark_is_high_in_dark_mode_too(browser: Browser, server: Server) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 720}, color_scheme="dark")
    page = opened(context.new_page(), server)
    expect(page.locator(f"{CARD} .map-legend small").last).to_contain_text("Darker is higher.")
    swatches = page.locator(f"{CARD} .map-legend li > span:first-child").evaluate_all(
        r"all => all.map(one => getComputedStyle(one).backgroundColor.match(/\d+/g).map(Number))"
    )
    light = [0.2126 * red + 0.7152 * green + 0.0722 * blue for red, green, blue, *_ in swatches[:5]]
    assert light == sorted(light, reverse=True)
    context.close()


def test_a_letter_that_was_withheld_is_a_class_of_its_own(page: Page, server: Server) -> None:
    opened(page, server, "school_quality?level=county&place=48453&measure=campus_rating&view=map")
    entries = page.locator(f"{CARD} .map-legend li").all_inner_texts()
    assert [entry.partition(" (")[0] for entry in entries] == ["A", "B", "C", "D or F, not issued in 2022", "no letter"]
