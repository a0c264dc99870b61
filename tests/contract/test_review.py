"""No figure of the snapshot contradicts another one: a scan over all, and the specs against what the builder finds."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from data.builder.review import REPORT
from data.builder.review.identity import POINTS, ROUNDING
from data.reader.store import SnapshotStore
from indicators.core.estimate import Estimate, Flag, Status
from indicators.core.geography import Level
from indicators.core.spec import IndicatorSpec
from indicators.registry import specs

PLACE_AND_COUNTY = [
    (spec.key, period)
    for spec in specs().values()
    if {"place", "county"} <= set(spec.levels)
    for period in spec.periods("place")
    if period in spec.periods("county")
]
SHARES = [
    (spec.key, level)
    for spec in specs().values()
    if spec.format == "percent"
    for level in spec.levels
    if len(spec.periods(level)) > 2
]


@pytest.fixture(scope="module")
def report(embedded: SnapshotStore) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((embedded.folder / REPORT).read_text(encoding="utf-8"))
    return content


@pytest.mark.parametrize(("key", "period"), PLACE_AND_COUNTY)
def test_one_area_has_one_figure(key: str, period: str, embedded: SnapshotStore) -> None:
    cities, counties = (embedded.result(key, level, period) for level in ("place", "county"))  # type: ignore[arg-type]
    for city in cities.estimates:
        county = embedded.coextensive("place", city)
        here, there = cities.get(city), counties.get(county) if county else None
        if here is not None and there is not None and here.is_ranked and there.is_ranked:
            assert _agree(specs()[key], here, there), (city, county, here.value, there.value)


def _agree(spec: IndicatorSpec, here: Estimate, there: Estimate) -> bool:
    if here.value is None or there.value is None:
        return True
    margin = float(np.hypot(here.half_width(there), there.half_width(here)))
    least = max(spec.minimum_difference, POINTS if spec.format == "percent" else 0.0)
    return (
        abs(here.value - there.value) <= max(margin, ROUNDING * max(abs(here.value), abs(there.value)), least) * 1.001
    )


@pytest.mark.parametrize(("key", "level"), SHARES)
def test_no_share_falls_to_almost_nothing_and_comes_back(key: str, level: Level, embedded: SnapshotStore) -> None:
    results = [embedded.result(key, level, period) for period in specs()[key].periods(level)]
    for geoid in results[0].estimates:
        values = [figure.value for result in results if (figure := result.get(geoid)) and figure.value is not None]
        for at, low in enumerate(values):
            if low <= 0.10 and max(values[:at], default=0.0) - low >= 0.40 - 1e-9:
                assert max(values[at + 1 :], default=0.0) < low + 0.40, (geoid, values)


@pytest.mark.parametrize(("key", "level"), SHARES)
def test_no_share_of_one_period_stands_far_above_both_sides(key: str, level: Level, embedded: SnapshotStore) -> None:
    results = [embedded.result(key, level, period) for period in specs()[key].periods(level)]
    for geoid in results[0].estimates:
        figures = [figure for result in results if (figure := result.get(geoid)) and figure.value is not None]
        for before, figure, after in zip(figures, figures[1:], figures[2:], strict=False):
            sides = [float(side.value) for side in (before, after) if side.value is not None]
            if figure.value is not None and figure.value >= 0.90 and figure.value - max(sides) >= 0.40 + 1e-9:
                assert not figure.is_ranked, (geoid, figure)


def test_what_the_specs_withhold_is_what_the_builder_finds(report: dict[str, Any]) -> None:
    assert report["coextensive"]
    for entry in report["coextensive"]:
        spec = specs()[entry["indicator"]]
        reasons = {bool(spec.withheld(entry["level"], period)) for period in entry["periods"]}
        assert reasons == {entry["contradicts"]}, entry["indicator"]
    judged = {
        (entry["indicator"], entry["level"], period) for entry in report["coextensive"] for period in entry["periods"]
    }
    withheld = {
        (s.key, series.level, p)
        for s in specs().values()
        for series in s.series
        for p in series.periods
        if series.withheld
    }
    assert withheld <= judged


def test_withheld_figures_are_absent_with_the_reason_of_their_spec(embedded: SnapshotStore) -> None:
    for spec in specs().values():
        for level in spec.levels:
            for period in set(spec.periods(level)) - set(spec.shown(level)):
                figures = list(embedded.result(spec.key, level, period).estimates.values())
                assert all(figure.value is None for figure in figures)
                withheld = [figure for figure in figures if Flag.WITHHELD in figure.flags]
                assert withheld
                assert all(figure.note.endswith(f"Withheld: {spec.withheld(level, period)}.") for figure in withheld)


def test_the_report_and_the_figures_say_the_same(report: dict[str, Any], embedded: SnapshotStore) -> None:
    for case in report["collapses"]:
        for period in case["periods"]:
            figure = embedded.result(case["indicator"], case["level"], period).estimates[case["geoid"]]
            assert (figure.value is None) == (case["decision"] == "withheld")
            assert figure.status is Status.UNRELIABLE
            assert Flag.IMPLAUSIBLE in figure.flags
    for case in report["jumps"]:
        assert case["doubted"]
        for period in case["doubted"]:
            figure = embedded.result(case["indicator"], case["level"], period).estimates[case["geoid"]]
            assert not figure.is_ranked
            assert Flag.IMPLAUSIBLE in figure.flags


def test_roanoke_has_no_share_of_nothing(embedded: SnapshotStore) -> None:
    for period in ("2018", "2019"):
        figure = embedded.result("high_poverty_schools_black", "county", period).estimates["51770"]
        assert figure.value is None
        assert figure.status is Status.UNRELIABLE
        assert "77% (2017)" in figure.note
        assert "97% (2020)" in figure.note
