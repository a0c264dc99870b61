"""Everything here that leans on the inside of Streamlit, which a release may change without a word.

No other file imports a private module of Streamlit's, replaces one of its functions or writes down an address of its
server; selectors on its pages stand in style.css and in the scripts beside this file. Each use has a test of its own in
tests/pages/test_streamlit_patches.py, which says what an update moved (docs/decisions/streamlit-inside.md).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit
from streamlit import net_util
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.scriptrunner import get_script_run_ctx

# Addresses that Streamlit's server answers below every page.
HEALTH_PATH = "/_stcore/health"
UPLOADS_PATH = "/_stcore/upload_file/"

# What asks other hosts for this machine's addresses.
ADDRESS_LOOKUPS = ("get_external_ip", "get_internal_ip")
# What reads the theme from the configuration, a section at a time.
FILL_THEME = "_populate_theme_msg"


def session_id() -> str | None:
    """Return the id of the session whose script, callback or fragment runs in this thread; None outside of all."""
    context = get_script_run_ctx(suppress_warning=True)
    return None if context is None else context.session_id


def page_asked_for() -> str:
    """The page's part of the path as the browser sent it, also where there is no such page and the first is shown."""
    context = get_script_run_ctx(suppress_warning=True)
    return (context.pages_manager.intended_page_name or "") if context else ""


def page_scripts() -> tuple[str, ...]:
    """Return the texts of the scripts that stand in Streamlit's own page, for the policy that lets them run."""
    page = Path(streamlit.__file__).parent / "static" / "index.html"
    return inline_scripts(page.read_text(encoding="utf-8"))


def inline_scripts(page: str) -> tuple[str, ...]:
    """Return the texts of the scripts in a page that have no file."""
    return tuple(re.findall(r"<script>(.*?)</script>", page, flags=re.DOTALL))


def look_up_no_address() -> None:
    """Have both look-ups say that nothing is known. A Streamlit without them is left as it is.

    Streamlit 1.67 makes them, in the event loop and over the network, when a websocket comes from a site that it does
    not know. Here origins.py decides before that (docs/decisions/edge.md), and nothing else needs them.
    """
    for name in ADDRESS_LOOKUPS:
        if hasattr(net_util, name):
            setattr(net_util, name, _unknown)


def _unknown() -> None:
    return None


def read_theme_once() -> None:
    """Have sessions copy the theme's message, which Streamlit makes anew for every rerun (docs/decisions/crowds.md).

    A Streamlit without this function is left as it is.
    """
    fill = getattr(app_session, FILL_THEME, None)
    if fill is not None:
        setattr(app_session, FILL_THEME, remembering(fill))


def remembering(fill: Callable[..., None]) -> Callable[..., None]:
    """Return a ``fill(message, section)`` that is called once for each section; later messages get a copy."""
    filled: dict[str, CustomThemeConfig] = {}

    def copy(message: Any, section: str = "theme") -> None:
        if section not in filled:
            first = CustomThemeConfig()
            fill(first, section)
            filled[section] = first
        if filled[section].ByteSize():
            message.MergeFrom(filled[section])

    return copy
