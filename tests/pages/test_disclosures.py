"""What opens and closes says what is in it: on no page do two disclosures have one name."""

from __future__ import annotations

import re
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import PAGES, visit

PLACES = (
    {},
    {"level": "county", "place": "54077"},
    {"level": "cbsa", "place": "12420"},
    {"level": "place", "place": "4805000"},
)
SUMMARY = re.compile(r"<summary([^>]*)>(.*?)</summary>", re.DOTALL)


def disclosures(at: AppTest) -> list[str]:
    """The names that a screen reader says: the label where there is one, else the words."""
    summaries = [summary for element in at.get("html") for summary in SUMMARY.findall(element.value)]
    labels = [(re.search('aria-label="([^"]*)"', attributes), name) for attributes, name in summaries]
    return [unescape(label[1] if label else name) for label, name in labels] + [box.label for box in at.expander]


@pytest.mark.parametrize("query", PLACES, ids=str)
@pytest.mark.parametrize("page", PAGES)
def test_no_two_disclosures_of_a_page_have_one_name(page: str, query: dict[str, str]) -> None:
    names = disclosures(visit(page, **query))
    assert len(names) == len(set(names)), names
    assert "Export" not in names
    assert all(name.startswith("Export: ") for name in names if "xport" in name)


def test_an_export_says_of_what_it_is() -> None:
    measure = "Dissimilarity index, Black and White"
    views = {"peers": "peers chart", "map": "map", "groups": "groups chart", "time": "trend", "table": "peers table"}
    for view, what in views.items():
        assert f"Export: {what} of {measure}" in disclosures(visit("segregation", view=view))
    assert "Export: map of both communities, Dissimilarity index, Black and White" in disclosures(visit("side_by_side"))
    two = disclosures(visit("side_by_side", map="residents.tract"))
    assert [name for name in two if "map of" in name] == [
        f"Export: map of {place}, {measure}" for place in ("Austin (Travis County), TX", "Dallas (Dallas County), TX")
    ]


def test_a_table_names_each_row_by_its_first_cell() -> None:
    def page() -> None:
        from pages.blocks.data_table import Link, grouped

        grouped("All", ("Name", "Year"), [("Group", [(Link("One", "https://example.org"), "2020")])])

    (table, *_) = AppTest.from_function(page).run().get("html")
    assert '<th scope="row"><a href="https://example.org">One</a></th><td>2020</td>' in table.value
