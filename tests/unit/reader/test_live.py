"""A running server takes up a new snapshot by itself, and shows an older one to links that name it."""

from __future__ import annotations

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from data.core.errors import SnapshotError
from data.core.snapshot_meta import sealed_text
from data.reader.live_snapshots import OPEN_AT_ONCE, LiveSnapshots
from tests.snapshots import changed, point
from tests.unit.data_places import write_snapshot


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Five snapshots; the population of Travis County is 1, 2, 3, 4 and 5 times what it was. The first is current."""
    write_snapshot(tmp_path)
    return tmp_path


@pytest.fixture
def ids(folder: Path) -> list[str]:
    first = (folder / "CURRENT").read_text(encoding="utf-8").strip()
    return [first, *(changed(folder, first, "population", factor) for factor in (2, 3, 4, 5))]


def people(live: LiveSnapshots, snapshot: str = "") -> float | None:
    maps = live.named(snapshot) if snapshot else live.current()
    assert maps is not None
    figure = maps.store.result("population", "county").get("48453")
    return figure.value if figure else None


def test_the_new_one_is_taken_up_and_the_old_one_stays(folder: Path, ids: list[str]) -> None:
    live = LiveSnapshots(folder)
    assert people(live) == 1_300_000
    before = live.current()
    assert live.current() is before, "nothing is opened twice"
    point(folder, ids[1])
    assert live.current().store.snapshot == ids[1]
    assert people(live) == 2_600_000
    assert people(live, ids[0]) == 1_300_000
    assert live.named(ids[0]) is before
    assert before.store.result("population", "county").get("48453").value == 1_300_000  # type: ignore[union-attr]


def test_going_back_is_a_change_like_any(folder: Path, ids: list[str]) -> None:
    live = LiveSnapshots(folder)
    for step in (0, 1, 0, 2, 0):
        point(folder, ids[step])
        assert people(live) == 1_300_000 * (step + 1)


def test_a_pointer_rewritten_in_place_at_once_is_noticed(folder: Path, ids: list[str]) -> None:
    live = LiveSnapshots(folder)
    for step in range(200):
        (folder / "CURRENT").write_text(ids[step % 2], encoding="utf-8")
        assert live.current().store.snapshot == ids[step % 2]


def test_few_are_open_at_once_and_the_current_one_always(folder: Path, ids: list[str]) -> None:
    live = LiveSnapshots(folder)
    current = live.current()
    for name in ids * 2:
        assert people(live, name) == 1_300_000 * (ids.index(name) + 1)
        assert len(live._opened) <= OPEN_AT_ONCE
        assert live.is_open(current.store)
    assert live.current() is current
    assert not live.is_open(object())


@pytest.mark.parametrize("name", ["", "gone", "../x", "a/b", ".", "..", "CURRENT", "\0", "ä" * 12, "x" * 500, "0" * 64])
def test_what_is_not_kept_is_none(folder: Path, ids: list[str], name: str) -> None:
    (folder / "x").mkdir()
    assert LiveSnapshots(folder).named(name) is None


def test_one_that_is_removed_or_broken_is_none_and_the_current_one_goes_on(folder: Path, ids: list[str]) -> None:
    live = LiveSnapshots(folder)
    assert people(live, ids[1]) == 2_600_000
    assert people(live, ids[2]) == 3_900_000
    shutil.rmtree(folder / ids[1])
    (folder / ids[2] / "snapshot.json").write_bytes(b"\xff")
    (folder / ids[3]).rename(folder / "renamed")
    assert [live.named(name) for name in (ids[1], ids[2], ids[3], "renamed")] == [None] * 4
    assert people(live) == 1_300_000


def test_the_current_one_that_is_removed_is_said_and_taken_up_again(folder: Path, ids: list[str]) -> None:
    live = LiveSnapshots(folder)
    assert people(live) == 1_300_000
    (folder / ids[0]).rename(folder / "aside")
    with pytest.raises(SnapshotError, match="not there"):
        live.current()
    (folder / "aside").rename(folder / ids[0])
    assert people(live) == 1_300_000


@pytest.mark.parametrize("content", [bytes(range(130, 180)), b"", b"gone"])
def test_a_pointer_that_breaks_is_said_and_older_links_go_on(folder: Path, ids: list[str], content: bytes) -> None:
    live = LiveSnapshots(folder)
    assert people(live) == 1_300_000
    (folder / "CURRENT").write_bytes(content)
    for _ in range(2):
        with pytest.raises(SnapshotError, match="CURRENT"):
            live.current()
    assert people(live, ids[1]) == 2_600_000
    (folder / "CURRENT").unlink()
    with pytest.raises(SnapshotError, match="there is no snapshot"):
        live.current()
    point(folder, ids[1])
    assert people(live) == 2_600_000


def test_renewed_receipts_are_taken_up(folder: Path, ids: list[str]) -> None:
    live, sidecar = LiveSnapshots(folder), folder / ids[0] / "snapshot.json"
    assert live.current().store.snapshot == ids[0]
    meta = json.loads(sidecar.read_text(encoding="utf-8"))
    (dataset,) = meta["datasets"]
    meta["datasets"][dataset]["citation"] = "Cite it anew."
    written = sidecar.with_suffix(".new")
    written.write_text(sealed_text(meta), encoding="utf-8")
    written.replace(sidecar)
    assert live.current().store.provenance(dataset).citation == "Cite it anew."


def test_many_threads_see_one_of_two_and_never_a_mixture(folder: Path, ids: list[str]) -> None:
    live = LiveSnapshots(folder)

    def look(number: int) -> bool:
        if number % 20 == 0:
            point(folder, ids[number // 20 % 2])
        store = live.current().store
        figure = store.result("population", "county").get("48453")
        return figure is not None and figure.value == 1_300_000 * (ids.index(store.snapshot) + 1)

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(look, range(400)))


def test_the_example_is_changed_where_it_says(folder: Path, ids: list[str]) -> None:
    first, second = (pq.ParquetFile(folder / name / "figures" / "county.parquet").read() for name in ids[:2])
    assert first.schema == second.schema
    differing = pc.not_equal(first["value"], second["value"])
    assert set(first.filter(differing)["indicator"].to_pylist()) == {"population"}
