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
from indicators.core.provenance import source_line
from indicators.core.spec import Input, Series
from indicators.present import theme
from indicators.present.charts import correlation_words, for_whom, peer_dots, scatter_chart, strip, trend_chart
from indicators.present.charts.base import Chart, extent, label_lines
from indicators.present.charts.peers import FIGURE_SPACE, NO_BREAK
from indicators.present.charts.scatter import strength_words
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

ACS_INPUT = Input("acs_county_2019_2023", "county", {})
PERCENT = spec(format="percent", bounds=(0.0, 1.0), direction="higher_is_better", title="Graduation rate")


def full_house() -> Comparison:
    """Every kind of row at once."""
    fake_store = store()
    figures = ratios() | {
        "49035": Estimate(3.9, status=Status.TOP_CODED, note="income above the highest bracket"),
        "04013": SUPPRESSED,
        "39049": replace(sample(4.48, 0.9, Quality.POOR), status=Status.UNRELIABLE, note="few cases"),
        "18097": Estimate(4.4),
    }
    lines = benchmarks(fake_store, fake_store.result("income_ratio_80_20", "county"), "48")
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
    indicator = spec(format="dollars", direction="higher_is_better")
    return (
        GroupFigure("Everyone", indicator, sample(97169, 1289), Estimate(83765)),
        GroupFigure("Black", indicator, sample(69384, 4220), Estimate(56799)),
        GroupFigure("Native", indicator, SUPPRESSED),
        GroupFigure("Schools", indicator, blurred(50000, 60000), Estimate(None, None, 1.0, 2.0, Interval.BOUNDS)),
    )


def a_scatter(n: int = 60) -> Scatter:
    roles = {3: "focus", 5: "peer", 7: "peer"}
    points = tuple(
        ScatterPoint(f"{i:05}", f"Zone {i}", 0.01 * i, 50 - 0.2 * i + (i * 7) % 11, roles.get(i, "other"))  # type: ignore[arg-type]
        for i in range(n)
    )
    r = correlation([p.x for p in points], [p.y for p in points], [str(i % 9) for i in range(n)])
    x, y = spec(title="Gini index", format="index"), spec(title="Absolute upward mobility", format="score")
    return Scatter(x, y, "cz", "2011-2012", "2000", points, r, (ACS,))


def charts() -> dict[str, Chart]:
    by_name = {
        "peers": peer_dots(full_house()),
        "ranges": peer_dots(ranges()),
        "strip": strip(full_house()),
        "strip_ranges": strip(ranges()),
        "trend": trend_chart(a_trend(), "Travis County", (ACS,)),
        "groups": for_whom(groups(), "Income", "Travis County", "2019-2023", (ACS,)),
        "scatter": scatter_chart(a_scatter()),
    }
    return {name: chart for name, chart in by_name.items() if chart is not None}


NAMES = ("peers", "ranges", "strip", "strip_ranges", "trend", "groups", "scatter")


@pytest.mark.parametrize("name", NAMES)
def test_charts_fit_the_schema(name: str) -> None:
    validate(charts()[name])


def validate(chart: Chart) -> None:
    """The schema lags behind the compiler in one place: lines under a title may be an expression, as the title may."""
    import altair

    if "title" in chart:
        assert set(chart["title"]["subtitle"]) == {"expr"}
        chart = chart | {"title": chart["title"] | {"subtitle": ["words"]}}
    altair.LayerChart.from_dict(chart, validate=True)


@pytest.mark.parametrize("name", NAMES)
def test_charts_are_whole_and_described(name: str) -> None:
    chart = charts()[name]
    json.dumps(chart, allow_nan=False)
    assert chart["width"] == "container"
    assert chart["usermeta"]["embedOptions"] == {"renderer": "svg", "actions": False}
    assert chart["usermeta"]["exhibit"]["source"] == source_line([ACS])
    assert len(chart["description"]) > 40
    assert all("values" in layer["data"] for layer in chart["layer"])
    assert "http" not in json.dumps({key: value for key, value in chart.items() if key != "$schema"})
    assert "caus" not in json.dumps(chart)


