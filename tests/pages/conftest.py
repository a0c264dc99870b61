"""A visitor without a browser: AppTest on the front door."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from data.reader.live_snapshots import LiveSnapshots
from data.reader.store import SNAPSHOTS
from indicators.factors import SUBJECTS
from pages.runtime import cache, snapshots
from pages.view import site
from tests.pages.fake_store import FakeMaps, FakeStore
from tests.snapshots import changed, point

ROUTER = Path(__file__).resolve().parents[2] / "pages" / "router.py"

PAGES = tuple(site.PAGES)
FACTOR_PAGES = tuple(factor.key for factor in SUBJECTS)


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    """Nothing kept from the test before."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> FakeStore:
    """The pages read the small store in memory."""
    store = FakeStore()
    monkeypatch.setattr(snapshots, "shared_maps", lambda: FakeMaps(store))
    return store


@pytest.fixture(scope="session")
def both(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The embedded snapshot, and one whose figures of counties are 9/10 of those."""
    folder = tmp_path_factory.mktemp("both")
    old = (SNAPSHOTS / "CURRENT").read_text(encoding="utf-8").strip()
    shutil.copytree(SNAPSHOTS / old, folder / old)
    new = changed(folder, old, None, 0.9)
    (folder / "ids").write_text(f"{old} {new}", encoding="utf-8")
    return folder


@pytest.fixture
def served(both: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a server; the old snapshot is current."""
    folder = tmp_path / "served"
    shutil.copytree(both, folder)
    point(folder, ids(folder)[0])
    monkeypatch.setattr(snapshots, "snapshots", LiveSnapshots(folder))
    return folder


def ids(folder: Path) -> tuple[str, str]:
    old, new = (folder / "ids").read_text(encoding="utf-8").split()
    return old, new


def visit(page: str = "overview", **query: str) -> AppTest:
    """Open a page by a link, as the first request of a new visitor."""
    at = AppTest.from_file(str(ROUTER), default_timeout=60)
    for name, value in query.items():
        at.query_params[name] = value
    return go(at, page) if page != "overview" else at.run()


def heading(at: AppTest) -> str:
    """The page's title, after the line over it that names subject and place."""
    over = next((unescape(box.value) for box in at.main.get("html") if "cm-over" in box.value), "")
    return f"{over} {at.title[0].value}"


def buttons(at: AppTest, key: str) -> Any:
    return next(group for group in at.get("button_group") if group.key == key)


def go(at: AppTest, page: str) -> AppTest:
    """Change to a page as the menu does. Streamlit tells pages by their path, AppTest by their file: ours share one."""
    at._page_hash = calc_hash(page)
    return at.run()


Visit = Callable[..., AppTest]


def to_copy(at: AppTest) -> str:
    """The sentence and its citation, as the page's button copies them."""
    (box,) = [element.value for element in at.get("html") if "<textarea" in element.value]
    return unescape(re.findall(r"<textarea[^>]*>([^<]*)</textarea>", box)[0])


def shared(at: AppTest) -> tuple[str, str]:
    """The short address and the exact one, after a click on "Share"."""
    at.session_state["share"] = True
    at.run()
    (box,) = [element.value for element in at.get("html") if 'class="cm-share"' in element.value]
    short, exact = re.findall(r'<input readonly value="([^"]*)">', box)
    return unescape(short), unescape(exact)


def texts(at: AppTest) -> str:
    """Everything that is written on the page, the bar at its top included."""
    kinds = ("title", "subheader", "markdown", "caption", "warning", "info", "html", "code")
    return "\n".join(str(element.value) for kind in kinds for element in at.get(kind))
