"""Collect the borders between outlines, each once: two neighbours share a border, and drawing it twice is slow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

Point = tuple[float, float]


def borders(geometries: Iterable[dict[str, Any]]) -> list[list[Point]]:
    """Lines that together are every side of every ring, each side once.

    geometries: GeoJSON Polygons and MultiPolygons whose shared borders have the same points.
    """
    seen: set[tuple[Point, Point]] = set()
    return [line for ring in _rings(geometries) for line in _not_yet(ring, seen)]


def _rings(geometries: Iterable[dict[str, Any]]) -> Iterator[list[Point]]:
    for geometry in geometries:
        coordinates = geometry["coordinates"]
        for polygon in coordinates if geometry["type"] == "MultiPolygon" else [coordinates]:
            for ring in polygon:
                yield [(x, y) for x, y in ring]


def _not_yet(ring: list[Point], seen: set[tuple[Point, Point]]) -> Iterator[list[Point]]:
    """The stretches of a ring whose sides are not in ``seen`` yet. Adds those sides to ``seen``."""
    line: list[Point] = []
    for start, end in pairwise(ring):
        side = (start, end) if start < end else (end, start)
        if side in seen:
            if line:
                yield line
            line = []
            continue
        seen.add(side)
        if not line:
            line.append(start)
        line.append(end)
    if line:
        yield line