def parameters(chart: Chart) -> dict[str, Any]:
    return {param["name"]: param.get("value") for param in chart["params"]}


def texts(chart: Chart, width: int, room: int | None = None) -> list[str]:
    """Texts of a drawn chart. room: px of its container on screen; without it, as in a file."""
    from xml.etree import ElementTree

    import vl_convert

    params = [
        param | {"expr": str(room) if param["name"] == "room" else param["expr"]} if room and "expr" in param else param
        for param in chart["params"]
    ]
    svg = vl_convert.vegalite_to_svg({**chart, "params": params, "width": width})
    space = "{http://www.w3.org/2000/svg}"
    return [line for text in ElementTree.fromstring(svg).iter(f"{space}text") for line in text.itertext()]


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("strip")])
def test_words_break_where_the_width_asks_for_it(name: str) -> None:
    chart = charts()[name]
    of_chart = parameters(chart)
    whole, broken = texts(chart, 2000, 2000), texts(chart, 360, 360)
    for text in filter(None, (of_chart["chart_title"], *of_chart["chart_subtitle"].split("\n"))):
        assert text in whole
        assert text in " ".join(broken)
        assert all(len(line) <= 360 / (12 * 0.43) for line in broken if line in text)


def test_a_line_break_keeps_every_word() -> None:
    drawn_text = " ".join(texts(charts()["scatter"], 360, 360))
    assert correlation_words(a_scatter()) in drawn_text


def marks(chart: Chart) -> Iterator[tuple[str, dict[str, Any]]]:
    for layer in chart["layer"]:
        for value in layer["data"]["values"]:
            yield layer["mark"]["type"], value


def test_every_place_has_a_row_and_its_words() -> None:
    chart = peer_dots(full_house())
    of_chart = parameters(chart)
    assert len(of_chart["names"]) == 16
    figure_texts = {text.replace(FIGURE_SPACE, "").replace(NO_BREAK, " ") for text in of_chart["words"].values()}
    assert {
        "4.59  rank 2–9 of 12",
        "4.25  peer does better",
        "4.91  peer does worse",
        "4.55  no clear difference",
        "4.4  can’t be tested",
        "4.48  unreliable",
        "at least 3.9",
        "",
    } <= figure_texts
    shown = [value["figure"] for mark, value in marks(chart) if mark == "text" and value.get("mark") == "none"]
    assert shown == ["suppressed by the publisher"]


def test_ranges_are_bars_without_a_dot() -> None:
    named_marks = [(mark, value["name"]) for mark, value in marks(peer_dots(ranges())) if "name" in value]
    assert ("bar", "Travis County (Austin)") in named_marks
    assert ("point", "Travis County (Austin)") not in named_marks


def test_a_range_on_the_overview_is_a_bar_without_a_dot() -> None:
    chart = strip(ranges())
    bar = next(value for mark, value in marks(chart) if mark == "rect" and value["name"] == "Travis County (Austin)")
    assert (bar["lower"], bar["upper"]) == (0.9, 0.91)
    dots = [value["name"] for mark, value in marks(chart) if mark == "point"]
    assert dots == [name_of("48201")], "the one whose figure is no range"
    assert "upright bar: the published range, however narrow" in " ".join(texts(chart, 400))
    exhibit = chart["usermeta"]["exhibit"]
    assert exhibit["title"] == "Graduation rate, 2019–2023"
    assert exhibit["subtitle"].endswith(". Times the income of the household at the 20th percentile"), "the unit"


def test_a_median_of_two_is_not_drawn() -> None:
    """Nor one of figures that nobody should act on."""
    few = compare(result(ratios()), TRAVIS, PEERS[:2], name_of)
    poor = {code: replace(figure, quality=Quality.POOR) for code, figure in ratios().items() if code != TRAVIS}
    doubtful = compare(result(ratios() | poor), TRAVIS, PEERS, name_of)
    for comparison in (few, doubtful):
        assert comparison.median is None
        assert all("Peers’ median" not in str(value) for _, value in marks(peer_dots(comparison)))
        assert all("Peers’ median" not in str(value) for _, value in marks(strip(comparison)))
    assert full_house().median is not None


