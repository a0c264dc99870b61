"""Census Bureau counts: race by tract (2010, 2020) and yearly population estimates."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from data.core.status_columns import note_of, status_of
from data.sources import tidy
from data.sources.errors import InputError
from data.sources.metros import metro_sums, read_members
from data.sources.shapes import read_shapes
from indicators.core.estimate import Status
from indicators.core.geography import US_GEOID

RACE_2010 = "census/tract_population_by_race_2010.parquet"
RACE_2020 = "census/tract_adults_by_race_2020.parquet"
COUNTIES = "urban/county-populations.csv"
PLACES = "urban/place-populations.csv"
LAND = "geo/cbsa_2019_5m/cb_2019_us_cbsa_5m.dbf"

GROUPS = ("white", "black", "asian", "native", "multiple", "hispanic")
FIRST_YEAR, LAST_YEAR = "2014", "2023"
SPAN = f"{FIRST_YEAR}-{LAST_YEAR}"
SPAN_COLUMNS = (f"population_{FIRST_YEAR}", f"population_{LAST_YEAR}")
PARQUET_FIRST_ROW = 1  # a Parquet file has no header line
SQUARE_METRES_PER_SQUARE_MILE = 2_589_988.110336
CHANGED = "the county’s boundary or code changed between the two years: no growth is computed across the change"
# Codes that changed while the county stayed the same: Oglala Lakota (SD) in 2015, Kusilvak (AK) in 2015.
RENAMED = {"46113": "46102", "02270": "02158"}


def tract_race_2010(inputs: Path) -> pd.DataFrame:
    """2010 Census, people of all ages by tract (2010 tracts): ``population`` and the six groups.

    ``asian`` includes Pacific Islanders (the file calls it api). Fractions: see the catalog. Raises InputError.
    """
    return _race(inputs, RACE_2010, "population", "2010", {"api": "asian"})


def tract_race_2020(inputs: Path) -> pd.DataFrame:
    """2020 Census, people 18 and over by tract (2020 tracts): ``adults`` and the six groups.

    ``hispanic`` in whole persons, the others fractions: see the catalog. Raises InputError.
    """
    return _race(inputs, RACE_2020, "adults", "2020", {})


def _race(inputs: Path, file: str, total: str, period: str, rename: Mapping[str, str]) -> pd.DataFrame:
    called = {group: old for old, group in rename.items()}
    counts = [total, *(called.get(group, group) for group in GROUPS)]
    frame = tidy.read_parquet(inputs, file, ["geoid"], counts).rename(columns=dict(rename))
    rule = tidy.schema(
        codes={"geoid": r"\d{11}"},
        numbers=dict.fromkeys((total, *GROUPS), (0.0, None)),
        required=(total, *GROUPS),
        key=("geoid",),
    )
    tidy.check(frame, rule, file, first_row=PARQUET_FIRST_ROW)
    _check_total(frame, total, file)
    return tidy.tidy(frame.assign(level="tract", period=period))


def _check_total(frame: pd.DataFrame, total: str, file: str) -> None:
    """Raise InputError where the groups do not add up to the total, within one person: the file rounds fractions."""
    apart = (frame[list(GROUPS)].sum(axis=1) - frame[total]).abs()
    if (apart > 1).any():
        row = int(frame.index[apart > 1][0]) + PARQUET_FIRST_ROW
        raise InputError(file, row, total, f"the six groups miss the total by {apart.max():.1f} people")


def county_populations(inputs: Path) -> pd.DataFrame:
    """People by county, state, nation and metro or micro area.

    Period 2023: ``population``, and of counties in the years before as well (codes of each year). Period 2014-2023:
    ``population_2014`` and ``population_2023`` (counties of the codes of 2023; where the county changed between the
    years, both are blank with a note). Metro areas also have
    ``land_square_miles`` in period 2023. Areas are sums of all their counties, or missing. Raises InputError.
    """
    raw = tidy.read_table(
        inputs, COUNTIES, ["year", "state", "county", "population"], others=".*_name", encoding="latin-1"
    )
    frame = tidy.numbers(raw, ["population"], COUNTIES)
    codes = tidy.pad(frame["state"], 2) + tidy.pad(frame["county"], 3)
    counts = pd.DataFrame({"geoid": codes, "period": frame["year"], "population": frame["population"]})
    rule = tidy.schema(
        codes={"geoid": r"\d{5}", "period": r"20\d\d"},
        numbers={"population": (0.0, None)},
        required=("population",),
        key=("geoid", "period"),
    )
    years = tidy.check(counts, rule, COUNTIES).pivot(index="geoid", columns="period", values="population")
    _need_years(list(years.columns))
    both = pd.DataFrame({"population_2014": _in_codes_of_last(years[FIRST_YEAR]), "population_2023": years[LAST_YEAR]})
    sums = _states(years)
    metros = metro_sums(both.rename_axis("geoid").reset_index(), read_members(inputs), dict.fromkeys(SPAN_COLUMNS))
    parts = [_growth(both, sums, metros), _latest(years, sums, metros, inputs), _earlier(years)]
    return tidy.tidy(pd.concat(parts, ignore_index=True))


def _need_years(years: list[str]) -> None:
    for year in (FIRST_YEAR, LAST_YEAR):
        if year not in years:
            raise InputError(COUNTIES, None, "year", f"no rows of {year}")


def _in_codes_of_last(first: pd.Series) -> pd.Series:
    return first.dropna().rename(RENAMED)


def _states(years: pd.DataFrame) -> pd.DataFrame:
    """Sum the counties of each year to states and the nation: in every year they cover the whole state."""
    wanted = years[[FIRST_YEAR, LAST_YEAR]].rename(columns=lambda year: f"population_{year}")
    states = wanted.groupby(wanted.index.str[:2]).sum().assign(level="state")
    nation = wanted.sum().to_frame(US_GEOID).T.assign(level="us")
    return pd.concat([states, nation]).rename_axis("geoid").reset_index()


def _growth(both: pd.DataFrame, sums: pd.DataFrame, metros: pd.DataFrame) -> pd.DataFrame:
    counties = both[both["population_2023"].notna()].rename_axis("geoid").reset_index()
    changed = counties["population_2014"].isna()
    for name in SPAN_COLUMNS:
        counties = tidy.mark(counties, name, changed, Status.MISSING, CHANGED)
    counties = counties.assign(level="county", population_2023=counties["population_2023"].mask(changed))
    return pd.concat([counties, sums, metros.assign(level="cbsa")], ignore_index=True).assign(period=SPAN)


def _latest(years: pd.DataFrame, sums: pd.DataFrame, metros: pd.DataFrame, inputs: Path) -> pd.DataFrame:
    counties = years[LAST_YEAR].dropna().rename("population").rename_axis("geoid").reset_index().assign(level="county")
    land = read_land(inputs)
    areas = metros.assign(land_square_miles=metros["geoid"].map(land), level="cbsa")
    areas = tidy.blank_is_missing(areas, ["land_square_miles"], "the outlines of 2019 do not have this area")
    last = pd.concat([sums, areas], ignore_index=True)
    dropped = [column_of("population_2014") for column_of in (str, status_of, note_of)]
    renamed = {column_of("population_2023"): column_of("population") for column_of in (str, status_of, note_of)}
    named = last.drop(columns=dropped, errors="ignore").rename(columns=renamed)
    return pd.concat([counties, named], ignore_index=True).assign(period=LAST_YEAR)


def _earlier(years: pd.DataFrame) -> pd.DataFrame:
    """Counties in each year before the last, under the codes of that year."""
    counts = years.drop(columns=LAST_YEAR).rename_axis("geoid").reset_index()
    tall = counts.melt(id_vars="geoid", var_name="period", value_name="population").dropna(subset=["population"])
    return tall.assign(level="county")


def read_land(inputs: Path) -> pd.Series:
    """Land area of metro and micro areas in square miles, by code (cartographic boundaries of 2019)."""
    table = read_shapes(inputs, LAND, ["GEOID", "ALAND"], geometry=False)
    areas = pd.DataFrame({"GEOID": table["GEOID"].astype("str"), "ALAND": tidy.floats(table["ALAND"], LAND)})
    rule = tidy.schema(codes={"GEOID": r"\d{5}"}, numbers={"ALAND": (0.0, None)}, key=["GEOID"])
    land: pd.Series = tidy.check(areas, rule, LAND).set_index("GEOID")["ALAND"] / SQUARE_METRES_PER_SQUARE_MILE
    return land


def place_populations(inputs: Path) -> pd.DataFrame:
    """People by city, 486 cities: periods 2014 to 2023 ``population``, 2014-2023 both ends. Raises InputError."""
    raw = tidy.read_table(
        inputs,
        PLACES,
        ["year", "state", "place", "state_name", "place_name", "population"],
        encoding="latin-1",
    )
    frame = tidy.numbers(raw, ["population"], PLACES)
    counts = pd.DataFrame(
        {
            "geoid": tidy.pad(frame["state"], 2) + tidy.pad(frame["place"], 5),
            "level": "place",
            "period": frame["year"],
            "name": frame["place_name"] + ", " + frame["state_name"],
            "population": frame["population"],
        }
    )
    rule = tidy.schema(
        codes={"geoid": r"\d{7}", "level": "place", "period": r"20\d\d"},
        numbers={"population": (0.0, None)},
        texts=("name",),
        required=("population",),
    )
    checked = tidy.check(counts, rule, PLACES)
    last, first = (checked[checked["period"] == year] for year in (LAST_YEAR, FIRST_YEAR))
    growth = last.drop(columns=["population", "period"]).assign(
        period=SPAN,
        population_2014=last["geoid"].map(first.set_index("geoid")["population"]),
        population_2023=last["population"],
    )
    growth = tidy.blank_is_missing(growth, ["population_2014"], f"no estimate for {FIRST_YEAR}")
    return tidy.tidy(pd.concat([checked, growth], ignore_index=True))
