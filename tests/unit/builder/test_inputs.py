"""The builder's door to inputs, places and receipts."""

from __future__ import annotations

import pickle
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pandas as pd
import pytest

from data.builder.inputs import CatalogInputs
from data.builder.places.levels import city_name, county_name, tract_number, with_retired_names
from data.builder.sidecar import code_version, input_hashes, licences
from data.catalog.reader import read_catalog
from data.core.county_changes import RETIRED_IN, RETIRED_NAMES, SUCCESSORS, predecessors, reason_of_change, replaced_by
from data.sources.errors import InputError
from indicators.core.spec import Input

DATASET = replace(
    read_catalog()["county_to_cbsa_2020"], id="fake", files=("fake.csv",), reader="fake_reader:read", rows={}, places={}
)
ROWS = pd.DataFrame(
    {
        "geoid": ["48453", "01001", "48"],
        "level": ["county", "county", "state"],
        "period": ["2020", "2020", "2020"],
        "B1": [1.0, 2.0, 3.0],
        "B1__status": ["ok", "suppressed", "ok"],
        "B1__note": ["", "withheld", ""],
        "B2": [4.0, 5.0, 6.0],
    }
)


def inputs_with(monkeypatch: pytest.MonkeyPatch, frame: pd.DataFrame) -> CatalogInputs:
    module = ModuleType("fake_reader")
    monkeypatch.setattr(module, "read", lambda folder: frame, raising=False)
    monkeypatch.setitem(sys.modules, "fake_reader", module)
    return CatalogInputs(Path(), {"fake": DATASET})


def test_columns_are_picked_and_renamed_with_their_companions(monkeypatch: pytest.MonkeyPatch) -> None:
    table = inputs_with(monkeypatch, ROWS).table(Input("fake", "county", {"a": "B1", "b": "B2"}), "2020")
    assert list(table) == ["geoid", "a", "a__status", "a__note", "b"]
    assert table["geoid"].tolist() == ["01001", "48453"]
    assert table["a__status"].tolist() == ["suppressed", "ok"]


@pytest.mark.parametrize(
    ("wanted", "period", "message"),
    [
        (Input("fake", "county", {"a": "B9"}), "2020", "fake.csv, column B9: fake has no such variable"),
        (Input("fake", "county", {"a": "B1"}), "1999", "no rows for level county, period 1999"),
        (Input("fake", "tract", {"a": "B1"}), "2020", "no rows for level tract"),
        (Input("other", "county", {"a": "B1"}), "2020", "data/catalog/other.toml: no such dataset"),
    ],
)
def test_what_is_not_there_is_named(wanted: Input, period: str, message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match=message):
        inputs_with(monkeypatch, ROWS).table(wanted, period)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"geoid": ["48453", "48453", "48"]}, "county 48453 stands twice in period 2020"),
        ({"geoid": ["48453", "1001", "48"]}, "'1001' is not a county code"),
        ({"level": ["county", "county", "galaxy"]}, "'galaxy' is not a level"),
    ],
)
def test_broken_keys_stop_the_build(
    change: dict[str, list[str]], message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(InputError, match=message):
        inputs_with(monkeypatch, ROWS.assign(**change)).frame("fake")


def test_a_reader_that_stumbles_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    store = inputs_with(monkeypatch, ROWS)
    monkeypatch.setattr(sys.modules["fake_reader"], "read", lambda folder: {}["county\ncode"])
    with pytest.raises(
        InputError, match=r"^fake\.csv: the reader fake_reader:read stopped \(KeyError: .*county"
    ) as error:
        store.frame("fake")
    assert "\n" not in str(error.value)


def test_an_input_that_can_not_be_opened_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> str:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "fake.csv").write_text("x", encoding="utf-8")
    monkeypatch.setattr("data.builder.sidecar.sha256_of", refuse)
    with pytest.raises(InputError, match=r"^fake\.csv: the file can't be opened \(Permission denied\)"):
        input_hashes(tmp_path, [DATASET])


def test_an_error_of_the_inputs_survives_the_way_between_processes() -> None:
    error = InputError("a.csv", 3, "x", "wrong", "Look")
    copy = pickle.loads(pickle.dumps(error))
    assert str(copy) == str(error) == "a.csv, row 3, column x: wrong. Look"


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"geo/county_to_cbsa_2020.csv: the file of county_to_cbsa_2020 is not there"):
        input_hashes(tmp_path, [read_catalog()["county_to_cbsa_2020"]])


