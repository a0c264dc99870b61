"""The page that is shown where figures can't be read. It replaces the whole page, also a half-drawn one."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from data.core.errors import SnapshotError
from pages.blocks.text import md

_LOGGER = logging.getLogger(__name__)
_REASON = "no_figures"
UNREADABLE = "A file can’t be read just now."


@contextmanager
def instead() -> Iterator[None]:
    """Show the page in place of what the block draws, where the block can't read its figures.

    For the router and for fragments. The run ends, and a new one draws the page alone.
    """
    try:
        yield
    except (SnapshotError, OSError) as error:
        st.session_state[_REASON] = reason(error)
        st.rerun()


def reason(error: Exception) -> str:
    """The message for visitors, without a path of the server; the log has the whole error."""
    _LOGGER.error("figures can't be read: %s (%s)", error, getattr(error, "where", None), exc_info=error)
    return str(error) if isinstance(error, SnapshotError) else UNREADABLE


def was_drawn() -> bool:
    """Draw the page where the last run could not read figures. Returns whether it drew it."""
    reason = st.session_state.pop(_REASON, "")
    if reason:
        _draw(reason)
    return bool(reason)


def _draw(reason: str) -> None:
    st.title("There are no figures to show", anchor=False)
    st.markdown(md(reason))
    st.markdown(
        "Common Measure reads its figures from a snapshot in `data/snapshots`. The project carries one; restore it "
        "with `git checkout -- data/snapshots`, or build it from the publishers’ files:"
    )
    st.code("python -m data build --inputs FOLDER --out data/snapshots", language="bash")
