"""Names that the builder's map files and the app's map routes agree on. No geometry library here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from indicators.core.geography import Level

TRACT_VINTAGES: Final = ("2010", "2020")


@dataclass(frozen=True, slots=True)
class OutlineKind:
    """What an outline set draws: places of a level, with the codes of a year."""

    level: Level
    vintage: str


# Outline set -> what it draws.
SETS: Final[dict[str, OutlineKind]] = {
    "county_2023": OutlineKind("county", "2023"),
    "state_2023": OutlineKind("state", "2023"),
    "cbsa_2019": OutlineKind("cbsa", "2019"),
    "place_2019": OutlineKind("place", "2019"),
    "tract_2010": OutlineKind("tract", "2010"),
    "tract_2020": OutlineKind("tract", "2020"),
}

# Columns of maps/<set>.parquet. part_of: county of a tract, state of a county or city, "" elsewhere.
# geometry: GeoJSON text, outer rings clockwise, as the export renderer wants them (deck.gl does not mind).
COLUMNS: Final = ("geoid", "name", "part_of", "geometry", "west", "south", "east", "north")

# Columns of maps/overlays.parquet: GeoJSON text by name.
OVERLAYS_FILE: Final = "overlays.parquet"

# Counties whose tracts are one map: the metro is shown whole where every one of its counties has outlines.
AUSTIN_COUNTIES: Final = ("48021", "48055", "48209", "48453", "48491")
AUSTIN_CBSA: Final = "12420"
TRACT_METROS: Final[dict[str, tuple[str, ...]]] = {AUSTIN_CBSA: AUSTIN_COUNTIES}

# County vintage -> codes that stand for other land today: Bedford County took in Bedford city in 2013.
REDRAWN: Final[dict[str, frozenset[str]]] = {"2010": frozenset({"51019"})}


def tract_set(vintage: str) -> str:
    """Outline set of a tract vintage."""
    return f"tract_{vintage}"


def set_of(level: Level, vintage: str = "") -> str | None:
    """Outline set that draws a level; None where the level, or the vintage of tracts, has no outlines."""
    if level == "tract":
        return tract_set(vintage) if vintage in TRACT_VINTAGES else None
    return next((name for name, outlines in SETS.items() if outlines.level == level), None)
