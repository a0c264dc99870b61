"""Colours of maps, and the expressions by which the browser chooses them.

Five steps of one ramp between yellow-green and dark blue: lightness changes evenly, so the order holds in grey and for
every kind of colour blindness. Darker is higher on a light ground and on a dark one alike, so that one map is read in
the same way at the desk and on the projector. What has no class is hardly painted: its colour lies between the ramp and
the ground, outside the ramp in grey too. docs/decisions/map-ways.md
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from indicators.present.theme import DARK_GROUND, LIGHT_GROUND, contrast_ratio

Theme = Literal["light", "dark"]

RAMP: dict[Theme, tuple[str, ...]] = {
    "light": ("#cfe084", "#8cc9a0", "#3fa6b8", "#2a6fae", "#26307c"),
    "dark": ("#e8f0b8", "#a9dab0", "#56bcc3", "#3c90c8", "#4a5fbe"),
}
NO_DATA: dict[Theme, str] = {"light": "#eceef1", "dark": "#252c36"}
# Under the hatching of an unreliable figure: the ground itself.
UNRELIABLE: dict[Theme, str] = {"light": LIGHT_GROUND, "dark": DARK_GROUND}
# Hatching: dark on light colours, light on dark ones; on the ground it is quiet, for what is least sure must not stand
# out most.
HATCH = ("#3a3a3a", "#e9edf2")
HATCH_ON_GROUND = {LIGHT_GROUND: "#959da6", DARK_GROUND: "#69727d"}
BORDER: dict[Theme, str] = {"light": "#ffffff", "dark": "#0e1117"}
LINE: dict[Theme, str] = {"light": "#3d4650", "dark": "#d5dae0"}
# Lines over painted areas: dark on a dark ground too, for its lowest class is pale.
LINE_OVER_AREAS: dict[Theme, str] = {"light": LINE["light"], "dark": "#05070a"}
TEXT: dict[Theme, str] = {"light": "#111820", "dark": "#f4f6f8"}
# The place that was picked; on the screen the line has a rim, so that it is seen on every class.
FOCUS: dict[Theme, str] = {"light": "#d1490c", "dark": "#f2650f"}
# The box that follows the pointer: text on its ground.
TOOLTIP: dict[Theme, tuple[str, str]] = {"light": ("#ffffff", "#1c2430"), "dark": ("#12171e", "#e8ecf1")}
HATCHED = '(properties.status==="unreliable"||properties.status==="doubtful")'


def ramp(classes: int, theme: Theme) -> tuple[str, ...]:
    """Colours of so many classes, lowest first, from the whole length of the theme's ramp."""
    colours = RAMP[theme]
    if classes <= 1:
        return colours[2:3]
    return tuple(colours[round(step * (len(colours) - 1) / (classes - 1))] for step in range(classes))


def rgb(colour: str, alpha: int = 255) -> list[int]:
    """``#rrggbb`` as deck.gl wants it."""
    return [*(int(colour[at : at + 2], 16) for at in (1, 3, 5)), alpha]


def by_class(name: str, colours: Sequence[str], other: str) -> str:
    """Expression: a colour for each class index that the features carry under ``name``, ``other`` outside the scale."""
    return _ladder([f"properties.{name}==={index}" for index in range(len(colours))], colours, other)


def by_value(breaks: Sequence[float], colours: Sequence[str], other: str) -> str:
    """Expression: a colour by the features' own number against limits that another map shares."""
    tests = [f"properties.number<={limit!r}" for limit in breaks]
    ladder = _ladder(tests, colours[:-1], colours[-1])
    outside = 'properties.status==="no data"||properties.status==="unreliable"'
    return f"({outside})?{_literal(other)}:({ladder})"


def or_worst(worst: str, other: str) -> str:
    """Expression: the colour ``worst`` for places that are known to lie below the scale, else the other expression."""
    return f'properties.status==="worst"?{_literal(worst)}:({other})' if worst else other


def hatch_on(colour: str) -> str:
    """The colour of hatching over a colour of the ramp or the ground."""
    return HATCH_ON_GROUND.get(colour) or max(HATCH, key=lambda lines: contrast_ratio(lines, colour))


def fill(colour: str, hatching: str) -> str:
    """Expression: the class colour; for hatched places the colour of the hatching."""
    return f"{HATCHED}?({hatching}):{colour}"


def ground(colour: str, theme: Theme) -> str:
    """Expression: what lies under the hatching."""
    return f'properties.status==="unreliable"?{_literal(UNRELIABLE[theme])}:({colour})'


def pattern() -> dict[str, Any]:
    """Properties of a polygon layer that hatches doubtful and unreliable places; lines six pixels apart."""
    return {
        "extensions": [{"@@type": "FillStyleExtension", "proceduralPattern": True}],
        "fill_pattern_mapping": {"hatch": {"type": "hatch", "gap": 5, "strokeWidth": 1.4, "angle": 45}},
        "fill_pattern_size_units": "'pixels'",
        "get_fill_pattern": f'{HATCHED}?"hatch":"none"',
    }


def _ladder(tests: Sequence[str], colours: Sequence[str], other: str) -> str:
    steps = [f"{test}?{_literal(colour)}:" for test, colour in zip(tests, colours, strict=True)]
    return "".join(steps) + _literal(other)


def _literal(colour: str) -> str:
    return "[" + ",".join(map(str, rgb(colour))) + "]"
