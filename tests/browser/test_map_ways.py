"""What a visitor does with a map, and what stays whole meanwhile: scroll, zoom, point, click, keys, full screen."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.map_steps import CARD, MAP, PHONE, opened
from tests.browser.steps import settle
from tools.server import Server

pytestmark = pytest.mark.browser

TOOLTIP, NOTE = ".deck-tooltip", ".cm-map-note"
CLICKS = 5
IS_ON_TOP = """piece => {
  const box = piece.getBoundingClientRect();
  return piece.contains(document.elementFromPoint(box.x + 9, box.y + 9));
}"""


@pytest.fixture
def shown(page: Page, server: Server) -> Page:
    return opened(page, server)


@pytest.fixture
def phone(browser: Browser, server: Server) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)  # type: ignore[arg-type]
    yield opened(context.new_page(), server)
    context.close()


def middle(page: Page) -> tuple[float, float]:
    area = page.locator(MAP).bounding_box()
    assert area is not None
    return area["x"] + area["width"] / 2, area["y"] + area["height"] / 2


def scrolled(page: Page) -> float:
    return float(page.locator(".stMain").evaluate("main => main.scrollTop"))


def picture(page: Page) -> bytes:
    """The map's canvas as it is drawn."""
    return page.locator(f"{MAP} canvas").first.screenshot()


def pick_by_click(page: Page) -> None:
    """Click into the middle until the place there is picked: in software a frame can make a press too long."""
    page.mouse.move(*middle(page))
    for _ in range(CLICKS):
        page.wait_for_timeout(1000)
        page.mouse.click(*middle(page))
        page.wait_for_timeout(3000)
        if page.locator(f"{CARD} .cm-picked").count():
            break
    settle(page)
    expect(page.locator(f"{CARD} .cm-picked")).to_contain_text("County, Texas")


def test_the_wheel_scrolls_the_page_and_a_note_says_how_to_zoom(shown: Page) -> None:
    before = scrolled(shown)
    shown.mouse.move(*middle(shown))
    shown.mouse.wheel(0, 100)
    expect(shown.locator(NOTE)).to_have_text(re.compile("^Hold (Ctrl|⌘) to zoom"))
    shown.wait_for_timeout(500)
    assert scrolled(shown) == before + 100
    expect(shown.locator(NOTE)).to_be_hidden(timeout=10_000)


def test_the_wheel_with_ctrl_zooms_and_scrolls_nothing(shown: Page) -> None:
    before, drawn = scrolled(shown), picture(shown)
    shown.mouse.move(*middle(shown))
    shown.keyboard.down("Control")
    shown.mouse.wheel(0, -300)
    shown.keyboard.up("Control")
    shown.wait_for_timeout(2500)
    assert scrolled(shown) == before
    assert picture(shown) != drawn


def test_buttons_zoom_too(shown: Page) -> None:
    drawn = picture(shown)
    shown.get_by_role("button", name="Zoom in").click()
    shown.mouse.move(5, 5)
    shown.wait_for_timeout(2500)
    assert picture(shown) != drawn


def fingers(page: Page, paths: list[list[tuple[float, float]]]) -> None:
    """Put fingers down, one a path, move them along their paths and take them away."""
    session = page.context.new_cdp_session(page)

    def send(message: str, at: int) -> None:
        points = [{"x": path[at][0], "y": path[at][1], "id": number} for number, path in enumerate(paths)]
        session.send(
            "Input.dispatchTouchEvent", {"type": message, "touchPoints": [] if message == "touchEnd" else points}
        )

    send("touchStart", 0)
    for at in range(1, len(paths[0])):
        send("touchMove", at)
        page.wait_for_timeout(60)
    send("touchEnd", -1)
    page.wait_for_timeout(2500)


