"""Dissimilarity and the entropy index on tables small enough to work by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from indicators.stats.unevenness import (
    dissimilarity,
    diversity,
    entropy_index,
    part_of_dissimilarity,
    part_of_entropy_index,
)

TWO_PLACES = pd.DataFrame(
    {
        "place": ["apart", "apart", "alike", "alike", "one", "one", "none"],
        "geoid": ["a1", "a2", "b1", "b2", "c1", "c2", "d1"],
        "a": [10, 0, 10, 20, 5, 5, 0],
        "b": [0, 30, 5, 10, 0, 0, 0],
    }
)


def by_place(result: pd.DataFrame, key: str = "place") -> pd.DataFrame:
    return result.set_index(key)


def test_dissimilarity_is_1_apart_0_alike_and_undefined_without_a_group() -> None:
    indices = by_place(dissimilarity(TWO_PLACES, "a", "b"))
    assert indices.loc["apart", "value"] == 1
    assert indices.loc["alike", "value"] == 0
    assert indices.loc[["one", "none"], "value"].isna().all()


def test_dissimilarity_counts_populated_units_and_the_smaller_group() -> None:
    indices = by_place(dissimilarity(TWO_PLACES, "a", "b"))
    assert indices.loc["apart", ["units", "smallest_group"]].tolist() == [2, 10]
    assert indices.loc["one", ["units", "smallest_group"]].tolist() == [2, 0]
    assert indices.loc["none", ["units", "smallest_group"]].tolist() == [0, 0]


def test_entropy_index_is_undefined_where_there_is_one_group() -> None:
    indices = by_place(entropy_index(TWO_PLACES, ["a", "b"]))
    assert indices.loc["apart", "value"] == pytest.approx(1)
    assert indices.loc["alike", "value"] == pytest.approx(0, abs=1e-12)
    assert indices.loc[["one", "none"], "value"].isna().all()
    assert indices.loc["apart", "smallest_group"] == 10


def test_entropy_index_by_hand() -> None:
    table = pd.DataFrame({"place": "x", "a": [3, 1], "b": [1, 3]})
    mixed = -(0.75 * np.log(0.75) + 0.25 * np.log(0.25))
    value = entropy_index(table, ["a", "b"])["value"].iloc[0]
    assert value == pytest.approx((np.log(2) - mixed) / np.log(2), rel=1e-12)


def test_diversity_runs_from_one_group_to_all_alike() -> None:
    table = pd.DataFrame({"geoid": ["one", "even", "none"], "a": [9, 4, 0], "b": [0, 4, 0], "c": [0, 4, 0]})
    values = by_place(diversity(table, ["a", "b", "c"]), "geoid")["value"]
    assert values["one"] == 0
    assert not np.signbit(values["one"])
    assert values["even"] == pytest.approx(1)
    assert np.isnan(values["none"])


def test_parts_of_dissimilarity_by_hand() -> None:
    table = pd.DataFrame({"place": "x", "geoid": list("abc"), "a": [2, 2, 0], "b": [1, 1, 2]})
    # shares of a: .5 .5 0; of b: .25 .25 .5; gaps .25 .25 .5
    assert by_place(part_of_dissimilarity(table, "a", "b"), "geoid")["value"].tolist() == [0.25, 0.25, 0.5]


def test_parts_add_up_to_one_and_are_undefined_where_the_index_is() -> None:
    for parts in (part_of_dissimilarity(TWO_PLACES, "a", "b"), part_of_entropy_index(TWO_PLACES, ["a", "b"])):
        values = by_place(parts, "geoid")["value"]
        assert values[["a1", "a2"]].sum() == pytest.approx(1)
        assert values[["b1", "b2", "c1", "c2", "d1"]].isna().all()


def test_a_tract_more_mixed_than_its_place_takes_away_from_the_entropy_index() -> None:
    table = pd.DataFrame({"place": "x", "geoid": list("abc"), "a": [10, 90, 80], "b": [10, 0, 0]})
    values = by_place(part_of_entropy_index(table, ["a", "b"]), "geoid")["value"]
    assert values["a"] < 0
    assert values.sum() == pytest.approx(1)


def test_the_users_own_column_names_and_place_column_are_kept() -> None:
    renamed = TWO_PLACES.rename(columns={"place": "town", "a": "units", "b": "value"})
    indices = dissimilarity(renamed, "units", "value", by="town")
    assert list(indices.columns) == ["town", "value", "units", "smallest_group"]
    assert indices.set_index("town").loc["apart", "value"] == 1
