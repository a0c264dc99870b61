"""A real browser and a real server. In CI a missing browser is a failure, never a skip."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tools.browser import NONE_FOUND, chromium, find
from tools.server import Server, running

# Two browsers may share a machine's cores with their servers: what is expected gets the time that it needs there.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if find() is None:
        if os.environ.get("CI"):
            pytest.fail(NONE_FOUND)
        pytest.skip(NONE_FOUND)
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with running() as started:
        yield started


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """The visitor of a module's tests: what the first visit loads is in the browser's cache for the others.

    Every request is seen; only this machine may be asked.
    """
    opened = browser.new_context(viewport={"width": 1440, "height": 900}, accept_downloads=True)
    requests: list[str] = []
    opened.on("request", lambda request: requests.append(request.url))
    yield opened
    opened.close()
    outside = [url for url in requests if not url.startswith(("http://127.0.0.1:", "data:", "blob:"))]
    assert outside == [], "a request to another host"


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    opened = context.new_page()
    opened.set_default_timeout(30_000)
    yield opened
    opened.close()