def test_every_dataset_has_its_hashes(tmp_path: Path) -> None:
    (tmp_path / "fake.csv").write_text("x", encoding="utf-8")
    (digest,) = input_hashes(tmp_path, [DATASET])["fake"].values()
    assert digest == "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"


def test_the_code_version_follows_the_sources(tmp_path: Path) -> None:
    for name in ("data/a.py", "data/catalog/b.toml", "indicators/c.py", "data/snapshots/1/d.toml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("1", encoding="utf-8")
    before = code_version(tmp_path)
    (tmp_path / "data/snapshots/1/d.toml").write_text("2", encoding="utf-8")
    assert code_version(tmp_path) == before
    (tmp_path / "indicators/c.py").write_text("2", encoding="utf-8")
    assert code_version(tmp_path) != before


def test_licences_are_by_publisher() -> None:
    text = licences([read_catalog()["county_to_cbsa_2020"], read_catalog()["acs_county_2019_2023"]])
    assert text.index("## US Census Bureau") < text.index("## US Office of Management and Budget")


def test_receipts_name_the_tables_that_are_used() -> None:
    dataset = read_catalog()["acs_county_2019_2023"]
    assert dataset.provenance(variables=["B19080_001E", "B19080_004M"]).table == "B19080"
    assert dataset.provenance(variables=["B19013B_001E"]).table == "B19013B"
    assert dataset.provenance(variables=["population"]) == dataset.provenance()


def test_a_citation_names_the_tables_that_were_used_and_no_other() -> None:
    dataset = read_catalog()["acs_county_2019_2023"]
    assert "tables B09005, B15001" in dataset.provenance().citation
    citation = dataset.provenance(variables=["B19080_001E"]).citation
    assert citation.endswith("2019–2023, table B19080.")
    two = dataset.provenance(variables=["B19013_001E", "B19080_001E"]).citation
    assert two.endswith("2019–2023, tables B19013, B19080.")


@pytest.mark.parametrize(
    ("census", "name"),
    [
        ("Austin city", "Austin, Texas"),
        ("Cary town", "Cary, Texas"),
        ("Urban Honolulu CDP", "Urban Honolulu, Texas"),
        ("Indianapolis city (balance)", "Indianapolis, Texas"),
        ("Nashville-Davidson metropolitan government (balance)", "Nashville-Davidson, Texas"),
        ("Kansas City city", "Kansas City, Texas"),
        ("Lexington-Fayette urban county", "Lexington-Fayette, Texas"),
        ("Macon-Bibb County", "Macon-Bibb County, Texas"),
    ],
)
def test_cities_are_named_as_people_name_them(census: str, name: str) -> None:
    assert city_name("4800000", census) == name


def test_counties_and_tracts_are_named() -> None:
    assert county_name("48453", {"48453": "Travis County"}) == "Travis County, Texas"
    assert county_name("11001", {"11001": "District of Columbia"}) == "District of Columbia"
    assert tract_number("48453001101") == "11.01"
    assert tract_number("48453000700") == "7"


@pytest.mark.parametrize(
    ("county", "present", "sentence"),
    [
        ("02063", {"02261"}, "former code 02261"),
        ("02270", {"02158"}, "replaced it"),
        ("09110", {"09001"}, "eight former counties"),
        ("09001", {"09110"}, "planning regions"),
        ("09001", {"09003"}, ""),
        ("48453", {"48491"}, ""),
    ],
)
def test_changed_counties_say_why(county: str, present: set[str], sentence: str) -> None:
    reason = reason_of_change(county, present)
    assert sentence in reason
    assert bool(reason) == bool(sentence)


def test_retired_counties_have_the_names_of_the_census_bureau() -> None:
    places = pd.DataFrame(
        {
            "level": ["county", "county", "cz"],
            "geoid": ["02201", "48453", "02201"],
            "name": ["Prince Wales Ketchikan, Alaska", "Travis County, Texas", "Somewhere, AK"],
        }
    )
    assert list(with_retired_names(places)["name"]) == [
        "Prince of Wales-Outer Ketchikan Census Area, Alaska",
        "Travis County, Texas",
        "Somewhere, AK",
    ]


def test_codes_lead_to_each_other_both_ways() -> None:
    assert set(SUCCESSORS) == set(RETIRED_NAMES) <= set(RETIRED_IN)
    for old in RETIRED_IN:
        assert replaced_by(old), old
        assert all(old in predecessors(new) for new in replaced_by(old))
    assert replaced_by("48453") == predecessors("48453") == ()
    assert predecessors("09110") == ("09003", "09013"), "the county that gave most comes first"
