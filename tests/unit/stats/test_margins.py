"""Margins of derived figures, by hand and from the Census Bureau's handbook."""

from __future__ import annotations

import numpy as np
import pytest

from indicators.stats.margins import proportion_moe, ratio_moe, sum_moe


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
