"""Agencies that serve far beyond their county: how they are known, and what they do to its rate."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

from data.sources import agencies, graduation
from data.sources.agencies import outside_agencies, reasons_beyond_county
from indicators.school_quality.graduation_rate_4yr import compute

Row = tuple[str, str, str, str, str, float, float, float]
ADULTS = pd.Series({"13311": 22_000.0, "51840": 22_000.0, "51069": 70_000.0, "48453": 900_000.0, "02290": 4_000.0})


def district(name: str, cohort: float, rate: float, county: str = "48453", **others: str) -> Row:
    state, geoid = others.get("state", "TEXAS"), others.get("geoid", f"48{abs(hash(name)) % 100_000:05d}")
    return (geoid, name, state, county, f"{rate:.0%}", cohort, cohort * rate, cohort * rate)


def frame(*rows: Row) -> pd.DataFrame:
    columns = ["geoid", "name", "state", "county", "published", "cohort", "graduates_lower", "graduates_upper"]
    return pd.DataFrame(list(rows), columns=columns)


@pytest.mark.parametrize(
    ("name", "state", "county", "is_beyond"),
    [
        ("Pennsylvania Cyber CS", "PENNSYLVANIA", "48453", True),
        ("State Charter Schools- Mountain Education Charter High Scho", "GEORGIA", "13311", True),
        ("MO SCHLS FOR THE SEV DISABLED", "MISSOURI", "48453", True),
        ("BLIND BROOK-RYE UNION FREE SCHOOL DISTRICT", "NEW YORK", "48453", False),
        ("Making Community Connections Charter School", "NEW HAMPSHIRE", "48453", False),
        ("FREDERICK CO PBLC SCHS", "VIRGINIA", "51840", True),
        ("FREDERICK CO PBLC SCHS", "VIRGINIA", "51069", False),
        ("Goodhue County Education District", "MINNESOTA", "48453", True),
        ("Visions In Education District", "CALIFORNIA", "48453", False),
        ("Capital Region ESD 113", "WASHINGTON", "48453", True),
        ("Kings Valley Academy II District", "CALIFORNIA", "48453", True),
        ("AUSTIN ISD", "TEXAS", "48453", False),
    ],
)
def test_a_name_tells(name: str, state: str, county: str, is_beyond: bool) -> None:
    rows = frame(district(name, 100, 0.5, county, state=state), district("Some ISD", 200, 0.9, county))
    assert (reasons_beyond_county(rows, ADULTS).iloc[0] != "") == is_beyond


def test_a_number_tells_and_so_do_more_students_than_a_county_can_have() -> None:
    known = frame(district("Union School Corporation", 763, 0.59, geoid="1811730"), district("Rest", 300, 0.9))
    assert list(reasons_beyond_county(known, ADULTS)) == [agencies.HOST, ""]
    crowded = frame(district("Galena", 580, 0.74, "02290"), district("Tanana", 20, 0.5, "02290"))
    assert list(reasons_beyond_county(crowded, ADULTS)) == [agencies.CROWDED, ""]
    for cohort, why in ((580, agencies.CROWDED), (141, agencies.CROWDED), (139, "")):
        assert list(reasons_beyond_county(frame(district("Galena", cohort, 0.74, "02290")), ADULTS)) == [why]
    handful = frame(district("Three Students ISD", 10, 0.74, "48301"))
    assert list(reasons_beyond_county(handful, pd.Series({"48301": 50.0}))) == [""]


@pytest.mark.parametrize(
    ("cohort", "rate", "far"),
    [
        (1601, 0.15, 1.0),  # most of the cohort
        (200, 0.60, 1.0),  # 10 points
        (200, 0.80, 0.0),  # 2 points
        (200, 0.99, 0.0),  # upwards, too
        (1001, 0.90, 1.0),  # nothing moves, but most students are others'
        (200, 0.90, None),
    ],
)
def test_what_they_move_decides(cohort: float, rate: float, far: float | None) -> None:
    counties = outside_agencies(
        frame(district("Texas Virtual Academy", cohort, rate), district("ISD", 1000, 0.9)), ADULTS
    )
    assert (None if counties.empty else counties.loc["48453", "far"]) == far
    if far is not None:
        assert "without it the rate would be about 90%" in counties.loc["48453", "outside"]


def test_charters_count_where_they_lie_far_below_and_local_districts_do_not() -> None:
    low = frame(district("GOOD CHARTER", 200, 0.3), district("OTHER CHARTER", 200, 0.85), district("ISD", 1000, 0.9))
    sentence = outside_agencies(low, ADULTS).loc["48453", "outside"]
    assert sentence.startswith("GOOD CHARTER (30%) is counted here")
    assert "OTHER" not in sentence
    assert outside_agencies(frame(district("TOWN ISD", 200, 0.3), district("ISD", 1000, 0.9)), ADULTS).empty


def test_several_are_left_out_together() -> None:
    rows = [district(f"Virtual School {n}", 100 * n, 0.2) for n in (1, 2, 3)]
    counties = outside_agencies(frame(*rows, district("ISD", 1000, 0.9)), ADULTS)
    assert counties.loc["48453", "outside"] == (
        "Virtual School 3 (20%), Virtual School 2 (20%) and 1 more are counted here, at headquarters, but serve "
        "students far beyond the county; without them the rate would be about 90%"
    )


# ---- the publisher's own file


@pytest.fixture(scope="module")
def counties(inputs: Path) -> pd.DataFrame:
    frame = graduation.rates(inputs)
    rows = frame[frame["level"] == "county"]
    names = {"graduates_lower": "fewest", "graduates_upper": "most"}
    named = rows.rename(columns=names | {f"graduates_lower__{end}": f"fewest__{end}" for end in ("status", "note")})
    return pd.DataFrame(compute(named)).set_index("geoid")


@pytest.mark.inputs
@pytest.mark.parametrize(
    ("geoid", "name", "without"),
    [
        ("13311", "Mountain Education", "about 90%"),  # White, Georgia
        ("13059", "Foothills", "about 76%"),
        ("13127", "Coastal Plains", "about 95%"),
        ("06075", "Five Keys Independence", "about 89%"),
        ("18135", "Union School Corporation", "92 to 97%"),
        ("27055", "HOUSTON PUBLIC", "91 to 100%"),
        ("39101", "TRECA Digital", "86 to 89%"),
        ("51840", "FREDERICK CO", "about 84%"),
        ("42007", "Pennsylvania Cyber", "90 to 95%"),
        ("01005", "Eufaula City", "60 to 69%"),
        ("02220", "Mount Edgecumbe", "75 to 79%"),
        ("06031", "Kings Valley Academy II", "93 to 94%"),
        ("16055", "KOOTENAI BRIDGE", "90 to 91%"),
        ("48471", "HUNTSVILLE ISD", "71 to 80%"),
        ("53039", "Goldendale", "70 to 88%"),
        ("53067", "Capital Region ESD", "88 to 89%"),
        ("55013", "Grantsburg", "75 to 84%"),
    ],
)
def test_counties_over_the_rule_are_graded_3(counties: pd.DataFrame, geoid: str, name: str, without: str) -> None:
    row = counties.loc[geoid]
    assert row["quality"] == 3.0
    assert row["flags"] == "beyond_county"
    assert re.search(rf"{name}.*without (it|them) the rate would be {without}", row["note"])


@pytest.mark.inputs
@pytest.mark.parametrize("geoid", ["02068", "12051", "16035", "32017", "51750", "51830"])
def test_an_only_district_for_students_of_other_counties_is_graded_3(counties: pd.DataFrame, geoid: str) -> None:
    row = counties.loc[geoid]
    assert (row["quality"], row["flags"]) == (3.0, "beyond_county")
    assert row["note"].endswith("there is no other district")


@pytest.mark.inputs
@pytest.mark.parametrize(
    ("geoid", "name", "without"),
    [
        ("16005", "MARSH VALLEY", "about 90%"),
        ("39023", "Northeastern Local", "85 to 87%"),
        ("55027", "Dodgeland", "90 to 94%"),
        ("55039", "Rosendale-Brandon", "92 to 94%"),
    ],
)
def test_a_rate_that_no_whole_district_has_is_graded_3(
    counties: pd.DataFrame, geoid: str, name: str, without: str
) -> None:
    row = counties.loc[geoid]
    assert (row["quality"], row["flags"]) == (3.0, "implausible")
    assert re.search(rf"{name}.*without it the rate would be {without}", row["note"])


@pytest.mark.inputs
def test_no_county_hides_an_online_school_that_moves_it(inputs: Path, counties: pd.DataFrame) -> None:
    """A scan that knows nothing of the rule: leave out each online school by itself, and look at the grade."""
    frame = graduation.rates(inputs)
    online = frame["name"].str.contains(r"\b(?:virtual|cyber|online|digital)\b", case=False, na=False)
    for row in frame[(frame["level"] == "district") & online & frame["county"].notna()].itertuples():
        whole = frame[(frame["level"] == "county") & (frame["geoid"] == row.county)].iloc[0]
        rest = whole["cohort"] - row.cohort
        if rest <= 0 or pd.isna(row.graduates_upper):
            continue
        low = (whole["graduates_lower"] - row.graduates_lower) / rest
        if low - whole["graduates_upper"] / whole["cohort"] >= 0.05:
            assert counties.loc[row.county, "quality"] == 3.0, row.name


@pytest.mark.inputs
def test_agencies_that_are_listed_by_number_are_in_the_file(inputs: Path) -> None:
    listed = pd.read_csv(inputs / graduation.RATES, dtype=str)["NCES LEA ID"]
    assert set(agencies.KNOWN) <= set(listed)
