"""Build the places of every level: codes by vintage, names for visitors, and which area each lies in."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from data.builder.inputs import CatalogInputs
from data.builder.places.named_places import named_by_data
from data.core.county_changes import OTHER_NAMES, RETIRED_NAMES, STATES, SUCCESSORS, state_name
from data.sources import crosswalks
from data.sources.errors import InputError
from indicators.core.geography import US_GEOID, Level

PRINCIPAL_COUNTIES = Path(__file__).resolve().parent / "principal_counties.csv"
CENSUS_2010 = ("census/tract_population_by_race_2010.parquet", "population")
CENSUS_2020 = crosswalks.ADULTS_2020
# What the names and parents of places come from, beside the datasets of the indicators.
DATASETS = ("county_to_cbsa_2020", "county_to_commuting_zone_1990")

COLUMNS = ("level", "geoid", "name", "vintage", "state", "county", "cbsa", "principal_county", "lon", "lat")
# Beside COLUMNS the table has ``cz``: the commuting zone of a county.
PUERTO_RICO = "72"
_NO_STATE = ("66", "78")  # territories with wages only: they come with that dataset
# Endings of the Census Bureau's city names that a visitor does not say.
_LEGAL = re.compile(
    r" (?:(?:city and borough|consolidated government|metropolitan government|metro government|unified government"
    r"|urban county|municipality|village|town|city|CDP))?(?: \(balance\))?$"
)


Row = tuple[str, ...]


@dataclass(frozen=True)
class Places:
    """table: one row per place (COLUMNS). rosters: (level, vintage) -> codes. members: metro area -> its counties."""

    table: pd.DataFrame
    rosters: Mapping[tuple[str, str], frozenset[str]]
    members: Mapping[str, frozenset[str]]
    known: Mapping[str, frozenset[str]]

    def roster(self, level: Level, vintage: str, present: Collection[str], file: str) -> list[str]:
        """Codes that get a row: all of the vintage, and those with a figure under a code of another vintage; sorted.

        Levels without a list of their own (districts, schools, ZIP codes) have a row for each place in the data. A
        tract has one where its vintage has an outline and the data cover its county.
        Raises InputError where a code is known in no vintage, or a vintage has no list.
        """
        codes = frozenset(present)
        if level == "tract":
            outlined = self._of_vintage(level, vintage, file)
            counties = {code[:5] for code in codes}
            return sorted(code for code in outlined if code[:5] in counties)
        unknown = codes - self.known.get(level, frozenset())
        if unknown:
            raise InputError(file, None, "geoid", f"{min(unknown)} is not a known {level}")
        listed = self._of_vintage(level, vintage, file) if level in _LISTED else frozenset()
        return sorted(codes | listed)

    def _of_vintage(self, level: Level, vintage: str, file: str) -> frozenset[str]:
        key = (level, vintage if level in ("county", "tract") else "")
        if key not in self.rosters:
            has = ", ".join(sorted(year for name, year in self.rosters if name == level))
            raise InputError(file, None, None, f"no list of {level} codes of vintage {vintage!r}", f"There are: {has}")
        return self.rosters[key]


_LISTED = ("us", "state", "county", "cbsa", "place", "cz")


def build_places(inputs: CatalogInputs, used: Iterable[str], tracts: Mapping[str, frozenset[str]]) -> Places:
    """Every place that an indicator can have a figure for.

    used: datasets of the indicators, whose readers may name places. tracts: vintage -> tracts with outlines.
    """
    folder = inputs.folder
    people_2010 = crosswalks.tract_counts(folder, *CENSUS_2010)
    people_2020 = crosswalks.tract_counts(folder, *CENSUS_2020)
    people = _by_county(people_2010) | _by_county(people_2020)
    metro, zones = inputs.frame(DATASETS[0]), inputs.frame(DATASETS[1])
    rosters = {
        ("county", "2010"): frozenset(_by_county(people_2010)),
        ("county", "2020"): frozenset(_by_county(people_2020)),
        ("county", "2022"): frozenset(crosswalks.acs_counties(folder))
        | {code for code in _by_county(people_2020) if code.startswith(PUERTO_RICO)},
        **{("tract", vintage): codes for vintage, codes in tracts.items()},
    }
    names = _county_names(folder, metro)
    cbsa_of = dict(zip(metro["geoid"], metro["cbsa"], strict=True))
    rows: list[Row] = [("us", US_GEOID, "United States", "", "", "", "", "")]
    rows += [("state", code, name, "", code, "", "", "") for code, (_, name) in STATES.items() if code not in _NO_STATE]
    rows += _county_rows(rosters, names, cbsa_of)
    rows += _metro_rows(metro, people)
    rows += _city_rows(crosswalks.city_names(folder), cbsa_of)
    rows += _zone_rows(zones, people)
    rows += _tract_rows(tracts, names, cbsa_of)
    listed = pd.DataFrame(rows, columns=list(COLUMNS[:-2])).assign(lon=float("nan"), lat=float("nan"))
    named = with_retired_names(named_by_data([inputs.frame(name) for name in sorted(set(used))], cbsa_of))
    table = pd.concat([listed, _not_in(named, listed)], ignore_index=True)
    table = table.sort_values(["level", "geoid", "vintage"], kind="stable", ignore_index=True)
    table = table.assign(cz=table["geoid"].map(_zone_of(zones)).where(table["level"] == "county", "").fillna(""))
    for level in ("us", "state", "cbsa", "place", "cz"):
        rosters[(level, "")] = frozenset(listed.loc[listed["level"] == level, "geoid"])
    known = {str(level): frozenset(codes) for level, codes in table.groupby("level")["geoid"]}
    members = {str(code): frozenset(codes) for code, codes in metro.groupby("cbsa")["geoid"]}
    return Places(table, rosters, members, known)


def with_retired_names(places: pd.DataFrame) -> pd.DataFrame:
    """The places of datasets, retired counties by the Census Bureau's names, which publishers shorten."""
    names = places["geoid"].map({code: county_name(code, RETIRED_NAMES) for code in RETIRED_NAMES})
    return places.assign(name=names.where(places["level"] == "county").fillna(places["name"]))


