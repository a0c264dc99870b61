"""On-time graduation: EDFacts, four-year adjusted cohort graduation rate by district, and its sums by county.

EDFacts blurs the rate of a district by the size of its cohort (read off the 2021-22 file, where it holds without
exception):

===============  ==================================================================
Students         Published as
===============  ==================================================================
1 to 5           ``S`` (suppressed)
6 to 15          ``<50%`` or ``>=50%``
16 to 30         ``<=20%``, ``21-39%``, ``40-59%``, ``60-79%``, ``>=80%``
31 to 60         ``<=10%``, ``11-19%``, ``20-29%`` ... ``80-89%``, ``>=90%``
61 to 200        ``<=5%``, ``6-9%``, ``10-14%``, ``15-19%`` ... ``90-94%``, ``>=95%``
201 and more     a whole per cent; ``<=1%`` and ``>=99%`` at the ends
===============  ==================================================================
"""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pandas as pd

from data.sources import tidy
from data.sources.agencies import BELOW, FAR, MOVES, UNLIKELY, outside_agencies, range_words
from data.sources.crosswalks import county_adults
from data.sources.errors import InputError
from indicators.core.estimate import Status

RATES, CROSSWALK = "schools/edfactsdownload.csv", "schools/leacrosswalk.csv"
PERIOD, SCHOOL_YEAR = "2021-22", "2021-2022"
COLUMNS = ("School Year", "State", "NCES LEA ID", "LEA", "Value", "Denominator", "Population")
UNUSED = (
    "School|NCES SCH ID|Data Group|Data Description|Numerator|Subgroup|Characteristics|Age/Grade|Academic Subject"
    "|Program Type|Outcome"
)
COUNTY, AGENCY = "County Number [District] 2021-22", "Agency ID - NCES Assigned [District] Latest available year"
AGENCY_STATE = "State Name [District] Latest available year"
PREAMBLE = 6
NOT_REPORTED, NO_AGENCY = "MISSING", "0000000"

TOO_FEW = "suppressed: a cohort of 5 students or fewer"
WHOLE_STATE = "listed among the districts, but its cohort is that of all others together: the state's own total"
NO_COHORT = "no district with its headquarters here reported a graduating cohort"
NO_STATE = "not reported: the state's rates are missing from the 2021-22 file"
# An agency whose cohort is within this share of all others of its state together is the state's own total.
STATE_TOTAL = 0.02

_SHAPES = (r"(?P<low>\d+)-(?P<high>\d+)%", r">=(?P<low>\d+)%", r"<=?(?P<high>\d+)%", r"(?P<both>\d+)%")


def parse_rate(text: str) -> tuple[float, float] | None:
    """Bounds of a published rate, as shares of 1; None for ``S`` and ``MISSING``. Raises ValueError for other text."""
    if text in ("S", NOT_REPORTED):
        return None
    for pattern in _SHAPES:
        match = re.fullmatch(pattern, text)
        if match:
            bounds = {name: int(number) / 100 for name, number in match.groupdict().items()}
            low = bounds.get("low", bounds.get("both", 0.0))
            high = bounds.get("high", bounds.get("both", 1.0))
            if 0.0 <= low <= high <= 1.0:
                return low, high
    raise ValueError(f"{text!r} is not a rate as EDFacts writes it (90%, 80-84%, >=95%, <50%, S)")


def rates(inputs: Path) -> pd.DataFrame:
    """Districts and counties of 2021-22.

    Variables: ``cohort`` (students who count), ``graduates_lower`` and ``graduates_upper`` (fewest and most of them who
    can have graduated on time, given the published range), ``districts`` (how many a county sums), ``moved`` (1 where
    a far lower district, or one that serves far beyond the county, moves its rate by a point or more; 2 where the
    latter moves it by five, or the former, at 10 % or less, does) and ``beyond`` (1 where it is the latter, 2 where
    the former's rate is that unlikely). Places: ``name``, ``county``.
    Source: US Department of Education, EDFacts, data groups 695 and 696; NCES Common Core of Data for the counties.
    """
    listed = _read_rates(inputs)
    crosswalk = _read_crosswalk(inputs)
    located = listed.merge(crosswalk[["geoid", "county"]], on="geoid", how="left", validate="one_to_one")
    counties = county_sums(located, crosswalk, county_adults(inputs))
    shown = ["geoid", "name", "county", "cohort", "graduates_lower", "graduates_upper"]
    notes = [f"graduates_lower__{companion}" for companion in ("status", "note")]
    districts = located[shown + notes].assign(level="district", period=PERIOD, districts=1.0, moved=0.0, beyond=0.0)
    return tidy.tidy(pd.concat([districts, counties], ignore_index=True))


