"""A result belongs to one snapshot, one function and its arguments, and goes when that snapshot is closed."""

from __future__ import annotations

import ast
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from data.reader.cache import BoundedCache
from data.reader.live_snapshots import OPEN_AT_ONCE, LiveSnapshots
from indicators.core.peers import Peer, PeerGroup
from indicators.core.selection import Selection
from indicators.registry import specs
from pages.runtime import cache, snapshots
from pages.runtime.cache import ENTRY_BYTES, HasCacheKey, cached
from pages.runtime.weight import weight_of
from pages.view.session import View
from tests.snapshots import changed
from tests.unit.data_places import write_snapshot

ROOT = Path(__file__).resolve().parents[2]

GROUP = PeerGroup("county", "48453", (Peer("48029"), Peer("48113")), "nearest")
VIEW = View(Selection("county", "48453"), "segregation", "Austin", GROUP)


@pytest.fixture
def ids(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Five snapshots, the first current."""
    write_snapshot(tmp_path)
    first = (tmp_path / "CURRENT").read_text(encoding="utf-8").strip()
    monkeypatch.setattr(snapshots, "snapshots", LiveSnapshots(tmp_path))
    return [first, *(changed(tmp_path, first, "population", factor) for factor in (2, 3, 4, 5))]


@cached
def people() -> object:
    return snapshots.store().result("population", "county")


def test_two_snapshots_never_share_an_entry(ids: list[str]) -> None:
    for name in ids[:3] * 2:
        with snapshots.showing(name):
            assert people() is snapshots.store().result("population", "county")


def test_what_a_closed_snapshot_left_is_dropped(ids: list[str]) -> None:
    for name in ids:
        with snapshots.showing(name):
            people()
    stores = {key[0] for key in cache._cache.all_keys()}  # type: ignore[index]
    assert len(stores) <= OPEN_AT_ONCE
    assert all(map(snapshots.snapshots.is_open, stores))


@pytest.mark.parametrize(
    "other",
    [
        replace(VIEW, path="mobility"),
        replace(VIEW, selection=Selection("county", "48029")),
        replace(VIEW, selection=VIEW.selection.with_options(map="nation.county")),
        replace(VIEW, selection=replace(VIEW.selection, period="2019-2023")),
        replace(VIEW, peers=PeerGroup("county", "48453")),
        replace(VIEW, peers=replace(GROUP, members=GROUP.members[::-1])),
        replace(VIEW, peers=replace(GROUP, rule="chosen by hand")),
    ],
    ids=["path", "place", "option", "period", "no peers", "order of peers", "rule"],
)
def test_two_views_never_share_an_entry(ids: list[str], other: View) -> None:
    @cached
    def itself(view: View) -> tuple[View]:
        return (view,)

    with snapshots.showing():
        assert itself(VIEW) is itself(VIEW)
        assert itself(other)[0] is other


def test_two_functions_never_share_an_entry(ids: list[str]) -> None:
    first, second = (cached(lambda place, name=name: f"{name} {place}") for name in ("a", "b"))  # type: ignore[misc]
    with snapshots.showing():
        assert [first("x"), second("x"), first("x")] == ["a x", "b x", "a x"]


@pytest.mark.parametrize("answer", [None, 0, "", (), {}])
def test_an_answer_that_is_false_is_remembered(ids: list[str], answer: object) -> None:
    calls = []

    @cached
    def nothing(place: str) -> object:
        calls.append(place)
        return answer

    with snapshots.showing():
        assert [nothing("x"), nothing("x"), nothing(place="x"), nothing(place="x")] == [answer] * 4
    assert calls == ["x", "x"]


def test_weight_is_bounded(ids: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    small: BoundedCache[tuple[object]] = BoundedCache(20_000, lambda entry: ENTRY_BYTES + weight_of(entry[0]))
    monkeypatch.setattr(cache, "_cache", small)

    @cached
    def text(number: int) -> str:
        return "x" * 4000

    with snapshots.showing():
        for number in range(20):
            text(number)
            assert small.weight <= 20_000
    assert [key[2] for key in small.all_keys()] == [16, 17, 18, 19]  # type: ignore[index]


def test_a_long_list_weighs_what_its_parts_weigh() -> None:
    long = [[f"{number:05d}", float(number)] for number in range(5000)]
    exact = weight_of(long[:1]) * len(long)
    assert exact * 0.5 < weight_of(long) < exact * 1.5
    assert weight_of(b"x" * 10**6) > 10**6
    assert weight_of([specs()["population"]]) < 1000


def test_what_has_neither_hash_nor_key_is_a_clear_error(ids: list[str]) -> None:
    @cached
    def count(places: list[str]) -> int:
        return len(places)

    with snapshots.showing(), pytest.raises(TypeError, match=r"count is cached: its argument of type list must be"):
        count(["48453"])


def test_an_error_of_the_function_is_passed_on_as_it_is(ids: list[str]) -> None:
    @cached
    def wrong(place: str) -> int:
        raise TypeError("its own")

    with snapshots.showing(), pytest.raises(TypeError, match=r"^its own$"):
        wrong("48453")


def test_what_has_a_cache_key_needs_no_hash(ids: list[str]) -> None:
    @dataclass
    class Thing:
        name: str

        @property
        def cache_key(self) -> str:
            return self.name

    @cached
    def name_of(thing: HasCacheKey) -> tuple[object]:
        return (thing.cache_key,)

    with snapshots.showing():
        assert name_of(Thing("a")) is name_of(Thing("a"))
        assert name_of(Thing("b")) == ("b",)


def test_no_key_is_made_by_hand() -> None:
    """``remembered`` is what the two decorators are made of, and nobody else's."""
    users = {
        path.relative_to(ROOT).as_posix()
        for folder in ("pages", "web")
        for path in (ROOT / folder).rglob("*.py")
        if "remembered" in _called(path)
    }
    assert users == {"pages/runtime/cache.py", "pages/blocks/charts.py"}


def _called(path: Path) -> set[str]:
    calls = (node.func for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call))
    return {ast.unparse(call).rpartition(".")[2] for call in calls}
