"""The pages of the site, in the order of the menu.

The menu has no sections: Streamlit puts their headings inside the list, where screen readers lose count of its entries.
"""

from __future__ import annotations

from copy import copy
from functools import cache

import streamlit as st

from indicators.factors import SUBJECTS

HOME = "overview"
_FACTOR_TITLES = {factor.key: factor.title for factor in SUBJECTS}
PAGES: dict[str, str] = {
    HOME: "Overview",
    **_FACTOR_TITLES,
    "peers": "Peers",
    "side_by_side": "Side by side",
    "methods": "Methods and data",
}


def menu() -> list[st.Page]:
    """Pages for st.navigation. Each run gets copies: a page remembers that it was run."""
    return [copy(page) for page in _pages().values()]


def page(name: str) -> st.Page:
    """A page for st.page_link, by its name in PAGES."""
    return _pages()[name]


@cache
def _pages() -> dict[str, st.Page]:
    """Made once: each Page looks for its file on the disk."""
    return {
        name: st.Page(f"{_script(name)}.py", title=title, url_path=name, default=name == HOME)
        for name, title in PAGES.items()
    }


def _script(name: str) -> str:
    """All factors share one script, which shows the factor that the address names."""
    return "factor" if name in _FACTOR_TITLES else name
