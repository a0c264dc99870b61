"""The nearest place that has a figure, by its outline."""

from __future__ import annotations

import pytest

from data.reader.maps.folder import OutlineSet
from data.reader.maps.near import miles, nearest
from indicators.registry import specs
from pages.runtime.snapshots import maps, store
from pages.view.nearby import FURTHEST_MILES, nearest_with_figure

BOXES = {"01001": (0.0, 0.0, 2.0, 2.0), "01003": (2.0, 0.0, 4.0, 2.0), "01005": (10.0, 0.0, 12.0, 2.0)}
OUTLINES = OutlineSet(tuple(BOXES), ("01",) * 3, ("{}",) * 3, tuple(BOXES.values()))


def test_a_degree_on_the_equator_is_sixty_nine_miles() -> None:
    assert miles((0, -1, 0, 1), (1, -1, 1, 1)) == pytest.approx(69.09, abs=0.01)
    # Austin's and Houston's city halls lie 146 miles apart.
    assert miles((-97.747, 30.265) * 2, (-95.369, 29.760) * 2) == pytest.approx(146, abs=1)  # type: ignore[arg-type]


def test_the_nearest_is_another_place_that_has_an_outline() -> None:
    match = nearest(OUTLINES, "01001", ["01001", "01005", "01003", "99999"])
    assert match
    assert match[0] == "01003"
    assert nearest(OUTLINES, "01001", ["01001", "99999"]) is None
    assert nearest(OUTLINES, "99999", ["01001"]) is None


@pytest.mark.parametrize("key", ["graduation_rate_4yr", "mean_income_rank_p25", "dissimilarity_black_white"])
@pytest.mark.parametrize("place", ["48301", "31005", "72127", "02261"])
def test_the_neighbor_has_a_figure_that_one_may_act_on_and_nobody_is_nearer(place: str, key: str) -> None:
    spec = specs()[key]
    neighbor = nearest_with_figure("county", place, spec)
    figures = store().result(key, "county").estimates
    boxes = maps()._folder.outlines("county_2023")
    usable = {code for code, figure in figures.items() if figure.is_ranked and code in boxes.rows} - {place}
    distances = {code: miles(boxes.bounds((place,)), boxes.bounds((code,))) for code in usable if place in boxes.rows}
    near = {code: distance for code, distance in distances.items() if distance <= FURTHEST_MILES}
    assert (neighbor.geoid if neighbor else None) == (min(near, key=near.__getitem__) if near else None)
