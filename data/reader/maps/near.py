"""Which of some places lies nearest to another: by the middles of the boxes around their outlines."""

from __future__ import annotations

from collections.abc import Iterable
from math import asin, cos, radians, sin, sqrt

from data.reader.maps.folder import OutlineSet
from indicators.present.maps.view import Bounds

EARTH_MILES = 3958.8  # mean radius


def nearest(outlines: OutlineSet, geoid: str, candidates: Iterable[str]) -> tuple[str, float] | None:
    """The candidate that lies nearest, and how far in miles; None where the place or every candidate has no outline."""
    if geoid not in outlines.rows:
        return None
    home = outlines.bounds((geoid,))
    known = [code for code in candidates if code in outlines.rows and code != geoid]
    distances = [(miles(home, outlines.bounds((code,))), code) for code in known]
    if not distances:
        return None
    distance, code = min(distances)
    return code, distance


def miles(first: Bounds, second: Bounds) -> float:
    """Great-circle distance between the middles of two boxes, in miles (haversine formula)."""
    (west, south), (east, north) = _middle(first), _middle(second)
    across = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin((east - west) / 2) ** 2
    return 2 * EARTH_MILES * asin(sqrt(across))


def _middle(box: Bounds) -> tuple[float, float]:
    """Longitude and latitude in radians."""
    west, south, east, north = box
    return radians((west + east) / 2), radians((south + north) / 2)
