"""Drawings that processes of their own can read: one that is quick, one that fails, one that never ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from indicators.export.drawing import Drawing

SPEC: dict[str, Any] = {
    "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
    "description": "Two bars",
    "width": 120,
    "height": 80,
    "data": {"values": [{"place": "Travis", "share": 0.4}, {"place": "Doña Ana", "share": 0.6}]},
    "mark": "bar",
    "encoding": {"x": {"field": "place", "type": "nominal"}, "y": {"field": "share", "type": "quantitative"}},
}
LINK = "https://measure.example/segregation?place=48453"


class Endless(Mapping[str, Any]):
    """A specification whose reading never ends, and keeps the interpreter from running anything else, as C code may."""

    def __getitem__(self, key: str) -> Any:
        raise KeyError(key)

    def __len__(self) -> int:
        return 1

    def __iter__(self) -> Iterator[str]:
        re.match(r"(a+)+$", "a" * 60 + "b")
        return iter(())


def quick(kind: str = "svg", **changes: Any) -> Drawing:
    """A small chart."""
    return Drawing(kind, SPEC | changes, LINK, ("A note.",))


def outside() -> Drawing:
    """A chart whose data lie elsewhere: the renderer refuses to fetch them."""
    return quick(data={"url": "https://example.org/x.json"})


def endless() -> Drawing:
    """A chart that is never finished."""
    return Drawing("png", Endless())
