"""Answers that are known from elsewhere: published examples and figures."""

from __future__ import annotations

import math
from pathlib import Path

import pandas as pd
import pytest

from indicators.stats.exposure import exposure, isolation
from indicators.stats.inequality import gini
from indicators.stats.unevenness import dissimilarity, entropy_index

FIVE_TRACTS = pd.DataFrame({"place": "x", "a": [5, 4, 3, 7, 6], "b": [5, 6, 7, 3, 4]})


def only(result: pd.DataFrame) -> float:
    assert len(result) == 1
    return float(result["value"].iloc[0])


def test_five_tracts() -> None:
    assert only(dissimilarity(FIVE_TRACTS, "a", "b")) == pytest.approx(0.24, abs=1e-12)
    assert only(entropy_index(FIVE_TRACTS, ["a", "b"])) == pytest.approx(0.0591, abs=5e-5)


@pytest.fixture
def sacramento(inputs: Path) -> pd.DataFrame:
    table = pd.read_csv(inputs / "reference" / "sacramentot2.csv").assign(place="Sacramento")
    return table.assign(others=table["TOT_POP"] - table["HISP_"])


def test_sacramento_hispanics_and_all_others(sacramento: pd.DataFrame) -> None:
    assert only(dissimilarity(sacramento, "HISP_", "others")) == pytest.approx(0.32184656076566864, rel=1e-9)
    assert only(entropy_index(sacramento, ["HISP_", "others"])) == pytest.approx(0.09626774479970546, rel=1e-9)
    assert only(isolation(sacramento, "HISP_", "TOT_POP")) == pytest.approx(0.2319615486459151, rel=1e-9)
    assert only(exposure(sacramento, "HISP_", "others", "TOT_POP")) == pytest.approx(0.7680384513540848, rel=1e-9)


def test_sacramento_four_groups(sacramento: pd.DataFrame) -> None:
    groups = ["WHITE_", "BLACK_", "ASIAN_", "HISP_"]
    assert only(entropy_index(sacramento, groups)) == pytest.approx(0.1710160297858887, rel=1e-9)


def test_race_by_school(inputs: Path) -> None:
    counts = pd.read_csv(inputs / "reference" / "schools00.csv")
    schools = counts.pivot_table(index="school", columns="race", values="n", aggfunc="sum", fill_value=0)
    table = schools.reset_index().assign(place="all")
    assert only(entropy_index(table, list(schools.columns))) == pytest.approx(0.4188083, abs=5e-8)


def test_gini_of_mexican_states(inputs: Path) -> None:
    states = pd.read_csv(inputs / "reference" / "mexico.csv").assign(place="Mexico")
    assert only(gini(states, "pcgdp1940")) == pytest.approx(0.3537237117345285, rel=1e-12)


@pytest.fixture
def travis_2020(inputs: Path) -> pd.DataFrame:
    tracts = pd.read_parquet(inputs / "census" / "tract_adults_by_race_2020.parquet")
    return tracts[tracts["geoid"].str[:5] == "48453"].assign(place="48453")


def test_travis_county_2020(travis_2020: pd.DataFrame) -> None:
    assert only(dissimilarity(travis_2020, "black", "white")) == pytest.approx(0.499068, abs=5e-7)


def test_travis_county_households_2019_2023(inputs: Path) -> None:
    tracts = pd.read_csv(inputs / "acs" / "tract_b11002_2019-2023.zip", dtype={"GEOID": str})
    travis = tracts[tracts["GEOID"].str[:5] == "48453"].assign(place="48453")
    index = only(dissimilarity(travis, "B11002B_001E", "B11002A_001E"))
    assert math.isclose(index, 0.4913159650337378, rel_tol=1e-9)
