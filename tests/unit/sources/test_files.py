"""Readers of Census, ACS, Urban Institute, BLS and Atlas files: on broken small files, and on the real ones."""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from data.builder.inputs import CatalogInputs
from data.catalog.reader import read_catalog
from data.sources import acs, census, family, tables, urban, wages
from data.sources.errors import InputError
from data.sources.metros import DELINEATION
from indicators import registry

MEMBERS = "CBSA Code,stcofips\n12420,48453\n12420,48491\n"


def put(folder: Path, name: str, text: str) -> Path:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def county_file(folder: Path, **cells: str) -> Path:
    """A county file of three rows whose cells are 10, with a few of the second row changed."""
    names = [f"{name}{end}" for name in (*acs.INCOMES, *acs.COUNTS) for end in "EM"]
    plain = {name: "30000" if name.startswith("B19") else "10" for name in names}
    rows = [plain, plain | cells, plain]
    lines = [",".join(("GEOID", "NAME", *names))]
    lines += [",".join((code, "x", *row.values())) for code, row in zip(("00000", "48453", "48491"), rows, strict=True)]
    put(folder, DELINEATION, MEMBERS)
    (folder / "acs").mkdir()
    with zipfile.ZipFile(folder / acs.COUNTY_FILE, "w") as archive:
        archive.writestr("table.csv", "\n".join(lines) + "\n")
    return folder


def test_codes_in_the_county_file_become_levels_and_statuses(tmp_path: Path) -> None:
    cells = {"B19080_004E": "250001", "B19013B_001E": "-666666666", "B25003_001M": "-555555555", "B19013D_001E": ""}
    rows = acs.county_tables(county_file(tmp_path, **cells)).set_index("geoid")
    assert rows["level"].to_dict() == {"12420": "cbsa", "48453": "county", "48491": "county", "00": "us"}
    assert rows.loc["48453", "B19080_004E__status"] == "top_coded"
    assert rows.loc["48453", "B19013B_001E__status"] == "suppressed"
    assert rows.loc["48453", "B19013D_001E__note"] == "not published for this place"
    assert rows.loc["48453", "B25003_001M"] == 0.0
    assert rows.loc["12420", "B25003_001E"] == 20.0
    assert rows.loc["12420", "B25003_001M"] == 10.0


def test_an_odd_negative_number_is_no_code(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"county_acs_2019-2023\.zip, row 3, column B09005_004E: impossible value -7"):
        acs.county_tables(county_file(tmp_path, B09005_004E="-7"))


def income_rows(*rows: str) -> str:
    names = [f"pctl_income_{p}{end}" for p in urban.PERCENTILES for end in ("", "_lb", "_ub", "_quality")]
    return "\n".join((",".join(("year", "state", "county", *names)), *rows)) + "\n"


GOOD = "2023,48,453,40,39,41,1,90,89,91,1,200,190,210,1"
STRUCTURE = ["year", "state", "county", *(f"{kind}{end}" for kind in family.KINDS for end in ("", "_ub", "_lb"))]


def structure(year: str, first: str) -> str:
    return ",".join((*STRUCTURE, "famstruc_quality")) + f"\n{year},48,453,{first}" + ",0.1,0.2,0.05" * 5 + ",1\n"


