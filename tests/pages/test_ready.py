"""What a page needs is opened while the browser loads, and whatever happens there the request is answered."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest

from pages.components import kept, ready
from tests.pages.conftest import PAGES, visit

ASKED = {"level": "county", "place": "48301"}


def request(middleware: ready.ReadyWhileLoading, path: str, method: str = "GET", query: bytes = b"") -> None:
    scope = {"type": "http", "method": method, "path": path, "query_string": query}
    asyncio.run(middleware(scope, None, None))  # type: ignore[arg-type]  # nothing is received or sent


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, str]]]:
    found: list[tuple[str, dict[str, str]]] = []
    monkeypatch.setattr(ready, "open_figures", lambda page, query: found.append((page, query)))
    return found


def made() -> tuple[ready.ReadyWhileLoading, list[str]]:
    """The middleware, and the paths that it passed on."""
    passed: list[str] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        passed.append(scope["path"])

    return ready.ReadyWhileLoading(app), passed


def until_idle(middleware: ready.ReadyWhileLoading) -> None:
    end = time.monotonic() + 30
    while middleware._busy.locked() and time.monotonic() < end:
        time.sleep(0.01)
    assert not middleware._busy.locked()


def test_a_page_is_opened_with_its_query_and_a_file_is_not(calls: list[tuple[str, dict[str, str]]]) -> None:
    middleware, passed = made()
    for path in ("/base/segregation", "/static/js/index.js", "/"):
        request(middleware, path, query=b"level=cbsa&place=12420")
        until_idle(middleware)
    request(middleware, "/segregation", method="HEAD")
    asked = {"level": "cbsa", "place": "12420"}
    assert calls == [("segregation", asked), ("", asked)]
    assert len(passed) == 4


def test_what_fails_there_is_not_the_requests_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(page: str, query: Any) -> None:
        raise KeyError(page)

    monkeypatch.setattr(ready, "open_figures", fails)
    middleware, passed = made()
    for _ in range(2):
        request(middleware, "/segregation")
        until_idle(middleware)
    assert len(passed) == 2


@pytest.mark.parametrize("page", ["", *PAGES, "no_such_page"])
@pytest.mark.parametrize("query", [{}, ASKED, {"place": "99999", "measure": "x"}], ids=str)
def test_every_page_can_be_opened(page: str, query: dict[str, str]) -> None:
    ready.open_figures(page, query)


def test_the_script_then_finds_its_figures() -> None:
    def of_this_place() -> set[object]:
        return {key for key in kept._kept if "48301" in str(key) and key[0] in ("comparison", "map view")}  # type: ignore[index]

    ready.open_figures("segregation", ASKED)
    before = of_this_place()
    assert {key[0] for key in before} == {"comparison", "map view"}  # type: ignore[index]
    visit("segregation", **ASKED)
    assert of_this_place() == before
