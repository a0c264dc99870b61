"""What an address or a visitor says is shown as it was typed: no link, no picture, no dash is made of it."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.steps import PAGES, settle, visit
from tools.server import Server

pytestmark = pytest.mark.browser

TYPED = {
    "place": "http://e.example/a_b :smile: a@b.c -- (c)",
    "measure": "www.e.example :material/home: -> <b>x</b> $x$ **b** :red[x]",
    "period": "<-> >= :streamlit: mailto:m@n.example",
    "map": "~~d~~ [e](http://f.example) :+1:",
    "classing": "-- `c` &lt;b&gt; :material_home:",
    "layers": "![g](http://h.example/i.png) <= ~= <-",
    "picked": "- https://me@j.example:80/?a=b#c",
    "group": "1. xmpp:k@l.example # ^x^ {y} | z",
    "peers": ":heart_eyes_cat:",
    "pinned": "HTTP://E.EXAMPLE",
    "snapshot": "-- www.o.example",
}
SHORTEST = 40


def text_of(place: Locator) -> str:
    return " ".join((place.text_content() or "").split())


def has_only_text(place: Locator) -> None:
    """Nothing in it but text (and the icon at its start): no link, no picture, no formula, no emphasis of its own."""
    expect(place.locator("a, img, em, del, code, .katex, .stMarkdownColoredText, [role=img]")).to_have_count(0)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path or "overview")
def test_an_address_is_shown_as_typed(page: Page, server: Server, path: str) -> None:
    visit(page, server, f"{path}?{urlencode(TYPED)}")
    alert = page.get_by_test_id("stMain").get_by_test_id("stAlertContentWarning").first
    expect(alert).to_contain_text("e.example")
    shown = text_of(alert)
    for name, value in TYPED.items():
        assert f"“{value[:SHORTEST]}" in shown, name
    has_only_text(alert.get_by_test_id("stMarkdownContainer").last)


@pytest.mark.parametrize("value", [value for name, value in TYPED.items() if name != "pinned"])
def test_a_search_is_shown_as_typed(page: Page, server: Server, value: str) -> None:
    visit(page, server, "methods")
    page.get_by_label("Community").fill(value)
    caption = (
        page.locator(".st-key-header_bar").get_by_test_id("stCaptionContainer").filter(has_text="Nothing is called")
    )
    expect(caption).to_be_visible(timeout=20_000)
    settle(page)
    assert f"“{value}”" in text_of(caption)
    has_only_text(caption)
