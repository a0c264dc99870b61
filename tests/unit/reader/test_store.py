"""The store that the app reads: figures, places, search, and what it says when the snapshot is not there."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from data.reader.store import KEPT_ROWS, SnapshotStore, open_store
from indicators.core.estimate import Quality, Status
from indicators.core.provenance import source_line
from tests.unit.data_places import write_snapshot


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    snapshots: Path = write_snapshot(tmp_path_factory.mktemp("snapshots"))
    return snapshots


@pytest.fixture(scope="module")
def store(folder: Path) -> SnapshotStore:
    return open_store(folder)


def test_figures_are_estimates(store: SnapshotStore) -> None:
    result = store.result("dissimilarity_black_white", "county")
    assert result.period == "2020"
    assert list(result.estimates) == ["01001", "35013", "48015", "48453", "48491"]
    estimate = result.get("48453")
    assert estimate is not None
    assert (estimate.value, estimate.status, estimate.quality) == (0.5, Status.OK, Quality.NOT_GRADED)
    absent = result.get("01001")
    assert absent is not None
    assert (absent.value, absent.status) == (None, Status.MISSING)
    assert result.get("99999") is None
    assert "48453" in result.estimates
    assert len(result.estimates) == 5


def test_results_are_kept_and_read_only(store: SnapshotStore) -> None:
    first = store.result("dissimilarity_black_white", "county", "2010")
    assert store.result("dissimilarity_black_white", "county", "2010") is first
    with pytest.raises(ValueError, match="read-only"):
        first.estimates.value[0] = 1.0  # type: ignore[attr-defined]


def test_many_threads_share_one_store(folder: Path) -> None:
    fresh = open_store(folder)
    with ThreadPoolExecutor(16) as pool:
        results = list(pool.map(lambda _: fresh.result("dissimilarity_black_white", "county"), range(200)))
        names = list(pool.map(lambda _: fresh.search("austin"), range(50)))
    assert len({id(result) for result in results}) == 1
    assert len(set(names)) == 1


def test_memory_is_bounded(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.reader.store.KEPT_ROWS", 7)
    fresh = open_store(folder)
    first = fresh.result("dissimilarity_black_white", "county", "2010")
    fresh.result("dissimilarity_black_white", "county", "2020")
    assert fresh.result("dissimilarity_black_white", "county", "2010") is not first
    assert KEPT_ROWS < 1_000_000


@pytest.mark.parametrize(
    ("key", "level", "period", "message"),
    [
        ("nothing", "county", None, "no indicator 'nothing'"),
        ("population", "tract", None, "no figures at level 'tract'"),
        ("population", "county", "1800", "no period '1800' at level 'county': there are 2023"),
    ],
)
def test_what_is_not_there_is_said(
    store: SnapshotStore, key: str, level: str, period: str | None, message: str
) -> None:
    with pytest.raises(KeyError, match=message):
        store.result(key, level, period)  # type: ignore[arg-type]


def test_periods_run_from_the_oldest(store: SnapshotStore) -> None:
    assert store.periods("dissimilarity_black_white", "county") == ("2010", "2020")
    assert store.periods("dissimilarity_black_white", "zip") == ()
    assert store.periods("nothing", "county") == ()


def test_receipts_come_with_figures(store: SnapshotStore) -> None:
    (receipt,) = store.result("population", "county").provenance
    assert source_line([receipt]).startswith("US Census Bureau")
    assert receipt.sha256


@pytest.mark.parametrize(
    ("text", "geoids"),
    [
        ("austin", ["12420", "4805000", "48453", "48015"]),
        ("AUSTIN  ", ["12420", "4805000", "48453", "48015"]),
        ("travis", ["48453"]),
        ("Travis County, Texas", ["48453"]),
        ("san antonio", ["4865000"]),
        ("12420", ["12420"]),
        ("48453", ["48453"]),
        ("dona ana", ["35013"]),
        ("DOÑA", ["35013"]),
        ("round rock", ["12420"]),
        ("william", ["48491"]),
        ("county texas", ["48453", "48491", "48015"]),
        ("nowhere", []),
        ("", []),
        ("%$", []),
    ],
)
def test_search(store: SnapshotStore, text: str, geoids: list[str]) -> None:
    assert [place.geoid for place in store.search(text)] == geoids


def test_search_keeps_its_limit(store: SnapshotStore) -> None:
    assert len(store.search("austin", limit=2)) == 2


def test_places_and_their_parents(store: SnapshotStore) -> None:
    place = store.place("place", "4805000")
    assert place is not None
    assert place.name == "Austin, Texas"
    assert store.place("place", "0000000") is None
    assert store.place("zip", "78704") is None
    assert store.parent("place", "4805000")["principal_county"] == "48453"
    assert store.parent("county", "48453")["cz"] == "31201"
    assert store.parent("county", "00000") == {}
    assert store.principal_county("cbsa", "12420") == "48453"
    assert store.principal_county("county", "48453") == "48453"
    assert store.principal_county("county", "00000") is None
    assert store.cbsa_counties("12420") == ("48453", "48491")
    assert store.children("tract", "48453") == ("48453001101",)
    assert store.children("tract", "48029") == ()
    assert store.children("campus", "48453") == ("227901001",)
    assert store.children("zip", "48453") == ()
    assert store.point("campus", "227901001") == (-97.7, 30.3)
    assert store.point("county", "48453") is None


def test_a_code_of_two_vintages_is_one_place_of_the_newest(store: SnapshotStore) -> None:
    assert [(place.geoid, place.vintage) for place in store.places("tract")] == [("48453001101", "2020")]
