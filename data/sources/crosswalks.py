"""Which county lies in which metro or micro area and commuting zone, and the names and codes of places."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from data.sources.tidy import check, pad, read_parquet, read_table, schema

METRO_FILE = "geo/county_to_cbsa_2020.csv"
ZONE_FILE = "geo/county_to_commuting_zone_1990.csv"
COUNTY_FILE = "urban/county-populations.csv"
CITY_FILE = "urban/place-populations.csv"
ACS_FILE = "acs/county_acs_2019-2023.zip"
COUNTY = "[0-9]{5}"
ADULTS_2020 = ("census/tract_adults_by_race_2020.parquet", "adults")


def metro_areas(inputs: Path) -> pd.DataFrame:
    """A county a row: geoid, level, period, cbsa, cbsa_name, county_name.

    Source: Office of Management and Budget, core based statistical areas, delineation of March 2020.
    """
    names = {
        "CBSA Code": "cbsa",
        "CBSA Title": "cbsa_name",
        "County/County Equivalent": "county_name",
        "stcofips": "geoid",
    }
    frame = read_table(inputs, METRO_FILE, list(names), others=".*").rename(columns=names)
    frame = frame.assign(geoid=pad(frame["geoid"], 5), cbsa=pad(frame["cbsa"], 5), level="county", period="2020")
    rules = {"geoid": COUNTY, "cbsa": COUNTY, "level": "county", "period": "2020"}
    return check(frame, schema(codes=rules, numbers={}, texts=("cbsa_name", "county_name")), METRO_FILE)


def commuting_zones(inputs: Path) -> pd.DataFrame:
    """A county a row: geoid, level, period, cz, cz_name.

    Source: US Department of Agriculture, Economic Research Service, commuting zones of 1990 (Tolbert and Sizer 1996).
    """
    frame = read_table(inputs, ZONE_FILE, ["cz", "state", "county", "czname"])
    frame = pd.DataFrame(
        {
            "geoid": pad(frame["state"], 2) + pad(frame["county"], 3),
            "cz": pad(frame["cz"], 5),
            "cz_name": frame["czname"],
            "level": "county",
            "period": "1990",
        }
    )
    rules = {"geoid": COUNTY, "cz": COUNTY, "level": "county", "period": "1990"}
    return check(frame, schema(codes=rules, numbers={}, texts=("cz_name",)), ZONE_FILE)


def county_names(inputs: Path) -> dict[str, str]:
    """County -> name without the state ("Travis County"), of every year in the files; newer names win."""
    frame = read_table(inputs, COUNTY_FILE, ["year", "state", "county", "county_name"], others=".*", encoding="latin-1")
    codes = pad(frame["state"], 2) + pad(frame["county"], 3)
    names = _names_by_year(frame["year"], codes, frame["county_name"], COUNTY_FILE)
    return names | {code: name for code, name in acs_counties(inputs).items() if not code.endswith("000")}


def acs_counties(inputs: Path) -> dict[str, str]:
    """County of 2022 -> name without the state; the rows of states and the nation are left out."""
    frame = read_table(inputs, ACS_FILE, ["GEOID", "NAME"], others=".*")
    rule = schema(codes={"GEOID": COUNTY, "NAME": ".+"}, numbers={}, key=("GEOID",))
    rows = check(frame, rule, ACS_FILE)
    rows = rows[~rows["GEOID"].str.endswith("000")]
    return {code: name.rsplit(",", 1)[0] for code, name in zip(rows["GEOID"], rows["NAME"], strict=True)}


def city_names(inputs: Path) -> dict[str, str]:
    """City (7 digits) -> the Census Bureau's name of the newest year ("Austin city")."""
    frame = read_table(inputs, CITY_FILE, ["year", "state", "place", "place_name"], others=".*", encoding="latin-1")
    codes = pad(frame["state"], 2) + pad(frame["place"], 5)
    return _names_by_year(frame["year"], codes, frame["place_name"], CITY_FILE)


def _names_by_year(years: pd.Series, codes: pd.Series, names: pd.Series, file: str) -> dict[str, str]:
    """Code -> its newest name; some rows have none."""
    frame = pd.DataFrame({"geoid": codes, "year": years, "name": names.str.strip()})
    codes_and_years = {"geoid": "[0-9]{5}|[0-9]{7}", "year": "20[0-9]{2}"}
    rule = schema(codes=codes_and_years, numbers={}, texts=("name",), key=("geoid", "year"))
    newest = check(frame, rule, file).dropna().sort_values("year", kind="stable")
    return dict(zip(newest["geoid"], newest["name"], strict=True))


def county_adults(inputs: Path) -> pd.Series:
    """County -> people aged 18 and over in the 2020 Census. Raises InputError where the file is not there."""
    adults = tract_counts(inputs, *ADULTS_2020)
    return adults.groupby(adults.index.str[:5]).sum()


def tract_counts(inputs: Path, file: str, total: str) -> pd.Series:
    """Tract -> people, of a census file (all ages 2010; adults 2020): who has tracts, and how many people.

    Raises InputError.
    """
    frame = read_parquet(inputs, file, ["geoid"], [total], others=".*")
    return frame.set_index("geoid")[total]
