"""Margins of derived figures, by hand and from the Census Bureau's handbook."""

from __future__ import annotations

import numpy as np
import pytest

from indicators.stats.margins import moe_from_se, product_moe, proportion_moe, ratio_moe, se_from_moe, sum_moe


def test_sum_is_the_root_of_squares() -> None:
    assert sum_moe([10154024, 9712936], [3778, 3911]) == pytest.approx(5437.757350, abs=1e-6)


def test_of_zero_estimates_only_the_largest_margin_counts() -> None:
    assert sum_moe([5, 0, 0, 0], [4, 3, 2, 3]) == 5
    assert sum_moe([0, 0], [12, 15]) == 15


def test_sum_runs_over_the_last_axis() -> None:
    assert sum_moe([[5, 6], [0, 0]], [[3, 4], [3, 4]]).tolist() == [5, 4]


def test_proportion_takes_the_wholes_margin_away() -> None:
    assert proportion_moe(50, 10, 100, 12) == pytest.approx(np.sqrt(100 - 36) / 100)


def test_proportion_adds_where_the_root_would_be_negative() -> None:
    assert proportion_moe(90, 10, 100, 20) == pytest.approx(np.sqrt(100 + 324) / 100)


def test_ratio_adds_always() -> None:
    assert ratio_moe(50, 10, 100, 12) == pytest.approx(np.sqrt(100 + 36) / 100)


def test_without_a_whole_there_is_no_margin() -> None:
    assert np.isnan(proportion_moe(0, 5, 0, 12))
    assert np.isnan(ratio_moe(0, 5, 0, 12))


def test_product() -> None:
    assert product_moe(3, 1, 4, 2) == pytest.approx(np.sqrt(36 + 16))


def test_standard_errors_are_margins_over_1645() -> None:
    assert se_from_moe(1.645) == pytest.approx(1)
    assert moe_from_se(np.array([1.0, 2.0])).tolist() == [1.645, 3.29]
