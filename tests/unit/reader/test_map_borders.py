"""Borders between outlines: every side, and none twice."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from data.reader.maps.borders import borders
from data.reader.store import open_store

Side = frozenset[tuple[float, float]]


def square(x: int, y: int) -> list[list[list[int]]]:
    return [[[x, y], [x, y + 1], [x + 1, y + 1], [x + 1, y], [x, y]]]


def sides(lines: list[list[Any]]) -> list[Side]:
    return [frozenset((tuple(start), tuple(end))) for line in lines for start, end in pairwise(line)]


def test_two_neighbours_share_their_border() -> None:
    lines = borders(
        [{"type": "Polygon", "coordinates": square(0, 0)}, {"type": "Polygon", "coordinates": square(1, 0)}]
    )
    assert lines[0] == [(0, 0), (0, 1), (1, 1), (1, 0), (0, 0)]
    assert len(sides(lines)) == 7
    assert frozenset({(1, 0), (1, 1)}) not in sides(lines[1:])


@given(st.sets(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1), st.booleans())
def test_every_side_is_drawn_once(cells: set[tuple[int, int]], as_one: bool) -> None:
    shapes = [square(x, y) for x, y in sorted(cells)]
    geometries: list[dict[str, Any]] = [{"type": "Polygon", "coordinates": rings} for rings in shapes]
    if as_one:
        geometries = [{"type": "MultiPolygon", "coordinates": shapes}]
    drawn_sides = sides(borders(geometries))
    assert len(drawn_sides) == len(set(drawn_sides))
    assert set(drawn_sides) == set(sides([ring for rings in shapes for ring in rings]))


def test_it_halves_what_the_austin_tracts_draw() -> None:
    from data.reader.maps.folder import MapFolder

    outlines = MapFolder(open_store().files).outlines("tract_2020")
    tracts = [json.loads(outlines.geometries[outlines.rows[code]]) for code in outlines.by_part["48453"]]
    rings = [ring for geometry in tracts if geometry["type"] == "Polygon" for ring in geometry["coordinates"]]
    assert len(sides(borders(tracts))) < 0.6 * len(sides(rings))
