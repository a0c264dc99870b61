"""Share a view: its short address and its exact one, to copy or to hand to the phone's own sheet; a text to copy."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from pages.blocks.no_figures import instead
from pages.blocks.text import html
from pages.runtime import own_scripts
from pages.view.session import View, address
from pages.view.short_address import MeasureOf, short_address


@st.fragment
@instead()
def show(view: View, measure_of: MeasureOf, written_out: Callable[[View], View]) -> None:
    """The button, and what it opens.

    measure_of: which measure and period the view's page shows. written_out: the view with what its address leaves open.
    """
    box = st.popover("Share", icon=":material/share:", key="share", on_change="rerun")
    if box.open:
        with box:
            st.html(_addresses(short_address(view, measure_of), address(written_out(view), *measure_of(view))))
            own_scripts.run("share")


def _addresses(short: str, exact: str) -> str:
    return (
        '<div class="cm-share">'
        + _address("Short link: follows newer figures", short, "Copy link", sheet=True)
        + _address("Exact link: these peers and these figures", exact, "Copy exact link")
        + "</div>"
    )


def to_copy(label: str, text: str) -> str:
    """A button that copies a text, and the text, closed."""
    return (
        f'<div class="cm-copy"><div><p><button type="button">{html(label)}</button><span role="status"></span></p>'
        f"<details><summary>What is copied</summary>"
        f'<textarea readonly rows="9" aria-label="What is copied">{html(text)}</textarea></details></div></div>'
    )


def _address(label: str, link: str, copy: str, sheet: bool = False) -> str:
    """One address and its buttons. The browser shows that of the sheet where it has one."""
    give = '<button type="button" class="cm-sheet">Share…</button>' if sheet else ""
    return (
        f'<div><label>{html(label)}<input readonly value="{html(link)}"></label>'
        f'<p><button type="button">{html(copy)}</button>{give}<span role="status"></span></p></div>'
    )
