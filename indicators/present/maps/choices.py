"""Which maps a community can be shown on, and why not finer ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from indicators.core.geography import Level
from indicators.core.spec import IndicatorSpec
from indicators.present.maps.overlays import Overlay, OverlayKind
from indicators.present.phrases import lower_first
from indicators.registry import specs

Kind = Literal["tracts", "residents", "counties", "metro", "nation", "metros", "points"]

# A measure that exists for whole areas only -> what census tracts show of it: who lives there, which a stranger reads
# at once, then their part in the measure, a small share that does not say of whom there are more.
TRACT_KEYS: dict[str, tuple[str, ...]] = {
    "dissimilarity_black_white": ("share_black", "part_of_dissimilarity_black_white"),
    "dissimilarity_black_white_household": ("share_black", "part_of_dissimilarity_black_white"),
    "dissimilarity_hispanic_white": ("share_hispanic",),
    "dissimilarity_asian_white": ("share_asian",),
    "entropy_index": ("diversity", "part_of_entropy_index"),
    "isolation_white": ("share_white",),
    "isolation_black": ("share_black",),
    "isolation_hispanic": ("share_hispanic",),
    "isolation_asian": ("share_asian",),
    "mean_income_rank_p25": ("mean_individual_income_rank_p25",),
    "dissimilarity_black_white_in_households": (
        "share_black",
        "part_of_dissimilarity_black_white_in_households",
    ),
    "dissimilarity_hispanic_white_in_households": ("share_hispanic",),
    "dissimilarity_asian_white_in_households": ("share_asian",),
    "entropy_index_in_households": ("diversity", "part_of_entropy_index_in_households"),
    "isolation_white_in_households": ("share_white",),
    "isolation_black_in_households": ("share_black",),
    "isolation_hispanic_in_households": ("share_hispanic",),
    "isolation_asian_in_households": ("share_asian",),
}
LABELS: dict[Kind, str] = {
    "tracts": "Census tracts",
    "residents": "Tracts: who lives where",
    "metro": "Counties of the metro",
    "metros": "Metros of the nation",
}
# Lines and names that lie over a map and can be left out: kind -> words.
LAYER_WORDS: dict[OverlayKind, str] = {
    "county_lines": "county lines",
    "state_lines": "state lines",
    "outline": "county outline",
    "cities": "city limits",
    "names": "names",
}
# Connecticut's counties became planning regions in 2022; these vintages of county codes are older.
CONNECTICUT, BEFORE_REGIONS = "09", ("2010", "2020")
POINT_LEVELS: tuple[Level, ...] = ("campus", "high_school")
STATE_LINES = Overlay("state_lines", "us")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where a community lies, and what can be drawn there.

    county: the community's own or principal county. state, cbsa: of that county, "" where it has none. members: the
    counties of the metro or micro area. tract_counties: tract vintage -> counties whose tracts have outlines.
    tract_metros: metro -> counties that are drawn together. has_tracts(key, period, counties): whether there are
    tract figures. has_points(level): whether the county has schools of the level with a location.
    """

    county: str
    county_name: str
    state: str
    state_name: str
    cbsa: str
    cbsa_name: str
    members: tuple[str, ...]
    tract_counties: Mapping[str, frozenset[str]]
    tract_metros: Mapping[str, tuple[str, ...]]
    has_tracts: Callable[[str, str, tuple[str, ...]], bool]
    has_points: Callable[[Level], bool]


@dataclass(frozen=True, slots=True)
class MapOption:
    """One map: figures of ``key`` and ``period`` for the places of ``level`` in ``area``.

    area: "us", a state (2), a county (5: its tracts or points; for counties, those of its state and metro) or a metro
    area (5: its tracts or counties). focus: the place of this level that is the community, "" where none is. is_part:
    True for parts of one county's index: tracts of another county are parts of another whole, so they share no map.
    places: the places in words ("Counties of Texas"). shows: what the places show of a measure that only whole areas
    have, "" where the figures are the measure's own. short: the places in fewer words, "" where there are none.
    """

    kind: Kind
    key: str
    level: Level
    area: str
    period: str
    places: str
    focus: str = ""
    overlays: tuple[Overlay, ...] = ()
    is_part: bool = False
    shows: str = ""
    short: str = ""

    @property
    def title(self) -> str:
        """What stands above the map."""
        return f"{self.shows}: {lower_first(self.places)}" if self.shows else self.places

    @property
    def label(self) -> str:
        """The map in a list to choose from: short enough for its box, for the title stands above it."""
        if self.is_part:
            return "Tracts: part of the index"
        return LABELS.get(self.kind) or self.short or self.title


@dataclass(frozen=True, slots=True)
class MapChoices:
    """The maps there are, the best first, and a sentence where the reader might expect a finer one ("" if none)."""

    options: tuple[MapOption, ...]
    sentence: str


def map_choices(spec: IndicatorSpec, level: Level, geoid: str, period: str, available: Surroundings) -> MapChoices:
    """Maps of a measure for a community (county, metro or city) at a period of that community's level."""
    tracts = _tract_options(spec, level, period, available)
    wide = _county_options(spec, level, geoid, period, available) + _metro_options(spec, level, geoid, period)
    points = _point_options(spec, available)
    is_part = level == "cbsa" and bool(tracts) and tracts[0].area != geoid
    options = wide[:1] + tracts + wide[1:] + points if is_part and wide else tracts + wide + points
    only_points = bool(points) and not wide
    sentences = [
        "" if tracts or only_points else _why_no_tracts(spec, period, available),
        _other_counties(spec, period, available),
    ]
    return MapChoices(tuple(options), " ".join(sentence for sentence in sentences if sentence))


