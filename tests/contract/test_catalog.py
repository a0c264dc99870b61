"""The catalog is complete: origin, terms and citation of everything that is shown."""

from __future__ import annotations

import re
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest

from data.builder.inputs import CatalogInputs
from data.builder.snapshot import used_datasets
from data.catalog.reader import CATALOG, CatalogError, Dataset, read_catalog, read_dataset
from data.core.map_sets import SETS
from data.reader.store import SnapshotStore
from data.sources.counts import NOT_COUNTED
from indicators.core.spec import Input
from indicators.registry import specs
from tools.editions import counted

ENTRIES = pytest.mark.parametrize("dataset", read_catalog().values(), ids=read_catalog())
ABOUT = ("producer", "title", "version", "url", "licence", "terms", "retrieved", "citation", "cadence", "reader")
VARIABLE = re.compile(r"[A-Z]\d{5}[A-Z]?_\d{3}E")
MIRRORS = re.compile(r"github|gitlab|npmjs|pypi|pythonhosted", re.IGNORECASE)


@ENTRIES
def test_every_field_says_something(dataset: Dataset) -> None:
    assert all(getattr(dataset, name).strip() for name in ABOUT)
    assert dataset.files
    assert dataset.columns
    assert date.fromisoformat(dataset.retrieved)
    assert dataset.url.startswith("https://")
    assert not MIRRORS.search(dataset.url)


@ENTRIES
def test_the_reader_is_there(dataset: Dataset) -> None:
    module, function = dataset.reader.split(":")
    assert callable(getattr(import_module(module), function))


@ENTRIES
def test_the_files_are_there(dataset: Dataset, inputs: Path) -> None:
    assert [file for file in dataset.files if not (inputs / file).is_file()] == []


@ENTRIES
def test_the_edition_is_counted(dataset: Dataset) -> None:
    countable = {file for file in dataset.files if Path(file).suffix not in NOT_COUNTED}
    assert set(dataset.rows) == countable
    assert dataset.places
    assert all(
        number > 0 for number in (*dataset.rows.values(), *(n for c in dataset.places.values() for n in c.values()))
    )


@pytest.mark.inputs
@ENTRIES
def test_the_counts_are_those_of_the_files(dataset: Dataset, inputs: Path) -> None:
    """`python -m tools.editions --inputs DIR` writes them."""
    assert counted(inputs, dataset) == (dataset.rows, dataset.places)


@ENTRIES
def test_tables_are_those_of_the_columns(dataset: Dataset) -> None:
    """So that every variable leads to the table that is cited for it."""
    variables = [name for name in dataset.columns if VARIABLE.fullmatch(name)]
    assert not dataset.tables or {name.partition("_")[0] for name in variables} <= set(dataset.tables)


@ENTRIES
def test_facts_about_a_dataset_are_not_in_its_words(dataset: Dataset) -> None:
    assert "believed" not in dataset.licence.casefold()
    assert not dataset.tables or not dataset.table
    assert "http" not in dataset.citation, "the address is a field and is cited from there"


def test_every_outline_set_has_its_dataset() -> None:
    """The states are drawn with the counties that make them."""
    assert {dataset.outlines for dataset in read_catalog().values()} - {""} == set(SETS) - {"state_2023"}


def test_every_dataset_is_used() -> None:
    assert {dataset.id for dataset in used_datasets(read_catalog())} == set(read_catalog())


def test_the_snapshot_carries_every_receipt(embedded: SnapshotStore) -> None:
    receipts = embedded.meta["datasets"]
    used = {name for spec in specs().values() for series in spec.series for name in series.datasets}
    assert used <= set(receipts)
    for name, receipt in receipts.items():
        assert receipt["inputs"], name
        assert all(re.fullmatch("[0-9a-f]{64}", digest) for digest in receipt["inputs"].values())
        assert receipt["citation"], name


def test_licenses_name_every_publisher(embedded: SnapshotStore) -> None:
    text = (embedded.folder / "LICENSES.md").read_text(encoding="utf-8")
    for name, receipt in embedded.meta["datasets"].items():
        assert f"## {receipt['producer']}" in text, name
        assert receipt["terms"] in text, name


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("cadence =", "cadense =", "the field cadence is missing"),
        ("cadence =", 'other = "x"\ncadence =', "the field other is unknown"),
        ('id = "', 'id = "x', "the file's name says"),
        ("files = [", "files = ", "not valid TOML"),
        ('cadence = "', 'cadence = ["x"]\n# "', "cadence must be of type str"),
        ('2020.csv" = ', '2021.csv" = ', "rows names geo/county_to_cbsa_2021.csv, which is not among its files"),
        ('2020.csv" = ', '2020.csv" = "all" # ', "rows and places hold whole numbers"),
        ("[places.county]", "[places]", "rows and places hold whole numbers"),
        ("files = [", 'outlines = "moon_2020"\nfiles = [', "there is no outline set 'moon_2020'"),
        ("files = [", 'tables = ["B1"]\nfiles = [', "a dataset with tables has {tables} in its citation"),
        ("files = [", 'licence_believed = "yes"\nfiles = [', "licence_believed must be of type bool"),
    ],
)
def test_a_broken_entry_is_named(old: str, new: str, message: str, tmp_path: Path) -> None:
    source = CATALOG / "county_to_cbsa_2020.toml"
    broken = tmp_path / source.name
    broken.write_text(source.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(CatalogError, match=message):
        read_dataset(broken)


@pytest.mark.inputs
def test_every_input_of_every_indicator_can_be_read(inputs: Path) -> None:
    store = CatalogInputs(inputs, read_catalog())
    wanted: dict[tuple[str, str, str], Input] = {
        (spec.key, series.level, period): series.input
        for spec in specs().values()
        for series in spec.series
        for period in series.periods
    }
    for (_, _, period), source in wanted.items():
        table = store.table(source, period)
        assert not table.empty
        assert set(source.columns) <= set(table.columns)
