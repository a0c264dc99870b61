"""The snapshots that a running server shows: the current one, and older ones that links name.

A build changes CURRENT and keeps some of the older snapshots. The server looks at CURRENT whenever a view begins, so
the next view after a build shows the new figures; a link that names an older snapshot shows that one while it is there.
"""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path
from threading import RLock

from data.core.errors import SnapshotError, without_path
from data.core.snapshot_meta import SNAPSHOT_FILE, current_name, is_name
from data.reader.maps.files import MapFiles
from data.reader.snapshot_files import Signature, signature
from data.reader.store import open_store

# Snapshots that are open at once: the current one and two older ones, those used last.
OPEN_AT_ONCE = 3


class LiveSnapshots:
    """Opens the snapshots of a folder as they are asked for. Safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = RLock()
        self._current = ""
        # Name -> what its sidecar was when it was opened, and the open snapshot.
        self._opened: OrderedDict[str, tuple[Signature, MapFiles]] = OrderedDict()

    def current(self) -> MapFiles:
        """The snapshot that CURRENT names now. Raises SnapshotError where it names none that can be read."""
        # Read anew each time: 13 bytes. Times of files are too coarse to tell two changes in a row apart.
        self._current = current_name(self._folder)
        return self._open(self._current)

    def named(self, snapshot: str) -> MapFiles | None:
        """A snapshot by its id; None where it is not there, or can't be read."""
        try:
            snapshot_files = self._open(snapshot) if is_name(snapshot) else None
        except SnapshotError:
            return None
        return snapshot_files if snapshot_files is not None and snapshot_files.store.snapshot == snapshot else None

    def is_open(self, store: object) -> bool:
        """Whether this store is in use."""
        with self._lock:
            return any(maps.store is store for _, maps in self._opened.values())

    def _open(self, name: str) -> MapFiles:
        try:
            sidecar = signature(self._folder / name / SNAPSHOT_FILE)
        except OSError as error:
            raise SnapshotError(f"the snapshot is gone ({without_path(error)})", self._folder / name) from error
        with self._lock:
            if name not in self._opened or self._opened[name][0] != sidecar:
                self._opened[name] = sidecar, MapFiles(open_store(self._folder / name))
            self._opened.move_to_end(name)
            self._close_oldest()
            return self._opened[name][1]

    def _close_oldest(self) -> None:
        while len(self._opened) > OPEN_AT_ONCE:
            del self._opened[next(name for name in self._opened if name != self._current)]
