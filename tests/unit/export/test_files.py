"""CSV, pictures and citations."""

from __future__ import annotations

import csv
import io
import re
import struct
from datetime import date
from xml.etree import ElementTree

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.compare.comparison import compare
from indicators.core.exhibit import Exhibit
from indicators.core.provenance import source_line
from indicators.export.citation import citation
from indicators.export.csv import csv_bytes, csv_text, safe_cell
from indicators.export.image import for_file, png_bytes, svg_bytes
from indicators.present.charts import peer_dots
from indicators.present.tables import comparison_figures
from tests.unit.peer_figures import ACS, PEERS, TRAVIS, name_of, ratios, result, spec

LINK = (
    "https://measure.example.org/income_inequality?level=county&place=48453&measure=income_ratio_80_20&period=2019-2023"
)
SVG = "{http://www.w3.org/2000/svg}"


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_formulas_are_disarmed_and_negative_numbers_stay_numbers() -> None:
    frame = pd.DataFrame(
        {
            "name": ["=1+1", "+cmd", "-2+3", "@x", "\tx", "plain", "-3.5"],
            "value": [-0.5, 1.0, float("nan"), -1e-9, 0.0, 2.0, 3.0],
            "rank": pd.array([-1, None, 2, 3, 4, 5, 6], dtype="Int64"),
            "=head": ["a"] * 7,
        }
    )
    cells = rows(csv_bytes(frame))
    assert cells[0] == ["name", "value", "rank", "'=head"]
    assert [row[0] for row in cells[1:]] == ["'=1+1", "'+cmd", "'-2+3", "'@x", "'\tx", "plain", "-3.5"]
    assert [row[1] for row in cells[1:4]] == ["-0.5", "1.0", ""]
    assert [row[2] for row in cells[1:3]] == ["-1", ""]


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+x",
        "-x",
        "@x",
        "-2+3",
        "-",
        "+",
        "\t=1",
        "\n=x",
        "\r\n=x",
        "\tx",
        "\nx",
        " =1",
        "\u00a0=1",
        "\u200b=1",
        "\ufeff=1",
        "\0=1",
        "\u3000=1",
        "＝1+1",
        "＋x",
        "－x",
        "＠x",
        " ＝1",
        "-5%",
        "-5-5",
        "-1,234",
        "+1 555 0100",
        "-5\n",
        "-٥",
        "=",
        "@",
        "+e5",
    ],
)
def test_text_that_may_be_a_formula_is_guarded(cell: str) -> None:
    assert safe_cell(cell) == f"'{cell}"
    assert rows(csv_bytes(pd.DataFrame({"name": [cell], cell: ["x"]}))) == [["name", f"'{cell}"], [f"'{cell}", "x"]]
    assert list(csv.reader(io.StringIO(csv_text([cell], [[cell]]), newline=""))) == [[f"'{cell}"]] * 2


@pytest.mark.parametrize(
    "cell", ["-5", "+5", "-0.5", "-.5", "+5.", "-1e-9", "+1E5", "5", "", " ", "a=1", "x@y", "2-3", "'=1", -5, 2.5, None]
)
def test_numbers_and_plain_words_stay_as_they_are(cell: object) -> None:
    assert safe_cell(cell) == cell


@given(st.text(max_size=12) | st.text("=+-@＝\t\r\n 　\u200b1.e", max_size=6))
def test_no_text_cell_begins_a_formula(text: str) -> None:
    cell = str(safe_cell(text))
    assert cell in (text, f"'{text}")
    if not cell.startswith("'"):
        visible = re.sub(r"^[\s\x00-\x1f\u200b\ufeff]+", "", cell)
        assert visible[:1] not in ("=", "@", "＝", "＠")
        assert not cell.startswith(("\t", "\r", "\n"))
        if visible[:1] in ("+", "-"):
            float(cell)


@given(st.lists(st.text(max_size=4), min_size=2, max_size=2))
def test_what_is_written_is_read_again(cells: list[str]) -> None:
    """Also with a carriage return in a cell, which csv quotes only where its lines end in one."""
    written = csv_text(["a", "b"], [cells])
    assert written.startswith("a,b\n")
    assert list(csv.reader(io.StringIO(written, newline="")))[1] == [safe_cell(cell) for cell in cells]


