"""Tables behind the charts."""

from __future__ import annotations

from indicators.compare.benchmarks import Benchmark
from indicators.compare.comparison import compare
from indicators.core.estimate import Estimate
from indicators.present.tables import (
    FIGURE_COLUMNS,
    comparison_figures,
    comparison_table,
    figures_table,
)
from tests.unit.peer_figures import ACS, PEERS, SUPPRESSED, TRAVIS, name_of, ratios, result


def test_the_table_has_every_row_of_the_chart() -> None:
    found = compare(result(ratios() | {"48029": SUPPRESSED}), TRAVIS, PEERS, name_of)
    table = comparison_table(found)
    assert list(table["geoid"])[:16] == [row.geoid for row in found.rows]
    own = table[table["geoid"] == TRAVIS].iloc[0]
    assert (own["figure"], own["verdict"], own["value"]) == ("4.59 ± 0.11", "", 4.59413)
    last = table.iloc[15]
    assert (last["status"], last["rank"], last["why"]) == ("suppressed by the publisher", "not ranked", SUPPRESSED.note)
    assert last["value"] != last["value"]


def test_downloads_have_the_columns_of_the_command_line() -> None:
    whole = figures_table(result(ratios()), name_of)
    assert tuple(whole.columns) == (*FIGURE_COLUMNS, "note")
    assert len(whole) == 16
    assert set(whole["source"]) == {ACS.source_line}
    some = figures_table(result(ratios()), name_of, ["08031", "99999"])
    assert list(some["geoid"]) == ["08031"]
    shown = comparison_figures(compare(result(ratios() | {"48029": SUPPRESSED}), TRAVIS, PEERS, name_of))
    assert tuple(shown.columns[: len(FIGURE_COLUMNS)]) == FIGURE_COLUMNS
    assert str(shown["rank_low"].dtype) == "Int64"
    assert figures_table(result({}), name_of).empty


def test_lines_to_read_against_end_the_table() -> None:
    lines = (Benchmark("Texas", Estimate(4.77)), Benchmark("Texas, over all tracts of the state", Estimate(0.5), False))
    found = compare(result(ratios()), TRAVIS, PEERS, name_of, lines)
    table = comparison_table(found)
    assert list(table["place"])[-3:] == ["Peers’ median", "Texas", "Texas, over all tracts of the state"]
    assert set(table["why"][-3:]) == {"a line to read against"}
    assert set(table["verdict"][-3:]) == {""}
    shown = comparison_figures(found)
    assert list(shown["role"].value_counts().sort_index().items()) == [("community", 1), ("line", 3), ("peer", 15)]
