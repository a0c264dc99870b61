"""Fix the width of each text in an SVG, so that another font on the reader's machine does not break the drawing.

A drawing is laid out in the renderer's font. Where that is absent, as Arial and its likes are on many Linux machines,
browsers take a font up to a fifth wider: names run out of the picture and into each other. ``textLength`` holds each
line to the width it was laid out in (docs/decisions/svg-text.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import copy
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

SVG = "http://www.w3.org/2000/svg"
_TEXT, _SPAN = f"{{{SVG}}}text", f"{{{SVG}}}tspan"
# What decides a width, with SVG's own defaults.
_STYLE = {"font-family": "sans-serif", "font-size": "16px", "font-weight": "normal", "font-style": "normal"}
# A line as it is measured: its words, then its style.
Line = tuple[str, ...]

for prefix, address in (("", SVG), ("xlink", "http://www.w3.org/1999/xlink")):
    ElementTree.register_namespace(prefix, address)


def fix_widths(svg: str) -> str:
    """Return the drawing with each line of text as its own element, as wide as in the renderer's font."""
    root = ElementTree.fromstring(svg)
    for parent in list(root.iter()):
        _part_lines(parent)
    texts = [element for element in root.iter(_TEXT) if _line(element)[0]]
    widths = _widths(map(_line, texts))
    for element in texts:
        element.set("textLength", f"{widths[_line(element)]:.2f}")
        element.set("lengthAdjust", "spacingAndGlyphs")
    return ElementTree.tostring(root, encoding="unicode")


def _part_lines(parent: Element) -> None:
    """Split texts of several lines: not every browser reads ``textLength`` on a part of a text."""
    for element in parent.findall("text", {"": SVG}):
        spans = element.findall("tspan", {"": SVG})
        if not spans:
            continue
        position, below = list(parent).index(element), 0.0
        parent.remove(element)
        for number, span in enumerate(spans):
            line = copy(element)
            line[:] = []
            line.text, below = span.text, below + float(span.get("dy", 0))
            line.attrib = element.attrib | {"x": "0", "y": f"{below:g}"}
            parent.insert(position + number, line)


def _line(element: Element) -> Line:
    text = re.sub("[ \t\r\n]+", " ", element.text or "").strip(" ")  # as SVG collapses spaces
    return (text, *(element.get(name, default) for name, default in _STYLE.items()))


def _widths(lines: Iterable[Line]) -> dict[Line, float]:
    """The width of each line, px, as the renderer measures it: a Vega expression returns the bounds of each text."""
    import vl_convert

    different = list(dict.fromkeys(lines))
    if not different:
        return {}
    names = ("text", "font", "fontSize", "fontWeight", "fontStyle")
    values = [
        dict(zip(names, line, strict=True)) | {"fontSize": float(line[2].removesuffix("px"))} for line in different
    ]
    width = {"signal": "datum.bounds.x2 - datum.bounds.x1"}
    marks = [
        _text_mark("lines", {name: {"field": name} for name in names}) | {"name": "drawn"},
        _text_mark("drawn", {"text": width}),
    ]
    svg = vl_convert.vega_to_svg(
        {"width": 1, "height": 1, "data": [{"name": "lines", "values": values}], "marks": marks}
    )
    numbers = [element.text for element in ElementTree.fromstring(svg).iter(_TEXT)][len(different) :]
    return {line: float(number or 0) for line, number in zip(different, numbers, strict=True)}


def _text_mark(source: str, encoding: dict[str, Any]) -> dict[str, Any]:
    return {"type": "text", "from": {"data": source}, "encode": {"update": encoding}}
