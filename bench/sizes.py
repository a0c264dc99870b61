"""Bytes of map data as a browser gets them: compressed, over HTTP, every layer of the map."""

from __future__ import annotations

from collections.abc import Iterator
from http.client import HTTPConnection

from bench.table import Row, at_most
from indicators.present.maps.layers import layers
from pages.view.map_choice import drawn_of, options_of, shown_of
from pages.view.measure_choice import chosen
from pages.view.session import view_of
from tools.server import HOST, Server, running

MAPS = (
    ("Austin metro by tract, as transferred", ("cbsa", "12420", "segregation", "residents.tract"), 150),
    ("Nation by county, as transferred", ("county", "48453", "family_stability", "nation.county"), 600),
)


def rows() -> Iterator[Row]:
    """One request for each map."""
    with running() as server:
        for name, shown, limit in MAPS:
            sizes = [transferred(server, path) / 1000 for path in addresses(*shown)]
            yield at_most(name, sum(sizes), limit, "KB", f"figures {sizes[0]:.0f}, {len(sizes) - 1} layers over them")


def addresses(level: str, place: str, page: str, name: str) -> list[str]:
    """What the browser fetches for one map of a page, its figures first."""
    view = view_of(page, {"level": level, "place": place, "map": name})
    measure, _ = chosen(view, page)
    if measure is None:
        raise RuntimeError(f"{page} has no measure for {place}")
    map_view = drawn_of(shown_of(view, options_of(measure)[0], "light"))
    if map_view is None or map_view.figures.level != name.partition(".")[2]:
        raise RuntimeError(f"{page} has no map {name} for {place}")
    return [layer.data for layer in layers(map_view)]


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
