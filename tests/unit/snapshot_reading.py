"""Read all of a snapshot, see that it is refused in one clear line, and put something else in the place of a file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from data.core.errors import SnapshotError
from data.reader.live_snapshots import LiveSnapshots
from data.reader.store import SnapshotStore, open_store


def read_all(store: SnapshotStore) -> int:
    """Read what any page can ask of a snapshot; the number of figures."""
    keys = ("population", "dissimilarity_black_white", "campus_score")
    levels = ("county", "cbsa", "place", "campus")
    store.search("austin")
    for level in levels:
        for place in store.places(level):  # type: ignore[arg-type]  # the names are levels
            store.parent(place.level, place.geoid)
            store.point(place.level, place.geoid)
    results = [
        store.result(key, level, period)  # type: ignore[arg-type]
        for key in keys
        for level in levels
        for period in store.periods(key, level)  # type: ignore[arg-type]
    ]
    return sum(len(dict(result.estimates)) for result in results)


def refused(snapshots: Path) -> str:
    """What is said; reading must fail at once, and the live server's way must fail alike."""
    with pytest.raises(SnapshotError) as raised:
        read_all(open_store(snapshots))
    with pytest.raises(SnapshotError) as live:
        read_all(LiveSnapshots(snapshots).current().store)
    for message in (str(raised.value), str(live.value)):
        assert "\n" not in message
        assert "/" not in message.replace("input/output", ""), "a path"
        assert snapshots.parent.name not in message
        assert message.endswith("Run: python -m data build --inputs DIR --out DIR")
    return str(raised.value)


def remove(path: Path) -> None:
    path.unlink()


def empty_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def loop(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.name)


REPLACEMENTS = (remove, empty_folder, pipe, loop)
