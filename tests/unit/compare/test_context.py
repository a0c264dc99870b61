"""Peers, lines to read against, trends, groups and correlations."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.compare.benchmarks import benchmarks
from indicators.compare.correlation import correlation, scatter_points
from indicators.compare.defaults import DEFAULT_PEERS
from indicators.compare.groups import by_group, label_of
from indicators.compare.peers import CONTEXT, chosen, context_table, default_group, nearest, stability
from indicators.compare.trend import change, joins, overlap, trend, years
from indicators.compare.verdicts import Verdict
from indicators.core.estimate import Estimate, Flag, Interval
from indicators.core.geography import Level, check_geoid
from indicators.core.result import Result
from indicators.core.spec import IndicatorSpec, Input, Series
from indicators.registry import specs
from tests.unit.peer_figures import PEERS, SUPPRESSED, TRAVIS, FakeStore, blurred, ratios, result, sample, spec, store

# First period of the areas that the survey drew anew.
NEW_AREAS = {"income_percentile_ratio_80_20": "2022", "high_school_degree": "2023"}


def context(**columns: list[float]) -> dict[str, Result]:
    """Counties 00001, 00002 ... with figures of the keys given; NaN becomes a suppressed one."""
    results = {}
    for key, values in columns.items():
        estimates = {f"{i:05}": Estimate(v) if v == v else SUPPRESSED for i, v in enumerate(values, start=1)}
        results[key] = result(estimates, spec(key=key, format="number", direction="neutral"))
    return results


def test_default_peers_are_codes_of_their_level() -> None:
    for focus, (level, geoids) in DEFAULT_PEERS.items():
        assert focus not in geoids
        assert len(set(geoids)) == len(geoids)
        for geoid in (focus, *geoids):
            check_geoid(level, geoid)
    group = default_group("county", TRAVIS)
    assert group is not None
    assert group.geoids == PEERS
    assert default_group("cbsa", TRAVIS) is None
    assert default_group("county", "48001") is None


def test_nearest_by_hand() -> None:
    """Two keys with a spread of 1 and 2: distances are root mean squares of gaps in standard deviations."""
    peers = nearest(context(population_growth=[0, 2, 0, 2], share_bachelors=[0, 0, 4, 4]), "county", "00001", 3)
    assert [(peer.geoid, round(peer.distance or 0, 6)) for peer in peers.members] == [
        ("00002", round(2**0.5, 6)),
        ("00003", round(2**0.5, 6)),
        ("00004", 2.0),
    ]
    assert peers.members[0].reason == "most alike in share with a bachelor’s degree, most different in growth (higher)"
    assert "growth and share with a bachelor’s degree" in peers.rule


def test_population_is_compared_as_a_logarithm() -> None:
    peers = nearest(context(population=[100, 1000, 10000, 1000], population_growth=[0, 0, 0, 5]), "county", "00002", 2)
    near, far = peers.members
    assert near.distance == pytest.approx(far.distance)
    assert {near.geoid, far.geoid} == {"00001", "00003"}


def test_a_place_is_likened_by_what_is_known_of_it() -> None:
    nan = float("nan")
    figures = context(population=[5, 6, 7, 8], population_growth=[1, 2, 3, nan], share_foreign_born=[nan, 1, 2, 3])
    peers = nearest(figures, "county", "00001", 5)
    assert peers.geoids == ("00002", "00003")
    assert "Left out, because not known here: share born abroad." in peers.rule
    only_one = nearest(context(population=[5, 6], population_growth=[nan, 1]), "county", "00001")
    assert only_one.members == ()
    assert "No peers could be found" in only_one.rule
    assert nearest(figures, "county", "99999").members == ()
    assert nearest({}, "county", "00001").members == ()


def test_cities_of_the_same_region_come_first() -> None:
    cities = {"4800001": 100.0, "3600001": 101.0, "1200001": 110.0, "0600001": 500.0}
    estimates = {geoid: Estimate(value) for geoid, value in cities.items()}
    flat = {geoid: Estimate(0.1 * i) for i, geoid in enumerate(cities)}
    figures = {
        "population": Result(spec(), "place", "2023", estimates, ()),
        "population_growth": Result(spec(), "place", "2023", dict.fromkeys(flat, Estimate(0.1)), ()),
    }
    peers = nearest(figures, "place", "4800001", 3)
    assert peers.geoids[0] == "1200001"
    assert "by size" in peers.rule
    assert peers.members[0].reason.endswith("same region")
    assert peers.members[1].reason.endswith("another region")


def test_stability_counts_draws_and_repeats_itself() -> None:
    figures = context(population=[100, 105, 110, 400], population_growth=[1.0, 1.1, 1.2, 9.0])
    margins = {geoid: replace(figure, moe=0.3) for geoid, figure in figures["population_growth"].estimates.items()}
    table = context_table(
        figures | {"population_growth": replace(figures["population_growth"], estimates=margins)}, "county"
    )
    shares = stability(table, "00001", n=1)
    assert shares == stability(table, "00001", n=1)
    assert sum(shares.values()) == pytest.approx(1)
    assert shares["00002"] > shares["00003"] > 0
    assert "00004" not in shares
    assert stability(context_table(figures, "county"), "00001") == {}


def test_peers_chosen_by_hand_leave_out_the_focus() -> None:
    assert chosen("county", TRAVIS, ("48029", TRAVIS, "48029")).geoids == ("48029",)


def test_context_never_holds_what_is_compared() -> None:
    assert {key.key for key in CONTEXT}.isdisjoint(
        {"income_ratio_80_20", "economic_connectedness", "graduation_rate_4yr"}
    )


def test_lines_are_the_state_and_the_nation() -> None:
    figures = store()
    lines = benchmarks(figures, figures.result("income_ratio_80_20", "county"), "48")
    assert [(line.label, line.estimate.value) for line in lines] == [("Texas", 4.77301), ("United States", 4.88871)]


def county_index(figures: dict[str, Estimate], levels: tuple[Level, ...] = ("county",)) -> Result:
    """An index over tracts, of the levels given."""
    series = tuple(Series(level, ("2020",), Input("c", "tract", {}), "adults") for level in levels)
    return result(figures, spec(series=series), period="2020")


def test_an_index_over_tracts_is_read_against_the_median_county() -> None:
    tiny = replace(Estimate(0.9), flags=frozenset({Flag.SMALL_GROUP}))
    figures = {f"4800{i}": Estimate(0.1 * i) for i in range(1, 6)} | {"48009": tiny, "01001": Estimate(0.9)}
    lines = benchmarks(store(), county_index(figures), "48")
    assert [line.label for line in lines] == ["Median Texas county", "Median US county"]
    assert lines[0].estimate.value == pytest.approx(0.3)
    assert lines[1].estimate.value == pytest.approx(0.35)
    with_puerto_rico = figures | {f"7200{i}": Estimate(0.01) for i in range(1, 9)}
    assert benchmarks(store(), county_index(with_puerto_rico), "48") == lines
    assert benchmarks(store(), county_index(with_puerto_rico), "72")[0].estimate.value == 0.01


def test_the_state_s_own_index_stands_in_the_table_alone() -> None:
    figures = {f"4800{i}": Estimate(0.1 * i) for i in range(1, 6)}
    county = county_index(figures, ("county", "state", "us"))
    fake_store = store()
    fake_store.results |= {
        (county.spec.key, "state", "2020"): replace(county, level="state", estimates={"48": Estimate(0.6)}),
        (county.spec.key, "us", "2020"): replace(county, level="us", estimates={"00": Estimate(0.7)}),
    }
    lines = benchmarks(fake_store, county, "48")
    assert [(line.label, line.is_drawn) for line in lines] == [
        ("Median Texas county", True),
        ("Median US county", True),
        ("Texas, over all tracts of the state", False),
        ("United States, over all tracts of the nation", False),
    ]


def test_the_median_county_of_ranges_is_a_range() -> None:
    figures = {"48001": blurred(0.8, 0.9), "48002": blurred(0.85, 0.86), "48003": Estimate(0.82)}
    line = benchmarks(store(), county_index(figures), "48")[0]
    assert (line.estimate.interval, line.estimate.lower, line.estimate.upper) == (Interval.BOUNDS, 0.82, 0.86)


def two_methods() -> tuple[FakeStore, IndicatorSpec]:
    old = Series("county", ("2014", "2016", "2018"), Input("a", "county", {}), "households")
    new = Series("county", ("2021", "2023"), Input("b", "county", {}), "households", joins_trend=False)
    indicator = spec(series=(old, new))
    values = {"2014": sample(5, 0.1), "2016": SUPPRESSED, "2018": sample(4.9, 0.1), "2021": sample(4, 0.1)}
    values["2023"] = sample(3, 0.1)
    three = dict.fromkeys(PEERS[:3], sample(4.5, 0.1))
    results = {
        (indicator.key, "county", period): result({TRAVIS: figure, **three}, indicator, period=period)
        for period, figure in values.items()
    }
    return FakeStore(results), indicator  # type: ignore[arg-type]


def test_a_break_in_method_and_a_missing_figure_break_the_line() -> None:
    fake_store, indicator = two_methods()
    line = trend(fake_store, indicator, "county", TRAVIS, PEERS[:3])
    assert [point.segment for point in line.points] == [0, 0, 1, 2, 2]
    assert [point.segment for point in line.medians] == [0, 0, 0, 1, 1]
    assert line.breaks == (("2018", "2021"),)
    moved = change(line)
    assert moved is not None
    assert (moved.first.period, moved.last.period, moved.verdict) == ("2021", "2023", Verdict.BETTER)
    assert joins(indicator, "county", "2014", "2018")
    assert not joins(indicator, "county", "2018", "2021")
    of_two = trend(fake_store, indicator, "county", TRAVIS, PEERS[:2])
    assert all(point.estimate.value is None for point in of_two.medians), "two peers have no median"


def test_a_series_with_a_note_of_its_own_breaks_the_line() -> None:
    for key in ("income_percentile_ratio_80_20", "high_school_degree"):
        indicator = specs()[key]
        periods = indicator.periods("county")
        assert joins(indicator, "county", periods[0], periods[1])
        assert [pair for pair in pairwise(periods) if not joins(indicator, "county", *pair)] == [
            ("2021", NEW_AREAS[key])
        ]


def test_a_year_left_out_is_a_gap_in_the_line() -> None:
    periods = ("2017", "2018", "2019", "2021", "2022")
    indicator = spec(series=(Series("county", periods, Input("a", "county", {}), "households"),))
    results = {(indicator.key, "county", p): result({TRAVIS: sample(5, 0.1)}, indicator, period=p) for p in periods}
    line = trend(FakeStore(results), indicator, "county", TRAVIS)  # type: ignore[arg-type]
    assert line.gaps == (("2019", "2021"),)
    assert [point.segment for point in line.points] == [0, 0, 0, 1, 1]
    assert line.breaks == ()


def test_periods_that_overlap_are_neither_joined_nor_tested() -> None:
    indicator = spec(series=(Series("county", ("2016-2020", "2019-2023"), Input("a", "county", {}), "households"),))
    results = {
        (indicator.key, "county", p): result({TRAVIS: sample(5, 0.1)}, indicator, period=p)
        for p in indicator.periods("county")
    }
    line = trend(FakeStore(results), indicator, "county", TRAVIS)  # type: ignore[arg-type]
    assert [point.segment for point in line.points] == [0, 1]
    assert (line.breaks, line.overlaps) == ((), (("2016-2020", "2019-2023"),))
    assert overlap("2019-2023", "2023-2027")
    assert not overlap("2014-2018", "2019-2023")
    assert not overlap("2020-21", "2021-22"), "school years meet in a calendar year"
    moved = change(line)
    assert moved is not None
    assert (moved.verdict, moved.reason) == (Verdict.CANNOT_TEST, "the periods overlap")


@pytest.mark.parametrize(
    ("period", "span"),
    [("2020", (2020, 2020)), ("2019-2023", (2019, 2023)), ("2021-22", (2021, 2022)), ("2025-05", (2025, 2025))],
)
def test_years_of_a_period(period: str, span: tuple[int, int]) -> None:
    assert years(period) == span


def test_groups_keep_the_one_without_a_figure() -> None:
    everyone, black = spec(key="income", group="all"), spec(key="income_black", group="black")
    other = spec(key="income_asian", series=())
    figures = FakeStore(
        {
            ("income", "county", "2019-2023"): result(ratios(), everyone),
            ("income_black", "county", "2019-2023"): result(
                {TRAVIS: SUPPRESSED, **dict.fromkeys(PEERS[:3], Estimate(3.0))}, black
            ),
        }
    )
    groups = by_group(figures, (everyone, black, other), "county", TRAVIS, "2019-2023", PEERS[:3])
    few = by_group(figures, (everyone, black, other), "county", TRAVIS, "2019-2023", PEERS[:2])
    assert all(group.median is None for group in few), "two peers have no median"
    assert [(group.label, group.estimate.value) for group in groups] == [("Everyone", 4.59413), ("Black", None)]
    assert groups[1].median == Estimate(3.0)


def test_an_index_of_two_groups_names_both() -> None:
    assert label_of(spec(group="black", groups=("black", "white"))) == "Black and White"
    assert label_of(spec(group="black", groups=("black",))) == "Black"
    assert label_of(spec(group="all")) == "Everyone"


def test_correlation_by_hand() -> None:
    """x = -1, 0, 1 twice, y with r = 0.5: influences zx zy - r (zx^2 + zy^2) / 2 summed in three clusters."""
    x, y = [-1, 0, 1, -1, 0, 1], [-1, 1, 0, -1, 1, 0]
    r = correlation(x, y, ["a", "b", "c", "a", "b", "c"])
    assert r is not None
    assert r.r == pytest.approx(0.5)
    # variance of x and y is 2/3: influences are 0.75, -0.375, -0.375 each, so cluster sums 1.5, -0.75, -0.75
    error = (3 / 2 * (1.5**2 + 0.75**2 + 0.75**2)) ** 0.5 / 6
    width = (np.arctanh(r.upper) - np.arctanh(r.lower)) / 2 * (1 - 0.25)
    assert width / error == pytest.approx(2.92, rel=0.02)  # Student's t, 2 degrees of freedom, 95th percentile


def test_correlation_agrees_with_a_bootstrap_of_clusters() -> None:
    generator = np.random.default_rng(7)
    cluster = np.repeat(np.arange(48), 15)
    shared = generator.normal(size=(48, 2))[cluster]
    x = shared[:, 0] + generator.normal(size=720)
    y = -0.6 * x + shared[:, 1] + generator.normal(size=720)
    r = correlation(x, y, [str(c) for c in cluster])
    assert r is not None
    assert r.r == pytest.approx(np.corrcoef(x, y)[0, 1])
    draws = []
    for _ in range(1500):
        rows = (generator.integers(48, size=48)[:, None] * 15 + np.arange(15)).ravel()
        draws.append(np.corrcoef(x[rows], y[rows])[0, 1])
    lower, upper = np.quantile(draws, [0.05, 0.95])
    assert r.upper - r.lower == pytest.approx(upper - lower, rel=0.15)
    alone = correlation(x, y, [str(i) for i in range(720)])
    assert alone is not None
    assert alone.upper - alone.lower < r.upper - r.lower


def test_no_correlation_of_a_constant_or_of_two_clusters() -> None:
    assert correlation([1, 1, 1], [1, 2, 3], ["a", "b", "c"]) is None
    assert correlation([1, 2, 3], [1, 2, 4], ["a", "b", "a"]) is None
    exact = correlation([1, 2, 3], [2, 4, 6], ["a", "b", "c"])
    assert exact is not None
    assert exact.lower == exact.upper == pytest.approx(1)


@given(st.lists(st.tuples(st.integers(-50, 50), st.integers(-50, 50)), min_size=4, max_size=30))
def test_correlation_stays_in_bounds(pairs: list[tuple[int, int]]) -> None:
    r = correlation([x for x, _ in pairs], [y for _, y in pairs], [str(i % 4) for i in range(len(pairs))])
    if r is not None:
        assert -1 - 1e-12 <= r.lower <= r.r + 1e-12
        assert r.r - 1e-12 <= r.upper <= 1 + 1e-12


def test_scatter_keeps_areas_that_have_both_figures() -> None:
    x, y = spec(key="x"), spec(key="y")
    zones = {f"{i:05}": Estimate(float(i)) for i in range(6)}
    figures = FakeStore(
        {
            ("x", "cz", "2011-2012"): result(zones | {"00005": SUPPRESSED}, x, "cz", "2011-2012"),
            ("y", "cz", "2011-2012"): result({k: Estimate(v.value**2) for k, v in zones.items()}, y, "cz", "2011-2012"),  # type: ignore[operator]
        }
    )
    scatter = scatter_points(figures, "x", "y", "00001", {"00002"}, str, lambda geoid: geoid)
    assert [point.role for point in scatter.points] == ["other", "focus", "peer", "other", "other"]
    assert scatter.correlation is not None
    assert scatter.correlation.n == 5
