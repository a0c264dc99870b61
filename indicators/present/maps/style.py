"""Colours of maps, and the expressions by which the browser chooses them.

Five steps of one ramp between yellow-green and dark blue: lightness changes evenly, so the order holds in grey and for
every kind of colour blindness. More is what stands out most: darker on a light ground, lighter on a dark one. Greys are
outside the ramp and hatched or outlined, so that "no data" can't be taken for the lowest class.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from indicators.present.theme import contrast_ratio

Theme = Literal["light", "dark"]

RAMP: dict[Theme, tuple[str, ...]] = {
    "light": ("#e4efb0", "#9fd3b0", "#45aebf", "#2a72b0", "#26307c"),
    "dark": ("#3d52ad", "#2f82bd", "#4bb3bf", "#a5d9b2", "#f0f7c4"),
}
NO_DATA = {"light": "#d9d9d9", "dark": "#454b54"}
UNRELIABLE = {"light": "#b8b8b8", "dark": "#7d838c"}
# Hatching: dark on light colours, light on dark ones.
HATCH = ("#3a3a3a", "#e9edf2")
BORDER = {"light": "#ffffff", "dark": "#0e1117"}
LINE = {"light": "#3d4650", "dark": "#d5dae0"}
TEXT = {"light": "#111820", "dark": "#f4f6f8"}
FOCUS = {"light": "#d1490c", "dark": "#ffab6b"}
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


def hatch_on(colour: str) -> str:
    """The colour of hatching over a colour of the ramp or a grey."""
    return max(HATCH, key=lambda lines: contrast_ratio(lines, colour))


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
