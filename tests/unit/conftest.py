"""What several tests of this folder share."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.catalog_reader import read_catalog
from tests.unit.small_inputs import shrink


@pytest.fixture(scope="session")
def small(inputs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small copy of all input files, not to be changed: copy it."""
    folder = tmp_path_factory.mktemp("small")
    for file in sorted({file for dataset in read_catalog().values() for file in dataset.files}):
        shrink(inputs, folder, file)
    return folder
