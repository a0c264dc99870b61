"""Ask the routes of a server that has two snapshots."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

import app
from tests.pages.asking import ask

KEY = "dissimilarity_black_white"


def asked(address: str) -> Response:
    """What a route answers."""
    url = urlsplit(address)
    root, _, rest = url.path.removeprefix("/").partition("/")
    parts = {"maps": {"path": rest}, "figures": {"name": rest}, "healthz": {}}
    if root == "export":
        return ask(address)
    routes = {
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
