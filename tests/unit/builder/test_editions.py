"""An input that is not the whole edition of the catalog is refused, with its file and its counts."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest

from data.builder.editions import Editions, allowed_losses, places_of
from data.builder.figure_files import FIGURES, write_figures
from data.builder.inputs import CatalogInputs
from data.builder.losses import losses
from data.catalog.reader import Dataset, read_catalog
from data.core.errors import UserError
from data.sources.counts import TABLES, rows_of
from data.sources.errors import InputError

CATALOG = read_catalog()
COUNTY = "mobility/opportunity_atlas_county.csv"
EVERY_FILE = sorted({file for dataset in CATALOG.values() for file in dataset.rows})


def dataset(rows: int = 0, **places: int) -> Dataset:
    counts = {"county": places} if places else {}
    return replace(CATALOG["county_to_cbsa_2020"], id="fake", files=("a.csv",), rows={"a.csv": rows}, places=counts)


def written(folder: Path, rows: int) -> Path:
    (folder / "a.csv").write_text("fips\n" + "1\n" * rows, encoding="utf-8")
    return folder


@pytest.mark.parametrize("rows", [198, 199, 200, 201, 202])
def test_a_difference_of_one_in_a_hundred_is_told(rows: int, tmp_path: Path) -> None:
    editions = Editions()
    editions.check_rows(written(tmp_path, rows), [dataset(200)])
    assert len(editions.remarks) == (rows != 200)
    assert all(f"{rows}" in remark and "200" in remark for remark in editions.remarks)


def test_a_last_line_without_an_end_is_told(tmp_path: Path) -> None:
    editions = Editions()
    (written(tmp_path, 3) / "a.csv").write_text("fips\n1\n2\n3", encoding="utf-8")
    editions.check_rows(tmp_path, [dataset(3)])
    assert editions.remarks == ["a.csv: the last line does not end; look whether its last cell is whole"]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (197, r"^a\.csv: 197 of 200 rows\. Get the whole file again\. .* --allow-loss a\.csv;"),
        (100, r"^a\.csv: 100 of 200 rows"),
        (0, r"^a\.csv: 0 of 200 rows"),
        (203, r"^a\.csv: 203 rows, not 200\. Was it joined to another\?"),
        (400, r"^a\.csv: 400 rows, not 200"),
    ],
)
def test_more_is_refused(rows: int, message: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=message) as error:
        Editions().check_rows(written(tmp_path, rows), [dataset(200)])
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("name", ["fake", "a.csv"])
def test_what_is_named_is_let_through_and_told(name: str, tmp_path: Path) -> None:
    editions = Editions(frozenset([name]))
    editions.check_rows(written(tmp_path, 100), [dataset(200)])
    editions.check_counts({"county": {"2020": 50}}, dataset(**{"2020": 100}))
    assert editions.remarks == [
        "a.csv: 100 of 200 rows (let through)",
        "a.csv: 50 of 100 counties of 2020 (let through)",
    ]


def test_another_name_lets_nothing_through(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="100 of 200 rows"):
        Editions(frozenset(["b.csv"])).check_rows(written(tmp_path, 100), [dataset(200)])


def test_a_name_that_is_not_in_the_catalog_is_refused() -> None:
    assert allowed_losses([COUNTY, "opportunity_atlas_county"], CATALOG) == {COUNTY, "opportunity_atlas_county"}
    with pytest.raises(UserError, match="--allow-loss: 'atlas' is neither a dataset nor a file"):
        allowed_losses([COUNTY, "atlas"], CATALOG)


def test_a_place_counts_where_it_has_a_figure() -> None:
    frame = pd.DataFrame(
        {
            "geoid": ["01001", "01003", "01005", "48"],
            "level": ["county", "county", "county", "state"],
            "period": ["2020", "2020", "2021", "2020"],
            "x": [1.0, None, 2.0, None],
            "y": [None, None, 2.0, 3.0],
            "lon": [0.0, 0.0, 0.0, 0.0],
        }
    )
    assert places_of(frame) == {"county": {"2020": 1, "2021": 1}, "state": {"2020": 1}}
    assert places_of(frame.drop(columns=["x", "y"])) == {"county": {"2020": 2, "2021": 1}, "state": {"2020": 1}}


def test_a_period_or_level_that_is_gone_is_refused() -> None:
    with pytest.raises(InputError, match=r"a\.csv: 0 of 100 counties of 2021"):
        Editions().check_counts({"county": {"2020": 100}}, dataset(**{"2020": 100, "2021": 100}))


@pytest.mark.inputs
@pytest.mark.parametrize("file", EVERY_FILE)
def test_half_of_any_file_is_refused_with_its_name(file: str, inputs: Path, tmp_path: Path) -> None:
    users = [entry for entry in CATALOG.values() if file in entry.files]
    source = inputs / file
    for companion in source.parent.glob(f"{source.stem}.*"):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(companion, (tmp_path / file).parent / companion.name)
    content = source.read_bytes()
    (tmp_path / file).chmod(0o644)
    (tmp_path / file).write_bytes(content[: len(content) // 2])
    only = [replace(entry, files=(file,)) for entry in users]
    with pytest.raises(InputError) as error:
        Editions().check_rows(tmp_path, only)
    assert str(error.value).startswith(file)
    if file.endswith(TABLES) and not file.endswith(".zip"):
        there, expected = rows_of(tmp_path, file) or 0, users[0].rows[file]
        assert there < 0.7 * expected
        assert f"{there:,} of {expected:,} rows" in str(error.value)


@pytest.mark.inputs
def test_half_of_the_counties_are_refused_with_their_number(inputs: Path, tmp_path: Path) -> None:
    """The same by the places that the reader gives, whatever the file's rows are."""
    lines = (inputs / COUNTY).read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / COUNTY).parent.mkdir()
    (tmp_path / COUNTY).write_text("".join(lines[: len(lines) // 2]), encoding="utf-8")
    with pytest.raises(InputError, match=rf"{COUNTY}: 1,6\d\d of 3,2\d\d counties of 2014-2015") as error:
        CatalogInputs(tmp_path, CATALOG).frame("opportunity_atlas_county")
    assert "--allow-loss opportunity_atlas_county" in str(error.value)


def snapshot(folder: Path, **places: int) -> Path:
    """A snapshot with one measure a name, which has a figure for so many places."""
    names = [(name, place) for name, number in places.items() for place in range(number)]
    columns = {field.name: pa.nulls(len(names), field.type) for field in FIGURES}
    columns |= {
        "geoid": pa.array([f"{place:05}" for _, place in names]),
        "indicator": pa.array([name for name, _ in names]).dictionary_encode(),
        "period": pa.array(["2020"] * len(names)).dictionary_encode(),
        "value": pa.array([1.0] * len(names)),
    }
    (folder / "figures").mkdir(parents=True)
    write_figures([pa.table(columns, schema=FIGURES)], folder / "figures" / "county.parquet")
    return folder


def test_measures_that_lose_places_are_told(tmp_path: Path) -> None:
    before = snapshot(tmp_path / "old", a=200, b=200, c=200, d=5)
    after = snapshot(tmp_path / "new", a=198, b=197, c=210)
    assert losses(before, after) == [
        "b: figures of 197 counties in 2020, 200 in the snapshot before",
        "d: figures of 0 counties in 2020, 5 in the snapshot before",
    ]
    assert losses(tmp_path / "none", after) == []
    (before / "figures" / "county.parquet").write_bytes(b"damaged")
    assert losses(before, after) == []
