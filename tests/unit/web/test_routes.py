"""The routes of the launcher: caching, compression, not found, health."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from starlette.requests import Request

from data.core.errors import SnapshotError
from data.reader.maps.files import MapFiles
from pages.runtime import snapshots
from tests.unit.maps_example import SNAPSHOT, ExampleStore, plain, write_maps
from web.health import health
from web.map_files import map_file

KEY = "dissimilarity_black_white"
PATH = f"{SNAPSHOT}/figures/county/48/{KEY}/2020.json"


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MapFiles:
    store = ExampleStore(write_maps(tmp_path), {(KEY, "county"): {"48453": plain(0.5)}})
    maps = MapFiles(store)  # type: ignore[arg-type]
    monkeypatch.setattr(snapshots, "shared_maps", lambda: maps)
    return maps


def ask(path: str, **headers: str) -> Request:
    sent = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "method": "GET", "headers": sent, "path_params": {"path": path}})


@pytest.mark.usefixtures("served")
def test_a_file_is_sent_compressed_and_kept_for_ever() -> None:
    answer = map_file(ask(PATH, accept_encoding="br, gzip"))
    assert answer.status_code == 200
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["content-type"] == "application/geo+json"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert gzip.decompress(bytes(answer.body)).startswith(b'{"type":"FeatureCollection"')


@pytest.mark.usefixtures("served")
def test_one_who_has_it_is_told_so() -> None:
    tag = map_file(ask(PATH)).headers["etag"]
    again = map_file(ask(PATH, if_none_match=tag))
    assert (again.status_code, bytes(again.body)) == (304, b"")


@pytest.mark.usefixtures("served")
def test_one_who_does_not_unpack_gets_it_unpacked() -> None:
    answer = map_file(ask(PATH))
    assert "content-encoding" not in answer.headers
    assert bytes(answer.body).startswith(b"{")


@pytest.mark.usefixtures("served")
def test_anything_else_is_a_plain_404() -> None:
    answer = map_file(ask("../app.py"))
    assert (answer.status_code, bytes(answer.body)) == (404, b"Not found")
    assert answer.headers["content-type"].startswith("text/plain")


@pytest.mark.usefixtures("served")
def test_health_names_the_snapshot() -> None:
    assert SNAPSHOT.encode() in bytes(health(ask("")).body)


def test_without_a_snapshot_both_say_what_to_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> MapFiles:
        raise SnapshotError("there is no snapshot. Run: python -m data build")

    monkeypatch.setattr(snapshots, "shared_maps", none)
    for answer in (map_file(ask(PATH)), health(ask(""))):
        assert answer.status_code == 503
        assert b"python -m data build" in bytes(answer.body)
