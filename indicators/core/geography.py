"""Places: a level, a geoid that is always text, and a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Level = Literal[
    "us",
    "state",
    "county",
    "cbsa",
    "place",
    "tract",
    "zip",
    "cz",
    "nonmetro",
    "district",
    "campus",
    "high_school",
]

LEVELS: tuple[Level, ...] = get_args(Level)

# Levels that a visitor can choose as "my community".
COMMUNITY_LEVELS: tuple[Level, ...] = ("county", "cbsa", "place")

# Widths that a geoid of the level may have. A district is the NCES agency id (7) or the Texas agency's number (6);
# a high school is the NCES school id, public (12) or private (8); a nonmetropolitan area is the OEWS area code (7).
GEOID_WIDTHS: dict[Level, tuple[int, ...]] = {
    "us": (2,),
    "state": (2,),
    "county": (5,),
    "cbsa": (5,),
    "place": (7,),
    "tract": (11,),
    "zip": (5,),
    "cz": (5,),
    "nonmetro": (7,),
    "district": (6, 7),
    "campus": (9,),
    "high_school": (8, 12),
}

US_GEOID = "00"
# Its places begin with this. The Census Bureau does not count them in figures of the United States.
PUERTO_RICO = "72"

LEVEL_WORDS: dict[Level, tuple[str, str]] = {
    "us": ("nation", "the nation"),
    "state": ("state", "states"),
    "county": ("county", "counties"),
    "cbsa": ("metro or micro area", "metro and micro areas"),
    "place": ("city", "cities"),
    "tract": ("census tract", "census tracts"),
    "zip": ("ZIP code", "ZIP codes"),
    "cz": ("commuting zone", "commuting zones"),
    "nonmetro": ("nonmetropolitan area", "nonmetropolitan areas"),
    "district": ("school district", "school districts"),
    "campus": ("school campus", "school campuses"),
    "high_school": ("high school", "high schools"),
}


@dataclass(frozen=True, slots=True)
class Geography:
    """One place.

    ``vintage`` is the year whose boundaries and codes the geoid belongs to (empty where codes do not change).
    Raises ValueError where the geoid is not text of the level's width.
    """

    level: Level
    geoid: str
    name: str
    vintage: str = ""

    def __post_init__(self) -> None:
        check_geoid(self.level, self.geoid)


def check_geoid(level: Level, geoid: str) -> str:
    """Return the geoid, or raise ValueError that says what it should look like."""
    if level not in GEOID_WIDTHS:
        raise ValueError(f"unknown level {level!r}: choose one of {', '.join(LEVELS)}")
    widths = GEOID_WIDTHS[level]
    if not isinstance(geoid, str) or len(geoid) not in widths or not geoid.isalnum():
        wanted = " or ".join(str(width) for width in widths)
        raise ValueError(f"geoid {geoid!r} is not a {level} code: it must be text of {wanted} characters, zeros kept")
    return geoid