@pytest.mark.parametrize(
    ("reader", "file", "text", "message"),
    [
        (
            acs.county_gini,
            acs.GINI_FILE,
            "fips,gini_b19083,file_year\n1001,1.7,2023\n",
            "row 2, column gini_b19083: impossible value 1.7",
        ),
        (
            acs.county_gini,
            acs.GINI_FILE,
            "fips,gini_b19083,file_year\n1001,0.4,2023\n1001,0.4,2023\n",
            r"row 2: duplicate key \(geoid 01001, level county, period 2019-2023\), also in row 3",
        ),
        (acs.county_gini, acs.GINI_FILE, "fips,gini,file_year\n", "row 1, column gini_b19083: the column is missing"),
        (urban.income_counties, urban.COUNTIES, income_rows(GOOD, GOOD), "row 2: duplicate key"),
        (
            urban.income_counties,
            urban.COUNTIES,
            income_rows(GOOD.replace(",40,39,", ",40,40.5,")),
            "row 2, column pctl_income_20: 40 does not lie between its limits 40.5 and 41",
        ),
        (
            urban.income_counties,
            urban.COUNTIES,
            income_rows(GOOD[:-1] + "4"),
            "row 2, column pctl_income_80_quality: impossible value 4. Expected: at most 3",
        ),
        (
            wages.oews_2025,
            wages.FILE,
            "area_type,area_code,cbsa,area_name,employment,p10,p25,p50,p75,p90\nX,0012420,12420,A,1,1,2,3,4,5\n",
            "row 2, column area_(code|type): impossible value",
        ),
        (
            wages.oews_2025,
            wages.FILE,
            "area_type,area_code,cbsa,area_name,employment,p10,p25,p50,p75,p90\nM,0012420,12420,A,1,1,2,3,4,#\n",
            "row 2, column p90: '#' is not a number",
        ),
        (
            family.family_structure,
            family.STRUCTURE.format(year="2018"),
            structure("2018", "1.4,1.5,1.3"),
            "row 2, column famstruc_2par_married",
        ),
        (
            census.county_populations,
            census.COUNTIES,
            "year,state,county,state_name,county_name,population\n2023,48,453,Texas,Travis,-1\n",
            "row 2, column population: impossible value -1. Expected: at least 0",
        ),
        (
            census.county_populations,
            census.COUNTIES,
            "year,state,county,state_name,county_name,population\n2023,48,453,Texas,Travis,10\n",
            "column year: no rows of 2014",
        ),
    ],
)
def test_a_broken_file_is_named_with_row_and_column(
    tmp_path: Path, reader: Callable[[Path], pd.DataFrame], file: str, text: str, message: str
) -> None:
    with pytest.raises(InputError, match=message) as error:
        reader(put(tmp_path, file, text))
    assert str(error.value).startswith(file)
    assert "\n" not in str(error.value)


def test_groups_that_miss_the_total(tmp_path: Path) -> None:
    groups = {name: [1.0] for name in census.GROUPS}
    frame = pd.DataFrame({"geoid": ["48453000101"], "adults": [60], **groups})
    (tmp_path / "census").mkdir()
    frame.to_parquet(tmp_path / census.RACE_2020)
    with pytest.raises(
        InputError, match=r"2020\.parquet, row 1, column adults: the six groups miss the total by 54\.0"
    ):
        census.tract_race_2020(tmp_path)


# The real files, against figures that the publishers print elsewhere.


@pytest.fixture(scope="module")
def store(inputs: Path) -> CatalogInputs:
    return CatalogInputs(inputs, read_catalog())


def figures(store: CatalogInputs, key: str, level: str, period: str) -> pd.DataFrame:
    spec = registry.specs()[key]
    series = spec.find(level, period)  # type: ignore[arg-type]
    assert series is not None
    table = store.table(series.input, period)
    return (table if spec.compute is None else spec.compute(table)).set_index("geoid")


