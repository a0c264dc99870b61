"""The one page that is shown where figures can't be read: nothing half drawn stays beside it."""

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
    """What visitors are told, which never holds a path of the server; the log has the whole."""
    _LOGGER.error("figures can't be read: %s (%s)", error, getattr(error, "where", None), exc_info=error)
    return str(error) if isinstance(error, SnapshotError) else UNREADABLE


def shown() -> bool:
    """Draw the page where the run before found no figures; whether it did."""
    said = st.session_state.pop(_REASON, "")
    if said:
        _draw(said)
    return bool(said)


def _draw(said: str) -> None:
    st.title("There are no figures to show", anchor=False)
    st.markdown(md(said))
    st.markdown(
        "Common Measure reads its figures from a snapshot in `data/snapshots`. The project carries one; restore it "
        "with `git checkout -- data/snapshots`, or build it from the publishers’ files:"
    )
    st.code("python -m data build --inputs FOLDER --out data/snapshots", language="bash")
