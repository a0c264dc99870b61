"""Ask the routes of a server that has two snapshots."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

from tests.pages.asking import ask
from web.figure_files import figures_file
from web.health import health
from web.map_files import map_file

KEY = "dissimilarity_black_white"


def response_to(address: str) -> Response:
    """What a route answers."""
    url = urlsplit(address)
    root, _, rest = url.path.removeprefix("/").partition("/")
    parts = {"maps": {"path": rest}, "figures": {"name": rest}, "healthz": {}}
    if root == "export":
        return ask(address)
    routes = {
        "maps": map_file,
        "figures": figures_file,
        "healthz": health,
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
