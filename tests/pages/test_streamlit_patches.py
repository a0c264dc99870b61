"""What leans on the inside of Streamlit stands in one file, and each use of it says what an update moved."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from streamlit import net_util
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest
from streamlit.web import bootstrap
from streamlit.web.server import server_util
from streamlit.web.server.starlette import starlette_routes

from pages.runtime import streamlit_patches as patches

ROOT = Path(__file__).resolve().parents[2]
SERVED = ("app.py", "pages", "web", "data", "indicators")
# bench/viewers.py is a viewer without a browser: it speaks with the server in Streamlit's own messages.
MAY_LEAN = {"pages/runtime/streamlit_patches.py", "bench/viewers.py"}
PUBLIC = {"streamlit", "streamlit.testing.v1"}
SECTIONS = ("theme", "theme.light", "theme.dark", "theme.sidebar", "theme.light.sidebar", "theme.dark.sidebar")


def files(*rooms: str) -> Iterator[tuple[str, str]]:
    for room in rooms:
        path = ROOT / room
        for file in [path] if path.is_file() else sorted(path.rglob("*.py")):
            yield str(file.relative_to(ROOT)), file.read_text(encoding="utf-8")


def private_uses(code: str) -> list[str]:
    """What a file takes from Streamlit beside ``import streamlit as st`` and ``st.<public name>``."""
    uses = []
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
            uses += [name for name in names if name.split(".")[0] == "streamlit" and name not in PUBLIC]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "streamlit":
            names = [alias.name for alias in node.names]
            uses += [f"{node.module}.{name}" for name in names if node.module not in PUBLIC - {"streamlit"}]
        elif isinstance(node, ast.Attribute) and node.attr.startswith("_"):
            name = ast.unparse(node)
            uses += [name] if name.startswith("st.") else []
    return uses


def test_one_file_alone_leans_on_the_inside_of_streamlit() -> None:
    uses = {name: private_uses(code) for name, code in files(*SERVED, "tools", "bench")}
    assert {name for name, patched in uses.items() if patched} == MAY_LEAN, uses


def test_one_file_alone_writes_down_addresses_of_streamlits_server() -> None:
    assert [name for name, code in files(*SERVED) if '"/_stcore' in code] == ["pages/runtime/streamlit_patches.py"]


@pytest.mark.parametrize(
    ("line", "use"),
    [
        ("import streamlit as st", []),
        ("from streamlit.testing.v1 import AppTest", []),
        ("import streamlit.runtime", ["streamlit.runtime"]),
        ("from streamlit import net_util", ["streamlit.net_util"]),
        ("from streamlit.runtime import app_session as s", ["streamlit.runtime.app_session"]),
        ("st.session_state._state", ["st.session_state._state"]),
        ("st._main", ["st._main"]),
    ],
)
def test_a_private_use_is_seen(line: str, use: list[str]) -> None:
    assert private_uses(line) == use


def test_addresses_are_those_of_streamlits_server() -> None:
    assert f"/{starlette_routes.ROUTE_HEALTH}" == patches.HEALTH_PATH
    assert f"/{starlette_routes.BASE_ROUTE_UPLOAD_FILE}/" == patches.UPLOADS_PATH


SESSION = """
import streamlit as st
from pages.runtime.streamlit_patches import session_id

st.session_state["id"] = session_id()
st.button("press", key="press", on_click=lambda: st.session_state.update(called=session_id()))
"""

ASKING = """
import streamlit as st
from pages.runtime.streamlit_patches import page_asked_for

st.text(page_asked_for())
"""


def test_a_script_and_a_callback_know_their_session() -> None:
    at = AppTest.from_string(SESSION).run()
    assert at.session_state["id"]
    at.button(key="press").click().run()
    assert at.session_state["called"] == at.session_state["id"]


def test_the_page_that_an_address_names_is_known_where_streamlit_keeps_it() -> None:
    assert hasattr(PagesManager, "intended_page_name")
    script = (
        "import streamlit as st\nfrom pages.runtime.streamlit_patches import page_asked_for\nst.text(page_asked_for())"
    )
    at = AppTest.from_string(script).run()
    assert not at.exception
    assert at.text[0].value == ""
    assert patches.page_asked_for() == ""


def test_a_thread_of_the_server_is_of_no_session() -> None:
    answers: list[str | None] = []
    thread = Thread(target=lambda: answers.append(patches.session_id()))
    thread.start()
    thread.join(30)
    assert answers == [None]


def test_the_page_of_streamlit_has_one_script_without_a_file() -> None:
    """Another number would not be wrong; it is looked at before the policy lets it run."""
    assert len(patches.page_scripts()) == 1


def test_the_scripts_in_a_page_are_those_without_a_file() -> None:
    page = '<script>a\n</script><script type="module" src="x"></script><script>b</script>'
    assert patches.inline_scripts(page) == ("a\n", "b")


def test_look_ups_of_addresses_are_where_they_are_replaced() -> None:
    assert all(hasattr(net_util, name) for name in patches.ADDRESS_LOOKUPS)
    assert server_util.net_util is net_util
    assert bootstrap.net_util is net_util


def test_no_address_is_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in patches.ADDRESS_LOOKUPS:
        monkeypatch.setattr(net_util, name, getattr(net_util, name))
    patches.look_up_no_address()
    assert [getattr(net_util, name)() for name in patches.ADDRESS_LOOKUPS] == [None, None]
    for name in patches.ADDRESS_LOOKUPS:
        monkeypatch.delattr(net_util, name)
    patches.look_up_no_address()
    assert not any(hasattr(net_util, name) for name in patches.ADDRESS_LOOKUPS)


def test_the_theme_is_the_same_and_read_once() -> None:
    sections: list[str] = []
    fill = getattr(app_session, patches.FILL_THEME)

    def counted(message: Any, section: str = "theme") -> None:
        sections.append(section)
        fill(message, section)

    copy = patches.remembering(counted)
    for _ in range(3):
        for section in SECTIONS:
            ours, theirs = CustomThemeConfig(), CustomThemeConfig()
            copy(ours, section)
            fill(theirs, section)
            assert ours == theirs
    assert sections == list(SECTIONS)


def test_a_streamlit_without_that_function_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(app_session, patches.FILL_THEME)
    patches.read_theme_once()
    assert not hasattr(app_session, patches.FILL_THEME)
