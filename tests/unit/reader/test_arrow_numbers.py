"""Arrow columns as numbers: the same as pyarrow gives, without pandas."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from data.reader.arrow_numbers import coded, floats

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


@pytest.mark.parametrize(
    "column",
    [
        pa.chunked_array([["b", "a", "b"]]),
        pa.chunked_array([["b", "a"], [], ["c", "b", "a"]]).slice(1, 3),
        pa.chunked_array([["a"], ["b"]]).slice(1),
        pa.chunked_array([], type=pa.string()),
    ],
    ids=["one chunk", "slice over chunks", "last chunk", "no chunk"],
)
def test_words_are_told_by_their_numbers(column: pa.ChunkedArray) -> None:
    codes, texts = coded(column)
    assert [texts[code] for code in codes] == column.to_pylist()
    assert len(set(texts)) == len(texts)


def test_the_first_figures_are_read_without_pandas() -> None:
    code = (
        "import sys; from data.reader.store import open_store; store = open_store(); store.place('county', '48453'); "
        "store.children('tract', '48453'); "
        "print(store.result('economic_connectedness', 'county').get('48453').value, 'pandas' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    value, imported = done.stdout.split()
    assert float(value) == pytest.approx(0.81379)
    assert imported == "False"
