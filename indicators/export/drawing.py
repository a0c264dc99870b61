"""Describe a picture as plain data, so that another process can draw it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from indicators.export.image import png_bytes, svg_bytes

KINDS: dict[str, Callable[..., bytes]] = {"png": png_bytes, "svg": svg_bytes}


@dataclass(frozen=True, slots=True)
class Drawing:
    """One chart or map as a file. kind: one of KINDS; spec: Vega-Lite, data inline; the rest is written below it."""

    kind: str
    spec: Mapping[str, Any]
    permalink: str = ""
    notes: tuple[str, ...] = ()


def draw(drawing: Drawing) -> bytes:
    """Draw the file. Holds the interpreter while it draws, up to seconds. Equal drawings give equal bytes."""
    return KINDS[drawing.kind](drawing.spec, permalink=drawing.permalink, notes=drawing.notes)
