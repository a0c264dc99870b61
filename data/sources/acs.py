"""American Community Survey, 5-year tables of the US Census Bureau, as downloaded: estimates (E) and margins (M)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from data.sources import tidy
from data.sources.codes import CENSUS
from data.sources.metros import metro_sums, read_members
from indicators.core.geography import US_GEOID

COUNTY_FILE = "acs/county_acs_2019-2023.zip"
GINI_FILE = "acs/county_gini_b19083.csv"
TRACT_FILE = "acs/tract_b11002_2019-2023.zip"
AUSTIN_FILE = "acs/austin_tract_acs5_2019-2023.csv"
PERIOD = "2019-2023"
ACS_NAME = r"[BCS]\d{4,5}[A-I]?_(C\d\d_)?\d{3}[EM]"  # how the API names a variable of a table

MEDIAN_INCOME = "B19013_001"
INCOMES = (
    "B19080_001",
    "B19080_004",
    MEDIAN_INCOME,
    "B19013B_001",
    "B19013D_001",
    "B19013H_001",
    "B19013I_001",
)
# B15001: adults 25-34 and 35-44, men (011-026) and women (052-067): all, with a bachelor's, with a higher degree.
ADULTS_25_44 = ("B15001_011", "B15001_019", "B15001_052", "B15001_060")
BACHELORS_25_44 = tuple(f"B15001_{line}" for line in ("017", "018", "025", "026", "058", "059", "066", "067"))
CHILDREN = ("B09005_001", "B09005_004", "B09005_005")
TENURE = ("B25003_001", "B25003_002")
# Counts that may be added up over the counties of a metro area; medians and limits of fifths may not.
SUMMABLE = (*ADULTS_25_44, *BACHELORS_25_44, *TENURE)
COUNTS = (*CHILDREN, *SUMMABLE)

# The file's own column -> the variable of table B03002 (and B19013) that it holds.
AUSTIN_COLUMNS = {
    "TotalPop": "B03002_001",
    "NHWhite": "B03002_003",
    "NHBlack": "B03002_004",
    "NH_AIAN": "B03002_005",
    "NHAsian": "B03002_006",
    "NH_NHPI": "B03002_007",
    "NHOther": "B03002_008",
    "NHMultiracial": "B03002_009",
    "Hispanic": "B03002_012",
    "MedianHouseholdIncome": MEDIAN_INCOME,
}
GINI_PERIODS = {"2020": "2016-2020", "2023": "2019-2023"}  # the file's year is the last of five
GINI_UNUSED = ("2010", "2018")


def county_tables(inputs: Path) -> pd.DataFrame:
    """Counties, states and the nation, 2019-2023; counts also for metro and micro areas, summed over their counties.

    Dollars of 2023 and counts, with 90 % margins. The file gives GEOID 00000 for the nation and SS000 for a state.
    Raises InputError.
    """
    variables = _both([*INCOMES, *COUNTS])
    raw = tidy.read_table(inputs, COUNTY_FILE, ["GEOID", *variables], others=f"statecode|countycode|NAME|{ACS_NAME}")
    frame = tidy.numbers(raw, variables, COUNTY_FILE, census_codes=True)
    codes = tidy.pad(frame.pop("GEOID"), 5)
    frame.insert(0, "geoid", codes)
    rule = _rule(r"\d{5}", INCOMES, COUNTS)
    tidy.check(_without_codes(frame, [*INCOMES, *COUNTS]), rule, COUNTY_FILE, names={"geoid": "GEOID"})
    counties = _clean(frame, INCOMES, COUNTS)
    sums = metro_sums(counties, read_members(inputs), {f"{name}E": f"{name}M" for name in SUMMABLE})
    placed = counties.assign(level=codes.map(_level), geoid=codes.map(_geoid))
    return tidy.tidy(pd.concat([placed, sums.assign(level="cbsa")], ignore_index=True).assign(period=PERIOD))


def county_gini(inputs: Path) -> pd.DataFrame:
    """Gini index of household income (B19083_001) by county, 2016-2020 and 2019-2023; no margin is in the file.

    The file's years 2010 (vintage uncertain) and 2018 (rounded to two digits) are left out. Raises InputError.
    """
    raw = tidy.read_table(inputs, GINI_FILE, ["fips", "gini_b19083", "file_year"])
    tidy.check_words(raw["file_year"], (*GINI_PERIODS, *GINI_UNUSED), GINI_FILE)
    rows = tidy.numbers(raw[raw["file_year"].isin(list(GINI_PERIODS))], ["gini_b19083"], GINI_FILE, census_codes=True)
    frame = pd.DataFrame(
        {
            "geoid": tidy.pad(rows["fips"], 5),
            "level": "county",
            "period": rows["file_year"].map(GINI_PERIODS),
            "B19083_001E": rows["gini_b19083"],
        }
    )
    rule = tidy.schema(
        codes={"geoid": r"\d{5}", "level": "county", "period": r"\d{4}-\d{4}"}, numbers={"B19083_001E": (0.0, 1.0)}
    )
    names = {"geoid": "fips", "period": "file_year", "B19083_001E": "gini_b19083"}
    checked = tidy.check(_without_codes(frame, ["B19083_001"], margins=False), rule, GINI_FILE, names=names)
    statuses = tidy.acs_estimates(checked.assign(B19083_001E=frame["B19083_001E"]), ["B19083_001E"])
    return tidy.tidy(tidy.blank_is_missing(statuses, ["B19083_001E"]))


def tract_household_population(inputs: Path) -> pd.DataFrame:
    """People in households by tract, 2019-2023: all (B11002), White alone (B11002A), Black alone (B11002B).

    People of Hispanic origin are in both races. Counts with 90 % margins. Raises InputError.
    """
    names = ("B11002_001", "B11002A_001", "B11002B_001")
    others = f"fipscode|statecode|countycode|NAME|{ACS_NAME}"
    return _tracts(inputs, TRACT_FILE, {name: name for name in names}, others)


def austin_tracts(inputs: Path) -> pd.DataFrame:
    """Tracts of the five counties of the Austin area, 2019-2023: race and origin (B03002), median income (B19013).

    Columns are renamed to the variables of those tables. Counts and dollars of 2023, with 90 % margins. Raises
    InputError.
    """
    return _tracts(inputs, AUSTIN_FILE, AUSTIN_COLUMNS, ".*", incomes=(MEDIAN_INCOME,))


def _tracts(
    inputs: Path, file: str, columns: Mapping[str, str], others: str, incomes: Sequence[str] = ()
) -> pd.DataFrame:
    """columns: the file's name of a variable (without E and M) -> the name that the table gives it.

    incomes: those of the table's names that are dollars, the others are counts.
    """
    named = {f"{old}{end}": f"{new}{end}" for old, new in columns.items() for end in "EM"}
    cells = tidy.read_table(inputs, file, ["GEOID", *named], others=others)
    raw = tidy.numbers(cells, list(named), file, census_codes=True)
    frame = raw.rename(columns=named).assign(geoid=tidy.pad(raw["GEOID"], 11)).drop(columns="GEOID")
    counts = [name for name in columns.values() if name not in incomes]
    back = {new: old for old, new in named.items()} | {"geoid": "GEOID"}
    tidy.check(_without_codes(frame, [*counts, *incomes]), _rule(r"\d{11}", incomes, counts), file, names=back)
    return tidy.tidy(_clean(frame, incomes, counts).assign(level="tract", period=PERIOD))


def _both(names: Sequence[str]) -> list[str]:
    return [f"{name}{end}" for name in names for end in "EM"]


def _level(code: str) -> str:
    if code == "00000":
        return "us"
    return "state" if code.endswith("000") else "county"


def _geoid(code: str) -> str:
    if code == "00000":
        return US_GEOID
    return code[:2] if code.endswith("000") else code


def _rule(pattern: str, incomes: Sequence[str], counts: Sequence[str]) -> object:
    limits: dict[str, tuple[float | None, float | None]] = dict.fromkeys(_both([*counts, *incomes]), (0.0, None))
    limits |= {f"{name}E": (tidy.INCOME_BOTTOM_CODE, tidy.INCOME_TOP_CODE) for name in incomes}
    return tidy.schema(codes={"geoid": pattern}, numbers=limits, key=("geoid",))


def _without_codes(frame: pd.DataFrame, names: Sequence[str], *, margins: bool = True) -> pd.DataFrame:
    """The frame with the Census Bureau's annotation values blanked, so that any other odd number is an error."""
    columns = _both(names) if margins else [f"{name}E" for name in names]
    return frame.assign(**{column: frame[column].mask(frame[column].isin(list(CENSUS))) for column in columns})


def _clean(frame: pd.DataFrame, incomes: Sequence[str], counts: Sequence[str]) -> pd.DataFrame:
    estimates = [f"{name}E" for name in (*incomes, *counts)]
    frame = tidy.acs_estimates(frame, estimates)
    frame = tidy.acs_margins(frame, [f"{name}M" for name in (*incomes, *counts)])
    frame = tidy.income_codes(frame, [f"{name}E" for name in incomes])
    return tidy.blank_is_missing(frame, estimates)
