"""EDFacts rates: how they are blurred, what a district and a county may claim, and each error."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from data.sources import graduation
from data.sources.errors import InputError
from indicators.school_quality.graduation_rate_4yr import compute

HEADER = (
    "School Year,State,NCES LEA ID,LEA,School,NCES SCH ID,Data Group,Data Description,Value,Denominator,Numerator,"
    "Population,Subgroup,Characteristics,Age/Grade,Academic Subject,Program Type,Outcome"
)
PREAMBLE = "ELSI Export,,,,\n,,,,\nSource,,,,\n,,,,\nFilters,,,,\n,,,,\n"
AGENCIES = (
    "Agency Name,State Name [District] Latest available year,Agency Name [District] 2021-22,"
    "County Number [District] 2021-22,Agency ID - NCES Assigned [District] Latest available year"
)


def rate(state: str, leaid: str, name: str, value: str, cohort: int | str) -> str:
    return f"2021-2022,{state},{leaid},{name},,,695|696,Rate,{value},{cohort},,All Students,All Students in LEA,,,,,"


def agency(name: str, state: str, county: str, leaid: str) -> str:
    return f"{name},{state},{name},{county},{leaid}"


DISTRICTS = [
    rate("TEXAS", "4800001", "BIG ISD", "90%", 1000),
    rate("TEXAS", "4800002", "MIDDLE ISD", "80-84%", 100),
    rate("TEXAS", "4800003", "TINY ISD", "S", 4),
    rate("TEXAS", "4800004", "ADULT CHARTER", "10%", 250),
    rate("TEXAS", "4800005", "ALONE ISD", "95%", 300),
    rate("UTAH", "4900001", "One", "90%", 600),
    rate("UTAH", "4900002", "Two", "80%", 400),
    rate("UTAH", "4900003", "USBE", "86%", 1001),
    rate("MAINE", "0000000", "Not Applicable", "MISSING", 0),
]
COUNTIES = [
    *(agency(f"T{n}", "Texas", "48001", f"480000{n}") for n in (1, 2, 3, 4)),
    agency("T5", "Texas", "48003", "4800005"),
    *(agency(f"U{n}", "UTAH", "49001", f"490000{n}") for n in (1, 2, 3)),
    agency("M1", "Maine", "23001", "2300001"),
    agency("T9", "Texas", "48005", "4800009"),
]
ADULTS = 100_000.0
NOTES = ["Data Source: NCES,,,,", ",,,,", "† indicates that the data are not applicable.,,,,"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path, DISTRICTS)


def write(root: Path, districts: list[str], counties: list[str] | None = None, header: str = HEADER) -> Path:
    schools = root / "schools"
    schools.mkdir(exist_ok=True)
    (schools / "edfactsdownload.csv").write_text("\n".join([header, *districts]) + "\n", encoding="utf-8")
    listed = "\n".join([AGENCIES, *(counties if counties is not None else COUNTIES), *NOTES])
    (root / "census").mkdir(exist_ok=True)
    tracts = {f"{county}000100": ADULTS for county in ("48001", "48003", "48005", "49001", "06031", "06089", "23001")}
    people = pd.DataFrame({"geoid": list(tracts), "adults": list(tracts.values())})
    people.to_parquet(root / "census" / "tract_adults_by_race_2020.parquet")
    (schools / "leacrosswalk.csv").write_text("\ufeff" + PREAMBLE + listed + "\n", encoding="utf-8")
    return root


def county(frame: pd.DataFrame, geoid: str) -> pd.Series:
    return frame[(frame["level"] == "county") & (frame["geoid"] == geoid)].iloc[0]


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("80-84%", (0.80, 0.84)),
        ("6-9%", (0.06, 0.09)),
        (">=95%", (0.95, 1.0)),
        (">=50%", (0.50, 1.0)),
        ("<50%", (0.0, 0.50)),
        ("<=1%", (0.0, 0.01)),
        ("90%", (0.90, 0.90)),
        ("S", None),
        ("MISSING", None),
    ],
)
def test_a_rate_is_read_as_the_range_that_was_published(text: str, bounds: tuple[float, float] | None) -> None:
    assert graduation.parse_rate(text) == bounds


@pytest.mark.parametrize("text", ["", "GE95", "90", "84-80%", "110%", "PS"])
def test_text_that_is_no_rate_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a rate as EDFacts writes it"):
        graduation.parse_rate(text)


def test_a_county_carries_the_ranges_of_its_districts(folder: Path) -> None:
    row = county(graduation.rates(folder), "48001")
    assert row["cohort"] == 1354
    assert row["graduates_lower"] == pytest.approx(900 + 80 + 0 + 25)
    assert row["graduates_upper"] == pytest.approx(900 + 84 + 4 + 25)  # the suppressed four may all have graduated
    assert row["districts"] == 4


def test_a_county_of_suppressed_districts_alone_is_suppressed(tmp_path: Path) -> None:
    rows = [rate("TEXAS", "4800001", "ONE", "S", 4), rate("TEXAS", "4800002", "TWO", "S", 5), *DISTRICTS[4:]]
    counties = [agency(f"T{n}", "Texas", "48001", f"480000{n}") for n in (1, 2)]
    row = county(graduation.rates(write(tmp_path, rows, [*counties, *COUNTIES[4:]])), "48001")
    assert row["graduates_lower__status"] == "suppressed"
    assert row["graduates_lower__note"] == "2 districts; suppressed: a cohort of 5 students or fewer"


def test_a_far_lower_charter_that_moves_a_county_is_named(folder: Path) -> None:
    row = county(graduation.rates(folder), "48001")
    assert row["moved"] == 2.0
    assert "ADULT CHARTER (10%)" in row["graduates_lower__note"]
    assert "without it the rate would be about 89%" in row["graduates_lower__note"]
    assert "students of its suppressed districts may all" in row["graduates_lower__note"]
    assert county(graduation.rates(folder), "48003")["moved"] == 0.0


@pytest.mark.parametrize(("published", "cohort", "named"), [("S", 5, False), (">=50%", 15, False), ("<50%", 15, True)])
def test_a_district_is_called_lower_only_where_its_whole_range_is(
    tmp_path: Path, published: str, cohort: int, named: bool
) -> None:
    rows = [
        rate("TEXAS", "4800001", "TOWN ISD", "90-94%", 100),
        rate("TEXAS", "4800002", "SMALL ISD", published, cohort),
        rate("TEXAS", "4800003", "SOME ISD", published, cohort),
    ]
    agencies = [agency(f"T{n}", "Texas", "48001", f"480000{n}") for n in (1, 2, 3)]
    row = county(graduation.rates(write(tmp_path, rows, agencies)), "48001")
    assert row["moved"] == float(named)
    assert ("SMALL ISD" in row["graduates_lower__note"]) == named  # of two alike, the first by code
    assert "SOME ISD" not in row["graduates_lower__note"]
    if named:
        assert "without it the rate would be 78 to 88%" in row["graduates_lower__note"]


def test_a_total_of_the_state_is_not_a_district(folder: Path) -> None:
    frame = graduation.rates(folder)
    total = frame[frame["geoid"] == "4900003"].iloc[0]
    assert total["graduates_lower__status"] == "not_applicable"
    assert "state's own total" in total["graduates_lower__note"]
    assert county(frame, "49001")["cohort"] == 1000


def test_counties_without_a_rate_say_why(folder: Path) -> None:
    frame = graduation.rates(folder)
    assert county(frame, "23001")["graduates_lower__status"] == "missing"
    assert "missing from the 2021-22 file" in county(frame, "23001")["graduates_lower__note"]
    assert "no district with its headquarters here" in county(frame, "48005")["graduates_lower__note"]


def test_an_elementary_district_of_california_is_not_counted_twice(tmp_path: Path) -> None:
    rows = [
        rate("CALIFORNIA", "0600001", "Valley Charter District", "20%", 432),
        rate("CALIFORNIA", "0600002", "Carson Union Elementary", "20%", 432),
        rate("CALIFORNIA", "0600003", "Kings High", "90%", 900),
    ]
    frame = graduation.rates(
        write(tmp_path, rows, [agency(f"C{n}", "California", "06031", f"060000{n}") for n in (1, 2, 3)])
    )
    assert county(frame, "06031")["cohort"] == 1332


def test_elementary_districts_that_are_alike_by_chance_are_counted(tmp_path: Path) -> None:
    rows = [
        rate("CALIFORNIA", "0600001", "Phoenix Charter District", ">=90%", 37),
        rate("CALIFORNIA", "0600002", "Whitmore Elementary", ">=90%", 37),
        rate("CALIFORNIA", "0600003", "Enterprise Elementary", ">=90%", 37),
        rate("CALIFORNIA", "0600004", "Oak Elementary", ">=80%", 20),
        rate("CALIFORNIA", "0600005", "Pine Elementary", ">=80%", 20),
    ]
    frame = graduation.rates(
        write(tmp_path, rows, [agency(f"C{n}", "California", "06089", f"060000{n}") for n in range(1, 6)])
    )
    assert county(frame, "06089")["cohort"] == 37 * 2 + 20 * 2


def test_compute_gives_bounds_and_a_grade(folder: Path) -> None:
    frame = graduation.rates(folder)
    rows = frame[frame["geoid"].isin(["48001", "48003", "4800003"])]
    named = rows.rename(
        columns={
            "graduates_lower": "fewest",
            "graduates_upper": "most",
            "graduates_lower__status": "fewest__status",
            "graduates_lower__note": "fewest__note",
        }
    )
    out = compute(named).set_index("geoid")
    assert out.loc["48003", "lower"] == out.loc["48003", "upper"] == pytest.approx(0.95)
    assert out.loc["48001", "lower"] < out.loc["48001", "upper"]
    assert (out.loc["48001", "quality"], out.loc["48001", "flags"]) == (3.0, "beyond_county")
    assert (out["flags"].drop("48001") == "").all()
    assert pd.isna(out.loc["4800003", "lower"])
    assert set(out["interval"]) == {"bounds"}


def test_an_unknown_rate_names_file_row_and_column(tmp_path: Path) -> None:
    folder = write(tmp_path, [*DISTRICTS[:2], rate("TEXAS", "4800003", "TINY ISD", "GE95", 300)])
    with pytest.raises(InputError, match=r"edfactsdownload\.csv, row 4, column Value: 'GE95' is not a rate"):
        graduation.rates(folder)


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    folder = write(tmp_path, DISTRICTS, header=HEADER.replace("Denominator", "Cohort"))
    with pytest.raises(InputError, match="column Denominator: the column is missing"):
        graduation.rates(folder)


def test_an_unknown_column_is_named(tmp_path: Path) -> None:
    folder = write(tmp_path, [f"{row},1" for row in DISTRICTS], header=f"{HEADER},Flag")
    with pytest.raises(InputError, match="column Flag: the column is unknown"):
        graduation.rates(folder)


def test_a_district_given_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"row 10.*|row 2.*duplicate key"):
        graduation.rates(write(tmp_path, [*DISTRICTS, DISTRICTS[0]]))


def test_an_empty_cohort_is_refused(tmp_path: Path) -> None:
    folder = write(tmp_path, [*DISTRICTS[:2], rate("TEXAS", "4800003", "TINY ISD", "90%", 0)])
    with pytest.raises(InputError, match="row 4, column cohort: impossible value"):
        graduation.rates(folder)


# ---- the publisher's own file


@pytest.fixture(scope="module")
def published(inputs: Path) -> pd.DataFrame:
    return graduation.rates(inputs)


@pytest.mark.inputs
def test_edfacts_blurs_by_the_size_of_the_cohort(inputs: Path) -> None:
    frame = pd.read_csv(inputs / graduation.RATES, dtype=str, keep_default_na=False)
    frame = frame[frame["Value"] != "MISSING"]
    cohort = frame["Denominator"].astype(int)
    rows_by_rule = {
        "suppressed": cohort <= 5,
        "halves": cohort.between(6, 15),
        "steps of 20": cohort.between(16, 30),
        "steps of 10": cohort.between(31, 60),
        "steps of 5": cohort.between(61, 200),
        "whole": cohort > 200,
    }
    ends = {"halves": 50, "steps of 20": 20, "steps of 10": 10, "steps of 5": 5, "whole": 1}
    assert set(frame.loc[rows_by_rule["suppressed"], "Value"]) == {"S"}
    for name, step in ends.items():
        values = set(frame.loc[rows_by_rule[name], "Value"])
        assert "S" not in values
        assert values & {f">={100 - step}%", ">=50%"}
        width = {(high - low) for low, high in map(graduation.parse_rate, values)}  # type: ignore[misc]
        assert max(width) <= step / 100 + 1e-9


@pytest.mark.inputs
@pytest.mark.parametrize(
    ("state", "rate"),
    # US Department of Education, four-year adjusted cohort graduation rates by state, 2021-22 (NCES, Digest 219.46).
    [("06", 0.87), ("12", 0.87), ("47", 0.90), ("48", 0.90), ("49", 0.88), ("32", 0.82), ("24", 0.86)],
)
def test_sums_of_a_states_counties_agree_with_its_published_rate(
    published: pd.DataFrame, state: str, rate: float
) -> None:
    rows = published[(published["level"] == "county") & published["geoid"].str.startswith(state)]
    sums = rows[["cohort", "graduates_lower", "graduates_upper"]].sum()
    low, high = sums["graduates_lower"] / sums["cohort"], sums["graduates_upper"] / sums["cohort"]
    assert low - 0.01 <= rate <= high + 0.01


@pytest.mark.inputs
def test_travis_county(published: pd.DataFrame) -> None:
    row = county(published, "48453")
    assert row["cohort"] == 10513
    assert row["graduates_lower"] / row["cohort"] == pytest.approx(0.905211, abs=1e-6)
    assert row["graduates_upper"] / row["cohort"] == pytest.approx(0.909119, abs=1e-6)
    assert "EXCEL CENTER" in row["graduates_lower__note"]


@pytest.mark.inputs
def test_texas_longitudinal_rates_of_travis_districts_are_near(inputs: Path, published: pd.DataFrame) -> None:
    """Another definition (class of 2021, some leavers excluded): near, and as a rule a little higher."""
    snapshot = pd.read_csv(
        inputs / "schools/tea/district_snapshot_2022.csv", dtype=str, keep_default_na=False, encoding="utf-8-sig"
    )
    longitudinal = next(column for column in snapshot if "4-YR LONGITUDINAL" in column)
    texas = snapshot.set_index("DISTRICT NAME")[longitudinal]
    ours = published[(published["level"] == "district") & (published["county"] == "48453")].set_index("name")
    for name in ("AUSTIN ISD", "PFLUGERVILLE ISD", "EANES ISD", "DEL VALLE ISD", "LAKE TRAVIS ISD", "MANOR ISD"):
        low = ours.loc[name, "graduates_lower"] / ours.loc[name, "cohort"]
        assert abs(low - float(texas[name]) / 100) < 0.07


@pytest.mark.inputs
def test_salt_lake_county_has_its_own_students_only(published: pd.DataFrame) -> None:
    assert county(published, "49035")["cohort"] == 17070


@pytest.mark.inputs
def test_districts_without_a_county_are_few(published: pd.DataFrame) -> None:
    districts = published[published["level"] == "district"]
    assert len(districts) == 12278
    assert districts["county"].isna().sum() == 60  # Bureau of Indian Education and Puerto Rico