def _read_rates(inputs: Path) -> pd.DataFrame:
    raw = tidy.read_table(inputs, RATES, COLUMNS, others=UNUSED)
    frame = tidy.numbers(raw, ["Denominator"], RATES)
    bounds = pd.DataFrame(_bounds(frame["Value"]), index=frame.index, columns=["low", "high"])
    districts = pd.DataFrame(
        {
            "geoid": tidy.pad(frame["NCES LEA ID"], 7),
            "level": "district",
            "period": frame["School Year"],
            "population": frame["Population"],
            "state": frame["State"],
            "name": frame["LEA"],
            "published": frame["Value"],
            "cohort": frame["Denominator"],
            "low": bounds["low"],
            "high": bounds["high"],
        }
    )
    reported = districts[districts["published"] != NOT_REPORTED]
    codes = {"geoid": r"\d{7}", "level": "district", "period": SCHOOL_YEAR, "population": "All Students"}
    numbers = {"cohort": (1.0, None), "low": (0.0, 1.0), "high": (0.0, 1.0)}
    texts = ("state", "name", "published")
    tidy.check(reported, tidy.schema(codes=codes, numbers=numbers, texts=texts, required=["cohort"]), RATES)
    return _districts(reported)


def _bounds(values: pd.Series) -> list[tuple[float, float]]:
    bounds = []
    for index, text in values.items():
        try:
            bounds.append(parse_rate(str(text)) or (np.nan, np.nan))
        except ValueError as error:
            row = int(str(index)) + tidy.FIRST_ROW
            raise InputError(RATES, row, "Value", str(error)) from error
    return bounds


def _districts(frame: pd.DataFrame) -> pd.DataFrame:
    """Bounds as students, and a status with its reason where a row is no district's own published rate."""
    districts = frame.assign(
        graduates_lower=frame["cohort"] * frame["low"], graduates_upper=frame["cohort"] * frame["high"]
    )
    districts["graduates_lower__note"] = (
        "published as " + frame["published"]
    )  # the cohort is a raw count: never carried
    districts = tidy.mark(districts, "graduates_lower", frame["low"].isna(), Status.SUPPRESSED, TOO_FEW)
    total = _state_totals(frame)
    districts = tidy.mark(districts, "graduates_lower", total, Status.NOT_APPLICABLE, WHOLE_STATE)
    return districts.assign(
        graduates_lower=districts["graduates_lower"].mask(total),
        graduates_upper=districts["graduates_upper"].mask(total),
        state_total=total,
    )


def _state_totals(frame: pd.DataFrame) -> pd.Series:
    others = frame.groupby("state")["cohort"].transform("sum") - frame["cohort"]
    several = frame.groupby("state")["cohort"].transform("size") > 2
    return several & ((frame["cohort"] - others).abs() <= STATE_TOTAL * others)


def _read_crosswalk(inputs: Path) -> pd.DataFrame:
    """Every district of 2021-22: geoid, county, state. Lines under the table hold notes, without codes."""
    frame = tidy.read_table(
        inputs, CROSSWALK, (AGENCY_STATE, COUNTY, AGENCY), others=r"Agency Name.*", skip=PREAMBLE
    ).dropna(how="all")
    districts = pd.DataFrame(
        {"geoid": frame[AGENCY], "county": frame[COUNTY], "state": frame[AGENCY_STATE].str.upper()}
    )
    schema = tidy.schema(codes={"geoid": r"\d{7}", "county": r"\d{5}", "state": ".+"}, numbers={}, key=["geoid"])
    return tidy.check(districts, schema, CROSSWALK, first_row=tidy.FIRST_ROW + PREAMBLE)


def county_sums(districts: pd.DataFrame, crosswalk: pd.DataFrame, adults: pd.Series) -> pd.DataFrame:
    """One row for each county that has a district: sums of its districts, with what a reader must know.

    A suppressed district widens the bounds by its whole cohort (none or all of it may have graduated); where all are
    suppressed, so is the county. An agency that is a state's own total, or a listing of another's students, is left
    out. adults: county -> people aged 18 and over.
    """
    counted = districts[~districts["state_total"] & ~_listed_twice(districts) & districts["county"].notna()]
    counted = counted.assign(
        graduates_lower=counted["graduates_lower"].fillna(0.0),
        graduates_upper=counted["graduates_upper"].fillna(counted["cohort"]),
        suppressed=counted["cohort"].where(counted["low"].isna(), 0.0),
    )
    by_county = counted.groupby("county")
    sums = by_county[["cohort", "graduates_lower", "graduates_upper", "suppressed"]].sum()
    far = outside_agencies(counted, adults)
    lower = _movers(counted, sums).rename(columns={"moved": "lower"})
    sums = sums.assign(districts=by_county.size().astype("float64")).join(lower).join(far)
    sums = sums.assign(
        beyond=sums["far"].notna().astype("float64").where(sums["far"].notna() | (sums["lower"] != 2.0), 2.0),
        moved=(sums["far"] + 1.0).fillna(sums["lower"]).fillna(0.0),
        mover=sums["outside"].where(sums["far"].notna(), sums["mover"]),
    ).drop(columns=["far", "lower", "outside"])
    states = crosswalk.groupby("county")["state"].first()
    return _county_rows(sums.reindex(states.index), states, set(districts["state"]))