def _not_in(places: pd.DataFrame, listed: pd.DataFrame) -> pd.DataFrame:
    """Places that are in no list. A code of a listed level counts only where the dataset names it."""
    keys = set(zip(listed["level"], listed["geoid"], strict=True))
    is_new = [key not in keys for key in zip(places["level"], places["geoid"], strict=True)]
    unnamed = places["level"].isin(_LISTED) & (places["name"] == places["geoid"])
    return places[pd.Series(is_new, index=places.index) & ~unnamed]


def _by_county(people: pd.Series) -> dict[str, float]:
    return {str(code): float(count) for code, count in people.groupby(people.index.str[:5]).sum().items()}


def _county_names(folder: Path, metro: pd.DataFrame) -> dict[str, str]:
    from_metro = dict(zip(metro["geoid"], metro["county_name"], strict=True))
    return from_metro | OTHER_NAMES | RETIRED_NAMES | crosswalks.county_names(folder)


def county_name(code: str, names: Mapping[str, str]) -> str:
    """ "Travis County, Texas"; the District of Columbia stands alone."""
    name, state = names.get(code, f"County {code}"), state_name(code[:2])
    return name if name == state or not state else f"{name}, {state}"


def city_name(code: str, census_name: str) -> str:
    """ "Austin, Texas" from "Austin city"."""
    return f"{_LEGAL.sub('', census_name)}, {state_name(code[:2])}"


def tract_number(code: str) -> str:
    """The number of a tract as people write it: 48453001101 -> 11.01."""
    number, suffix = int(code[5:9]), code[9:]
    return f"{number}.{suffix}" if suffix != "00" else str(number)


def _county_rows(
    rosters: Mapping[tuple[str, str], frozenset[str]], names: Mapping[str, str], cbsa_of: Mapping[str, str]
) -> list[Row]:
    vintage_of: dict[str, str] = {}
    for (level, vintage), codes in sorted(rosters.items()):
        if level == "county":
            vintage_of |= dict.fromkeys(codes, vintage)
    return [
        ("county", code, county_name(code, names), vintage, code[:2], code, cbsa_of.get(code, ""), code)
        for code, vintage in sorted(vintage_of.items())
    ]


def _metro_rows(metro: pd.DataFrame, people: Mapping[str, float]) -> list[Row]:
    """The principal county of a metro or micro area is the one with most adults in 2020."""
    rows: list[Row] = []
    for code, counties in metro.groupby("cbsa"):
        principal = max(counties["geoid"], key=lambda county: (people.get(county, 0.0), county))
        rows.append(("cbsa", str(code), counties["cbsa_name"].iloc[0], "2020", principal[:2], "", str(code), principal))
    return rows


def _city_rows(cities: Mapping[str, str], cbsa_of: Mapping[str, str]) -> list[Row]:
    """Cities with the county that holds most of them.

    principal_counties.csv says how each was found: "outline" by the city's outline over those of the counties,
    "district" by the county of the school district that bears the city's name (NCES, Common Core of Data 2021-22),
    "known" by hand where there is no such district. For New York it is the most populous of the five.
    """
    with PRINCIPAL_COUNTIES.open(encoding="utf-8", newline="") as file:
        principal = {row["place"]: row["county"] for row in csv.DictReader(file)}
    rows: list[Row] = []
    for code, name in sorted(cities.items()):
        county = principal.get(code, "")
        rows.append(("place", code, city_name(code, name), "", code[:2], county, cbsa_of.get(county, ""), county))
    return rows


def _zone_rows(zones: pd.DataFrame, people: Mapping[str, float]) -> list[Row]:
    rows: list[Row] = []
    for code, counties in zones.groupby("cz"):
        principal = max(counties["geoid"], key=lambda county: (_people_of(county, people), county))
        postal = STATES[principal[:2]][0]
        name = f"{counties['cz_name'].iloc[0]}, {postal}"
        rows.append(("cz", str(code), name, "1990", principal[:2], "", "", principal))
    return rows


def _zone_of(zones: pd.DataFrame) -> dict[str, str]:
    """County of any vintage -> commuting zone; a code that the zones do not have takes that of its other code."""
    zone_of = dict(zip(zones["geoid"], zones["cz"], strict=True))
    pairs = [(old, new) for old, successors in SUCCESSORS.items() for new in successors]
    other = {new: zone_of[old] for old, new in pairs if old in zone_of}
    other |= {old: zone_of[new] for old, new in pairs if new in zone_of}
    return other | zone_of


def _people_of(county: str, people: Mapping[str, float]) -> float:
    return people.get(county, sum(people.get(code, 0.0) for code in SUCCESSORS.get(county, ())))


def _tract_rows(
    tracts: Mapping[str, frozenset[str]], names: Mapping[str, str], cbsa_of: Mapping[str, str]
) -> list[Row]:
    rows: list[Row] = []
    for vintage in sorted(tracts):
        for code in sorted(tracts[vintage]):
            county = code[:5]
            name = f"Census tract {tract_number(code)}, {county_name(county, names)}"
            rows.append(("tract", code, name, vintage, code[:2], county, cbsa_of.get(county, ""), county))
    return rows
