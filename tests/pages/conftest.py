"""A visitor without a browser: AppTest on the front door."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.components import kept, runtime
from tests.pages.fake_store import FakeMaps, FakeStore

ROUTER = Path(__file__).resolve().parents[2] / "pages" / "router.py"

PAGES = (
    "overview",
    "segregation",
    "income_inequality",
    "school_quality",
    "social_capital",
    "family_stability",
    "mobility",
    "peers",
    "side_by_side",
    "methods",
)


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    """Nothing kept from the test before."""
    kept.clear()
    yield
    kept.clear()


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> FakeStore:
    """The pages read the small store in memory."""
    store = FakeStore()
    monkeypatch.setattr(runtime, "shared_maps", lambda: FakeMaps(store))
    return store


def visit(page: str = "overview", **query: str) -> AppTest:
    """Open a page by a link, as the first request of a new visitor."""
    at = AppTest.from_file(str(ROUTER), default_timeout=60)
    for name, value in query.items():
        at.query_params[name] = value
    if page != "overview":
        at._page_hash = _hash(page)
    return at.run()


def _hash(page: str) -> str:
    from streamlit.util import calc_hash

    return calc_hash(page)


Visit = Callable[..., AppTest]


def opened(at: AppTest, key: str) -> str:
    """The code in a popover, after a click on it."""
    at.session_state[key] = True
    at.run()
    return str(at.code[-1].value)


def texts(at: AppTest) -> str:
    """Everything that is written on the page, sidebar included."""
    kinds = ("title", "subheader", "markdown", "caption", "warning", "info", "html", "code")
    return "\n".join(str(element.value) for kind in kinds for element in at.get(kind))