def test_lines_to_read_against_are_named_with_their_figures() -> None:
    ticks = [value["alt"] for mark, value in marks(peer_dots(full_house())) if mark == "tick"]
    assert ticks == ["Peers’ median 4.51", "Texas 4.77", "United States 4.89"]
    dashes = [
        str(layer["mark"]["strokeDash"]) for layer in peer_dots(full_house())["layer"] if "strokeDash" in layer["mark"]
    ]
    assert len(dashes) == len(set(dashes)) == 3


def test_nothing_is_said_of_what_is_not_drawn() -> None:
    subtitle = parameters(peer_dots(ranges()))["chart_subtitle"]
    assert "margin" not in subtitle
    assert "Cross" not in subtitle
    counted = tuple(GroupFigure(name, PERCENT, Estimate(value)) for name, value in (("Black", 0.4), ("White", 0.5)))
    chart = for_whom(counted, "Rate", "Travis County", "2020")
    assert chart is not None
    assert parameters(chart)["chart_subtitle"] == ""


def test_what_cannot_be_tested_is_gray_and_its_figure_stands_alone() -> None:
    figures = {code: Estimate(0.4 + 0.01 * i) for i, code in enumerate((TRAVIS, *PEERS[:4]))}
    chart = peer_dots(compare(result(figures, spec(format="index")), TRAVIS, PEERS[:4], name_of))
    of_chart = parameters(chart)
    assert "Gray dot: can’t be tested." in of_chart["chart_subtitle"]
    assert set(of_chart["words"].values()) == {"0.400", "0.410", "0.420", "0.430", "0.440"}
    fills = [layer["mark"]["fill"] for layer in chart["layer"] if layer["mark"].get("shape") == "circle"]
    assert fills == [{"expr": "reference_colour"}]


def test_a_figure_in_doubt_is_hollow() -> None:
    poor = ratios() | {TRAVIS: sample(4.6, 3, Quality.POOR)}
    comparison = compare(result(poor), TRAVIS, PEERS, name_of)
    diamonds = [layer["mark"] for layer in peer_dots(comparison)["layer"] if layer["mark"].get("shape") == "diamond"]
    assert [mark["fill"] for mark in diamonds] == [{"expr": "paper"}]
    assert "Hollow diamond: too uncertain to act on." in parameters(peer_dots(comparison))["chart_subtitle"]
    assert "hollow: too uncertain to act on" in " ".join(texts(strip(comparison), 400))


def test_groups_are_titled_by_their_family() -> None:
    indicator = spec(family_title="Income of households", family_unit="dollars", title="Income of Black households")
    figures = [GroupFigure(name, indicator, sample(4, 1)) for name in ("Black", "White")]
    chart = for_whom(figures, "Income", "Travis County", "2020")
    assert chart is not None
    assert parameters(chart)["chart_title"] == "Income of households by group, Travis County, 2020"
    assert "dollars (← lower is better)" in json.dumps(chart, ensure_ascii=False)


def test_the_axis_shows_every_limit() -> None:
    comparison = full_house()
    spec = comparison.spec
    low, high = extent((row.estimate for row in comparison.rows), spec)
    limits = [
        limit for row in comparison.rows for limit in (row.estimate.lower, row.estimate.upper) if limit is not None
    ]
    assert low < min(limits)
    assert high > max(limits)
    assert extent([], spec) == [0.0, 1.0]
    low, high = extent([Estimate(3.0)], spec)
    assert low < 3.0 < high


def test_the_axis_ends_where_the_measure_does() -> None:
    share = replace(full_house().spec, bounds=(0.0, 1.0))
    assert extent([Estimate(0.0), Estimate(1.0)], share) == [0.0, 1.0]
    assert extent([Estimate(0.0), Estimate(1.0)], replace(share, bounds=(None, None))) == [-0.04, 1.04]


