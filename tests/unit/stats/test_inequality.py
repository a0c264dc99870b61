"""The Gini coefficient by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from indicators.stats.inequality import gini


@pytest.mark.parametrize(
    ("values", "expected"),
    [([1, 1, 1], 0), ([0, 0, 1], 2 / 3), ([1, 3], 0.25), ([3, 1], 0.25), ([2, 2, 4, 4], 1 / 6), ([7], 0)],
)
def test_gini_by_hand(values: list[float], expected: float) -> None:
    index = gini(pd.DataFrame({"place": "x", "v": values}), "v")
    assert index["value"].iloc[0] == pytest.approx(expected)
    assert index["units"].iloc[0] == len(values)


def test_gini_is_undefined_where_all_values_are_0() -> None:
    index = gini(pd.DataFrame({"place": ["x", "x", "y"], "v": [0, 0, 1]}), "v").set_index("place")["value"]
    assert index[["x"]].isna().all()
    assert index["y"] == 0