def _listed_twice(districts: pd.DataFrame) -> pd.Series:
    """Elementary districts of California whose cohort and rate equal another agency's of the county.

    They run no high school: the students are those of a charter school that they oversee and that is listed itself.
    One charter school accounts for one elementary district: a second one with the same figures is counted.
    """
    elementary = (districts["state"] == "CALIFORNIA") & districts["name"].str.endswith("Elementary")
    same = [districts["county"], districts["cohort"], districts["published"]]
    charters = (~elementary).groupby(same).transform("sum")
    return elementary & (elementary.groupby(same).cumsum() <= charters)


def _movers(counted: pd.DataFrame, sums: pd.DataFrame) -> pd.DataFrame:
    """For each county name the smaller, far lower district that moves its rate most, and how clearly it does.

    Its highest rate is held against the lowest of the rest: a range that reaches up to theirs tells nothing.
    """
    totals = sums.loc[counted["county"]].set_axis(counted.index)
    others = (totals["cohort"] - counted["cohort"]).replace(0.0, np.nan)
    rest_low = (totals["graduates_lower"] - counted["graduates_lower"]) / others
    rest_high = (totals["graduates_upper"] - counted["graduates_upper"]) / others
    below = rest_low - counted["graduates_upper"] / counted["cohort"]
    moved = below * counted["cohort"] / totals["cohort"]
    is_mover = (moved >= MOVES) & (below >= BELOW) & (counted["cohort"] < totals["cohort"] / 2)
    movers = counted.assign(rest_low=rest_low, rest_high=rest_high, moved_by=-moved)[is_mover]
    first = movers.sort_values(["moved_by", "geoid"]).drop_duplicates("county").set_index("county")
    shown = first[["name", "published", "rest_low", "rest_high"]]
    sentences = [_mover_words(row) for row in shown.itertuples(index=False)]
    unlikely = (first["graduates_upper"] / first["cohort"] <= UNLIKELY) & (first["moved_by"] <= -FAR)
    return pd.DataFrame(
        {"moved": 1.0 + unlikely, "mover": pd.Series(sentences, index=first.index, dtype="str")}, index=first.index
    )


def _mover_words(row: tuple[object, ...]) -> str:
    name, published, low, high = row
    rest = range_words(float(str(low)), float(str(high)))
    return f"{name} ({published}) is counted here, where it has its headquarters; without it the rate would be {rest}"


def _county_rows(sums: pd.DataFrame, states: pd.Series, reporting: set[str]) -> pd.DataFrame:
    none = sums["cohort"].isna()
    silent = none & ~states.isin(reporting)
    rows = sums.reset_index(names="geoid").assign(level="county", period=PERIOD)
    reasons = np.where(silent, NO_STATE, NO_COHORT)
    notes = pd.Series(np.where(none, reasons, _notes(sums, states)), index=rows.index, dtype="str")
    unknown = np.where(sums["suppressed"] == sums["cohort"], Status.SUPPRESSED.value, Status.OK.value)
    statuses = pd.Series(np.where(none, Status.MISSING.value, unknown), index=rows.index, dtype="str")
    return rows.drop(columns=["mover", "suppressed"]).assign(
        moved=rows["moved"].fillna(0.0),
        beyond=rows["beyond"].fillna(0.0),
        graduates_lower__status=statuses,
        graduates_lower__note=notes,
    )


def _notes(sums: pd.DataFrame, states: pd.Series) -> list[str]:
    alone = states.map(states[sums["cohort"].notna()].value_counts()) == 1
    whole_state = alone & ~states.isin(["DISTRICT OF COLUMBIA"]) & (sums["districts"] == 1)
    all_suppressed = sums["suppressed"] == sums["cohort"]
    columns = (sums["districts"], sums["suppressed"], all_suppressed, sums["mover"], whole_state)
    return [_note(*row) for row in zip(*columns, strict=True)]


def _note(districts: float, suppressed: float, all_suppressed: bool, mover: object, whole_state: bool) -> str:
    if districts != districts:
        return ""
    parts = [f"{districts:.0f} district{'s' if districts > 1 else ''}"]
    if all_suppressed:
        parts.append(TOO_FEW)
    elif suppressed:
        parts.append("students of its suppressed districts may all, or none, have graduated")
    if whole_state:
        parts.append("the one district of the whole state, counted where it has its headquarters")
    if isinstance(mover, str):
        parts.append(mover)
    return "; ".join(parts)