def test_lines_are_broken_where_segments_end() -> None:
    chart = trend_chart(a_trend(), "Travis County")
    assert chart is not None
    segments = [value["segment"] for mark, value in marks(chart) if mark == "line" and value["name"] == "Travis County"]
    assert segments == [0, 1, 2]
    subtitle = parameters(chart)["chart_subtitle"]
    assert "The line is broken between 2018 and 2019–2023" in subtitle
    assert "No figure: 2016 (suppressed by the publisher" in subtitle


def two_censuses(**changes: object) -> Trend:
    series = (
        Series("county", ("2010",), ACS_INPUT, "Everyone, of all ages", ages="all ages"),
        Series("county", ("2020",), ACS_INPUT, "People aged 18 and over", ages="adults"),
    )
    points = (TrendPoint("2010", Estimate(0.474), 0), TrendPoint("2020", Estimate(0.481), 1))
    indicator = spec(series=series, format="index", bounds=(0.0, 1.0))
    return replace(Trend(indicator, "county", points, points, (("2010", "2020"),)), **changes)  # type: ignore[arg-type]


def test_a_break_says_who_is_counted_on_either_side() -> None:
    chart = trend_chart(two_censuses(), "Travis County")
    assert chart is not None
    assert {"all ages", "adults"} <= set(texts(chart, 700))
    assert "first everyone, of all ages; then people aged 18 and over." in parameters(chart)["chart_subtitle"]


def test_a_break_of_areas_says_so() -> None:
    before = Series("county", ("2010",), ACS_INPUT, "x")
    after = replace(before, periods=("2020",), note="The survey’s areas were redrawn.", redrawn=True)
    series = (before, after)
    chart = trend_chart(two_censuses(spec=spec(series=series)), "Travis County")
    assert chart is not None
    assert "areas change" in texts(chart, 700)
    assert "between 2010 and 2020: the survey’s areas were redrawn." in parameters(chart)["chart_subtitle"]


def test_every_row_has_its_name_on_a_phone() -> None:
    chart = peer_dots(full_house())
    phone = [param | {"expr": "true"} if param["name"] == "narrow" else param for param in chart["params"]]
    drawn_text = " ".join(texts({**chart, "params": phone}, 360, 360))
    assert all(name_of(code).partition(" (")[0] in drawn_text for code in (TRAVIS, *PEERS))
    assert "undefined" not in drawn_text


def test_a_percentile_stands_once() -> None:
    ranks = {code: sample(0.4 + 0.01 * i, 0.002) for i, code in enumerate((TRAVIS, *PEERS[:4]))}
    indicator = spec(title="Income rank", format="rank", shown_unit="percentile among the nation’s incomes")
    drawn_texts = texts(peer_dots(compare(result(ranks, indicator), TRAVIS, PEERS[:4], name_of)), 700)
    assert [text for text in drawn_texts if "percentile" in text] == [
        "percentile among the nation’s incomes (← lower is better)"
    ]


def test_no_dash_is_promised_where_none_is_drawn() -> None:
    alone = trend_chart(two_censuses(), "Travis County")
    joined = (TrendPoint("2010", Estimate(0.474), 0), TrendPoint("2020", Estimate(0.481), 0))
    dashed = trend_chart(two_censuses(medians=joined), "Travis County")
    assert alone is not None
    assert dashed is not None
    assert "Peers’ median" in texts(alone, 700)
    assert "Peers’ median, dashed" in texts(dashed, 700)
    none = trend_chart(two_censuses(medians=()), "Travis County")
    assert none is not None
    assert not any("median" in text for text in texts(none, 700))


def test_a_small_change_does_not_fill_the_axis() -> None:
    chart = trend_chart(two_censuses(), "Travis County")
    assert chart is not None
    low, high = next(
        layer["encoding"]["y"]["scale"]["domain"]
        for layer in chart["layer"]
        if "scale" in layer["encoding"].get("y", {})
    )
    assert high - low >= 0.047
    assert low < 0.474 < 0.481 < high


