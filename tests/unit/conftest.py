"""A small snapshot to damage."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.unit.data_places import write_snapshot


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
