"""Bytes of map data as a browser gets them: compressed, over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from http.client import HTTPConnection

from bench.table import Row, at_most
from data.store import open_store
from tools.server import HOST, Server, running

MAPS = (
    ("Austin metro by tract, as transferred", "tract/12420/share_black/2020", 150),
    ("Nation by county, as transferred", "county/us/children_in_single_parent_families/2019-2023", 600),
)


def rows() -> Iterator[Row]:
    """One request for each map."""
    snapshot = open_store().snapshot
    with running() as server:
        for what, path, limit in MAPS:
            yield at_most(what, transferred(server, f"/maps/{snapshot}/figures/{path}.json") / 1000, limit, "KB")


def transferred(server: Server, path: str) -> int:
    """Bytes of the body as sent. Raises RuntimeError where the answer is not 200."""
    connection = HTTPConnection(HOST, server.port, timeout=60)
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    if answer.status != 200:
        raise RuntimeError(f"{path} answered {answer.status}")
    return len(body)
