"""Tables of a few rows are sorted by their heads, with a mouse or with the keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.steps import visit
from tools.server import Server

pytestmark = pytest.mark.browser


def first_table(page: Page) -> Locator:
    """The table, once the browser has drawn it: that is a moment after the script has ended."""
    table = page.locator("table.cm-sort").first
    expect(table).to_be_visible()
    return table


def column(table: Locator, number: int, rows: str = "tbody:not(.cm-lines) tr") -> list[str]:
    cells = table.locator(f"{rows} > :nth-child({number})")
    return [text.strip() for text in cells.all_text_contents()]


def test_heads_sort_the_peers_and_lines_to_read_against_stay_last(page: Page, server: Server) -> None:
    visit(page, server, "segregation?view=table")
    table = first_table(page)
    lines = column(table, 1, "tbody.cm-lines tr")
    figure = table.get_by_role("button", name="Figure")
    figure.click()
    expect(table.get_by_role("columnheader", name="Figure")).to_have_attribute("aria-sort", "ascending")
    ascending = [float(text) for text in column(table, 2)]
    assert len(ascending) == 16
    assert ascending == sorted(ascending)
    figure.press("Enter")
    expect(table.get_by_role("columnheader", name="Figure")).to_have_attribute("aria-sort", "descending")
    assert [float(text) for text in column(table, 2)] == ascending[::-1]
    table.get_by_role("button", name="Place").click()
    assert column(table, 1)[0] != "Portland (Multnomah County)"
    assert column(table, 1, "tbody.cm-lines tr") == lines
    expect(page.locator("table.cm-sort th[aria-sort]")).to_have_count(1)


def test_what_has_no_figure_is_last_either_way(page: Page, server: Server) -> None:
    visit(page, server, "segregation?view=table&measure=dissimilarity_black_white_household&level=county&place=48301")
    table = first_table(page)
    head = table.get_by_role("button", name="Figure")
    for _ in range(2):
        head.click()
        cells = column(table, 2)
        known = [text for text in cells if text != "–"]
        assert "–" in cells
        assert cells[: len(known)] == known


def test_groups_of_the_methods_page_are_sorted_each_for_itself(page: Page, server: Server) -> None:
    visit(page, server, "methods")
    table = first_table(page)
    titles = table.locator("th[scope=rowgroup]").all_text_contents()
    table.get_by_role("button", name="Key").click()
    assert table.locator("th[scope=rowgroup]").all_text_contents() == titles
    first = table.locator("tbody").first
    assert first.locator("tr").first.locator("th[scope=rowgroup]").count() == 1
    keys = [text for text in column(first, 6, "tr:has(td)") if text]
    assert keys == sorted(keys)
