"""Read what people type at the command line (levels, names), suggest near names, and write rows as JSON."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from data.core.errors import UserError
from indicators.core.geography import LEVELS, Level

Row = Mapping[str, Any]

# What people call the levels, beside the keys themselves.
_SYNONYMS: dict[str, Level] = {
    "nation": "us",
    "national": "us",
    "usa": "us",
    "united states": "us",
    "country": "us",
    "states": "state",
    "counties": "county",
    "metro": "cbsa",
    "metros": "cbsa",
    "metro area": "cbsa",
    "micro": "cbsa",
    "msa": "cbsa",
    "city": "place",
    "cities": "place",
    "places": "place",
    "tracts": "tract",
    "census tract": "tract",
    "neighborhood": "tract",
    "zip code": "zip",
    "zipcode": "zip",
    "zips": "zip",
    "zcta": "zip",
    "commuting zone": "cz",
    "commuting zones": "cz",
    "nonmetro area": "nonmetro",
    "nonmetropolitan": "nonmetro",
    "nonmetropolitan area": "nonmetro",
    "school district": "district",
    "districts": "district",
    "lea": "district",
    "campuses": "campus",
    "school campus": "campus",
    "school": "campus",
    "high schools": "high_school",
    "highschool": "high_school",
}


def level_of(text: str) -> Level:
    """The level that a text means, in any case: county, CBSA, metro, ZIP, "high school". Raises UserError."""
    word = " ".join(text.casefold().replace("_", " ").replace("-", " ").split())
    keys: dict[str, Level] = {level.replace("_", " "): level for level in LEVELS}
    names = keys | _SYNONYMS
    if word not in names:
        near = get_close_matches(word, names, n=1, cutoff=0.6)
        hint = f" Did you mean {names[near[0]]}?" if near else ""
        raise UserError(f"unknown level {text!r}.{hint} Levels: {', '.join(LEVELS)}")
    return names[word]


def nearest(text: str, known: Iterable[str], count: int = 3) -> list[str]:
    """The known names nearest to a mistaken one, best first; those that contain it come too."""
    names = sorted(set(known))
    near = get_close_matches(text.casefold(), names, n=count, cutoff=0.5)
    within = [name for name in names if text.casefold() in name] if text else []
    return list(dict.fromkeys([*near, *within]))[:count]


def did_you_mean(text: str, known: Iterable[str]) -> str:
    """ "Did you mean a, b or c?", or nothing."""
    near = nearest(text, known)
    if not near:
        return ""
    listed = near[0] if len(near) == 1 else f"{', '.join(near[:-1])} or {near[-1]}"
    return f" Did you mean {listed}?"


def names_of(text: str) -> list[str]:
    """Split names at commas; double quotes hold a name with a comma. Raises UserError for open quotes."""
    try:
        (names,) = csv.reader([text], skipinitialspace=True, strict=True)
    except (ValueError, csv.Error) as error:
        raise UserError(
            f"{text!r}: part the names by commas, and put one with a comma in it in double quotes"
        ) from error
    return [name.strip() for name in names if name.strip()]


def json_text(rows: Iterable[Row]) -> str:
    """A JSON array of objects; missing values null. Raises ValueError for NaN."""
    return json.dumps(list(rows), ensure_ascii=False, allow_nan=False, indent=1) + "\n"
