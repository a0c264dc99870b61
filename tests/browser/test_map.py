"""The map in a real browser: it paints, a click selects, the select box does the same, and files hold what they say."""

from __future__ import annotations

import csv
import io
import re
import struct
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from bench.views import TRACT_MAP
from tests.browser.steps import MAP, settle, visit
from tools.painted import coloured_share, wait_until_painted, watch
from tools.server import Server

pytestmark = pytest.mark.browser

PICKED = "A census tract on the map"
CLICKS = 5


@pytest.fixture
def tract_map(page: Page, server: Server) -> Page:
    """The Austin area by tract, painted. That no other host was asked is checked at the end of every visit."""
    watch(page)
    visit(page, server, TRACT_MAP)
    wait_until_painted(page)
    settle(page)
    return page


def test_the_tract_map_paints(tract_map: Page) -> None:
    assert coloured_share(tract_map) > 0.1


def test_a_click_selects_and_the_select_box_follows(tract_map: Page) -> None:
    box = tract_map.get_by_role("combobox", name=PICKED)
    expect(box).to_have_value("")
    canvas = tract_map.locator(f"{MAP} canvas").first
    canvas.scroll_into_view_if_needed()
    tract_map.wait_for_timeout(1500)
    area = canvas.bounding_box()
    assert area is not None
    x, y = area["x"] + area["width"] * 0.5, area["y"] + area["height"] * 0.5
    tract_map.mouse.move(x, y)
    for _ in range(CLICKS):  # drawn without a graphics card, a slow frame can make a press too long for a click
        tract_map.wait_for_timeout(1500)
        tract_map.mouse.click(x, y)
        with suppress(AssertionError):
            expect(box).not_to_have_value("", timeout=4000)
            break
    expect(box).to_have_value(re.compile("Census tract"), timeout=30_000)
    settle(tract_map)
    expect(tract_map.get_by_test_id("stMain")).to_contain_text("Census tract")
    assert "picked=" in tract_map.url


def test_the_select_box_selects_by_keyboard(tract_map: Page) -> None:
    box = tract_map.get_by_role("combobox", name=PICKED)
    box.focus()
    tract_map.keyboard.type("Census tract 1,")
    tract_map.keyboard.press("Enter")
    expect(box).to_have_value(re.compile("Census tract"), timeout=30_000)
    tract_map.wait_for_url("**picked=**")


def test_files_hold_what_is_shown(page: Page, server: Server, tmp_path: Path) -> None:
    visit(page, server, "segregation")
    menu = open_menu(page, "peers")
    table = list(csv.DictReader(io.StringIO(saved(page, menu, "Figures as CSV", tmp_path).decode("utf-8-sig"))))
    travis = next(row for row in table if row["geoid"] == "48453")
    assert len(table) >= 16
    assert travis["indicator"] == "dissimilarity_black_white"
    assert float(travis["value"]) == pytest.approx(0.499068, abs=1e-6)
    svg = saved(page, menu, "Picture as SVG", tmp_path).decode()
    assert all(text in svg for text in ("Austin", "Census Bureau", "2020", "snapshot="))
    png = saved(page, menu, "Picture as PNG", tmp_path)
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", png[16:24]) == pytest.approx([2 * side for side in svg_size(svg)], abs=4)
    assert "Census Bureau" in saved(page, menu, "Citation as text", tmp_path).decode()


def test_the_maps_own_figures_can_be_taken_away(tract_map: Page, tmp_path: Path) -> None:
    menu = open_menu(tract_map, "map")
    content = saved(tract_map, menu, "Figures as CSV", tmp_path).decode("utf-8-sig")
    assert len({row["geoid"] for row in csv.DictReader(io.StringIO(content))}) > 400
    svg = saved(tract_map, menu, "Picture as SVG", tmp_path).decode()
    assert svg.count("<path") > 400


def open_menu(page: Page, name: str) -> Locator:
    menu = page.locator("details.cm-export").filter(has=page.locator(f'a[href*="/{name}.csv"]')).first
    menu.locator("summary").click()
    return menu


def saved(page: Page, menu: Locator, label: str, folder: Path) -> bytes:
    with page.expect_download(timeout=60_000) as download:
        menu.get_by_role("link", name=label).click()
    target = folder / download.value.suggested_filename
    download.value.save_as(target)
    return target.read_bytes()


def svg_size(svg: str) -> list[float]:
    head = svg[: svg.index(">")]
    return [float(head.split(f'{side}="')[1].split('"')[0]) for side in ("width", "height")]
