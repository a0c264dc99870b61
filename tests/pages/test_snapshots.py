"""Several snapshots under one server: each view, file and answer is of one of them."""

from __future__ import annotations

import csv
import json
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from starlette.responses import FileResponse
from streamlit.testing.v1 import AppTest

from indicators.export.csv import csv_bytes
from pages.runtime import snapshots
from tests.pages.conftest import PAGES, buttons, heading, ids, shared, texts, visit
from tests.pages.served import KEY, response_to
from tests.snapshots import point
from web import warm_up
from web.exports import exhibits

NOTE = '<p class="cm-newer"'


def without_note(at: AppTest) -> str:
    return re.sub(r'<p class="cm-newer".*?</p>\n', "", texts(at))


def figure(at: AppTest) -> float:
    """Travis County's dissimilarity, as the page's file of peers has it."""
    written = "".join(element.value for element in at.get("html"))
    (link,) = set(re.findall(r'href="(/export/segregation/peers\.csv[^"]*)"', written))
    lines = bytes(response_to(link.replace("&amp;", "&")).body).decode("utf-8-sig").splitlines()
    return next(float(row["value"]) for row in csv.DictReader(lines) if row["geoid"] == "48453")


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
    assert f"snapshot={new}" in shared(at)[1]
    assert old not in texts(at)


def test_a_permalink_shows_its_own_figures_and_says_that_there_are_newer_ones(served: Path) -> None:
    old, new = ids(served)
    link = shared(visit("segregation"))[1]
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
    assert shared(at)[1] == link


def test_who_follows_a_permalink_stays_with_its_figures(served: Path) -> None:
    old, new = ids(served)
    point(served, new)
    at = visit("segregation", snapshot=old)
    buttons(at, "level_switch").set_value("cbsa").run()
    assert at.query_params["snapshot"] == old
    assert NOTE in texts(at)
    assert new not in without_note(at)
    at.text_input(key="community_text").set_value("Bexar").run()
    buttons(at, "community_match").set_value("county:48029").run()
    assert not at.exception
    assert "Bexar" in heading(at)
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
    for page in (at, visit("segregation", snapshot=old)):
        assert f"“{old}”; this page shows snapshot “{new}”, so numbers may differ" in page.warning[0].value
        assert NOTE not in texts(page)
        assert f"snapshot={new}" in shared(page)[1]


@pytest.mark.parametrize("name", ["gone", "../..", "<b>x</b>", "0" * 500])
def test_a_snapshot_that_never_was_is_said_on_every_route(served: Path, name: str) -> None:
    assert "so numbers may differ" in visit("segregation", snapshot=name).warning[0].value
    export = response_to(f"/export/segregation/peers.csv?snapshot={name}")
    assert (export.status_code, b"not kept here any more" in export.body) == (400, True)
    figures = response_to(f"/figures/county.parquet?snapshot={name}")
    assert (figures.status_code, b"not kept here any more" in figures.body) == (404, True)
    assert response_to(f"/maps/{name}/figures/county/48/{KEY}/2020.json").status_code == 404


def test_files_are_of_the_snapshot_in_their_address(served: Path) -> None:
    old, new = ids(served)
    point(served, new)

    def answers(snapshot: str) -> tuple[bytes, ...]:
        export = response_to(f"/export/segregation/peers.csv?snapshot={snapshot}")
        maps = response_to(f"/maps/{snapshot}/figures/county/48/{KEY}/2020.json")
        figures = response_to(f"/figures/county.parquet?snapshot={snapshot}")
        assert isinstance(figures, FileResponse)
        return bytes(export.body), bytes(maps.body), Path(figures.path).read_bytes()

    first, second = answers(old), answers(new)
    assert all(before != after for before, after in zip(first, second, strict=True))
    assert answers(old) == first
    current = response_to("/figures/county.parquet")
    assert isinstance(current, FileResponse)
    assert bytes(response_to("/export/segregation/peers.csv").body) == second[0]
    assert Path(current.path).read_bytes() == second[2]
    assert json.loads(bytes(response_to("/healthz").body)) == {"status": "ok", "snapshot": new}


def test_threads_that_show_different_snapshots_do_not_mix(served: Path) -> None:
    names = ids(served)

    def file_of(name: str) -> bytes:
        with snapshots.showing(name):
            build = exhibits.builder_of("segregation", "peers", {"snapshot": name}, "")
            file = build() if build else None
        assert file is not None
        assert file[1].table is not None
        return csv_bytes(file[1].table)

    alone = [file_of(name) for name in names]
    assert alone[0] != alone[1]

    def is_unmixed(number: int) -> bool:
        if number % 7 == 0:
            warm_up.open_figures("segregation", {"snapshot": names[number % 2]})
        if number % 5 == 0:
            point(served, names[number // 5 % 2])
        return file_of(names[number % 2]) == alone[number % 2]

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(is_unmixed, range(80)))


def test_a_view_that_is_under_way_keeps_its_snapshot(served: Path) -> None:
    old, new = ids(served)
    with snapshots.showing():
        point(served, new)
        assert snapshots.store().snapshot == old
        with snapshots.showing():
            assert snapshots.store().snapshot == new
        assert snapshots.store().snapshot == old
    assert snapshots.store().snapshot == new
