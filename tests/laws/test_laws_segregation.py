"""Laws that every index of segregation obeys, whatever the counts."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators.stats.exposure import exposure, isolation, normalised_isolation
from indicators.stats.unevenness import (
    dissimilarity,
    diversity,
    entropy_index,
    part_of_dissimilarity,
    part_of_entropy_index,
)

GROUPS = ["a", "b", "c"]
Index = Callable[[pd.DataFrame], pd.DataFrame]

INDICES: dict[str, Index] = {
    "dissimilarity": lambda f: dissimilarity(f, "a", "b"),
    "entropy_index": lambda f: entropy_index(f, GROUPS),
    "isolation": lambda f: isolation(f, "a", "all"),
    "exposure": lambda f: exposure(f, "a", "b", "all"),
    "normalised_isolation": lambda f: normalised_isolation(f, "a", "all"),
}
every_index = pytest.mark.parametrize("index", INDICES.values(), ids=INDICES)
few = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def tables(draw: st.DrawFn) -> pd.DataFrame:
    """Up to 12 tracts of three places, three groups, any of them empty."""
    counts = st.integers(0, 5000)
    rows = st.tuples(st.sampled_from(["01", "02", "48"]), counts, counts, counts)
    table = pd.DataFrame(draw(st.lists(rows, min_size=1, max_size=12)), columns=["place", *GROUPS])
    return table.assign(all=table[GROUPS].sum(axis=1), geoid=[f"{number:03d}" for number in range(len(table))])


def values(result: pd.DataFrame) -> dict[str, float]:
    return {str(place): float(value) for place, value in zip(result["place"], result["value"], strict=True)}


def assert_same(first: pd.DataFrame, second: pd.DataFrame) -> None:
    assert values(first) == pytest.approx(values(second), rel=1e-9, abs=1e-12, nan_ok=True)


@every_index
@few
@given(table=tables())
def test_one_row_per_place_between_0_and_1(index: Index, table: pd.DataFrame) -> None:
    indices = index(table)
    assert sorted(indices["place"]) == sorted(set(table["place"]))
    known = indices["value"].dropna()
    assert known.between(0, 1).all()


@every_index
@few
@given(table=tables(), factor=st.sampled_from([2.0, 7.0, 0.25, 1000.0]), seed=st.integers(0, 99))
def test_scale_order_and_cutting_tracts_in_two_do_not_matter(
    index: Index, table: pd.DataFrame, factor: float, seed: int
) -> None:
    """The changed tables stand beside the first one as places of their own: an index is slow to call, not to widen."""
    numbers = [*GROUPS, "all"]
    halves = table.assign(**{name: table[name] / 2 for name in numbers})
    changed = {
        "scaled": table.assign(**{name: table[name] * factor for name in numbers}),
        "shuffled": table.sample(frac=1, random_state=seed),
        "cut": pd.concat([halves, halves]),
    }
    renamed = [other.assign(place=other["place"] + word) for word, other in changed.items()]
    indices = values(index(pd.concat([table, *renamed], ignore_index=True)))
    for place in set(table["place"]):
        for word in changed:
            assert indices[place + word] == pytest.approx(indices[place], rel=1e-9, abs=1e-12, nan_ok=True)


@every_index
def test_other_places_do_not_matter(index: Index) -> None:
    counts = np.random.default_rng(1).integers(0, 900, size=(40, 3))
    table = pd.DataFrame(counts, columns=GROUPS).assign(place=np.repeat(["01", "02", "48", "72"], 10))
    table["all"] = table[GROUPS].sum(axis=1)
    indices = values(index(table))
    for place, alone in table.groupby("place"):
        assert values(index(alone)) == pytest.approx({place: indices[place]}, rel=1e-12)


@few
@given(table=tables())
def test_symmetry(table: pd.DataFrame) -> None:
    assert_same(dissimilarity(table, "a", "b"), dissimilarity(table, "b", "a"))
    assert_same(entropy_index(table, GROUPS), entropy_index(table, GROUPS[::-1]))


@few
@given(table=tables())
def test_a_group_that_is_not_there_does_not_matter(table: pd.DataFrame) -> None:
    assert_same(entropy_index(table.assign(d=0), [*GROUPS, "d"]), entropy_index(table, GROUPS))


@few
@given(table=tables())
def test_isolation_is_at_least_the_groups_share(table: pd.DataFrame) -> None:
    isolations = isolation(table, "a", "all").dropna()
    assert (isolations["value"] >= isolations["share"] - 1e-12).all()


@few
@given(table=tables())
def test_isolation_and_exposure_to_all_others_add_up_to_1(table: pd.DataFrame) -> None:
    table = table.assign(others=table["b"] + table["c"])
    both = isolation(table, "a", "all")["value"] + exposure(table, "a", "others", "all")["value"]
    assert both.dropna().to_numpy() == pytest.approx(1)


@few
@given(table=tables())
def test_parts_add_up_to_1_and_are_one_row_per_tract(table: pd.DataFrame) -> None:
    for parts, whole in (
        (part_of_dissimilarity(table, "a", "b"), dissimilarity(table, "a", "b")),
        (part_of_entropy_index(table, GROUPS), entropy_index(table, GROUPS)),
    ):
        assert parts["geoid"].tolist() == table["geoid"].tolist()
        sums = parts.assign(place=table["place"]).groupby("place")["value"].sum(min_count=1)
        clear = whole.set_index("place")["value"] > 1e-6
        assert sums[clear[clear].index].to_numpy() == pytest.approx(1, abs=1e-6)


@few
@given(table=tables())
def test_diversity_is_between_0_and_1(table: pd.DataFrame) -> None:
    diversities = diversity(table, GROUPS)["value"]
    assert diversities.dropna().between(0, 1).all()
    assert (diversities.isna() == (table["all"] == 0)).all()


@few
@given(low=st.integers(10, 400), more=st.integers(100, 500), people=st.integers(1000, 2000), moved=st.integers(1, 40))
def test_transfer_towards_evenness_never_raises_unevenness(low: int, more: int, people: int, moved: int) -> None:
    """A swap of equal numbers between a tract with many of a and one with few: D does not rise, H falls."""
    before = pd.DataFrame({"place": "x", "a": [low, low + more], "b": [people - low, people - low - more]})
    swap = np.array([1, -1]) * min(moved, more // 2)
    after = before.assign(a=before["a"] + swap, b=before["b"] - swap)
    assert values(dissimilarity(after, "a", "b"))["x"] <= values(dissimilarity(before, "a", "b"))["x"] + 1e-12
    assert values(entropy_index(after, ["a", "b"]))["x"] < values(entropy_index(before, ["a", "b"]))["x"] + 1e-12