@pytest.mark.inputs
@pytest.mark.parametrize(
    ("key", "level", "period", "geoid", "value"),
    [
        ("median_household_income", "us", "2019-2023", "00", 78_538),
        ("median_household_income", "state", "2019-2023", "48", 76_292),
        ("median_household_income", "county", "2019-2023", "06037", 87_760),
        ("median_household_income", "county", "2019-2023", "17031", 81_797),
        ("median_household_income", "county", "2019-2023", "48201", 73_104),
        ("median_household_income_black", "us", "2019-2023", "00", 53_444),
        ("income_ratio_80_20", "county", "2019-2023", "48453", 4.594131),
        ("gini_household_income", "county", "2019-2023", "48453", 0.4812),
        ("gini_household_income", "county", "2016-2020", "48453", 0.4736),
        ("income_percentile_ratio_80_20", "place", "2023", "4805000", 4.875),
        ("wage_ratio_90_10", "us", "2025-05", "00", 128_560 / 31_200),
        ("wage_ratio_90_10", "nonmetro", "2025-05", "4800001", 97_560 / 26_510),
        ("children_in_single_parent_families", "county", "2019-2023", "48453", 0.213822),
        ("children_in_single_parent_families", "us", "2019-2023", "00", 0.248337),
        ("single_parent_households", "county", "1990", "48453", 0.238122),
        ("children_with_two_married_parents", "county", "2021", "48453", 0.727227),
        ("population", "us", "2023", "00", 334_914_895),
        ("population", "state", "2023", "48", 30_503_301),
        ("population", "cbsa", "2023", "12420", 2_473_275),
        ("population", "place", "2023", "4805000", 979_882),
        ("share_owner_occupied", "us", "2019-2023", "00", 0.650221),
    ],
)
def test_figures_that_are_known(
    store: CatalogInputs, key: str, level: str, period: str, geoid: str, value: float
) -> None:
    assert figures(store, key, level, period).loc[geoid, "value"] == pytest.approx(value, rel=2e-6)


@pytest.mark.inputs
def test_places_of_the_county_file(store: CatalogInputs) -> None:
    frame = store.frame("acs_county_2019_2023")
    assert frame["level"].value_counts().to_dict() == {"county": 3144, "cbsa": 939, "state": 51, "us": 1}
    assert (frame["B19080_004E__status"] == "top_coded").sum() == 22
    connecticut = frame.loc[(frame["level"] == "county") & frame["geoid"].str.startswith("09"), "geoid"]
    assert list(connecticut) == ["09110", "09120", "09130", "09140", "09150", "09160", "09170", "09180", "09190"]


@pytest.mark.inputs
@pytest.mark.parametrize(
    ("dataset", "total", "people"),
    [("census_2010_tract_race", "population", 312_471_327), ("census_2020_tract_race", "adults", 261_068_000)],
)
def test_tracts_add_up_to_the_census(store: CatalogInputs, dataset: str, total: str, people: int) -> None:
    frame = store.frame(dataset)
    assert frame[total].sum() == pytest.approx(people, rel=1e-4)
    assert frame["geoid"].str.startswith("72").any()


@pytest.mark.inputs
def test_counties_that_share_an_area(store: CatalogInputs) -> None:
    table = figures(store, "income_percentile_ratio_80_20", "county", "2023")
    assert table["value"].notna().sum() == 2_800
    assert table["note"].str.startswith("Area larger than the county").sum() == 2_185


@pytest.mark.inputs
def test_levels_of_the_wage_file(store: CatalogInputs) -> None:
    levels = store.frame("bls_oews_2025_05")["level"].value_counts().to_dict()
    assert levels == {"cbsa": 393, "nonmetro": 135, "state": 54, "us": 1}


@pytest.mark.parametrize("suffix", ["zip", "csv.gz"])
def test_a_small_file_that_unpacks_to_a_huge_one_is_refused_before_it_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    monkeypatch.setattr(tables, "MOST_UNPACKED", 1_000_000)
    header, row = "a,b\n", "1,2\n"
    for rows, is_read in ((249_999, True), (250_000, False), (5_000_000, False)):
        content = (header + row * rows).encode()
        file = f"table.{suffix}"
        if suffix == "zip":
            with zipfile.ZipFile(tmp_path / file, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr("table.csv", content)
        else:
            (tmp_path / file).write_bytes(gzip.compress(content))
        assert (tmp_path / file).stat().st_size < 100_000
        if is_read:
            assert len(tables.read_table(tmp_path, file, ["a", "b"])) == rows
        else:
            with pytest.raises(InputError, match=r"^table\.\S+: the file unpacks to more than 1 MB"):
                tables.read_table(tmp_path, file, ["a", "b"])
