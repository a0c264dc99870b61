"""A server that runs takes up new figures by itself; a link shows the figures that it names, until they are removed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, expect

from data.reader.store import SNAPSHOTS
from tests.browser.steps import MAP, settle, visit
from tests.snapshots import changed, point
from tools.server import ROOT, Server, running

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project with its own snapshots: that of the repository, and one whose county figures are 9/10 of those."""
    project = tmp_path_factory.mktemp("project")
    for name in ("data", "indicators", "pages", "web", ".streamlit"):
        shutil.copytree(ROOT / name, project / name, ignore=shutil.ignore_patterns("__pycache__", "snapshots"))
    shutil.copy(ROOT / "app.py", project)
    old = (SNAPSHOTS / "CURRENT").read_text(encoding="utf-8").strip()
    shutil.copytree(SNAPSHOTS / old, project / "data" / "snapshots" / old)
    point(project / "data" / "snapshots", old)
    return project


@pytest.fixture(scope="module")
def fresh(folder: Path) -> Iterator[Server]:
    with running(folder=folder) as started:
        yield started


def health(server: Server) -> tuple[int, dict[str, str]]:
    try:
        with urlopen(f"{server.url}/healthz", timeout=30) as answer:
            return answer.status, json.load(answer)
    except HTTPError as error:
        return error.code, json.load(error)


def file_of(server: Server, query: str) -> bytes:
    with urlopen(f"{server.url}/export/segregation/peers.csv?{query}", timeout=60) as answer:
        return bytes(answer.read())


def test_a_new_snapshot_under_a_running_server(page: Page, fresh: Server, folder: Path) -> None:
    snapshots = folder / "data" / "snapshots"
    old = (snapshots / "CURRENT").read_text(encoding="utf-8").strip()
    main, headline = page.get_by_test_id("stMain"), page.locator(".cm-headline").first
    visit(page, fresh, "segregation?place=48453&measure=dissimilarity_black_white&period=2020&view=map")
    before, permalink = headline.inner_text(), f"segregation?place=48453&period=2020&view=map&snapshot={old}"
    first = file_of(fresh, f"place=48453&snapshot={old}")
    assert health(fresh) == (200, {"status": "ok", "snapshot": old})

    new = changed(snapshots, old, None, 0.9)
    point(snapshots, new)
    assert health(fresh) == (200, {"status": "ok", "snapshot": new})
    page.get_by_test_id("stSidebarNav").get_by_text("Peers", exact=True).click()
    page.get_by_test_id("stSidebarNav").get_by_text("Segregation", exact=True).click()
    expect(headline).not_to_have_text(before)
    settle(page)
    expect(page.locator(MAP)).to_be_visible()
    expect(main).not_to_contain_text(old)
    assert file_of(fresh, "place=48453") != first

    visit(page, fresh, permalink)
    expect(headline).to_have_text(before)
    expect(page.locator(".cm-newer")).to_contain_text(f"There are newer ones, of snapshot {new}.")
    expect(page.locator(MAP)).to_be_visible()
    assert file_of(fresh, f"place=48453&snapshot={old}") == first
    page.get_by_text("Show the newer figures").click()
    expect(page.locator(".cm-newer")).to_have_count(0)
    settle(page)
    expect(headline).not_to_have_text(before)

    shutil.rmtree(snapshots / old)
    visit(page, fresh, permalink)
    expect(page.get_by_test_id("stAlert").first).to_contain_text(f"“{old}”; this page shows snapshot “{new}”")
    with pytest.raises(HTTPError, match="400"):
        file_of(fresh, f"place=48453&snapshot={old}")


def test_faults_under_a_running_server(page: Page, fresh: Server, folder: Path) -> None:
    snapshots = folder / "data" / "snapshots"
    pointer = snapshots / "CURRENT"
    right = pointer.read_bytes()
    for content in (bytes(range(150, 200)), b"gone"):
        pointer.write_bytes(content)
        visit(page, fresh, "segregation")
        expect(page.locator("h1")).to_have_text("There are no figures to show")
        code, report = health(fresh)
        assert code == 503
        assert str(folder) not in report["detail"]
    pointer.write_bytes(right)
    visit(page, fresh, "segregation")
    expect(page.locator(".cm-over")).to_contain_text("Austin")
    assert health(fresh)[0] == 200
