"""Lines and names that lie over a map, each with a file of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

OverlayKind = Literal["county_lines", "state_lines", "outline", "cities", "names", "borders", "focus"]


@dataclass(frozen=True, slots=True)
class Overlay:
    """One file of lines or names.

    area: "us", a state, county or metro area, or the code of one place. outlines: the set of outlines that the lines
    are of, "" where there is one set alone for such lines.
    """

    kind: OverlayKind
    area: str
    outlines: str = ""

    @property
    def name(self) -> str:
        """How its file is called: ``names-48``, ``cities-tract_2020-12420``."""
        return "-".join(part for part in (self.kind, self.outlines, self.area) if part)


def overlay_of(name: str) -> Overlay | None:
    """The overlay that an address names, None where it names none. No part of a name has a hyphen."""
    kind, *parts = name.split("-")
    known = next((kind_of_overlay for kind_of_overlay in get_args(OverlayKind) if kind_of_overlay == kind), None)
    if known is None or len(parts) not in (1, 2):
        return None
    return Overlay(known, parts[-1], parts[0] if len(parts) == 2 else "")
