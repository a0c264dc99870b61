"""What the indicators of segregation add to the maths: joined groups, grades, notes, margins."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from indicators.core.spec import IndicatorSpec
from indicators.registry import of_factor, specs
from indicators.segregation._tracts import EIGHT_COUNTS
from indicators.stats.margins import proportion_moe, sum_moe


def survey_tracts() -> pd.DataFrame:
    random = np.random.default_rng(3)
    counts = {name: random.integers(0, 900, size=6).astype(float) for name in EIGHT_COUNTS}
    frame = pd.DataFrame(counts).assign(geoid=[f"4845300{n:04d}" for n in range(6)], place="48453")
    return frame.assign(**{f"{name}_moe": 50.0 for name in EIGHT_COUNTS})


@pytest.mark.parametrize("spec", of_factor("segregation"), ids=lambda spec: spec.key)
def test_censuses_are_never_joined_to_another_period(spec: IndicatorSpec) -> None:
    for series in spec.series:
        if series.periods[0] in ("2010", "2020"):
            assert not series.joins_trend
            assert "Grade 2 at best" in series.remarks
            assert ("18 and over" in series.universe) == (series.periods[0] == "2020")


def test_census_figures_are_grade_2_at_best() -> None:
    compute = specs()["dissimilarity_black_white"].compute
    assert compute is not None
    figures = compute(pd.DataFrame({"place": ["01001"] * 2, "a": [1, 2], "b": [2, 1]}))
    assert figures["quality"].tolist() == ["2"]


def test_isolation_says_the_groups_share() -> None:
    compute = specs()["isolation_black"].compute
    assert compute is not None
    frame = pd.DataFrame({"place": ["a", "a", "b", "c"], "group": [8, 2, 1, 0], "everyone": [10, 30, 1000, 50]})
    notes = compute(frame).set_index("place")["note"]
    assert notes["a"] == "The group is 25% of everyone here."
    assert notes["b"] == "The group is under 1% of everyone here."


def test_the_surveys_eight_counts_make_six_groups() -> None:
    spec, frame = specs()["diversity"], survey_tracts()
    assert spec.compute is not None
    six = frame.assign(asian=frame["asian"] + frame["pacific"], multiple=frame["multiple"] + frame["other"])
    of_census = spec.compute(six[["geoid", "place", "white", "black", "asian", "native", "multiple", "hispanic"]])
    figures = spec.compute(frame)
    assert figures["value"].to_numpy() == pytest.approx(of_census["value"].to_numpy(), rel=1e-12)
    assert "quality" in of_census
    assert "quality" not in figures


def test_asian_share_and_margin_include_pacific_islanders() -> None:
    spec = specs()["share_asian"]
    frame = pd.DataFrame({"geoid": ["1"], "place": "x", "group": [30.0], "more": [0.0], "everyone": [100.0]})
    frame = frame.assign(group_moe=10.0, more_moe=5.0, everyone_moe=20.0)
    assert spec.compute is not None
    assert spec.margins is not None
    assert spec.compute(frame)["value"].tolist() == [0.3]
    expected = proportion_moe(30, sum_moe([30, 0], [10, 5]), 100, 20)
    assert spec.margins(frame)["moe"].tolist() == [expected]


@pytest.mark.parametrize("key", ["diversity", "part_of_entropy_index"])
def test_margins_by_simulation_are_for_the_survey_alone(key: str) -> None:
    margins, frame = specs()[key].margins, survey_tracts()
    assert margins is not None
    assert (margins(frame)["moe"] > 0).all()
    assert margins(frame[["geoid", "place", *EIGHT_COUNTS]]).empty


def test_a_tract_without_people_says_so() -> None:
    compute = specs()["share_black"].compute
    assert compute is not None
    figures = compute(pd.DataFrame({"geoid": ["1"], "place": "x", "group": [0.0], "everyone": [0.0]}))
    assert figures["status"].tolist() == ["not_applicable"]
    assert figures["note"].tolist() == ["Nobody was counted in this tract."]
