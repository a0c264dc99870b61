"""What several tests of this folder share: a small snapshot to damage, and a small copy of the input files."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from data.catalog.reader import read_catalog
from tests.unit.data_places import write_snapshot
from tests.unit.small_inputs import shrink


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_snapshot(tmp_path_factory.mktemp("whole"))


@pytest.fixture
def snapshots(whole: Path, tmp_path: Path) -> Path:
    """A folder of snapshots with one in it."""
    return Path(shutil.copytree(whole, tmp_path / "snapshots"))


@pytest.fixture
def folder(snapshots: Path) -> Path:
    """The snapshot itself."""
    return snapshots / (snapshots / "CURRENT").read_text(encoding="utf-8").strip()


@pytest.fixture(scope="session")
def small(inputs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small copy of all input files, not to be changed: copy it."""
    folder = tmp_path_factory.mktemp("small")
    for file in sorted({file for dataset in read_catalog().values() for file in dataset.files}):
        shrink(inputs, folder, file)
    return folder
