"""The embedded snapshot, as the app reads it."""

from __future__ import annotations

import pytest

from data.reader.store import SnapshotStore, open_store


@pytest.fixture(scope="session")
def embedded() -> SnapshotStore:
    return open_store()
