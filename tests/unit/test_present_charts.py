"""Charts: valid against the schema, whole, and readable by machine and by people."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from indicators.compare.benchmarks import benchmarks
from indicators.compare.comparison import Comparison, compare
from indicators.compare.correlation import Correlation, Scatter, ScatterPoint, correlation
from indicators.compare.groups import GroupFigure
from indicators.compare.trend import Trend, TrendPoint
from indicators.core.estimate import Estimate, Interval, Quality, Status
from indicators.present import theme
from indicators.present.charts import correlation_words, for_whom, peer_dots, scatter_chart, strip, trend_chart
from indicators.present.charts_base import Chart, extent, label_lines
from indicators.present.charts_scatter import strength_words
from tests.unit.peer_figures import (
    ACS,
    PEERS,
    SUPPRESSED,
    TRAVIS,
    blurred,
    name_of,
    ratios,
    result,
    sample,
    spec,
    store,
)

PERCENT = spec(format="percent", bounds=(0.0, 1.0), direction="higher_is_better", title="Graduation rate")


def full_house() -> Comparison:
    """Every kind of row at once."""
    made = store()
    figures = ratios() | {
        "49035": Estimate(3.9, status=Status.TOP_CODED, note="income above the highest bracket"),
        "04013": SUPPRESSED,
        "39049": replace(sample(4.48, 0.9, Quality.POOR), status=Status.UNRELIABLE, note="few cases"),
        "18097": Estimate(4.4),
    }
    lines = benchmarks(made, made.result("income_ratio_80_20", "county"), TRAVIS)
    return compare(result(figures), TRAVIS, PEERS, name_of, lines)


def ranges() -> Comparison:
    figures = {
        TRAVIS: blurred(0.9, 0.91),
        "48029": blurred(0.8, 0.84),
        "48113": blurred(0.95, 1.0),
        "48201": Estimate(0.8),
    }
    return compare(result(figures, PERCENT), TRAVIS, list(figures)[1:], name_of)


def a_trend() -> Trend:
    points = (
        TrendPoint("2014", sample(5, 0.1), 0),
        TrendPoint("2016", SUPPRESSED, 0),
        TrendPoint("2018", sample(4.9, 0.1), 1),
        TrendPoint("2019-2023", sample(4, 0.1), 2),
    )
    medians = (TrendPoint("2014", Estimate(4.5), 0), TrendPoint("2018", Estimate(4.4), 0))
    return Trend(spec(), "county", points, medians, (("2018", "2019-2023"),))


def groups() -> tuple[GroupFigure, ...]:
    of = spec(format="dollars", direction="higher_is_better")
    return (
        GroupFigure("Everyone", of, sample(97169, 1289), Estimate(83765)),
        GroupFigure("Black", of, sample(69384, 4220), Estimate(56799)),
        GroupFigure("Native", of, SUPPRESSED),
        GroupFigure("Schools", of, blurred(50000, 60000), Estimate(None, None, 1.0, 2.0, Interval.BOUNDS)),
    )


def a_scatter(n: int = 60) -> Scatter:
    roles = {3: "focus", 5: "peer", 7: "peer"}
    points = tuple(
        ScatterPoint(f"{i:05}", f"Zone {i}", 0.01 * i, 50 - 0.2 * i + (i * 7) % 11, roles.get(i, "other"))  # type: ignore[arg-type]
        for i in range(n)
    )
    found = correlation([p.x for p in points], [p.y for p in points], [str(i % 9) for i in range(n)])
    x, y = spec(title="Gini index", format="index"), spec(title="Absolute upward mobility", format="score")
    return Scatter(x, y, "cz", "2011-2012", points, found, (ACS,))


def charts() -> dict[str, Chart]:
    made = {
        "peers": peer_dots(full_house()),
        "ranges": peer_dots(ranges()),
        "strip": strip(full_house()),
        "strip_ranges": strip(ranges()),
        "trend": trend_chart(a_trend(), "Travis County", (ACS,)),
        "groups": for_whom(groups(), "Income", "Travis County", "2019-2023", (ACS,)),
        "scatter": scatter_chart(a_scatter()),
    }
    return {name: chart for name, chart in made.items() if chart is not None}


NAMES = ("peers", "ranges", "strip", "strip_ranges", "trend", "groups", "scatter")


@pytest.mark.parametrize("name", NAMES)
def test_charts_fit_the_schema(name: str) -> None:
    import altair

    altair.LayerChart.from_dict(charts()[name], validate=True)


@pytest.mark.parametrize("name", NAMES)
def test_charts_are_whole_and_described(name: str) -> None:
    chart = charts()[name]
    json.dumps(chart, allow_nan=False)
    assert chart["width"] == "container"
    assert chart["usermeta"]["embedOptions"] == {"renderer": "svg"}
    assert chart["usermeta"]["exhibit"]["source"] == ACS.source_line
    assert len(chart["description"]) > 40
    assert all("values" in layer["data"] for layer in chart["layer"])
    assert "http" not in json.dumps({key: value for key, value in chart.items() if key != "$schema"})
    assert "caus" not in json.dumps(chart)


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("strip")])
def test_titles_fit_a_phone(name: str) -> None:
    chart = charts()[name]
    lines = next(param["value"] for param in chart["params"] if param["name"] == "title_narrow")
    assert all(len(line) <= 40 for line in lines)
    assert all(len(line) <= 54 for line in chart["title"]["subtitle"])


def drawn(chart: Chart) -> Iterator[tuple[str, dict[str, Any]]]:
    for layer in chart["layer"]:
        for value in layer["data"]["values"]:
            yield layer["mark"]["type"], value


def test_every_place_has_a_row_and_its_words() -> None:
    chart = peer_dots(full_house())
    parameters = {param["name"]: param.get("value") for param in chart["params"]}
    assert len(parameters["names"]) == 16 + 3
    assert parameters["words"]["focus"].startswith("rank ")
    assert set(parameters["names"].values()) >= {"Peers’ median", "Texas", "United States", "Travis County (Austin)"}
    words = set(parameters["words"].values())
    assert {
        "+ better",
        "− worse",
        "≈ no clear difference",
        "? can’t be tested",
        "? unreliable",
        "at least 3.9",
    } <= words
    texts = [value["figure"] for mark, value in drawn(chart) if mark == "text"]
    assert texts == ["suppressed by the publisher"]


def test_ranges_are_bars_without_a_dot() -> None:
    found = [(mark, value["name"]) for mark, value in drawn(peer_dots(ranges())) if "name" in value]
    assert ("bar", "Travis County (Austin)") in found
    assert ("point", "Travis County (Austin)") not in found
    assert ("bar", "Peers’ median") in found


def test_the_axis_shows_every_limit() -> None:
    comparison = full_house()
    low, high = extent(row.estimate for row in comparison.rows)
    limits = [
        limit for row in comparison.rows for limit in (row.estimate.lower, row.estimate.upper) if limit is not None
    ]
    assert low < min(limits)
    assert high > max(limits)
    assert extent([]) == [0.0, 1.0]
    low, high = extent([Estimate(3.0)])
    assert low < 3.0 < high


def test_lines_are_broken_where_segments_end() -> None:
    chart = trend_chart(a_trend(), "Travis County")
    assert chart is not None
    segments = [value["segment"] for mark, value in drawn(chart) if mark == "line" and value["name"] == "Travis County"]
    assert segments == [0, 1, 2]
    assert "The line is broken between 2018 and 2019–2023" in " ".join(chart["title"]["subtitle"])
    assert "No figure: 2016 (suppressed by the publisher" in chart["usermeta"]["exhibit"]["subtitle"][-1]


def test_no_trend_of_one_figure_and_no_groups_of_one() -> None:
    one = Trend(spec(), "county", (TrendPoint("2014", sample(5, 0.1), 0), TrendPoint("2016", SUPPRESSED, 0)))
    assert trend_chart(one, "Travis County") is None
    assert for_whom(groups()[:1], "Income", "Travis County", "2019-2023") is None


def test_a_hidden_group_says_why() -> None:
    chart = for_whom(groups(), "Income", "Travis County", "2019-2023")
    assert chart is not None
    hidden = [value["note"] for mark, value in drawn(chart) if mark == "text"]
    assert hidden == ["suppressed by the publisher to protect privacy"]


def test_scatter_says_how_sure_and_not_what_moves_what() -> None:
    words = correlation_words(a_scatter())
    assert words.startswith("Correlation −0.")
    assert "60 commuting zones, clustered in 9 states" in words
    assert "does not say what moves what" in words
    assert correlation_words(replace(a_scatter(), correlation=None)) == "Too few areas for a correlation."
    assert strength_words(Correlation(0.1, -0.1, 0.3, 9, 3)) == "no clear link"
    assert strength_words(Correlation(-0.6, -0.7, -0.5, 9, 3)) == "areas high on one tend to be low on the other"
    assert strength_words(Correlation(0.6, 0.5, 0.7, 9, 3)) == "areas high on one tend to be high on the other"


def test_names_are_data_and_never_part_of_an_expression() -> None:
    nasty = "'];alert(1)//<b>\\"
    found = compare(result({"f": sample(5, 0.1), "a": sample(4, 0.1)}), "f", ["a"], lambda code: nasty + code)
    chart = peer_dots(found)
    expressions = json.dumps([layer["encoding"]["y"].get("axis") for layer in chart["layer"]])
    assert "alert" not in expressions
    assert "alert" not in json.dumps([param for param in chart["params"] if "expr" in param])


def test_long_names_break_into_two_lines() -> None:
    assert label_lines("Mecklenburg County (Charlotte)") == ["Mecklenburg County", "(Charlotte)"]
    assert label_lines("Nashville (Davidson County)") == ["Nashville", "(Davidson County)"]
    assert label_lines("Denver (county)") == ["Denver (county)"]
    assert all(len(line) <= 21 for line in label_lines("Nashville-Davidson--Murfreesboro--Franklin, TN"))
    assert len(label_lines("one two three four five six seven eight nine ten")) == 2
    assert label_lines("") == [""]


@pytest.mark.parametrize("name", sorted(theme.NAMED))
def test_colours_reach_their_contrast(name: str) -> None:
    light, dark = theme.NAMED[name]
    wanted = {"ink": 7, "quiet": 4.5, "focus_colour": 4.5, "peer_colour": 4.5, "reference_colour": 4.5}.get(name)
    if wanted:
        assert theme.contrast_ratio(light, theme.LIGHT_GROUND) >= wanted
        assert theme.contrast_ratio(dark, theme.DARK_GROUND) >= wanted


def test_the_community_differs_from_peers_in_grey_too() -> None:
    """Shape and weight part them anyway; the words of a row stay readable on its band."""
    for side in (0, 1):
        assert theme.contrast_ratio(theme.INK[side], theme.BAND[side]) >= 7
        assert theme.contrast_ratio(theme.FOCUS[side], theme.BAND[side]) >= 3
    with pytest.raises(KeyError):
        theme.ink("mauve")


def test_a_view_is_built_in_a_few_milliseconds() -> None:
    figures, names = result(ratios()), {code: name_of(code) for code in ratios()}
    best = min(_seconds(figures, names) for _ in range(5))
    assert best < 0.02


def _seconds(figures: Any, names: dict[str, str]) -> float:
    start = time.perf_counter()
    comparison = compare(figures, TRAVIS, PEERS, names.__getitem__)
    peer_dots(comparison)
    strip(comparison)
    return time.perf_counter() - start


@pytest.mark.parametrize(
    "estimates",
    [
        {"f": SUPPRESSED, "a": SUPPRESSED},
        {"f": SUPPRESSED, "a": sample(5, 0.1)},
        {"f": sample(5, 0.1)},
        {"f": Estimate(None, None, 3.9, None, Interval.BOUNDS, Status.TOP_CODED), "a": sample(5, 0.1)},
        {},
    ],
    ids=["nobody", "only a peer", "alone", "only a limit", "empty"],
)
def test_charts_of_little_still_draw(estimates: dict[str, Estimate]) -> None:
    import altair
    import vl_convert

    found = compare(result(estimates), "f", [code for code in estimates if code != "f"], str)
    for chart in (peer_dots(found), strip(found)):
        altair.LayerChart.from_dict(chart, validate=True)
        assert vl_convert.vegalite_to_svg({**chart, "width": 358}).startswith("<svg")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("ground", [theme.LIGHT_GROUND, theme.DARK_GROUND])
def test_words_are_readable_on_either_ground(name: str, ground: str) -> None:
    """Every text of a drawn chart, in the colour that it has there, against the ground it is on."""
    import re

    import vl_convert

    chart = charts()[name]
    config = {**chart["config"], "background": ground}
    svg = vl_convert.vegalite_to_svg({**chart, "width": 700, "config": config})
    fills = set(re.findall(r'<text[^>]* fill="(#[0-9a-f]{6})"', svg))
    assert fills
    assert all(theme.contrast_ratio(fill, ground) >= 4.5 for fill in fills)
    assert "undefined" not in svg
