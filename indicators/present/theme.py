"""One restrained palette for light and dark, safe for colour-blind readers and distinct in grey.

Each colour is a pair (on a light ground, on a dark ground). Charts choose by the luminance of the ground they are drawn
on, inside the chart, so that one specification serves both themes and the export. Text colours reach 4.5:1,
marks 3:1 (WCAG 2.2 AA); a contract test measures it.
"""

from __future__ import annotations

from typing import Any

Pair = tuple[str, str]

LIGHT_GROUND = "#ffffff"
DARK_GROUND = "#12171e"

INK: Pair = ("#1f2933", "#eceff4")  # text that matters
QUIET: Pair = ("#52606d", "#b3bdc9")  # text that explains
FOCUS: Pair = ("#b3470f", "#ff9d5c")  # the community
PEER: Pair = ("#40658c", "#8fb4da")  # its peers
REFERENCE: Pair = ("#616e7c", "#9aa5b1")  # medians and other lines to read against
BAND: Pair = ("#fbe9dc", "#3a2a20")  # the ground of the community's row
GRID: Pair = ("#e4e7eb", "#323f4b")
# The ground itself, whatever it is: hollow dots and the rims of full ones.
PAPER = "paper"

NAMED: dict[str, Pair] = {
    "ink": INK,
    "quiet": QUIET,
    "focus_colour": FOCUS,
    "peer_colour": PEER,
    "reference_colour": REFERENCE,
    "band_colour": BAND,
    "grid_colour": GRID,
}

# Installed with the renderer of exports; the rest are what other programs put in their place.
EXPORT_FONT = "Liberation Sans, Arial, Helvetica, sans-serif"

ROW_HEIGHT = 26
NARROW = 520  # px: below it labels wrap and axes carry fewer ticks


def parameters() -> list[dict[str, Any]]:
    """Vega-Lite parameters: ``narrow`` (a phone's width) and one colour for each name of ``NAMED``."""
    narrow = {"name": "narrow", "expr": f"width >= 0 && containerSize()[0] < {NARROW}"}
    colours = [
        {"name": name, "expr": f"luminance(background) < 0.3 ? '{dark}' : '{light}'"}
        for name, (light, dark) in NAMED.items()
    ]
    return [narrow, *colours, {"name": PAPER, "expr": "background"}]


def ink(name: str) -> dict[str, str]:
    """A reference to a named colour, for any colour property of a mark."""
    if name not in NAMED and name != PAPER:
        raise KeyError(f"no color is named {name!r}")
    return {"expr": name}


def contrast_ratio(color: str, other: str) -> float:
    """WCAG 2.2 contrast of two ``#rrggbb`` colours, 1 to 21."""
    high, low = sorted((_luminance(color), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
