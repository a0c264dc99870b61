"""Minimum sizes: what a small place may still say."""

from __future__ import annotations

import pytest

from indicators.core.estimate import Quality, Status
from indicators.stats.minimum_sizes import size_verdict


@pytest.mark.parametrize(
    ("units", "smallest", "status", "grade"),
    [
        (50, 0, Status.NOT_APPLICABLE, None),
        (1, 5000, Status.NOT_APPLICABLE, None),
        (0, 0, Status.NOT_APPLICABLE, None),
        (2, 5000, Status.UNRELIABLE, Quality.POOR),
        (4, 5000, Status.UNRELIABLE, Quality.POOR),
        (5, 99.9, Status.UNRELIABLE, Quality.POOR),
        (5, 100, Status.OK, Quality.CARE),
        (5, 999.9, Status.OK, Quality.CARE),
        (5, 1000, Status.OK, None),
    ],
)
def test_size_verdicts(units: int, smallest: float, status: Status, grade: Quality | None) -> None:
    verdict = size_verdict(units, smallest)
    assert (verdict.status, verdict.grade_limit) == (status, grade)
    assert bool(verdict.note) == (verdict.status is not Status.OK or verdict.grade_limit is not None)
