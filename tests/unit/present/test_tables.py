"""Tables behind the charts."""

from __future__ import annotations

import pandas as pd

from indicators.compare.benchmarks import Benchmark
from indicators.compare.comparison import compare
from indicators.core.estimate import Estimate, Quality, Status
from indicators.core.provenance import source_line
from indicators.present.tables import (
    FIGURE_COLUMNS,
    MARGIN,
    PLACE_MARK,
    Readable,
    comparison_figures,
    figures_table,
    notes,
    readable_comparison,
    readable_figures,
)
from tests.unit.peer_figures import ACS, PEERS, SUPPRESSED, TRAVIS, blurred, name_of, ratios, result, sample, spec


def test_the_table_has_every_row_of_the_chart() -> None:
    comparison = compare(result(ratios() | {"48029": SUPPRESSED}), TRAVIS, PEERS, name_of)
    table = readable_comparison(comparison)
    names = [f"{PLACE_MARK} {row.name}" if row.is_focus else row.name for row in comparison.rows]
    assert list(table.frame["Place"])[:16] == names
    marked = table.frame[table.frame["Place"] == f"{PLACE_MARK} {name_of(TRAVIS)}"].iloc[0]
    assert (marked["Against your community"], table.written("Figure", marked["Figure"])) == ("your community", "4.594")
    last = table.frame.iloc[15]
    assert last["Rank (of 15)"] == "not ranked"
    assert table.written("Figure", last["Figure"]) == "–"
    assert comparison_figures(comparison)["why"][15] == SUPPRESSED.note


def test_downloads_have_the_columns_of_the_command_line() -> None:
    whole = figures_table(result(ratios()), name_of)
    assert tuple(whole.columns) == (*FIGURE_COLUMNS, "note")
    assert len(whole) == 16
    assert set(whole["source"]) == {source_line([ACS])}
    some = figures_table(result(ratios()), name_of, ["08031", "99999"])
    assert list(some["geoid"]) == ["08031"]
    shown = comparison_figures(compare(result(ratios() | {"48029": SUPPRESSED}), TRAVIS, PEERS, name_of))
    assert tuple(shown.columns[: len(FIGURE_COLUMNS)]) == FIGURE_COLUMNS
    assert str(shown["rank_low"].dtype) == "Int64"
    assert figures_table(result({}), name_of).empty


def test_lines_to_read_against_end_the_table() -> None:
    lines = (Benchmark("Texas", Estimate(4.77)), Benchmark("Texas, over all tracts of the state", Estimate(0.5), False))
    comparison = compare(result(ratios()), TRAVIS, PEERS, name_of, lines)
    table = readable_comparison(comparison)
    assert table.lines == 3
    assert list(table.frame["Place"])[-3:] == ["Peers’ median", "Texas", "Texas, over all tracts of the state"]
    assert set(table.frame["Against your community"][-3:]) == {"a line to read against"}
    shown = comparison_figures(comparison)
    assert list(shown["role"].value_counts().sort_index().items()) == [("community", 1), ("line", 3), ("peer", 15)]


def test_a_table_to_read_has_no_empty_column_and_one_format_for_each_number() -> None:
    readable = readable_comparison(compare(result(ratios()), TRAVIS, PEERS, name_of))
    assert list(readable.frame) == [
        "Place",
        "Figure",
        "Margin (90%)",
        "Against your community",
        "Rank (of 16)",
        "Quality",
    ]
    assert readable.formats == {"Figure": "%.3f", "Margin (90%)": "± %.3f"}
    marked = readable.frame[readable.frame["Place"] == f"{PLACE_MARK} {name_of(TRAVIS)}"].iloc[0]
    assert (marked["Figure"], marked["Against your community"]) == (4.594, "your community")
    counts = {code: Estimate(1.5, quality=Quality.GOOD) for code in (TRAVIS, *PEERS)}
    untested = readable_comparison(compare(result(counts), TRAVIS, PEERS, name_of))
    assert list(untested.frame) == ["Place", "Figure", "Quality"]
    assert untested.formats == {"Figure": "%.1f"}, "no digit that says nothing"


def test_ranges_and_codes_are_written_and_their_limits_have_columns() -> None:
    figures = ratios() | {"48029": blurred(2.0, 3.0), "48201": Estimate(9.0, status=Status.TOP_CODED)}
    readable = readable_comparison(compare(result(figures), TRAVIS, PEERS, name_of))
    assert list(readable.frame)[:6] == ["Place", "Figure", "Value", "Margin (90%)", "At least", "At most"]
    assert readable.frame.set_index("Place").loc[name_of("48201"), "Figure"] == "at least 9.0"


def test_the_highest_part_comes_first_and_those_without_a_figure_last() -> None:
    share = spec(format="percent", bounds=(0.0, 1.0))
    named = [("a", SUPPRESSED), ("b", sample(0.2, 0.01)), ("c", sample(0.34567, 0.02)), ("d", sample(0.2, 0.01))]
    readable = readable_figures(share, named)
    assert list(readable.frame["Place"]) == ["c", "b", "d", "a"]
    assert list(readable.frame["Figure"][:2]) == [34.57, 20.0]
    assert readable.formats == {"Figure": "%.2f%%", "Margin (90%)": "± %.2f"}
    assert readable.frame["Note"].iloc[3].startswith("Suppressed by the publisher. ")
    letters = spec(format="letter", labels={4.0: "A", 3.0: "B"})
    graded = readable_figures(letters, [("x", Estimate(3.0)), ("y", SUPPRESSED), ("z", Estimate(4.0))])
    assert list(graded.frame["Figure"]) == ["A", "B", ""]
    money = readable_figures(spec(format="dollars"), [("x", Estimate(78_538.4))])
    assert (money.formats, money.frame["Figure"][0]) == ({"Figure": "$"}, 78_538)
    assert readable_figures(share, []).frame.empty


def test_cells_are_written_in_their_unit() -> None:
    money = readable_figures(spec(format="dollars"), [("x", sample(78_538.4, 1_204.0)), ("y", SUPPRESSED)])
    row = money.frame.iloc[0]
    assert [money.written(head, row[head]) for head in ("Place", "Figure", MARGIN)] == ["x", "$78,538", "± $1,204"]
    assert money.written("Figure", money.frame["Figure"][1]) == "–"
    share = readable_figures(spec(format="percent", bounds=(0.0, 1.0)), [("x", sample(0.34567, 0.02))])
    assert share.written("Figure", share.frame["Figure"][0]) == "34.57%"
    people = Readable(pd.DataFrame({"Place": ["x"], "People": [1_334_961.0]}), {"People": ","})
    assert people.written("People", people.frame["People"][0]) == "1,334,961"


def test_a_note_is_given_once_with_its_places() -> None:
    figures = ratios() | {"48029": SUPPRESSED, "48201": SUPPRESSED}
    places_by_note = notes(compare(result(figures), TRAVIS, PEERS, name_of))
    assert len(places_by_note) == 1
    names, note = places_by_note[0]
    assert set(names) == {name_of("48029"), name_of("48201")}
    assert note.startswith("Suppressed by the publisher. ")