def test_one_finger_scrolls_the_page_and_two_zoom_the_map(phone: Page) -> None:
    x, y = middle(phone)
    before = scrolled(phone)
    fingers(phone, [[(x, y - 20 * at) for at in range(8)]])
    assert scrolled(phone) > before + 60
    expect(phone.locator(NOTE)).to_have_text("Use two fingers to move the map")
    phone.locator(CARD).evaluate("card => card.scrollIntoView()")
    phone.wait_for_timeout(1500)
    before, drawn = scrolled(phone), picture(phone)
    x, y = middle(phone)
    fingers(phone, [[(x - 20 - 9 * at, y) for at in range(8)], [(x + 20 + 9 * at, y) for at in range(8)]])
    assert scrolled(phone) == before
    assert picture(phone) != drawn


def test_nothing_lies_over_the_map(shown: Page) -> None:
    shown.mouse.move(*middle(shown))
    shown.wait_for_timeout(1000)
    canvas = shown.locator(f"{MAP} canvas").first.bounding_box()
    assert canvas is not None
    buttons = shown.locator(f"{CARD} button:visible").all()
    assert len(buttons) >= 6
    for button in buttons:
        box = button.bounding_box()
        assert box is not None
        beside = box["x"] >= canvas["x"] + canvas["width"] or box["x"] + box["width"] <= canvas["x"]
        above = box["y"] + box["height"] <= canvas["y"] or box["y"] >= canvas["y"] + canvas["height"]
        assert beside or above, button.inner_text()


def test_the_box_at_the_pointer_is_whole_and_names_place_measure_and_margin(shown: Page) -> None:
    shown.get_by_role("button", name="Zoom in").click()
    shown.wait_for_timeout(2500)
    area = shown.locator(MAP).bounding_box()
    assert area is not None
    texts = set[str]()
    for across, down in ((0.5, 0.5), (0.72, 0.93), (0.3, 0.93), (0.62, 0.05)):
        shown.mouse.move(area["x"] + area["width"] * across, area["y"] + area["height"] * down)
        shown.wait_for_timeout(2500)
        tooltip = shown.locator(TOOLTIP)
        if not tooltip.is_visible():
            continue
        texts.add(tooltip.inner_text())
        box = tooltip.bounding_box()
        assert box is not None
        assert area["x"] <= box["x"] <= box["x"] + box["width"] <= area["x"] + area["width"]
        assert area["y"] <= box["y"] <= box["y"] + box["height"] <= area["y"] + area["height"]
    assert len(texts) > 1
    pattern = r"Census tract [\d.]+, \w+ County, Texas\nBlack share, 2020 Census, adults:\n[\d.]+%\n\S.*"
    assert all(re.fullmatch(pattern, text) for text in texts), texts


def test_a_click_dims_nothing(page: Page, server: Server) -> None:
    """On a map without hatching, under which a paler color would not be seen."""
    shown = opened(page, server, "social_capital?level=county&place=48453&view=map&map=counties.county")
    shown.mouse.move(5, 5)
    shown.wait_for_timeout(1500)
    before = north(shown)
    pick_by_click(shown)
    shown.mouse.move(5, 5)
    shown.wait_for_timeout(3000)
    assert north(shown) == before


def north(page: Page) -> bytes:
    """The upper quarter of the map, where the place in its middle is not."""
    area = page.locator(MAP).bounding_box()
    assert area is not None
    clip = {"x": area["x"] + 4, "y": area["y"] + 4, "width": area["width"] - 8, "height": area["height"] / 4}
    return page.screenshot(clip=clip)  # type: ignore[arg-type]


def test_the_countys_outline_and_names_are_fetched(page: Page, server: Server) -> None:
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    opened(page, server)
    opened(page, server, "school_quality?level=county&place=48453&measure=campus_rating&view=map")
    tracts, schools = ("names-tract_2020-12420", "county_lines-tract_2020-12420"), ("names-48", "cities-48")
    for name in (*tracts, *schools, "outline-48453"):
        assert any(url.endswith(f"/overlay/{name}.json") for url in requests), name


