"""The rules that make a figure of what a publisher or a formula gives."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from data.builder.figure_frames import sentence
from data.builder.finish_figures import finish_figures, missing_rows, significant
from indicators.core.spec import IndicatorSpec
from indicators.registry import specs

INDEX = specs()["dissimilarity_black_white"]
SHARE = specs()["children_in_single_parent_families"]


def finished(spec: IndicatorSpec = INDEX, **given: Any) -> pd.Series:
    row = finish_figures(pd.DataFrame({"geoid": ["48453"], **{name: [value] for name, value in given.items()}}), spec)
    return row.iloc[0]


def test_a_standard_error_makes_a_margin_and_limits() -> None:
    row = finished(SHARE, value=0.5, se=0.01)
    assert (row["moe"], row["lower"], row["upper"]) == pytest.approx((0.01645, 0.48355, 0.51645))
    assert (row["interval"], row["status"], row["quality"]) == ("sampling", "ok", "1")


def test_limits_at_95_come_to_90_side_by_side() -> None:
    row = finished(value=0.5, lower95=0.3, upper95=0.6)
    factor = 1.645 / 1.96
    assert row["lower"] == pytest.approx(0.5 - 0.2 * factor, rel=1e-5)
    assert row["upper"] == pytest.approx(0.5 + 0.1 * factor, rel=1e-5)
    assert np.isnan(row["moe"])
    assert row["note"] == "Published 95% limits: 0.3 to 0.6."


def test_symmetric_limits_give_a_margin() -> None:
    assert finished(value=0.5, lower95=0.4, upper95=0.6)["moe"] == pytest.approx(0.1 * 1.645 / 1.96, rel=1e-5)
    narrow = finished(value=1.0954598, lower95=1.0851077, upper95=1.105812)  # written with seven digits after the point
    assert narrow["moe"] == pytest.approx(0.01035215 * 1.645 / 1.96, rel=1e-4)
    assert np.isnan(finished(value=1.0954598, lower95=1.0851, upper95=1.105812)["moe"])


def test_limits_that_do_not_enclose_the_figure_are_not_used() -> None:
    row = finished(value=0.5, lower95=0.6, upper95=0.7)
    assert row["interval"] == "none"
    assert "do not enclose" in row["note"]


def test_limits_end_where_the_measure_does_and_a_flag_says_so() -> None:
    row = finished(value=0.01, moe=0.05)
    assert (row["lower"], row["moe"], row["flags"]) == (0.0, 0.05, "lower_cut")
    assert finished(value=0.5, moe=0.05)["flags"] == ""


@pytest.mark.parametrize(("lower", "upper", "value"), [(0.8, 0.84, None), (0.9, 0.9, 0.9)])
def test_bounds_have_a_value_only_where_they_meet(lower: float, upper: float, value: float | None) -> None:
    row = finished(value=0.82, lower=lower, upper=upper)
    assert row["interval"] == "bounds"
    assert row["status"] == "ok"
    assert (None if np.isnan(row["value"]) else row["value"]) == value


@pytest.mark.parametrize(
    ("units", "smallest", "status", "quality"),
    [
        (10, 0, "not_applicable", "not graded"),
        (1, 5000, "not_applicable", "not graded"),
        (4, 5000, "unreliable", "3"),
        (10, 99, "unreliable", "3"),
        (10, 999, "ok", "2"),
        (10, 1000, "ok", "not graded"),
    ],
)
def test_minimum_sizes(units: int, smallest: float, status: str, quality: str) -> None:
    row = finished(value=0.5, units=units, smallest_group=smallest)
    assert (row["status"], row["quality"]) == (status, quality)
    assert np.isnan(row["value"]) == (status == "not_applicable")
    assert (row["note"] == "") == (smallest == 1000)


def test_size_can_only_lower_a_grade() -> None:
    assert finished(value=0.5, quality=2, units=10, smallest_group=50)["quality"] == "3"
    assert finished(value=0.5, quality=2, units=10, smallest_group=5_000)["quality"] == "2"


def test_a_code_without_a_limit_is_no_figure() -> None:
    row = finished(status="top_coded")
    assert row["status"] == "not_applicable"
    assert row["note"].startswith("The publisher gives only an open limit here")
    assert finished(status="top_coded", lower=3.9, interval="bounds")["status"] == "top_coded"


def test_noise_beyond_the_margin_is_said() -> None:
    row = finished(value=0.5, moe=0.02, noise_shift=0.03)
    assert row["quality"] == "2"
    assert row["note"] == "Sampling noise alone adds about 0.03."
    assert finished(value=0.5, moe=0.02, noise_shift=0.01)["note"] == ""
    below = finished(value=0.85, moe=0.05, noise_shift=-0.14)
    assert (below["quality"], below["note"]) == ("2", "Sampling noise alone takes away about 0.14.")


def test_shared_survey_areas_are_grade_3() -> None:
    given = pd.DataFrame({"geoid": ["48001", "48003"], "value": [0.5, 0.6], "quality": [1, 1]})
    rows = finish_figures(given, INDEX, shared={"48001": "Area larger than the county."})
    assert list(rows["quality"]) == ["3", "1"]
    assert list(rows["note"]) == ["Area larger than the county.", ""]


def test_without_a_figure_nothing_else_is_given() -> None:
    row = finished(value=np.nan, moe=0.1, quality=1)
    assert row[["value", "moe", "lower", "upper"]].isna().all()
    assert (row["status"], row["interval"], row["quality"]) == ("missing", "none", "not graded")


def test_a_status_that_is_given_stays() -> None:
    row = finished(value=np.nan, status="suppressed", note="too few cases")
    assert (row["status"], row["note"]) == ("suppressed", "Too few cases.")
    assert finished(value=5.0, status="top_coded")["value"] == 5.0


@pytest.mark.parametrize(
    ("value", "rounded"),
    [(0.499068123, 0.499068), (123456789.0, 123457000.0), (-0.00012345678, -0.000123457), (0.0, 0.0), (250001, 250001)],
)
def test_six_significant_digits(value: float, rounded: float) -> None:
    assert significant(np.array([value]))[0] == rounded


def test_six_digits_keep_gaps() -> None:
    assert np.isnan(significant(np.array([np.nan]))).all()


def test_missing_rows_have_a_reason() -> None:
    rows = missing_rows(["48301"], ["Not published."])
    assert rows.iloc[0][["status", "note"]].tolist() == ["missing", "Not published."]


@pytest.mark.parametrize(
    ("note", "expected"), [("too few", "Too few."), ("", ""), ("Why?", "Why?"), ("Done.", "Done.")]
)
def test_notes_are_sentences(note: str, expected: str) -> None:
    assert sentence(note) == expected