def test_a_period_stands_in_words_beside_itself() -> None:
    periods = ["2025-05", "2011-12", "2019-2023", "2020"]
    shown = rows(csv_bytes(pd.DataFrame({"geoid": ["1"] * 4, "period": periods, "value": range(4)})))
    assert shown[0] == ["geoid", "period", "period_in_words", "value"]
    assert [row[1] for row in shown[1:]] == periods
    assert [row[2] for row in shown[1:]] == ["May 2025", "school year 2011–12", "2019–2023", "2020"]


def test_every_kind_of_period_stands_in_words_beside_itself() -> None:
    frame = pd.DataFrame({"a_period": ["2000-01"], "x": [1], "period": ["2020"], "b_period": [None], "periodic": ["y"]})
    kinds = ("a_period", "period", "b_period")
    head, row = rows(csv_bytes(frame, kinds))
    assert head == [
        *("a_period", "a_period_in_words", "x", "period", "period_in_words"),
        *("b_period", "b_period_in_words", "periodic"),
    ]
    assert row == ["2000-01", "school year 2000–01", "1", "2020", "2020", "", "", "y"]
    assert rows(csv_bytes(frame.assign(period_in_words="mine"), kinds))[1][-1] == "mine"


def test_every_file_begins_alike() -> None:
    assert csv_bytes(pd.DataFrame({"name": ["Travis"]})) == b"\xef\xbb\xbfname\r\nTravis\r\n"
    assert csv_bytes(pd.DataFrame({"name": ["Doña Ana"]})).startswith(b"\xef\xbb\xbfname")


def test_geoids_keep_their_zeros() -> None:
    table = comparison_figures(compare(result(ratios()), TRAVIS, PEERS, name_of))
    assert "08031" in {row[0] for row in rows(csv_bytes(table))}


@pytest.fixture(scope="module")
def chart() -> dict[str, object]:
    return peer_dots(compare(result(ratios()), TRAVIS, PEERS, name_of))


def test_the_svg_carries_title_source_and_permalink(chart: dict[str, object]) -> None:
    content = svg_bytes(chart, permalink=LINK, notes=("A note & more.",))
    root = ElementTree.fromstring(content)
    texts = [" ".join(element.itertext()) for element in root.iter(f"{SVG}text")]
    everything = " ".join(texts)
    for text in (
        "Income ratio, 80th to 20th percentile, 2019–2023",
        "times the income",
        "lower is better",
        "King County (Seattle)",
    ):
        assert text in everything
    assert f"Source: {source_line([ACS])}" in texts
    assert "A note & more." in texts
    assert LINK in "".join(texts)
    assert root.findtext(f"{SVG}title") == str(chart["description"])
    width, height = (float(root.attrib[side]) for side in ("width", "height"))
    assert root.attrib["viewBox"] == f"0 0 {width:g} {height:g}"
    lowest = max(float(element.attrib.get("y", 0)) for element in root.findall(f"{SVG}text"))
    assert lowest < height


def test_the_png_has_twice_the_pixels_of_the_svg(chart: dict[str, object]) -> None:
    content = png_bytes(chart, permalink=LINK)
    assert content.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", content[16:24])
    root = ElementTree.fromstring(svg_bytes(chart, permalink=LINK))
    assert width == pytest.approx(2 * float(root.attrib["width"]), abs=2)
    assert height == pytest.approx(2 * float(root.attrib["height"]), abs=2)


def test_a_chart_is_not_changed_by_its_export(chart: dict[str, object]) -> None:
    before = repr(chart)
    for_file(chart)
    assert repr(chart) == before


def test_exports_fetch_nothing() -> None:
    outside = {"data": {"url": "https://example.org/x.json"}, "mark": "point", "encoding": {}}
    with pytest.raises(ValueError, match="not allowed"):
        svg_bytes(outside)


def test_the_citation_names_view_and_source() -> None:
    text = citation((ACS, ACS), spec(), "Travis County, Texas", "2019-2023", LINK, date(2026, 11, 21))
    assert text.splitlines() == [
        "Common Measure. “Income ratio, 80th to 20th percentile: Travis County, Texas, 2019–2023.” "
        f"Retrieved November 21, 2026, from {LINK}",
        "Source: US Census Bureau, American Community Survey 2019-2023, table B19080, "
        "https://www.census.gov/programs-surveys/acs, retrieved November 21, 2026.",
    ]


def test_an_exhibit_knows_its_sources() -> None:
    assert Exhibit("A title", provenance=(ACS, ACS)).source_line == source_line([ACS])