def test_list_and_map_follow_each_other(shown: Page) -> None:
    pick_by_click(shown)
    box = shown.get_by_role("combobox", name="A census tract on the map")
    clicked = box.input_value()
    assert clicked.startswith("Census tract")
    drawn = picture(shown)
    box.focus()
    shown.keyboard.type("Census tract 1,")
    shown.keyboard.press("Enter")
    shown.wait_for_url("**picked=48*")
    settle(shown)
    shown.wait_for_timeout(3000)
    expect(box).not_to_have_value(clicked)
    assert picture(shown) != drawn, "the place is outlined and in the map's middle"
    # The place in the middle is the one that was chosen: a click there picks it, not another one.
    shown.mouse.move(*middle(shown))
    shown.wait_for_timeout(2500)
    expect(shown.locator(TOOLTIP)).to_contain_text(box.input_value())


def root(page: Page) -> Locator:
    return page.locator(f"{CARD} {MAP} .deck-events-root")


def test_the_map_has_a_name_and_a_ring_and_its_keys_are_spoken(shown: Page) -> None:
    expect(root(shown)).to_have_attribute("role", "application")
    expect(root(shown)).to_have_attribute("aria-label", re.compile("^Who lives where: census tracts of the Austin"))
    hint = root(shown).get_attribute("aria-describedby")
    expect(shown.locator(f"#{hint}")).to_contain_text("Arrow keys")
    assert ring(shown) == "none"
    shown.get_by_role("button", name="Full screen").focus()
    shown.keyboard.press("Tab")
    expect(root(shown)).to_be_focused()
    assert ring(shown) != "none"
    spoken = set[str]()
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft"):
        before = shown.locator(f"{CARD} .cm-picked").all_inner_texts()
        shown.keyboard.press(key)
        expect(shown.locator(f"{CARD} .cm-picked")).not_to_have_text(before[0] if before else "", timeout=20_000)
        settle(shown)
        expect(shown.locator("[role=status].cm-spoken")).to_have_text(
            shown.locator(f"{CARD} .cm-picked").inner_text(), timeout=10_000
        )
        spoken.add(shown.locator(".cm-spoken").inner_text())
    assert len(spoken) == 2, "on to the second place, and back to the first"
    expect(root(shown)).to_be_focused()


def ring(page: Page) -> str:
    content = page.locator(MAP).evaluate("map => getComputedStyle(map, '::after').content")
    return str(content)


COVERED = """() => ["[data-testid=stMain] h1", ".st-key-header_bar input"]
  .every(below => document.querySelector(below).closest("[inert]"))"""


@pytest.mark.parametrize("viewport", [(1440, 900), (1280, 720), (390, 844)])
def test_full_screen_keeps_title_legend_and_source(page: Page, server: Server, viewport: tuple[int, int]) -> None:
    width, height = viewport
    page.set_viewport_size({"width": width, "height": height})
    opened(page, server)
    small = page.locator(MAP).bounding_box()
    page.get_by_role("button", name="Full screen").click()
    page.wait_for_timeout(1500)
    large = page.locator(MAP).bounding_box()
    assert small is not None
    assert large is not None
    assert large["width"] >= small["width"]
    assert large["height"] > small["height"]
    for part in ("h2", ".cm-source", ".map-legend", MAP):
        piece = page.locator(f"{CARD} {part}").first
        piece.scroll_into_view_if_needed()
        expect(piece).to_be_in_viewport()
        box = piece.bounding_box()
        assert box is not None
        assert 0 <= box["x"] < box["x"] + box["width"] <= width
        if width > 1000:
            assert 0 <= box["y"] < box["y"] + box["height"] <= height, part
        assert piece.evaluate(IS_ON_TOP), part
    assert page.evaluate(COVERED), "what lies below can't be reached"
    page.keyboard.press("Escape")
    page.wait_for_timeout(1000)
    assert not page.evaluate(COVERED)
    again = page.locator(MAP).bounding_box()
    assert again is not None
    assert again["height"] == small["height"]
