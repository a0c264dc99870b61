"""The path that the site is served under (``server.baseUrlPath``), for routes and links; and a proxy's that differs."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from urllib.parse import quote, unquote, urlsplit

import streamlit as st
from starlette.routing import Route

from pages.runtime.notices import warn_once

_LOGGER = logging.getLogger(__name__)


def base() -> str:
    """The path that the app is served under, as it stands in an address: percent-encoded, "" for the root."""
    return quote(_own_path())


def _own_path() -> str:
    """The base path as decoded requests have it."""
    path: str = st.get_option("server.baseUrlPath") or ""
    return f"/{path.strip('/')}" if path.strip("/") else ""


def below_base(routes: Iterable[Route]) -> list[Route]:
    """Put the routes below the base path, where there is one."""
    start = _own_path()
    return [Route(f"{start}{route.path}", route.endpoint, methods=_methods(route)) for route in routes]


def _methods(route: Route) -> list[str]:
    return sorted(route.methods or ())


def hidden_prefix(url: str, page: str) -> str | None:
    """The path that a visitor's browser has the site under, where the server does not know it; None where all is well.

    url: of the page in the browser. page: its own part of the path, "" for the first page.
    """
    path = unquote(urlsplit(url).path).rstrip("/")
    shown = path.removesuffix(f"/{page}") if page else path
    return None if shown == _own_path() else shown or "/"


def notice(url: str, page: str) -> str:
    """Tell the operator what to set for right addresses; "" where they are right. Logs the text as well."""
    prefix = hidden_prefix(url, page) if url else None
    if prefix is None:
        return ""
    own_path = _own_path() or "/"
    warn_once(
        _LOGGER, "a proxy serves the site under %r, but server.baseUrlPath is %r", prefix[:200], _own_path() or "/"
    )
    return (
        f"Maps and files can’t be found: your browser has this site under “{prefix}”, the server has it under "
        f"“{own_path}”. Whoever runs it: start it with --server.baseUrlPath {prefix} and have the proxy pass "
        "the whole path on (docs/deploying.md)."
    )
