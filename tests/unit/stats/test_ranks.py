"""Holm's adjustment by hand."""

from __future__ import annotations

from math import erfc, sqrt

import numpy as np
import pytest

from indicators.core.estimate import Z90
from indicators.stats.ranks import ALPHA, holm


def test_holm_by_hand() -> None:
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])


def test_holm_never_passes_1_and_keeps_the_order() -> None:
    assert holm([0.9, 0.8]) == pytest.approx([1, 1])


def test_holm_leaves_out_what_was_not_tested() -> None:
    adjusted = holm([0.01, np.nan, 0.04])
    assert adjusted[[0, 2]] == pytest.approx([0.02, 0.04])
    assert np.isnan(adjusted[1])


def test_holm_of_nothing() -> None:
    assert holm([]).tolist() == []


def test_one_test_agrees_with_the_census_rule() -> None:
    assert pytest.approx(0.09997, abs=1e-5) == ALPHA
    assert pytest.approx(erfc(Z90 / sqrt(2))) == ALPHA
