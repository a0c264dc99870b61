"""What is kept belongs to one snapshot, whatever its key says, and goes when that snapshot is closed."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.reader.live import OPEN_AT_ONCE, LiveSnapshots
from pages.blocks import charts
from pages.runtime import cache, snapshots
from tests.snapshots import changed
from tests.unit.data_places import write_snapshot


@pytest.fixture
def ids(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Five snapshots, the first current."""
    write_snapshot(tmp_path)
    first = (tmp_path / "CURRENT").read_text(encoding="utf-8").strip()
    monkeypatch.setattr(snapshots, "snapshots", LiveSnapshots(tmp_path))
    return [first, *(changed(tmp_path, first, "population", factor) for factor in (2, 3, 4, 5))]


def people() -> object:
    return cache.kept(("a key without a snapshot",), lambda: snapshots.store().result("population", "county"))


def test_one_key_holds_a_thing_for_each_snapshot(ids: list[str]) -> None:
    for name in ids[:3] * 2:
        with snapshots.showing(name):
            assert people() is snapshots.store().result("population", "county")


def test_charts_with_one_key_are_of_their_snapshot(ids: list[str]) -> None:
    for name in ids[:3] * 2:
        with snapshots.showing(name):
            chart = charts.ready(("chart",), lambda: {"of": snapshots.store().snapshot})
            assert chart == {"of": name}


def test_what_a_closed_snapshot_left_is_dropped(ids: list[str]) -> None:
    for name in ids:
        with snapshots.showing(name):
            people()
    stores = {store for store, _ in cache._kept}
    assert len(stores) <= OPEN_AT_ONCE
    assert all(map(snapshots.snapshots.is_open, stores))


def test_it_is_bounded(ids: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "LIMIT", 5)
    with snapshots.showing():
        for number in range(20):
            assert cache.kept((number,), lambda number=number: number) == number  # type: ignore[misc]
        assert [key for _, key in cache._kept] == [(number,) for number in range(15, 20)]