def test_periods_that_share_years_are_not_joined() -> None:
    chart = trend_chart(two_censuses(breaks=(), overlaps=(("2010", "2020"),)), "Travis County")
    assert chart is not None
    assert "No line joins periods that share years." in parameters(chart)["chart_subtitle"]
    gap = trend_chart(two_censuses(breaks=(), gaps=(("2010", "2020"),)), "Travis County")
    assert gap is not None
    assert "No figures between 2010 and 2020." in parameters(gap)["chart_subtitle"]


def test_no_trend_of_one_figure_and_no_groups_of_one() -> None:
    short = Trend(spec(), "county", (TrendPoint("2014", sample(5, 0.1), 0), TrendPoint("2016", SUPPRESSED, 0)))
    assert trend_chart(short, "Travis County") is None
    assert for_whom(groups()[:1], "Income", "Travis County", "2019-2023") is None


def test_a_hidden_group_says_why() -> None:
    chart = for_whom(groups(), "Income", "Travis County", "2019-2023")
    assert chart is not None
    hidden = [value["note"] for mark, value in marks(chart) if mark == "text" and "note" in value]
    assert hidden == ["suppressed by the publisher to protect privacy"]


def test_scatter_says_how_sure_and_not_what_moves_what() -> None:
    sentence = correlation_words(a_scatter())
    assert sentence.startswith("Correlation −0.")
    assert "60 commuting zones, clustered in 9 states" in sentence
    assert "does not say what moves what" in sentence
    assert correlation_words(replace(a_scatter(), correlation=None)) == "Too few areas for a correlation."
    assert strength_words(Correlation(0.1, -0.1, 0.3, 9, 3)) == "no clear link"
    assert strength_words(Correlation(-0.6, -0.7, -0.5, 9, 3)) == "areas high on one tend to be low on the other"
    assert strength_words(Correlation(0.6, 0.5, 0.7, 9, 3)) == "areas high on one tend to be high on the other"


def test_the_factor_s_own_years_stand_in_the_title_of_a_scatter() -> None:
    scatter = replace(a_scatter(), x_period="1996-2000")
    assert (
        parameters(scatter_chart(scatter))["chart_title"]
        == "Absolute upward mobility, 2011–2012, and Gini index, 1996–2000"
    )


def test_names_are_data_and_never_part_of_an_expression() -> None:
    nasty = "'];alert(1)//<b>\\"
    comparison = compare(result({"f": sample(5, 0.1), "a": sample(4, 0.1)}), "f", ["a"], lambda code: nasty + code)
    chart = peer_dots(comparison)
    expressions = json.dumps([layer["encoding"]["y"].get("axis") for layer in chart["layer"]])
    assert "alert" not in expressions
    assert "alert" not in json.dumps([param for param in chart["params"] if "expr" in param])


def test_long_names_break_into_two_lines() -> None:
    assert label_lines("Mecklenburg County (Charlotte)") == ["Mecklenburg County", "(Charlotte)"]
    assert label_lines("Nashville (Davidson County)") == ["Nashville", "(Davidson County)"]
    assert label_lines("Denver (county)") == ["Denver (county)"]
    assert label_lines("Charlotte (Mecklenburg County), NC") == ["Charlotte, NC", "(Mecklenburg County)"]
    assert label_lines("Lower Connecticut River Valley Region, Connecticut")[1].endswith("…, Connecticut")
    assert label_lines("Barceloneta Municipio, Puerto Rico") == ["Barceloneta Municipio", "Puerto Rico"]
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
    import vl_convert

    comparison = compare(result(estimates), "f", [code for code in estimates if code != "f"], str)
    for chart in (peer_dots(comparison), strip(comparison)):
        validate(chart)
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
    fills -= {ground}  # halos, that part words from what is behind them
    assert fills
    assert all(theme.contrast_ratio(fill, ground) >= 4.5 for fill in fills)
    assert "undefined" not in svg
