"""Where figures can't be read, every page is the one clear page, every route answers 503, and health says why."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from data.reader.live_snapshots import LiveSnapshots
from pages.runtime import snapshots
from tests.pages.conftest import PAGES, heading, ids, texts, visit
from tests.pages.served import KEY, response_to

CLEAR = "There are no figures to show"


def _no_pointer(folder: Path) -> None:
    (folder / "CURRENT").unlink()


def _random_pointer(folder: Path) -> None:
    (folder / "CURRENT").write_bytes(bytes(range(150, 200)))


def _no_snapshot(folder: Path) -> None:
    shutil.rmtree(folder / ids(folder)[0])


def _no_sidecar(folder: Path) -> None:
    (folder / ids(folder)[0] / "snapshot.json").write_text("[]", encoding="utf-8")


def _cut_files(folder: Path) -> None:
    for path in (folder / ids(folder)[0]).rglob("*.parquet"):
        path.write_bytes(path.read_bytes()[:-100])


def _removed_files(folder: Path) -> None:
    for path in (folder / ids(folder)[0]).rglob("*.parquet"):
        path.unlink()


FAULTS = [_no_pointer, _random_pointer, _no_snapshot, _no_sidecar, _cut_files, _removed_files]


@pytest.mark.parametrize("seen", [False, True], ids=["from the start", "while it runs"])
@pytest.mark.parametrize("fault", FAULTS)
def test_every_route_answers_503_without_a_path(served: Path, fault: Callable[[Path], None], seen: bool) -> None:
    old, _ = ids(served)
    named = [
        f"/export/segregation/peers.csv?snapshot={old}",
        f"/maps/{old}/figures/county/48/{KEY}/2020.json",
        f"/maps/{old}/overlay/outline-48453.json",
    ]
    addresses = [
        "/healthz",
        "/export/segregation/peers.csv",
        "/export/segregation/map.csv",
        "/figures/county.parquet",
        "/figures/places.parquet",
        *([] if fault in (_no_pointer, _random_pointer) else named),
    ]
    if seen:
        assert [response_to(address).status_code for address in addresses[:2]] == [200, 200]
    fault(served)
    for address in addresses:
        answer = response_to(address)
        if not (
            seen and fault in (_cut_files, _removed_files) and answer.status_code == 200
        ):  # what is in memory is right
            assert answer.status_code == 503, address
            body = bytes(answer.body).decode()
            assert "python -m data build" in body
            assert "/" not in body.replace("application/json", ""), body
            assert served.name not in body
    if fault in (_no_pointer, _random_pointer):
        assert [response_to(address).status_code for address in named] == [200] * 3, (
            "a link that names its snapshot needs no more"
        )


@pytest.mark.parametrize("seen", [False, True], ids=["from the start", "while it runs"])
@pytest.mark.parametrize("fault", FAULTS)
def test_every_page_is_the_one_clear_page(served: Path, fault: Callable[[Path], None], seen: bool) -> None:
    at = visit("segregation") if seen else None
    fault(served)
    for page in PAGES:
        shown = visit(page)
        assert not shown.exception
        assert str(served) not in texts(shown)
        assert "/home" not in texts(shown)
        # Right figures that are in memory already may be shown where their file was damaged since.
        if not (seen and fault in (_cut_files, _removed_files) and page in ("overview", "segregation")):
            assert [title.value for title in shown.title] == [CLEAR]
            assert [box.label for box in shown.text_input] == [], "nothing half drawn stays"
    if at is not None:
        at.selectbox(key="measure").set_value("dissimilarity_asian_white").run()
        assert not at.exception
        assert [title.value for title in at.title] == [CLEAR]


def test_health_names_what_is_damaged(served: Path) -> None:
    old, _ = ids(served)
    assert response_to("/healthz").status_code == 200
    tract = served / old / "maps" / "tract_2020.parquet"
    whole = tract.read_bytes()
    tract.write_bytes(whole[:-1])
    (served / old / "figures" / "zip.parquet").unlink()
    answer = response_to("/healthz")
    report = json.loads(bytes(answer.body))
    assert answer.status_code == 503
    assert (report["status"], report["snapshot"]) == ("damaged", old)
    assert "tract_2020.parquet (maps) of the snapshot is damaged" in report["detail"]
    assert "zip.parquet (figures) of the snapshot is missing" in report["detail"]
    tract.write_bytes(whole)
    assert "tract_2020" not in bytes(response_to("/healthz").body).decode()


def test_a_page_comes_back_when_the_fault_is_mended(served: Path) -> None:
    at = visit("segregation")
    moved = served / "CURRENT.aside"
    (served / "CURRENT").rename(moved)
    assert [title.value for title in at.run().title] == [CLEAR]
    assert [title.value for title in at.run().title] == [CLEAR]
    moved.rename(served / "CURRENT")
    at.run()
    assert not at.exception
    assert "Austin" in heading(at)


def test_a_search_under_a_fault_is_the_clear_page(served: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = visit("segregation")
    _removed_files(served)
    monkeypatch.setattr(snapshots, "snapshots", LiveSnapshots(served))
    at.text_input(key="community_text").set_value("Bexar").run()
    assert not at.exception
    assert [title.value for title in at.title] == [CLEAR]


def test_a_permalink_outlives_a_broken_pointer(served: Path) -> None:
    _random_pointer(served)
    at = visit("segregation", snapshot=ids(served)[0])
    assert not at.exception
    assert "Austin" in heading(at)
