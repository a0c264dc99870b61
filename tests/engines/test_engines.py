"""Every measure over tracts gives the same figures on pandas, DuckDB and PySpark."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from data.sources.households import institutional_tracts
from indicators.core.spec import IndicatorSpec, Series
from indicators.registry import of_factor
from indicators.stats.exposure import exposure, normalised_isolation
from indicators.stats.inequality import gini
from indicators.stats.institutions import INSTITUTIONAL

EQUAL = {"rel": 1e-9, "abs": 1e-12}
Run = Callable[[Callable[..., Any], pd.DataFrame], pd.DataFrame]


def computed() -> list[Any]:
    """One case for each formula and set of columns: levels and groups that ask for the same are run once."""
    cases: dict[tuple[Any, ...], tuple[IndicatorSpec, Series]] = {}
    for spec in of_factor("segregation"):
        for series in spec.series:
            cases.setdefault((spec.family or spec.key, *columns_of(series)), (spec, series))
    return [pytest.param(*case, id=f"{case[0].key}-{case[1].level}-{case[1].periods[0]}") for case in cases.values()]


def columns_of(series: Series) -> list[str]:
    """Names in the formula, of every input."""
    return [name for wanted in (series.input, *series.joined) for name in wanted.columns]


def tracts(columns: list[str]) -> pd.DataFrame:
    """Tracts of 30 places with fractions, empty tracts, absent groups and a place of one tract."""
    random = np.random.default_rng(11)
    counts = random.gamma(0.3, 600, size=(400, len(columns))).round(3)
    counts[random.random(counts.shape) < 0.2] = 0
    counts[::37] = 0
    table = pd.DataFrame(counts, columns=columns)
    table["place"] = [f"{number:05d}" for number in np.sort(random.integers(0, 30, size=400))]
    table.loc[table["place"] == "00003", columns[0]] = 0
    table.loc[table["place"] == "00004", columns[1:]] = 0
    table.loc[399, "place"] = "99999"
    for name in {"everyone", "total"} & set(columns):
        table[name] = table[[other for other in columns if other != name]].sum(axis=1) * 1.5
    if INSTITUTIONAL in columns:
        table[INSTITUTIONAL] = random.choice([0.0, 0.0, 1.0, np.nan], size=400)
        table.loc[table["place"] == "00005", INSTITUTIONAL] = np.nan
    return table.assign(geoid=[f"{number:011d}" for number in range(400)])


def assert_same(first: pd.DataFrame, second: pd.DataFrame) -> None:
    key = "place" if "place" in first else "geoid"
    first, second = (frame.sort_values(key, ignore_index=True) for frame in (first, second))
    assert list(first.columns) == list(second.columns)
    assert first["value"].notna().any()
    for name in first:
        if name in ("value", "units", "smallest_group", "share"):
            assert second[name].to_numpy(float) == pytest.approx(first[name].to_numpy(float), nan_ok=True, **EQUAL)
        else:
            assert second[name].tolist() == first[name].tolist()


@pytest.mark.parametrize(("spec", "series"), computed())
def test_indicators_of_segregation(spec: IndicatorSpec, series: Series, other_engine: Run) -> None:
    assert spec.compute is not None
    frame = tracts(columns_of(series))
    assert_same(spec.compute(frame), other_engine(spec.compute, frame))


@pytest.mark.parametrize(
    "measure",
    [
        pytest.param(lambda f: exposure(f, "a", "b", "total"), id="exposure"),
        pytest.param(lambda f: normalised_isolation(f, "a", "total"), id="normalised_isolation"),
        pytest.param(lambda f: gini(f, "a"), id="gini"),
    ],
)
def test_measures_on_a_users_table(measure: Callable[..., Any], other_engine: Run) -> None:
    frame = tracts(["a", "b", "total"])
    assert_same(measure(frame), other_engine(measure, frame))


@pytest.mark.inputs
def test_all_counties_on_duckdb(duckdb: Run, request: pytest.FixtureRequest) -> None:
    inputs: Path = request.getfixturevalue("inputs")
    counts = pd.read_parquet(inputs / "census" / "tract_adults_by_race_2020.parquet")
    judged = institutional_tracts(inputs)[["geoid", INSTITUTIONAL]]
    table = counts.merge(judged, on="geoid").assign(place=lambda frame: frame["geoid"].str[:5])
    for spec in of_factor("segregation"):
        series = spec.find("county", "2020")
        if series is None or spec.compute is None:
            continue
        names = {variable: name for name, variable in series.input.columns.items()} | {INSTITUTIONAL: INSTITUTIONAL}
        frame = table[["place", *names]].rename(columns=names)
        assert_same(spec.compute(frame), duckdb(spec.compute, frame))
