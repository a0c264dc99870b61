"""Tables on the screen and on paper."""

from __future__ import annotations

from datetime import date
from html.parser import HTMLParser

import pandas as pd
import pytest

from indicators.core.provenance import Provenance
from indicators.present.tables import Readable
from indicators.registry import specs
from pages.blocks import data_table, figure_table, method
from pages.runtime.own_scripts import SCRIPTS
from pages.runtime.snapshots import store
from pages.view.figures import Measure, Target
from tests.pages.conftest import texts, visit
from tests.pages.fake_store import SOURCE


class Cells(HTMLParser):
    """Rows of the tables in some HTML, each cell its words; numbers: the number that a cell is sorted by."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.numbers: list[list[str | None]] = []
        self._inside = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
            self.numbers.append([])
        if tag in ("th", "td"):
            self._inside = True
            self.rows[-1].append("")
            self.numbers[-1].append(dict(attrs).get("data-v"))

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag not in ("th", "td")

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.rows[-1][-1] += data


def table_of(page: str, **query: str) -> Cells:
    html = next(box.value for box in visit(page, **{"view": "table"} | query).get("html") if "cm-sort" in box.value)
    return Cells(html)


def test_the_table_has_few_columns_and_marks_the_own_row() -> None:
    head, *rows = table_of("segregation").rows
    assert head == ["Place", "Figure", "Against your community", "Rank (of 16)", "Quality"]
    marked = next(row for row in rows if row[0] == "◆ Austin (Travis County), TX")
    assert marked[1:3] == ["0.4991", "your community"]
    assert [row[2] for row in rows[-3:]] == ["a line to read against"] * 3


def test_raw_figures_are_sorted_by_their_numbers_in_the_unit_that_people_read() -> None:
    table = table_of("family_stability")
    marked = next(number for number, row in enumerate(table.rows) if row[0].startswith("◆"))
    assert table.rows[marked][1:3] == ["21.38%", "± 1.36"]
    assert round(float(table.numbers[marked][1] or "nan"), 1) == 21.4
    assert table.numbers[marked][0] is None, "a name is sorted as a word"


def test_ranges_are_words_with_their_limits_beside_them() -> None:
    head, first, *_ = table_of("school_quality").rows
    assert head[:4] == ["Place", "Figure", "At least", "At most"]
    assert first[1] == "90.5–90.9%"
    page_text = texts(visit("school_quality", view="table"))
    assert "<li>Austin (Travis County), TX: 16 districts" in page_text
    assert "Margins are in" not in page_text


def test_words_of_the_data_are_never_in_what_runs() -> None:
    at = visit("segregation", view="table")
    running = [box.proto for box in at.get("html") if box.proto.unsafe_allow_javascript]
    assert {box.body for box in running} == {
        f"<script>{SCRIPTS[name]}</script>" for name in ("enter", "header_bar", "share", "sort")
    }
    named = Readable(pd.DataFrame({"Place": ["<script>alert(1)</script>"], "Figure": [1.0]}), {"Figure": "%.1f"})
    html = data_table._sorted_by_heads(named, "<b>")
    assert "<script" not in html
    assert "<b>" not in html
    assert "&lt;script&gt;" in html


def test_paper_has_the_address_and_the_day_at_its_foot() -> None:
    page_text = texts(visit("segregation", view="table"))
    assert '<tr class=cm-own><th scope="row">◆ Austin (Travis County), TX</th>' in page_text
    assert "@bottom-left" in page_text
    assert f"{date.today():%B}" in page_text


def test_no_more_is_printed_than_fits() -> None:
    assert "too many for paper" in data_table.on_paper(("Place",), [("a",)] * (data_table.MOST_PRINTED + 1))
    assert "<tr><td>&lt;b&gt;</td></tr>" in data_table.on_paper(("Place",), [("<b>",)])


def test_the_foot_can_be_broken_and_can_not_end_its_string() -> None:
    css = data_table.foot('/segregation?a="};', date(2026, 11, 22))
    content = css.partition('content: "')[2].partition('"')[0]
    assert content.startswith("\\00002f\\00200bsegregation")
    assert "\\000022\\00007d\\00003b" in content
    assert content.endswith("November\\00002022\\00002c\\0000202026")


def test_parts_are_listed_from_the_highest_with_the_title_and_period() -> None:
    at = visit("segregation", measure="share_black", period="2019-2023", view="table")
    figures = list(at.dataframe[0].value["Figure"].dropna())
    assert figures == sorted(figures, reverse=True)
    assert max(figures) > 1, "in per cent"
    assert ", 2019–2023</strong>" in texts(at)


def test_a_period_without_figures_here_is_no_empty_table() -> None:
    at = visit("segregation", measure="share_black", period="2010", view="table")
    assert not at.dataframe
    assert "no figures of this period" in texts(at)


@pytest.mark.parametrize(("of_address", "shown", "sentence"), [("2020", "2020", "2020"), ("2010", "", "2019–2023")])
def test_what_is_inside_follows_the_pages_period_where_it_has_figures(
    of_address: str, shown: str, sentence: str
) -> None:
    at = visit("segregation", period=of_address, view="table")
    at.session_state["inside_open"] = True
    at.run()
    table = next(box.value for box in at.get("html") if "the highest figure first; none is ranked" in box.value)
    assert f"in Austin (Travis County), TX, {sentence}</strong>" in table
    assert ("period=" in table) == bool(shown)


def test_parts_without_a_figure_come_last() -> None:
    county = Measure(specs()["graduation_rate_4yr"], "2021-22", Target("district", "48453", ()))
    from pages.blocks import county_parts

    known = county_parts._readable(county).frame["At most"].notna().tolist()
    assert known == sorted(known, reverse=True)


def test_the_maps_table_has_units_in_its_heads() -> None:
    from pages.blocks import county_parts

    measure = Measure(specs()["share_black"], "2020", Target("tract", "48453", ()))
    table = figure_table.listed(county_parts.frame(measure))
    assert table.column_names[:2] == ["Place", "Figure (%)"]
    assert figure_table.listed(county_parts.frame(measure).head(0)).num_rows == 0


def test_methods_say_when_figures_were_retrieved_and_whom_to_tell() -> None:
    at = visit("methods")
    page_text = texts(at)
    assert not at.dataframe
    assert "retrieved from their publishers on November 21, 2026" in page_text
    assert "no form for it" in page_text
    assert "pandas.read\\_parquet" in page_text or "pandas.read_parquet" in page_text
    assert page_text.count("<td>") > 64 * 6
    assert "Believed" not in page_text


def test_sources_are_named_without_doubled_words() -> None:
    atlas = Provenance(
        "x",
        "O. I.",
        "Atlas",
        "",
        "2018; born 1978",
        "https://e.org",
        "CC BY 4.0",
        "2026-11-21",
        "",
        licence_believed=True,
    )
    paragraph = method.source_paragraph(atlas)
    assert "Release: 2018; born 1978. License: believed to be CC BY 4.0, not confirmed." in paragraph
    assert paragraph.endswith("Retrieved November 21, 2026.")
    for tables, shown in ((("B19080",), "Table B19080"), (("B1", "B2"), "Tables B1, B2"), ((), "Data groups 6")):
        table_text = ", ".join(tables) or "Data groups 6"
        named = Provenance("x", "O", "A", table_text, "1", "u", "none", "2026-11-21", "", tables=tables)
        assert method.table_words(named) == shown
    assert "License: none. " in method.source_paragraph(SOURCE)


def test_nothing_is_said_twice_in_how_it_is_measured() -> None:
    at = visit("segregation")
    closed = " ".join(box.value for box in at.main.get("expander") for box in box.markdown)
    assert closed.count("counts were recovered from tables") == 1
    assert closed.casefold().count("lower is better") == 1


def test_the_scatter_says_of_when_each_measure_is() -> None:
    page_text = texts(visit("mobility", view="zones"))
    assert "with incomes of 2011–2012, an older measure" in page_text
    assert "It is of 2000; the incomes are of 2011–2012." in page_text
    assert store().periods("absolute_upward_mobility", "cz") == ("2011-2012",)


def test_the_place_that_was_picked_leads_the_maps_table() -> None:
    from pages.blocks import county_parts

    figures = county_parts.frame(Measure(specs()["share_black"], "2020", Target("tract", "48453", ())))
    lowest = figures.sort_values("value").iloc[0]
    names = figure_table.listed(figures, lowest["geoid"]).column("Place").to_pylist()
    assert names[0] == f"◆ {lowest['name']}"
    assert names[1:] == [
        name for name in figure_table.listed(figures).column("Place").to_pylist() if name not in names[0]
    ]
