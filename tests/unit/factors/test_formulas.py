"""Income inequality, family stability and context: the formulas on small frames, where every answer is known."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from indicators import registry
from indicators.context import population_density, population_growth, share_bachelors
from indicators.core.spec import IndicatorSpec
from indicators.family_stability import children_in_single_parent_families as children
from indicators.income_inequality import income_percentile_ratio_80_20 as percentiles
from indicators.income_inequality import income_ratio_80_20 as ratio
from indicators.income_inequality import median_household_income as median

MINE = [spec for factor in ("income_inequality", "family_stability", "context") for spec in registry.of_factor(factor)]  # type: ignore[arg-type]
NAN = float("nan")


def limits(low: float, low_moe: float, high: float, high_moe: float) -> pd.DataFrame:
    return pd.DataFrame({"geoid": ["48453"], "low": low, "low_moe": low_moe, "high": high, "high_moe": high_moe})


def test_the_income_ratio_of_travis_county_with_its_margin() -> None:
    figure = ratio.compute(limits(42_371, 867, 194_658, 2_746)).iloc[0]
    assert figure["value"] == pytest.approx(4.5941, abs=5e-5)
    assert figure["moe"] == pytest.approx(0.1142, abs=5e-5)
    assert figure["status"] == ""


def test_a_top_coded_limit_makes_the_ratio_a_bound() -> None:
    figure = ratio.compute(limits(64_000, 5_000, 250_001, NAN)).iloc[0]
    assert math.isnan(figure["value"])
    assert math.isnan(figure["moe"])
    assert figure["lower"] == 250_000 / 64_000
    assert math.isnan(figure["upper"])
    assert (figure["interval"], figure["status"]) == ("bounds", "top_coded")


def test_coded_medians_are_bounds_and_others_stay() -> None:
    frame = pd.DataFrame(
        {"geoid": list("abcd"), "median": [60_000.0, 250_001, 2_499, NAN], "margin": [900.0, NAN, NAN, NAN]}
    )
    figures = median.compute(frame).set_index("geoid")
    assert figures.loc["a", ["value", "moe"]].tolist() == [60_000.0, 900.0]
    assert figures.loc["b", "lower"] == 250_000.0
    assert figures.loc["c", "upper"] == 2_500.0
    assert figures["status"].tolist() == ["", "top_coded", "bottom_coded", ""]
    assert figures["value"].isna().tolist() == [False, True, True, True]


def income(
    p20: tuple[float, ...], p50: float, p80: tuple[float, ...], grades: tuple[float, float], geoid: str
) -> dict[str, object]:
    names = [f"p{rank}{end}" for rank in ("20", "80") for end in ("", "_low", "_high")]
    row = dict(zip(names, (*p20, *p80), strict=True)) | {"p50": p50, "geoid": geoid}
    return row | {"p20_grade": grades[0], "p80_grade": grades[1]}


def test_limits_of_the_percentile_ratio() -> None:
    rows = [income((20.0, 19.0, 21.0), 50.0, (100.0, 96.0, 104.0), (1.0, 2.0), "48453")]
    figure = percentiles.compute(pd.DataFrame(rows)).iloc[0]
    s20, s80 = math.log(21 / 19) / 3.92, math.log(104 / 96) / 3.92
    assert figure["value"] == 5.0
    assert figure["upper"] == pytest.approx(5 * math.exp(1.645 * math.hypot(s20, s80)))
    assert figure["lower"] == pytest.approx(5 * math.exp(-1.645 * math.hypot(s20, s80)))
    assert (figure["interval"], figure["quality"]) == ("sampling", 2.0)


def test_counties_of_one_survey_area_are_grade_three() -> None:
    same = ((20.0, 19.0, 21.0), 50.0, (100.0, 96.0, 104.0), (1.0, 1.0))
    rows = [income(*same, "48001"), income(*same, "48003"), income(*same, "20001")]
    figures = percentiles.compute(pd.DataFrame(rows))
    assert figures["flags"].tolist() == [
        "shared_area",
        "shared_area",
        "",
    ]  # which is grade 3: see data/builder/grades.py
    assert figures["note"].tolist()[0].startswith("Area larger than the county")
    assert figures["note"].tolist()[2] == ""


def test_children_in_single_parent_families_of_travis_county() -> None:
    frame = pd.DataFrame(
        {
            "geoid": ["48453", "48301"],
            "children": [266_741.0, 0.0],
            "children_moe": [323.0, 12.0],
            "male": [12_203.0, 0.0],
            "male_moe": [1_452.0, 12.0],
            "female": [44_832.0, 0.0],
            "female_moe": [3_328.0, 12.0],
        }
    )
    figures = children.compute(frame)
    assert figures["value"][0] == pytest.approx(0.21382, abs=5e-6)
    assert figures["moe"][0] == pytest.approx(0.01361, abs=5e-6)
    assert figures["status"].tolist() == ["", "not_applicable"]


def test_growth_density_and_degrees() -> None:
    growth = population_growth.compute(pd.DataFrame({"geoid": ["a", "b"], "first": [100.0, NAN], "last": [125.0, 5.0]}))
    assert growth["value"][0] == 0.25
    assert math.isnan(growth["value"][1])
    area = population_density.compute(pd.DataFrame({"geoid": ["a"], "people": [50.0], "land": [4.0]}))
    assert area["value"][0] == 12.5
    assert population_density.compute(pd.DataFrame({"geoid": ["a"], "density": [7.0]}))["value"][0] == 7.0
    counts = {
        name: [10.0 if name.startswith("adults") else 2.0] for name in share_bachelors.COLUMNS if "_moe" not in name
    }
    margins = {name: [1.0] for name in share_bachelors.COLUMNS if "_moe" in name}
    figure = share_bachelors.compute(pd.DataFrame({"geoid": ["a"], **counts, **margins})).iloc[0]
    assert figure["value"] == 16 / 40
    assert figure["moe"] == pytest.approx(math.sqrt(8 - 0.16 * 4) / 40)


@pytest.mark.parametrize("spec", MINE, ids=lambda spec: spec.key)
def test_a_spec_tells_people_what_they_need(spec: IndicatorSpec) -> None:
    assert spec.question.endswith("?")
    assert spec.plain.endswith(".")
    assert spec.references
    assert spec.caveats
    assert all(text.endswith(".") for text in spec.caveats)
    assert "cause" not in " ".join((spec.plain, *spec.caveats)).lower()
    assert all(series.universe for series in spec.series)
    assert all(series.vintage for series in spec.series if series.level in ("county", "tract"))
