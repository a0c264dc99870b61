"""No code of a publisher is ever a figure: in estimates and margins alike, at every reader, however it is written."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.builder.evaluate import _no_codes
from data.builder.inputs import CatalogInputs
from data.catalog.reader import Dataset, read_catalog
from data.sources import tidy
from data.sources.codes import CENSUS, CONTROLLED, FILLS, are_codes
from data.sources.errors import InputError
from indicators.core.estimate import Status
from indicators.registry import specs
from tests.unit.mutations import Table
from tests.unit.small_inputs import PREAMBLE, unzipped, zipped

CODES = st.sampled_from(sorted(CENSUS))
WAYS = st.sampled_from(["{}", "{}.0", "{}.00", " {}", "{} ", " {}.0 ", "{:.12e}"])
KINDS = (".csv", ".zip", ".parquet")
DATASETS = [name for name, dataset in read_catalog().items() if any(file.endswith(KINDS) for file in dataset.files)]
TRIED = 5  # cells of each file that are tried
# What a code is written into: every number, also those that look like nothing else.
WRITTEN = (*CENSUS, *(int(fill) for fill in FILLS))


def cells(code: int, way: str) -> pd.DataFrame:
    return pd.DataFrame({"xE": [way.format(code), "5"], "xM": ["3", way.format(code)]}, dtype="str")


@given(CODES, WAYS)
def test_a_code_is_a_status_in_an_estimate_and_no_number_in_a_margin(code: int, way: str) -> None:
    frame = tidy.numbers(cells(code, way), ["xE", "xM"], "t.csv", census_codes=True)
    read = tidy.acs_margins(tidy.acs_estimates(frame, ["xE"]), ["xM"])
    assert read["xE"].isna().tolist() == [True, False]
    assert Status(read["xE__status"][0]) is not Status.OK
    assert read["xE__note"][0]
    assert read["xM"].tolist()[0] == 3
    assert read["xM"][1] == 0 if code == CONTROLLED else np.isnan(read["xM"][1])


@given(st.sampled_from([*CENSUS, *(int(fill) for fill in FILLS if abs(fill) >= 99_999)]), WAYS)
def test_where_no_codes_are_expected_a_code_is_refused(code: int, way: str) -> None:
    with pytest.raises(InputError, match=r"t\.csv, row 2, column xE: .* is a code for a figure that is not there"):
        tidy.numbers(cells(code, way), ["xE"], "t.csv")


@given(st.sampled_from(["S", "*", "**", "***", "*****", "N/A", "(X)", "-", "N", "250,000+", "#", ".", "null", "None"]))
def test_words_for_no_figure_are_no_numbers(word: str) -> None:
    with pytest.raises(InputError, match="is not a number"):
        tidy.numbers(pd.DataFrame({"x": [word]}, dtype="str"), ["x"], "t.csv")


def test_codes_of_32_bits_are_codes() -> None:
    assert are_codes(np.array([*CENSUS], dtype=np.float32)).all()
    assert not are_codes(np.array([0.0, -0.5, 9, 99, 999, 250_001, 2_499, -66.6, np.nan])).any()


@pytest.mark.parametrize("column", ["value", "moe", "se", "lower95", "upper95", "lower", "upper"])
def test_no_figure_equals_a_code(column: str) -> None:
    spec = specs()["median_household_income"]
    given_figures = pd.DataFrame({"geoid": ["48453"], "value": [5.0]}).assign(**{column: -666_666_666.0})
    with pytest.raises(InputError, match=f"column {column}: median_household_income of 48453: -666666666 is a code"):
        _no_codes(given_figures, spec, "t.csv")


def test_no_reader_lets_a_code_through_the_door(monkeypatch: pytest.MonkeyPatch) -> None:
    dataset = read_catalog()["county_to_cbsa_2020"]
    frame = pd.DataFrame({"geoid": ["48453"], "level": ["county"], "period": ["2020"], "x": [-999_999_999.0]})
    monkeypatch.setattr("data.sources.crosswalks.metro_areas", lambda folder: frame)
    with pytest.raises(InputError, match=r"column x: -999999999 of county 48453, period 2020, is a code"):
        CatalogInputs(Path(), {dataset.id: dataset}).frame(dataset.id)


def with_code(content: bytes, file: str, dataset: Dataset, chance: random.Random) -> bytes:
    """The file with a code in a cell of a column that the catalog names; of a companion's columns in any."""
    if file.endswith(".zip"):
        return zipped(with_code(unzipped(content), "table.csv", dataset, chance))
    table = Table.of(content, PREAMBLE.get(file, 0))
    header = table.grid[0]
    numbers = [at for at, name in enumerate(header) if name.startswith(tuple(dataset.columns))] or range(len(header))
    text = chance.choice(["{}", "{}.0", " {}"]).format(chance.choice(WRITTEN))
    return table.with_cell(chance.randrange(1, len(table.grid)), chance.choice(numbers), text)


def put_code(path: Path, chance: random.Random) -> None:
    """The same for a Parquet file: in a column of numbers."""
    frame = pq.read_table(path).to_pandas()
    column = chance.choice([name for name in frame if name != "geoid"])
    frame[column] = frame[column].astype("float32").mask(frame.index == 0, float(chance.choice(WRITTEN)))
    frame.to_parquet(path, index=False)


@pytest.mark.inputs
@pytest.mark.parametrize("name", DATASETS)
def test_a_code_in_any_cell_of_any_file_is_no_figure(name: str, small: Path, tmp_path: Path) -> None:
    """Every dataset by the builder's own door: refused in one line, or read without the code."""
    dataset = replace(read_catalog()[name], rows={}, places={})
    whole = tmp_path / "whole"
    for file in dataset.files:
        (whole / file).parent.mkdir(parents=True, exist_ok=True)
        (whole / file).write_bytes((small / file).read_bytes())
    for file in (path for path in dataset.files if path.endswith(KINDS)):
        chance = random.Random(f"{name} {file}")
        original = (whole / file).read_bytes()
        for _ in range(TRIED):
            if file.endswith(".parquet"):
                put_code(whole / file, chance)
            else:
                (whole / file).write_bytes(with_code(original, file, dataset, chance))
            numbers = read_or_refused(whole, dataset)
            assert not are_codes(numbers.to_numpy(dtype=float)).any()
            (whole / file).write_bytes(original)


def read_or_refused(folder: Path, dataset: Dataset) -> pd.DataFrame:
    """The numbers of the dataset; none where it was refused."""
    try:
        return CatalogInputs(folder, {dataset.id: dataset}).frame(dataset.id).select_dtypes("number")
    except InputError:
        return pd.DataFrame()
