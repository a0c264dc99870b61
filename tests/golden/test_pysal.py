"""Every index against PySAL, on drawn tables and on the tracts of five counties."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import numpy as np
import pandas as pd
import pytest

from data.sources.households import institutional_tracts
from indicators.registry import specs
from indicators.segregation._census import GROUPS
from indicators.stats.exposure import exposure, isolation, normalised_isolation
from indicators.stats.inequality import gini
from indicators.stats.institutions import INSTITUTIONAL
from indicators.stats.unevenness import dissimilarity, entropy_index

EQUAL = 1e-9
COUNTIES = ("48453", "13121", "35006", "72001", "02020")


def random_tracts(seed: int) -> pd.DataFrame:
    """Tracts with six groups of very different sizes, some absent from some tracts."""
    random = np.random.default_rng(seed)
    counts = random.gamma(0.4, [900, 300, 150, 20, 40, 500], size=(60, 6)).round()
    table = pd.DataFrame(counts, columns=list(GROUPS)).assign(place="x")
    table = table[table[list(GROUPS)].sum(axis=1) > 0]
    return table.assign(everyone=table[list(GROUPS)].sum(axis=1), pair=table["black"] + table["white"])


@pytest.fixture(params=[1, 2, 3, *COUNTIES])
def tracts(request: pytest.FixtureRequest) -> pd.DataFrame:
    if isinstance(request.param, int):
        return random_tracts(request.param)
    inputs: Path = request.getfixturevalue("inputs")
    census = pd.read_parquet(inputs / "census" / "tract_adults_by_race_2020.parquet")
    county = census[(census["geoid"].str[:5] == request.param) & (census["adults"] > 0)]
    county = county.astype(dict.fromkeys([*GROUPS, "adults"], "float64")).assign(place="x", everyone=county["adults"])
    county["pair"] = county["black"] + county["white"]
    return county[county["pair"] > 0]


@pytest.mark.parametrize("county", ["12029", "17135", "37091", "48453", "54077", "09013"])
def test_dissimilarity_without_institutions(county: str, inputs: Path, singlegroup: ModuleType) -> None:
    counts = pd.read_parquet(inputs / "census" / "tract_adults_by_race_2020.parquet")
    tracts = counts.merge(institutional_tracts(inputs)[["geoid", INSTITUTIONAL]], on="geoid")
    tracts = tracts[tracts["geoid"].str[:5] == county].astype({"black": "float64", "white": "float64"})
    tracts = tracts.assign(place="x", pair=tracts["black"] + tracts["white"], a=tracts["black"], b=tracts["white"])
    left = tracts[(tracts[INSTITUTIONAL] == 0) & (tracts["pair"] > 0)]
    assert 0 < len(left) < len(tracts)
    spec = specs()["dissimilarity_black_white_in_households"]
    assert spec.compute is not None
    expected = singlegroup.Dissim(left, "black", "pair").statistic
    assert value(spec.compute(tracts)) == pytest.approx(expected, rel=EQUAL)


def value(result: pd.DataFrame) -> float:
    return float(result["value"].iloc[0])


def test_dissimilarity(tracts: pd.DataFrame, singlegroup: ModuleType) -> None:
    expected = singlegroup.Dissim(tracts, "black", "pair").statistic
    assert value(dissimilarity(tracts, "black", "white")) == pytest.approx(expected, rel=EQUAL)


def test_isolation_and_exposure(tracts: pd.DataFrame, singlegroup: ModuleType) -> None:
    expected = singlegroup.Isolation(tracts, "black", "everyone").statistic
    assert value(isolation(tracts, "black", "everyone")) == pytest.approx(expected, rel=EQUAL)
    others = tracts.assign(others=tracts["everyone"] - tracts["black"])
    expected = singlegroup.Interaction(others, "black", "everyone").statistic
    assert value(exposure(others, "black", "others", "everyone")) == pytest.approx(expected, rel=EQUAL)


def test_normalised_isolation(tracts: pd.DataFrame, singlegroup: ModuleType) -> None:
    expected = singlegroup.CorrelationR(tracts, "black", "everyone").statistic
    assert value(normalised_isolation(tracts, "black", "everyone")) == pytest.approx(expected, rel=EQUAL)


def test_entropy_index(tracts: pd.DataFrame, multigroup: ModuleType) -> None:
    present = [group for group in GROUPS if tracts[group].sum() > 0]  # with an absent group its answer is NaN
    with np.errstate(divide="ignore", invalid="ignore"):  # it takes logs of 0 and leaves the NaN out
        expected = multigroup.MultiInfoTheory(tracts, present).statistic
    assert value(entropy_index(tracts, list(GROUPS))) == pytest.approx(expected, rel=EQUAL)


def test_gini(pysal_gini: ModuleType) -> None:
    values = np.random.default_rng(4).lognormal(size=300).round(1)
    ours = value(gini(pd.DataFrame({"place": "x", "v": values}), "v"))
    assert ours == pytest.approx(pysal_gini.Gini(values).g, rel=EQUAL)
