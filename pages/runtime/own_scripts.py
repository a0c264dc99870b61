"""The site's own scripts, which Streamlit has no call for. No other script runs: the answer's policy lists these alone.

Each is a constant in an element of its own: nothing of the data or of an address is ever in one.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal, get_args

import streamlit as st

Name = Literal["sort", "enter", "header_bar", "share", "map"]

# The file of each script lies beside this one.
SCRIPTS: dict[str, str] = {
    name: (Path(__file__).parent / f"{name}.js").read_text(encoding="utf-8").strip() for name in get_args(Name)
}


def run(name: Name) -> None:
    """Have the browser run a script, once for each time that its element is drawn anew."""
    st.html(f"<script>{SCRIPTS[name]}</script>", unsafe_allow_javascript=True)
