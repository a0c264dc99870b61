"""Charts and maps as PNG and SVG, with source and address inside the picture."""

from __future__ import annotations

import re
from collections.abc import Mapping
from textwrap import wrap
from typing import Any
from xml.sax.saxutils import escape

from indicators.export.svg_text import fix_widths
from indicators.present import theme
from indicators.present.charts.base import FILE_WIDTH

MARGIN, LINE, SMALL = 16, 16, 11
TITLE, SUBTITLE = 80, 105  # letters of a line of a title that only the file has
_SIZE = re.compile(r'<svg([^>]*?) width="([\d.]+)" height="([\d.]+)" viewBox="0 0 [\d.]+ [\d.]+">')


def png_bytes(spec: Mapping[str, Any], scale: float = 2, permalink: str = "", notes: tuple[str, ...] = ()) -> bytes:
    """A chart as PNG. spec: Vega-Lite with inline data; scale: 2 is twice the pixels of the screen.

    Title and subtitle are the chart's own; source, notes and permalink stand below it. Fetches nothing.
    """
    import vl_convert

    png: bytes = vl_convert.svg_to_png(_svg(spec, permalink, notes), scale=scale)
    return png


def svg_bytes(spec: Mapping[str, Any], permalink: str = "", notes: tuple[str, ...] = ()) -> bytes:
    """A chart as SVG, UTF-8; see ``png_bytes``. Its words keep their room in any font."""
    return fix_widths(_svg(spec, permalink, notes)).encode()


def _svg(spec: Mapping[str, Any], permalink: str, notes: tuple[str, ...]) -> str:
    import vl_convert

    svg = vl_convert.vegalite_to_svg(for_file(spec), allowed_base_urls=[])
    exhibit = spec.get("usermeta", {}).get("exhibit", {})
    source = f"Source: {exhibit['source']}" if exhibit.get("source") else ""
    return _with_footer(svg, [*notes, source, permalink], str(spec.get("description", "")))


def for_file(spec: Mapping[str, Any]) -> dict[str, Any]:
    """Convert a chart for paper: fixed width, light ground; texts break at that width."""
    chart = dict(spec) | {"background": theme.LIGHT_GROUND, "padding": MARGIN}
    chart.pop("usermeta", None)
    if chart.get("width") == "container":
        chart["width"] = FILE_WIDTH
    if "title" not in chart and (title := spec.get("usermeta", {}).get("exhibit", {}).get("title")):
        below = wrap(spec["usermeta"]["exhibit"].get("subtitle", ""), SUBTITLE)
        chart["title"] = {"text": wrap(title, TITLE), "subtitle": below, "anchor": "start", "frame": "bounds", **_LOOK}
    config = dict(chart.get("config", {}))
    chart["config"] = config | {"font": theme.EXPORT_FONT}
    return chart


_LOOK = {"fontSize": 16, "color": theme.INK[0], "subtitleFontSize": 14, "subtitleColor": theme.QUIET[0], "offset": 10}


def _with_footer(svg: str, paragraphs: list[str], description: str) -> str:
    """Make room below the drawing and write the lines there; long addresses break where they must."""
    size = _SIZE.search(svg)
    if size is None:
        raise ValueError("the chart could not be drawn: the renderer gave no size")
    width, height = float(size[2]), float(size[3])
    letters = max(int((width - 2 * MARGIN) / (SMALL * 0.53)), 20)
    lines = [line for text in paragraphs if text for line in wrap(text, letters)]
    tall = height + (len(lines) * LINE + MARGIN if lines else 0)
    ground = f'<rect width="{width:g}" height="{tall:g}" fill="{theme.LIGHT_GROUND}"/>'
    head = f'<svg{size[1]} width="{width:g}" height="{tall:g}" viewBox="0 0 {width:g} {tall:g}">'
    label = f"<title>{escape(description)}</title>" if description else ""
    texts = "".join(
        f'<text x="{MARGIN}" y="{height + (i + 0.5) * LINE:g}" font-family="{theme.EXPORT_FONT}" '
        f'font-size="{SMALL}" fill="{theme.QUIET[0]}">{escape(line)}</text>'
        for i, line in enumerate(lines)
    )
    return svg[: size.start()] + head + label + ground + svg[size.end() :].removesuffix("</svg>") + texts + "</svg>"