def _tract_options(spec: IndicatorSpec, level: Level, period: str, available: Surroundings) -> list[MapOption]:
    """Maps of tracts; for a metro, one that shows it whole comes first."""
    fine = _tract_specs(spec)
    maybe_options = [_tract_option(tract_spec, period, available, is_alone=len(fine) == 1) for tract_spec in fine]
    options = [option for option in maybe_options if option is not None]
    if level != "cbsa":  # a county, or the one around a city, is told from the others of its metro
        outline = Overlay("outline", available.county)
        options = [replace(option, overlays=(outline, *option.overlays)) for option in options]
    return sorted(options, key=lambda option: option.area != available.cbsa) if level == "cbsa" else options


def _tract_option(fine: IndicatorSpec, period: str, available: Surroundings, is_alone: bool) -> MapOption | None:
    series = fine.find("tract", period)
    outlined = available.tract_counties.get(series.vintage, frozenset()) if series else frozenset()
    metro = available.tract_metros.get(available.cbsa, ())
    whole = bool(metro) and outlined.issuperset(metro) and fine.role != "part"
    area, counties = (available.cbsa, metro) if whole else (available.county, (available.county,))
    if series is None or not outlined.issuperset(counties) or not available.has_tracts(fine.key, period, counties):
        return None
    is_part = fine.role == "part"
    kind: Kind = "tracts" if is_alone or is_part else "residents"
    where = f"the {available.cbsa_name} area" if whole else available.county_name
    lies: tuple[OverlayKind, ...] = ("county_lines", "cities", "names")
    return MapOption(
        kind=kind,
        key=fine.key,
        level="tract",
        area=area,
        period=period,
        places=f"Census tracts of {where}",
        shows="" if is_alone else "Parts of the index" if is_part else "Who lives where",
        is_part=is_part,
        overlays=tuple(Overlay(kind_of_line, area, f"tract_{series.vintage}") for kind_of_line in lies),
    )


def _tract_specs(spec: IndicatorSpec) -> list[IndicatorSpec]:
    if "tract" in spec.levels:
        return [spec]
    return [specs()[key] for key in TRACT_KEYS.get(spec.key, ()) if key in specs()]


def _county_options(
    spec: IndicatorSpec, level: Level, geoid: str, period: str, available: Surroundings
) -> list[MapOption]:
    at = _period_at(spec, "county", period)
    if at is None:
        return []
    focus, options = available.county if level != "cbsa" else "", []
    if level == "cbsa":
        metro = f"Counties of the {available.cbsa_name} area"
        options.append(MapOption("metro", spec.key, "county", geoid, at, metro, "", _lie_over(available.state)))
    abroad = any(member[:2] != available.state for member in available.members)
    area = available.county if abroad else available.state
    short = f"Counties of {available.state_name}"
    names, over = f"{short} and of the metro area" if abroad else short, _lie_over(available.state)
    options.append(MapOption("counties", spec.key, "county", area, at, names, focus, over, short=short))
    nation = (STATE_LINES, Overlay("names", "us"))
    options.append(MapOption("nation", spec.key, "county", "us", at, "Counties of the nation", focus, nation))
    return options


def _lie_over(state: str) -> tuple[Overlay, ...]:
    return (STATE_LINES, Overlay("cities", state), Overlay("names", state))


def _metro_options(spec: IndicatorSpec, level: Level, geoid: str, period: str) -> list[MapOption]:
    at = _period_at(spec, "cbsa", period)
    if at is None or (level != "cbsa" and "county" in spec.levels):
        return []
    names, focus = "Metro and micro areas of the nation", geoid if level == "cbsa" else ""
    return [MapOption("metros", spec.key, "cbsa", "us", at, names, focus, (STATE_LINES, Overlay("names", "us")))]


def _point_options(spec: IndicatorSpec, available: Surroundings) -> list[MapOption]:
    options = []
    for level in POINT_LEVELS:
        at = spec.latest(level)
        if at is not None and available.has_points(level):
            short, county = "School campuses" if level == "campus" else "High schools", available.county
            names = f"{short} of {available.county_name}"
            state = available.state
            lies = (Overlay("outline", county), Overlay("cities", state), Overlay("names", state))
            options.append(MapOption("points", spec.key, level, county, at, names, "", lies, short=short))
    return options


def _period_at(spec: IndicatorSpec, level: Level, period: str) -> str | None:
    return period if spec.find(level, period) else spec.latest(level)


def _why_no_tracts(spec: IndicatorSpec, period: str, available: Surroundings) -> str:
    all_series = [series for fine in _tract_specs(spec) if (series := fine.find("tract", period))]
    series = all_series[0] if all_series else None
    if series is None:
        return "There are no figures for census tracts here, so the map shows larger areas."
    if available.county in available.tract_counties.get(series.vintage, frozenset()):
        return f"There are no census tract figures of {period} for {available.county_name}, so the map shows counties."
    others = [vintage for vintage, counties in available.tract_counties.items() if available.county in counties]
    why = f"Outlines of the {series.vintage} census tracts are not here for {available.county_name}"
    also = f"; those of {others[0]} are, for figures of that vintage" if others else ""
    return f"{why}{also}. The map shows counties: tracts are never drawn on the boundaries of another vintage."


def _other_counties(spec: IndicatorSpec, period: str, available: Surroundings) -> str:
    """Says why the map of Connecticut is empty where figures are for its old counties."""
    at = _period_at(spec, "county", period)
    series = spec.find("county", at) if at else None
    if series is None or available.state != CONNECTICUT or series.vintage not in BEFORE_REGIONS:
        return ""
    old = f"Figures of {at} are for the eight counties that Connecticut had before 2022"
    return f"{old}; the outlines here are those of its newer regions."
