"""Isolation and exposure on tables small enough to work by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from indicators.stats.exposure import exposure, isolation, normalised_isolation, share

TABLE = pd.DataFrame({"place": "x", "geoid": ["1", "2", "3"], "x": [8, 2, 0], "y": [2, 4, 0], "t": [10, 10, 0]})


def value(result: pd.DataFrame) -> float:
    return float(result["value"].iloc[0])


def test_isolation_is_the_average_share_around_a_member() -> None:
    index = isolation(TABLE, "x", "t")
    assert value(index) == pytest.approx(0.8 * 0.8 + 0.2 * 0.2)
    assert index[["units", "smallest_group", "share"]].iloc[0].tolist() == [2, 10, 0.5]


def test_exposure_looks_from_the_first_group_to_the_second() -> None:
    assert value(exposure(TABLE, "x", "y", "t")) == pytest.approx(0.8 * 0.2 + 0.2 * 0.4)
    assert value(exposure(TABLE, "y", "x", "t")) == pytest.approx(2 / 6 * 0.8 + 4 / 6 * 0.2)


def test_normalised_isolation_takes_the_groups_share_out() -> None:
    assert value(normalised_isolation(TABLE, "x", "t")) == pytest.approx((0.68 - 0.5) / 0.5)
    even = pd.DataFrame({"place": "x", "x": [5, 5], "t": [10, 10]})
    assert value(normalised_isolation(even, "x", "t")) == 0


def test_an_absent_group_has_no_isolation_and_everyone_no_normalised_one() -> None:
    absent = TABLE.assign(x=0)
    assert isolation(absent, "x", "t")["value"].isna().all()
    assert normalised_isolation(TABLE, "t", "t")["value"].isna().all()
    assert value(isolation(TABLE, "t", "t")) == 1


def test_share_is_undefined_where_nobody_lives() -> None:
    shares = share(TABLE, "x", "t").set_index("geoid")["value"]
    assert shares[["1", "2"]].tolist() == [0.8, 0.2]
    assert shares[["3"]].isna().all()
