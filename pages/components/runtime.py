"""The composition root: the one place where pages get their figures and maps from."""

from __future__ import annotations

from data.mapfiles import MapFiles, shared_maps
from data.store import SnapshotStore


def maps() -> MapFiles:
    """Map descriptions of the snapshot that this process serves. Raises SnapshotError where there is none."""
    return shared_maps()


def store() -> SnapshotStore:
    """The store that all visitors share, read-only. Raises SnapshotError where there is no usable snapshot."""
    return maps().store
