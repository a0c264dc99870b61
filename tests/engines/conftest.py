"""One Spark session for all tests here."""

from __future__ import annotations

import shutil
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import pandas as pd
import pytest

from data.builder.engines import open_engine

Run = Callable[[Callable[..., Any], pd.DataFrame], pd.DataFrame]


@pytest.fixture(scope="session")
def spark() -> Iterator[Run]:
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java, which is not installed here")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what Spark says about its own start
        with open_engine("spark") as run:
            yield run


@pytest.fixture(scope="session")
def duckdb() -> Iterator[Run]:
    with open_engine("duckdb") as run:
        yield run


@pytest.fixture(params=["duckdb", "spark"])
def other_engine(request: pytest.FixtureRequest) -> Run:
    run: Run = request.getfixturevalue(request.param)
    return run
