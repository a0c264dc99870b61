"""What a page needs is opened while the browser loads, and whatever happens there the request is answered."""

from __future__ import annotations

import asyncio
import time
from threading import Event
from typing import Any

import pytest

from pages.runtime import cache
from tests.pages.conftest import visit
from web import warm_up

ASKED = {"level": "county", "place": "48301", "view": "map"}


def request(
    middleware: warm_up.WarmUpMiddleware, path: str, method: str = "GET", query: bytes = b""
) -> list[tuple[bytes, bytes]]:
    """Headers of the answer."""
    scope = {"type": "http", "method": method, "path": path, "query_string": query}
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(middleware(scope, None, send))  # type: ignore[arg-type]  # nothing is received
    return list(sent[0]["headers"])


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, str]]]:
    pages: list[tuple[str, dict[str, str]]] = []
    monkeypatch.setattr(warm_up, "open_figures", lambda page, query: pages.append((page, query)))
    return pages


def middleware_and_paths() -> tuple[warm_up.WarmUpMiddleware, list[str]]:
    """The middleware, and the paths that it passed on."""
    passed: list[str] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        passed.append(scope["path"])
        await send({"type": "http.response.start", "status": 200, "headers": [(b"x-header", b"1")]})
        await send({"type": "http.response.body", "body": b""})

    return warm_up.WarmUpMiddleware(app), passed


def until_idle(middleware: warm_up.WarmUpMiddleware) -> None:
    end = time.monotonic() + 30
    while middleware._busy.locked() and time.monotonic() < end:
        time.sleep(0.01)
    assert not middleware._busy.locked()


def test_a_page_is_opened_with_its_query_and_a_file_is_not(calls: list[tuple[str, dict[str, str]]]) -> None:
    middleware, passed = middleware_and_paths()
    for path in ("/base/segregation", "/static/js/index.js", "/"):
        request(middleware, path, query=b"level=cbsa&place=12420")
        until_idle(middleware)
    request(middleware, "/segregation", method="HEAD")
    query = {"level": "cbsa", "place": "12420"}
    assert calls == [("segregation", query), ("overview", query)]
    assert len(passed) == 4


def test_what_fails_there_is_not_the_requests_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(page: str, query: Any) -> None:
        raise KeyError(page)

    monkeypatch.setattr(warm_up, "open_figures", fails)
    middleware, passed = middleware_and_paths()
    for _ in range(2):
        assert request(middleware, "/segregation") == [(b"x-header", b"1")]
        until_idle(middleware)
    assert len(passed) == 2


def test_the_answer_names_the_maps_figures_once_they_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    middleware, _ = middleware_and_paths()
    warm_up.open_figures("segregation", {"view": "map"})
    header, link = request(middleware, "/segregation", query=b"view=map")
    assert header == (b"x-header", b"1")
    assert link[0] == b"link"
    address, *how = link[1].decode().split("; ")
    assert how == ["rel=preload", "as=fetch", "crossorigin"]
    assert address.startswith("</maps/")
    assert address.endswith("/2020.json>")
    until_idle(middleware)
    assert request(middleware, "/segregation") == [(b"x-header", b"1")], "a view without a map"
    until_idle(middleware)
    assert request(middleware, "/methods") == [(b"x-header", b"1")], "a page without a map"


def test_no_answer_waits_for_a_slow_opening(monkeypatch: pytest.MonkeyPatch) -> None:
    slow = Event()

    def opening(page: str, query: Any) -> str:
        slow.wait(30)
        return "/maps/too-late.json"

    monkeypatch.setattr(warm_up, "open_figures", opening)
    middleware, _ = middleware_and_paths()
    assert request(middleware, "/segregation") == [(b"x-header", b"1")]
    assert request(middleware, "/segregation") == [(b"x-header", b"1")], "while one is being opened, none waits"
    slow.set()
    until_idle(middleware)


def test_a_started_server_opens_what_every_visitor_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    ended = Event()

    def opening(page: str, query: Any) -> None:
        done.append(page)
        if len(done) == 1:
            raise KeyError("broken snapshot")

    def imported(name: str) -> None:
        done.append(name)
        ended.set()

    monkeypatch.setattr(warm_up, "open_figures", opening)
    monkeypatch.setattr(warm_up, "import_module", imported)

    async def served() -> None:
        async with warm_up.warming(None):
            assert await asyncio.to_thread(ended.wait, 30)

    asyncio.run(served())
    assert done == ["overview", "segregation", "pandas"]


@pytest.mark.parametrize("page", warm_up.PAGES)
@pytest.mark.parametrize("query", [{}, ASKED, {"place": "99999", "measure": "x"}], ids=str)
def test_every_page_can_be_opened(page: str, query: dict[str, str]) -> None:
    warm_up.open_figures(page, query)


def test_the_script_then_finds_its_figures() -> None:
    def of_this_place() -> set[tuple[object, str]]:
        keys = [(key, key[1].__name__) for key in cache._cache.all_keys() if "48301" in str(key)]  # type: ignore[index]
        return {pair for pair in keys if pair[1] in names}

    names = {"comparison_of", "_view"}
    warm_up.open_figures("segregation", ASKED)
    before = of_this_place()
    assert {name for _, name in before} == names
    visit("segregation", **ASKED)
    assert of_this_place() == before
