"""Names on a map: few at first, more as it is enlarged, never a second drawing of them for collisions."""

from __future__ import annotations

import json
import re
from math import cos, radians
from typing import Any

import pytest

from indicators.core.estimate import Estimate
from indicators.present.maps.deck import MapFigure, MapFigures, MapView, deck, opening
from indicators.present.maps.names import CUTOFF, TILE
from indicators.present.maps.overlays import overlay_of
from indicators.registry import specs

TEXAS, COLORADO, NATION = (-106.65, 25.84, -93.51, 36.5), (-109.06, 36.99, -102.04, 41.0), (-124.8, 24.5, -66.9, 49.4)
KEY = "dissimilarity_black_white"


def view(bounds: tuple[float, float, float, float], name: str, **more: Any) -> MapView:
    shown = MapFigures(
        specs()[KEY], more.pop("level", "county"), more.pop("area", "48"), "2020", more.pop("places", ())
    )
    overlay = overlay_of(name)
    assert overlay is not None
    return MapView("0123456789ab", shown, "Map", bounds, overlays=(overlay,))


def names(shown: MapView) -> dict[str, Any]:
    return dict(json.loads(deck(shown).to_json())["layers"][-1])


def feature(name: str, kind: str, weight: int, at: float = -97.0, up: float = 31.0) -> dict[str, Any]:
    geometry = {"type": "Point", "coordinates": [at, up]}
    return {"properties": {"name": name, "kind": kind, "weight": weight}, "geometry": geometry}


def written(shown: MapView, place: dict[str, Any], zoomed_in: float = 0) -> bool:
    """Whether deck.gl would write the name: its content box is as high on the screen as the cutoff."""
    expression = names(shown)["_subLayerProps"]["points-text"]["getContentBox"]
    height = expression.removeprefix("@@=[").removesuffix("]").split(",", 3)[3]
    degree = TILE / 360 * 2 ** (opening(shown)["zoom"] + zoomed_in)
    metres = 111_320 * cos(radians(place["geometry"]["coordinates"][1]))
    return number(height, place) * degree / metres >= CUTOFF


def number(expression: str, place: dict[str, Any]) -> float:
    """The value of an expression of JavaScript, of which only what our expressions use is understood."""
    python = re.sub(r"\b__source\.object\b", "place", expression).replace("===", "==")
    for word in ("properties", "geometry", "coordinates", "kind", "weight", "name"):
        python = re.sub(rf"\.{word}\b", f"['{word}']", python)
    python = re.sub(r"(place\['properties'\]\['name'\])\.length", r"len(\1)", python)
    return float(eval(conditional(python), {"place": place, "len": len}))


def conditional(text: str) -> str:
    """``a?b:c`` in Python's words, within the brackets where it stands."""
    out, at = "", 0
    while at < len(text):
        if text[at] == "(":
            end = closing(text, at)
            out, at = f"{out}({conditional(text[at + 1 : end])})", end + 1
        else:
            out, at = out + text[at], at + 1
    if "?" not in out:
        return out
    test, _, rest = top(out, "?")
    yes, _, no = top(rest, ":")
    return f"({yes}) if ({test}) else ({conditional(no)})"


def closing(text: str, at: int) -> int:
    depth = 0
    for end in range(at, len(text)):
        depth += {"(": 1, ")": -1}.get(text[end], 0)
        if depth == 0:
            return end
    raise ValueError(text)


def top(text: str, mark: str) -> tuple[str, str, str]:
    """``str.partition`` at the first mark outside brackets."""
    depth = 0
    for at, letter in enumerate(text):
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == mark and depth == 0:
            return text[:at], mark, text[at + 1 :]
    return text, "", ""


def test_a_map_as_wide_as_texas_opens_with_its_largest_cities() -> None:
    texas = view(TEXAS, "names-48")
    for name, weight in (("Houston", 824), ("Dallas", 692), ("San Antonio", 736), ("Austin", 659)):
        assert written(texas, feature(name, "city", weight)), name
    for name, weight in (("Fort Worth", 676), ("Georgetown", 528), ("West Lake Hills", 502)):
        assert not written(texas, feature(name, "city", weight)), name
    assert not written(texas, feature("Travis", "county", 25))


@pytest.mark.parametrize(("name", "kind", "weight"), [("Fort Worth", "city", 676), ("Travis", "county", 25)])
def test_more_names_come_as_the_map_is_enlarged(name: str, kind: str, weight: int) -> None:
    texas = view(TEXAS, "names-48")
    steps = [written(texas, feature(name, kind, weight), step) for step in range(7)]
    assert steps == sorted(steps)
    assert steps[-1]
    assert steps[3]


def test_a_county_is_named_once_its_name_fits_inside() -> None:
    texas = view(TEXAS, "names-48")
    assert written(texas, feature("Bell", "county", 27), 2)
    assert not written(texas, feature("Williamson", "county", 28), 2)
    assert not written(texas, feature("Rockwall", "county", 4), 3)


def test_the_city_of_a_smaller_state_is_named_at_once() -> None:
    assert written(view(COLORADO, "names-08"), feature("Denver", "city", 584, -105))


def test_the_nation_opens_with_few_states() -> None:
    nation = view(NATION, "names-us", area="us")
    assert written(nation, feature("Texas", "state", 499, -99.0))
    assert not written(nation, feature("Indiana", "state", 499, -86.0))
    assert not written(nation, feature("Oregon", "state", 499, -120.5, 44.0))
    assert written(nation, feature("Indiana", "state", 499, -86.0), 2)


def test_a_map_of_one_county_names_its_cities_only() -> None:
    places = tuple(MapFigure(f"48113{at:06d}", "Tract", Estimate(0.1)) for at in (100, 200))
    bounds = (-97.03, 32.55, -96.46, 32.99)
    map_view = view(bounds, "names-tract_2020-48113", level="tract", area="48113", places=places)
    assert written(map_view, feature("Dallas", "city", 692))
    assert not written(map_view, feature("Dallas", "county", 23), 5)
    metro = view(bounds, "names-tract_2020-19100", level="tract", area="19100", places=places)
    assert written(metro, feature("Dallas", "county", 23))


def test_names_cost_no_second_drawing_and_little_to_send() -> None:
    layer = names(view(TEXAS, "names-48"))
    assert len(json.dumps(layer)) < 2_000
    assert "extensions" not in layer
    assert not re.search(r"[A-Za-z]\s*\(", layer["_subLayerProps"]["points-text"]["getContentBox"])
