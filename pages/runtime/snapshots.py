"""The composition root: the one place where pages get their figures and maps from.

A view shows one snapshot from its beginning to its end, whatever is built meanwhile: who makes a view, a file or an
answer does it inside ``showing`` (docs/decisions/live-snapshots.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import streamlit as st

from data.core.errors import SnapshotError
from data.reader.live_snapshots import LiveSnapshots
from data.reader.maps.files import MapFiles
from data.reader.store import SNAPSHOTS, SnapshotStore
from pages.runtime.streamlit_patches import session_id

snapshots = LiveSnapshots(SNAPSHOTS)

# Where a session holds the id of the snapshot that its address names.
SESSION = "snapshot_named"

# Threads start without it, so no view sees what another one shows.
_shown: ContextVar[MapFiles | None] = ContextVar("shown", default=None)


def shared_maps() -> MapFiles:
    """The current snapshot. Raises SnapshotError where there is no usable one."""
    return snapshots.current()


def maps_of(snapshot: str) -> MapFiles | None:
    """A snapshot by its id; None where it is not here. Raises SnapshotError where there is none at all."""
    map_files = snapshots.named(snapshot)
    if map_files is not None:
        return map_files
    current = shared_maps()
    return current if current.store.snapshot == snapshot else None


@contextmanager
def showing(snapshot: str = "") -> Iterator[None]:
    """Within the block, ``store`` and ``maps`` are those of a snapshot by its id; the current ones where it is gone.

    Raises SnapshotError where there is no usable one.
    """
    mark = _shown.set((maps_of(snapshot) if snapshot else None) or shared_maps())
    try:
        yield
    finally:
        _shown.reset(mark)


def maps() -> MapFiles:
    """Map files of the snapshot that is shown; outside a view, of the current one. Raises SnapshotError."""
    return _shown.get() or _of_session() or shared_maps()


def store() -> SnapshotStore:
    """The store of the snapshot that is shown, read-only. Raises SnapshotError where there is no usable one."""
    return maps().store


def _of_session() -> MapFiles | None:
    """In a widget's callback and in a fragment, which run without the router: what their page shows."""
    if session_id() is None:
        return None
    snapshot: str = st.session_state.get(SESSION, "")
    return maps_of(snapshot) if snapshot else None


def superseded_by() -> str:
    """Id of the current snapshot where the view shows another one, "" where it shows that one."""
    try:
        current = shared_maps().store.snapshot
    except SnapshotError:
        return ""
    return current if current != store().snapshot else ""
