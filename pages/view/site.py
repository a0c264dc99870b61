"""The pages of the site, in the order of the menu.

The menu has no sections: Streamlit puts their headings inside the list, where screen readers lose count of its entries.
"""

from __future__ import annotations

from copy import copy
from functools import cache

import streamlit as st
from streamlit.navigation.page import Page

HOME = "overview"
PAGES: dict[str, str] = {
    "overview": "Overview",
    "segregation": "Segregation",
    "income_inequality": "Income inequality",
    "school_quality": "School quality",
    "social_capital": "Social capital",
    "family_stability": "Family stability",
    "mobility": "Upward mobility",
    "peers": "Peers",
    "side_by_side": "Side by side",
    "methods": "Methods and data",
}


def menu() -> list[Page]:
    """Pages for st.navigation. Each run gets copies: a page remembers that it was run."""
    return [copy(page) for page in _pages()]


@cache
def _pages() -> tuple[Page, ...]:
    """Made once: each Page looks for its file on the disk."""
    return tuple(st.Page(f"{name}.py", title=title, default=name == HOME) for name, title in PAGES.items())
