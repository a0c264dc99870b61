"""Margins by simulation: keyed by tract, alike whatever else is built, and right where theory knows the answer."""

from __future__ import annotations

from hashlib import blake2b

import numpy as np
import pandas as pd
import pytest

from indicators.core.estimate import Z90
from indicators.stats import simulate
from indicators.stats.simulate import (
    dissimilarity_draws,
    diversity_draws,
    draw_counts,
    part_of_dissimilarity_draws,
    part_of_entropy_draws,
    simulated_margins,
)
from indicators.stats.unevenness import dissimilarity, diversity, part_of_dissimilarity, part_of_entropy_index


@pytest.fixture
def tracts() -> pd.DataFrame:
    random = np.random.default_rng(7)
    counts = random.integers(50, 900, size=(40, 2)).astype(float)
    return pd.DataFrame(
        {
            "geoid": [f"4845300{number:04d}" for number in range(40)],
            "place": np.repeat(["p1", "p2", "p3", "p4"], [20, 10, 7, 3]),
            "a": counts[:, 0],
            "b": counts[:, 1],
            "a_moe": random.integers(20, 200, size=40).astype(float),
            "b_moe": random.integers(20, 200, size=40).astype(float),
        }
    )


def margins(frame: pd.DataFrame) -> pd.DataFrame:
    return simulated_margins(frame, ("a", "b"), ("a_moe", "b_moe"), dissimilarity_draws).set_index("place")


def test_a_places_margin_does_not_depend_on_what_else_is_built(
    tracts: pd.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    together = margins(tracts)
    alone = margins(tracts[tracts["place"] == "p2"])
    backwards = margins(tracts.iloc[::-1])
    monkeypatch.setattr(simulate, "BLOCK", 5)
    in_blocks = margins(tracts)
    pd.testing.assert_frame_equal(together.loc[["p2"]], alone)
    pd.testing.assert_frame_equal(together, backwards)
    pd.testing.assert_frame_equal(together, in_blocks)


def test_draws_are_those_of_a_generator_seeded_by_the_geoid() -> None:
    key = np.frombuffer(blake2b(b"48453000101", digest_size=16).digest(), dtype="<u8")
    expected = np.random.Generator(np.random.Philox(key=key)).standard_normal((2, 500))
    draws = draw_counts(["48491020100", "48453000101"], np.full((2, 2), 100.0), np.full((2, 2), Z90))
    assert draws[:, 1, :] - 100 == pytest.approx(expected, abs=1e-12)


def test_no_count_is_drawn_below_0() -> None:
    draws = draw_counts(["1"], np.zeros((2, 1)), np.full((2, 1), 15.0))
    assert draws.min() == 0
    assert draws.max() > 0


def test_without_margins_of_the_counts_the_index_has_none(tracts: pd.DataFrame) -> None:
    of_places = margins(tracts.assign(a_moe=0.0, b_moe=0.0))
    assert of_places["moe"].to_numpy() == pytest.approx(0, abs=1e-12)
    assert of_places["noise_shift"].to_numpy() == pytest.approx(0, abs=1e-12)


def test_noise_pushes_an_index_of_0_up() -> None:
    even = pd.DataFrame({"place": "x", "geoid": [f"{n:011d}" for n in range(60)], "a": 100.0, "b": 100.0})
    of_place = margins(even.assign(a_moe=60.0, b_moe=60.0)).loc["x"]
    assert of_place["noise_shift"] > of_place["moe"] > 0


def test_the_margin_of_a_linear_figure_is_that_of_theory() -> None:
    geoids = [f"{n:011d}" for n in range(25)]
    frame = pd.DataFrame({"place": "x", "geoid": geoids, "a": 1000.0, "a_moe": 100.0})
    total = simulated_margins(frame, ("a",), ("a_moe",), lambda counts, starts: np.add.reduceat(counts[0], starts))
    assert total["moe"].iloc[0] == pytest.approx(500, rel=0.1)
    assert abs(total["noise_shift"].iloc[0]) < 50


def test_a_missing_margin_of_a_tract_leaves_the_place_without_one(tracts: pd.DataFrame) -> None:
    tracts.loc[0, "a_moe"] = np.nan
    of_places = margins(tracts)
    assert of_places.loc["p1"].isna().all()
    assert of_places.loc["p2"].notna().all()


def test_an_undefined_index_has_no_margin(tracts: pd.DataFrame) -> None:
    tracts.loc[tracts["place"] == "p4", "b"] = 0.0
    assert margins(tracts).loc["p4"].isna().all()


def test_no_rows_in_no_rows_out(tracts: pd.DataFrame) -> None:
    of_places = margins(tracts.iloc[:0])
    assert of_places.empty
    assert list(of_places.columns) == ["moe", "noise_shift"]


def test_the_statistics_of_draws_are_those_of_the_frames(tracts: pd.DataFrame) -> None:
    starts = np.array([0, 20, 30, 37])
    counts = tracts[["a", "b"]].to_numpy().T[:, :, None]
    pairs = [
        (dissimilarity_draws(counts, starts), dissimilarity(tracts, "a", "b")),
        (part_of_dissimilarity_draws(counts, starts), part_of_dissimilarity(tracts, "a", "b")),
        (diversity_draws(counts, starts), diversity(tracts, ["a", "b"])),
        (part_of_entropy_draws(counts, starts), part_of_entropy_index(tracts, ["a", "b"])),
    ]
    for values, frame in pairs:
        assert values[:, 0] == pytest.approx(frame["value"].to_numpy(), rel=1e-9)
