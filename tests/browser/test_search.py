"""Typing in the real boxes: Enter takes the first match, as fast as one types it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.steps import settle, visit
from tools.server import Server

pytestmark = pytest.mark.browser


def heading(page: Page) -> Locator:
    """The title, or the line over it that names the place."""
    return page.locator(".cm-over, h1").first


@pytest.mark.parametrize("pause", [0, 1500])
def test_enter_takes_the_first_match(page: Page, server: Server, pause: int) -> None:
    """At once, before the server has answered, and when the matches stand there."""
    visit(page, server, "segregation")
    box = page.get_by_label("Community")
    box.click()
    box.press_sequentially("Fersno county, ca", delay=10)
    page.wait_for_timeout(pause)
    box.press("Enter")
    expect(heading(page)).to_contain_text("Fresno County", timeout=20_000)
    settle(page)


def test_enter_goes_nowhere_where_nothing_is_found(page: Page, server: Server) -> None:
    visit(page, server, "segregation")
    box = page.get_by_label("Community")
    box.fill("qwertyuiop")
    box.press("Enter")
    expect(page.get_by_text("Nothing is called “qwertyuiop” here")).to_be_visible(timeout=20_000)
    expect(heading(page)).to_contain_text("Travis County")


def test_a_text_that_is_too_long_is_said_to_be(page: Page, server: Server) -> None:
    visit(page, server, "segregation")
    page.get_by_label("Community").fill("Travis County, Texas, " + "which is a place in the middle of it, " * 10)
    expect(page.get_by_text("No name has")).to_be_visible(timeout=20_000)


def test_enter_chooses_the_second_community(page: Page, server: Server) -> None:
    visit(page, server, "side_by_side?place=48453")
    box = page.get_by_label("Beside any other community")
    box.click()
    box.press_sequentially("dallas county tx", delay=10)
    box.press("Enter")
    expect(heading(page)).to_contain_text("Dallas (Dallas County), TX", timeout=20_000)


@pytest.mark.parametrize(
    ("path", "label", "typed", "shown"),
    [
        ("mobility?view=map&place=72097", "A county on the map", "Anasco", "Añasco Municipio"),
        ("income_inequality?view=map&place=24005", "A county on the map", "Prince George’s", "Prince George's County"),
        ("side_by_side?place=48453", "Beside a peer", "Maricpoa county", "Maricopa County"),
    ],
)
def test_a_box_with_a_list_takes_what_people_type(
    page: Page, server: Server, path: str, label: str, typed: str, shown: str
) -> None:
    visit(page, server, path)
    box = page.get_by_role("combobox", name=label)
    box.click()
    box.press_sequentially(typed, delay=10)
    box.press("Enter")
    expect(page.get_by_text(shown).first).to_be_visible(timeout=20_000)
    settle(page)
    expect(box).to_have_value(re.compile(re.escape(shown)))


def test_a_box_with_a_list_says_what_is_not_on_it(page: Page, server: Server) -> None:
    visit(page, server, "side_by_side?place=48453")
    box = page.get_by_role("combobox", name="Beside a peer")
    box.click()
    box.press_sequentially("zzz nowhere", delay=10)
    box.press("Enter")
    expect(page.get_by_text("Nothing on this list is called “zzz nowhere”")).to_be_visible(timeout=20_000)
