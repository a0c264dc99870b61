"""Several snapshots under one server: each view, file and answer is of one of them, and faults are one clear page."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from streamlit.testing.v1 import AppTest

import app
from data.live import LiveSnapshots
from data.store import SNAPSHOTS
from indicators.export.csv import csv_bytes
from pages.components import exhibits, ready, runtime
from tests.pages.conftest import PAGES, opened, texts, visit
from tests.snapshots import changed, point

KEY = "dissimilarity_black_white"
CLEAR = "There are no figures to show"
NOTE = '<p class="cm-newer"'


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The embedded snapshot, and one whose figures of counties are 9/10 of those."""
    folder = tmp_path_factory.mktemp("both")
    old = (SNAPSHOTS / "CURRENT").read_text(encoding="utf-8").strip()
    shutil.copytree(SNAPSHOTS / old, folder / old)
    new = changed(folder, old, None, 0.9)
    (folder / "ids").write_text(f"{old} {new}", encoding="utf-8")
    return folder


@pytest.fixture
def served(both: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a server; the old snapshot is current."""
    folder = tmp_path / "served"
    shutil.copytree(both, folder)
    point(folder, ids(folder)[0])
    monkeypatch.setattr(runtime, "snapshots", LiveSnapshots(folder))
    return folder


def ids(folder: Path) -> tuple[str, str]:
    old, new = (folder / "ids").read_text(encoding="utf-8").split()
    return old, new


def asked(address: str) -> Response:
    """What a route answers."""
    url = urlsplit(address)
    root, _, rest = url.path.removeprefix("/").partition("/")
    page, _, name = rest.partition("/")
    parts = {"export": {"page": page, "name": name}, "maps": {"path": rest}, "figures": {"name": rest}, "healthz": {}}
    routes = {
        "export": app.export_file,
        "maps": app.map_file,
        "figures": app.figures_file,
        "healthz": app.health,
    }
    scope = {
        "type": "http",
        "method": "GET",
        "scheme": "http",
        "path": url.path,
        "headers": [],
        "query_string": url.query.encode(),
        "path_params": parts[root],
    }
    return routes[root](Request(scope))


def without_note(at: AppTest) -> str:
    return re.sub(r'<p class="cm-newer".*?</p>\n', "", texts(at))


def figure(at: AppTest) -> float:
    """Travis County's dissimilarity, as the page's file of peers has it."""
    written = "".join(element.value for element in at.get("html"))
    (link,) = set(re.findall(r'href="(/export/segregation/peers\.csv[^"]*)"', written))
    lines = bytes(asked(link.replace("&amp;", "&")).body).decode("utf-8-sig").splitlines()
    names, row = lines[0].split(","), next(line for line in lines if line.startswith("48453"))
    return float(row.split(",")[names.index("value")])


# One snapshot from beginning to end


@pytest.mark.parametrize("page", PAGES)
def test_nothing_of_one_snapshot_is_shown_in_another(served: Path, page: str) -> None:
    old, new = ids(served)
    first = texts(visit(page, snapshot=old))
    point(served, new)
    newest = texts(visit(page))
    again = visit(page, snapshot=old)
    assert not again.exception
    assert without_note(again) == first
    assert old in first
    assert new not in without_note(again)
    assert new in newest
    assert old not in newest
    assert texts(visit(page)) == newest


def test_a_visitor_sees_the_new_figures_at_the_next_view(served: Path) -> None:
    old, new = ids(served)
    at = visit("segregation")
    before = figure(at)
    point(served, new)
    at.run()
    assert not at.exception
    assert not at.warning
    assert figure(at) == pytest.approx(0.9 * before, rel=1e-4)
    assert f"snapshot={new}" in opened(at, "copy_link")
    assert old not in texts(at)


def test_a_permalink_shows_its_own_figures_and_says_that_there_are_newer_ones(served: Path) -> None:
    old, new = ids(served)
    link = opened(visit("segregation"), "copy_link")
    query = dict(part.split("=") for part in link.partition("?")[2].split("&"))
    before = figure(visit("segregation", **query))
    assert NOTE not in texts(visit("segregation", **query)), "the current one is the newest"
    point(served, new)
    at = visit("segregation", **query)
    assert not at.warning
    assert figure(at) == before
    note = next(element.value for element in at.get("html") if NOTE in element.value)
    assert old in note
    assert new in note
    (newer,) = re.findall(r'href="([^"]+)"', note)
    assert "snapshot=" not in newer
    fields = dict(part.split("=") for part in newer.partition("?")[2].replace("&amp;", "&").split("&"))
    assert fields == {name: value for name, value in query.items() if name != "snapshot"}
    assert figure(visit("segregation", **fields)) == pytest.approx(0.9 * before, rel=1e-4)
    assert opened(at, "copy_link") == link


def test_who_follows_a_permalink_stays_with_its_figures(served: Path) -> None:
    old, new = ids(served)
    point(served, new)
    at = visit("segregation", snapshot=old)
    at.get("button_group")[0].set_value("cbsa").run()
    assert at.query_params["snapshot"] == old
    assert NOTE in texts(at)
    assert new not in without_note(at)
    at.text_input(key="community_text").set_value("Bexar").run()
    at.get("button_group")[0].set_value("county:48029").run()
    assert not at.exception
    assert "Bexar" in at.title[0].value
    assert at.query_params["snapshot"] == old
    assert new not in without_note(at)


def test_a_permalink_to_a_snapshot_that_is_gone_says_so(served: Path) -> None:
    old, new = ids(served)
    point(served, new)
    at = visit("segregation", snapshot=old)
    assert NOTE in texts(at)
    shutil.rmtree(served / old)
    at.run()
    assert not at.exception
    for gone in (at, visit("segregation", snapshot=old)):
        assert f"“{old}”; this page shows snapshot “{new}”, so numbers may differ" in gone.warning[0].value
        assert NOTE not in texts(gone)
        assert f"snapshot={new}" in opened(gone, "copy_link")


@pytest.mark.parametrize("name", ["gone", "../..", "<b>x</b>", "0" * 500])
def test_a_snapshot_that_never_was_is_said_on_every_route(served: Path, name: str) -> None:
    assert "so numbers may differ" in visit("segregation", snapshot=name).warning[0].value
    export = asked(f"/export/segregation/peers.csv?snapshot={name}")
    assert (export.status_code, b"not kept here any more" in export.body) == (400, True)
    figures = asked(f"/figures/county.parquet?snapshot={name}")
    assert (figures.status_code, b"not kept here any more" in figures.body) == (404, True)
    assert asked(f"/maps/{name}/figures/county/48/{KEY}/2020.json").status_code == 404


def test_files_are_of_the_snapshot_in_their_address(served: Path) -> None:
    old, new = ids(served)
    point(served, new)

    def answers(snapshot: str) -> tuple[bytes, ...]:
        export = asked(f"/export/segregation/peers.csv?snapshot={snapshot}")
        maps = asked(f"/maps/{snapshot}/figures/county/48/{KEY}/2020.json")
        figures = asked(f"/figures/county.parquet?snapshot={snapshot}")
        assert isinstance(figures, FileResponse)
        return bytes(export.body), bytes(maps.body), Path(figures.path).read_bytes()

    first, second = answers(old), answers(new)
    assert all(one != other for one, other in zip(first, second, strict=True))
    assert answers(old) == first
    current = asked("/figures/county.parquet")
    assert isinstance(current, FileResponse)
    assert bytes(asked("/export/segregation/peers.csv").body) == second[0]
    assert Path(current.path).read_bytes() == second[2]
    assert json.loads(bytes(asked("/healthz").body)) == {"status": "ok", "snapshot": new}


def test_threads_that_show_different_snapshots_do_not_mix(served: Path) -> None:
    names = ids(served)

    def file_of(name: str) -> bytes:
        found = exhibits.exhibit_of("segregation", "peers", {"snapshot": name}, "")
        assert found is not None
        assert found[1].table is not None
        return csv_bytes(found[1].table)

    alone = [file_of(name) for name in names]
    assert alone[0] != alone[1]

    def made(turn: int) -> bool:
        if turn % 7 == 0:
            ready.open_figures("segregation", {"snapshot": names[turn % 2]})
        if turn % 5 == 0:
            point(served, names[turn // 5 % 2])
        return file_of(names[turn % 2]) == alone[turn % 2]

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(made, range(80)))


def test_a_view_that_is_under_way_keeps_its_snapshot(served: Path) -> None:
    old, new = ids(served)
    with runtime.showing():
        point(served, new)
        assert runtime.store().snapshot == old
        with runtime.showing():
            assert runtime.store().snapshot == new
        assert runtime.store().snapshot == old
    assert runtime.store().snapshot == new


# Faults


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
        assert [asked(address).status_code for address in addresses[:2]] == [200, 200]
    fault(served)
    for address in addresses:
        answer = asked(address)
        if not (
            seen and fault in (_cut_files, _removed_files) and answer.status_code == 200
        ):  # what is in memory is right
            assert answer.status_code == 503, address
            words = bytes(answer.body).decode()
            assert "python -m data build" in words
            assert "/" not in words.replace("application/json", ""), words
            assert served.name not in words
    if fault in (_no_pointer, _random_pointer):
        assert [asked(address).status_code for address in named] == [200] * 3, (
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
            assert len(shown.sidebar) == 0
    if at is not None:
        at.selectbox(key="measure").set_value("isolation_black").run()
        assert not at.exception
        assert [title.value for title in at.title] == [CLEAR]


def test_health_names_what_is_damaged(served: Path) -> None:
    old, _ = ids(served)
    assert asked("/healthz").status_code == 200
    tract = served / old / "maps" / "tract_2020.parquet"
    whole = tract.read_bytes()
    tract.write_bytes(whole[:-1])
    (served / old / "figures" / "zip.parquet").unlink()
    answer = asked("/healthz")
    said = json.loads(bytes(answer.body))
    assert answer.status_code == 503
    assert (said["status"], said["snapshot"]) == ("damaged", old)
    assert "tract_2020.parquet (maps) of the snapshot is damaged" in said["detail"]
    assert "zip.parquet (figures) of the snapshot is missing" in said["detail"]
    tract.write_bytes(whole)
    assert "tract_2020" not in bytes(asked("/healthz").body).decode()


def test_a_page_comes_back_when_the_fault_is_mended(served: Path) -> None:
    at = visit("segregation")
    aside = served / "CURRENT.aside"
    (served / "CURRENT").rename(aside)
    assert [title.value for title in at.run().title] == [CLEAR]
    assert [title.value for title in at.run().title] == [CLEAR]
    aside.rename(served / "CURRENT")
    at.run()
    assert not at.exception
    assert "Austin" in at.title[0].value


def test_a_search_under_a_fault_is_the_clear_page(served: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = visit("segregation")
    _removed_files(served)
    monkeypatch.setattr(runtime, "snapshots", LiveSnapshots(served))
    at.text_input(key="community_text").set_value("Bexar").run()
    assert not at.exception
    assert [title.value for title in at.title] == [CLEAR]


def test_a_permalink_outlives_a_broken_pointer(served: Path) -> None:
    _random_pointer(served)
    at = visit("segregation", snapshot=ids(served)[0])
    assert not at.exception
    assert "Austin" in at.title[0].value
