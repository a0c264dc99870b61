"""Arrow columns as numbers: the same as pyarrow gives, without pandas."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from data.reader.arrow_numbers import coded, digest_of_texts, floats

ROOT = Path(__file__).resolve().parents[3]
LONG = [None if number % 7 == 3 else number / 3 for number in range(100)]


@pytest.mark.parametrize(
    "column",
    [
        pa.chunked_array([[1.5, None, -2.0]]),
        pa.chunked_array([[1.5, 2.5]]),
        pa.chunked_array([LONG, LONG[:5]]).slice(11, 91),
        pa.chunked_array([[None]], type=pa.float64()),
        pa.chunked_array([[], [0.0]], type=pa.float64()),
        pa.chunked_array([], type=pa.float64()),
    ],
    ids=["gap", "no gap", "slice", "only a gap", "empty chunk", "no chunk"],
)
def test_floats_are_those_of_pyarrow(column: pa.ChunkedArray) -> None:
    array = floats(column)
    np.testing.assert_array_equal(
        array, np.array([np.nan if number is None else number for number in column.to_pylist()])
    )
    array[:] = 0  # a copy: the column stays as it is


MANY = [f"note {number}" for number in range(300)]


@pytest.mark.parametrize(
    "column",
    [
        pa.chunked_array([["b", "a", "b"]]).dictionary_encode(),
        pa.chunked_array([["b", "a"], [], ["c", "b", "a"]]).dictionary_encode().slice(1, 3),
        pa.chunked_array([["a"], ["b"]]).dictionary_encode().slice(1),
        pa.chunked_array([pa.array(["b", "a"]).dictionary_encode(), pa.array(["c", "a"]).dictionary_encode()]),
        pa.chunked_array([], type=pa.dictionary(pa.int32(), pa.string())),
        pa.chunked_array([MANY]).dictionary_encode(),
    ],
    ids=["one chunk", "slice over chunks", "last chunk", "two dictionaries", "no chunk", "more than a byte tells"],
)
def test_texts_are_told_by_their_codes(column: pa.ChunkedArray) -> None:
    codes, texts = coded(column)
    assert [texts[code] for code in codes] == column.to_pylist()
    assert len(set(texts)) == len(texts)
    assert codes.itemsize == (1 if len(texts) <= 256 else 2)


def test_a_digest_tells_columns_of_texts_apart() -> None:
    columns = [["1", "23"], ["12", "3"], ["23", "1"], ["1", "23", ""], []]
    digests = [digest_of_texts(pa.chunked_array([column], type=pa.string())) for column in columns]
    assert len(set(digests)) == len(columns)
    assert digest_of_texts(pa.chunked_array([["1"], ["23"]])) == digests[0]


def test_the_first_figures_are_read_without_pandas_and_the_functions_of_arrow() -> None:
    code = (
        "import sys; from data.reader.store import open_store; store = open_store(); store.place('county', '48453'); "
        "store.children('tract', '48453'); "
        "figure = store.result('economic_connectedness', 'county').get('48453'); "
        "print(figure.value, not {'pandas', 'pyarrow.compute'}.isdisjoint(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    value, imported = done.stdout.split()
    assert float(value) == pytest.approx(0.81379)
    assert imported == "False"
