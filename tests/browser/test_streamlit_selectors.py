"""Every selector on Streamlit's elements matches something: the one that an update broke is named."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.steps import settle, visit
from tools.server import Server

pytestmark = pytest.mark.browser

PAGES = Path(__file__).resolve().parents[2] / "pages"
OF_STREAMLIT = re.compile(r"\.st[A-Z-]|data-testid|\bst-key|\[data-tag\]")
PSEUDO = re.compile(r"::(before|after)|:not\(:focus-within, :hover\)|:focus-visible")
PHONE = {"width": 390, "height": 844}
SCREEN = {"width": 1440, "height": 900}


def rules(css: str) -> Iterator[str]:
    """The selectors of every rule, those in @media too."""
    css = re.sub(r"/\*.*?\*/|\"[^\"]*\"(?=\s*[;}])", "", css, flags=re.DOTALL)
    for heads in re.findall(r"([^{};]+)\{", css):
        if not heads.strip().startswith("@"):
            yield from (head.strip() for head in split(heads))


def split(heads: str) -> list[str]:
    """The parts of a list of selectors: commas inside of brackets separate nothing."""
    parts, depth = [""], 0
    for letter in heads:
        depth += (letter in "([") - (letter in ")]")
        if letter == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    return parts


def alternatives(selector: str) -> list[str]:
    """The selector once for each of the things that an ``:is()`` in it lists."""
    start, mark, rest = selector.partition(":is(")
    if not mark:
        return [selector]
    depths = list(accumulate(((letter == "(") - (letter == ")") for letter in rest), initial=1))[1:]
    end = depths.index(0)
    return [way for part in split(rest[:end]) for way in alternatives(f"{start}{part.strip()}{rest[end + 1 :]}")]


def selectors() -> list[str]:
    """Every selector on Streamlit's elements in the style sheets and the scripts, each once."""
    sheets = [file.read_text(encoding="utf-8") for file in sorted(PAGES.rglob("*.css"))]
    scripts = [file.read_text(encoding="utf-8") for file in sorted(PAGES.rglob("*.js"))]
    heads = [head for sheet in sheets for head in rules(sheet)]
    quoted = [text for script in scripts for text in re.findall(r'"([^"\n]+)"', script)]
    heads += [head.strip() for text in quoted for head in split(text)]
    selectors = {PSEUDO.sub("", way) for head in heads for way in alternatives(head)}
    return sorted(selector for selector in selectors if OF_STREAMLIT.search(selector))


def open_figures(page: Page) -> None:
    page.get_by_role("button", name="Figures on the map").first.click()
    see_grid(page)


def fill_screen(page: Page) -> None:
    page.get_by_role("button", name="Full screen").click()
    page.locator("html[data-map=full]").wait_for(state="attached")


def type_community(page: Page) -> None:
    page.get_by_label("Community").press_sequentially("king county, wash", delay=10)
    page.locator(".st-key-community_match").wait_for()


def type_peer(page: Page) -> None:
    page.locator(".st-key-header_bar").get_by_role("button", name="Change").click()
    page.get_by_label("Add a county").press_sequentially("king county, wash", delay=10)
    page.locator(".st-key-peer_match").wait_for()


def type_other(page: Page) -> None:
    page.get_by_label("Beside any other community").press_sequentially("king county, wash", delay=10)
    page.locator(".st-key-other_match").wait_for()


def see_grid(page: Page) -> None:
    page.get_by_test_id("stDataFrame").first.wait_for()


def stay(page: Page) -> None:
    """Nothing is done."""


# What a visitor opens, on which screen, and does there.
VISITS: tuple[tuple[str, dict[str, int], Callable[[Page], None]], ...] = (
    ("", SCREEN, stay),
    ("", PHONE, stay),
    ("segregation?view=peers", SCREEN, type_community),
    ("segregation?view=map", SCREEN, open_figures),
    ("segregation?view=map", SCREEN, fill_screen),
    ("segregation?view=table&measure=share_black", SCREEN, see_grid),
    ("mobility?place=31005", SCREEN, stay),
    ("peers", SCREEN, type_peer),
    ("peers?place=48453&peers=48029", SCREEN, stay),
    ("side_by_side", SCREEN, type_other),
    ("side_by_side?map=residents.tract", SCREEN, stay),
    ("methods", SCREEN, stay),
)
MATCHING = "selectors => selectors.filter(selector => document.querySelector(selector))"


@pytest.fixture(scope="module")
def matched(browser: Browser, server: Server) -> set[str]:
    """The selectors that match on one of the visits."""
    matched: set[str] = set()
    for path, viewport, act in VISITS:
        page = browser.new_page(viewport=viewport)  # type: ignore[arg-type]
        page.set_default_timeout(30_000)
        visit(page, server, path)
        matched.update(page.evaluate(MATCHING, selectors()))
        act(page)
        settle(page)
        matched.update(page.evaluate(MATCHING, selectors()))
        page.close()
    return matched


@pytest.mark.parametrize("selector", selectors(), ids=str)
def test_the_selector_matches_something(selector: str, matched: set[str]) -> None:
    assert selector in matched, f"{selector!r} matches nothing: mend it, or delete it where it is no longer needed"
