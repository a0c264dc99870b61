"""Simplify polygons: make them valid, put them on a grid, keep shared borders (builder only)."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely

# Gaps between neighbours up to this many degrees (about 100 metres) are drawing errors, not land.
SLIVER = 1e-3

Shapes = np.ndarray[Any, np.dtype[np.object_]]


def polygons_only(shapes: Shapes) -> Shapes:
    """Valid polygons and multipolygons; lines and points that make_valid leaves are dropped."""
    return np.array([_polygonal(shape) for shape in shapely.make_valid(shapes)], dtype=object)


def wrap_west(shapes: Shapes) -> Shapes:
    """Write the Aleutians beyond the 180th meridian as -180 to -188, so that Alaska stays in one piece."""
    return _moved(
        shapes, lambda points: np.column_stack([np.where(points[:, 0] > 0, -360, 0) + points[:, 0], points[:, 1]])
    )


def simplify(shapes: Shapes, digits: int, tolerance: float) -> Shapes:
    """Simplify shapes that share borders, so that neighbours still share them.

    digits: decimals of a degree that are kept (5 is about one metre). tolerance: degrees; roughly the square root of
    the smallest triangle that survives (Visvalingam & Whyatt 1993). Shapes stay in order; none becomes empty. Outer
    rings are clockwise.
    """
    matched = _matched(shapes, digits)
    light = polygons_only(to_grid(shapely.coverage_simplify(matched, tolerance), digits))
    simplified = np.where(shapely.is_empty(light), matched, light)
    return np.asarray(shapely.orient_polygons(simplified, exterior_cw=True), dtype=object)


def _matched(shapes: Shapes, digits: int) -> Shapes:
    """Make borders meet exactly where the publisher's do not; the slivers between them go to a neighbour."""
    if shapely.coverage_is_valid(shapes):
        return shapes
    gridded = polygons_only(to_grid(shapes, digits))
    return np.asarray(shapely.coverage_clean(gridded, gap_width=SLIVER), dtype=object)


def to_grid(shapes: Shapes, digits: int) -> Shapes:
    """Round coordinates to decimals of a degree."""
    return _moved(shapes, lambda points: np.round(points, digits))


def label_points(shapes: Shapes, digits: int = 4) -> np.ndarray[Any, np.dtype[np.float64]]:
    """A point well inside each shape (centre of the largest circle of its largest part): n rows of lon, lat."""
    largest = [max(shapely.get_parts(shape), key=lambda part: float(part.area)) for shape in shapes]
    spans = [max(part.bounds[2] - part.bounds[0], part.bounds[3] - part.bounds[1]) for part in largest]
    circles = [
        shapely.maximum_inscribed_circle(part, tolerance=span / 50) for part, span in zip(largest, spans, strict=True)
    ]
    points = np.array([circle.coords[0][:2] for circle in circles], dtype=np.float64)
    return np.asarray(np.round(points, digits), dtype=np.float64)


def _moved(shapes: Shapes, move: Any) -> Shapes:
    return np.asarray(shapely.transform(shapes, move), dtype=object)


def _polygonal(shape: Any) -> Any:
    if shape.geom_type in ("Polygon", "MultiPolygon"):
        return shape
    parts = [part for piece in getattr(shape, "geoms", []) for part in shapely.get_parts(piece)]
    polygons = [part for part in parts if part.geom_type == "Polygon" and not part.is_empty]
    return polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)
