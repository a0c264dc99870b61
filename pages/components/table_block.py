"""The figures behind the charts: a table to sort, and the places inside the community."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import streamlit as st

from indicators.core.geography import LEVEL_WORDS
from indicators.present.tables import comparison_table
from indicators.registry import specs
from pages.components import charts, exports, inside, places
from pages.components.figures import Measure, comparison_of
from pages.components.selection import View
from pages.components.text import md

HEADS = {
    "place": "Place",
    "name": "Place",
    "figure": "In words",
    "letter": "Letter",
    "verdict": "Against your community",
    "rank": "Rank range",
    "value": "Value",
    "moe": "Margin (90%)",
    "lower": "Lower",
    "upper": "Upper",
    "interval": "Interval",
    "quality": "Quality",
    "status": "Status",
    "why": "Note",
    "note": "Note",
    "geoid": "Code",
}
PINNED = {"Place": st.column_config.Column(pinned=True)}
COMPARED = ("place", "figure", "verdict", "rank", "value", "moe", "lower", "upper", "quality", "status", "why", "geoid")
LISTED = ("name", "value", "moe", "lower", "upper", "status", "quality", "note", "geoid")


def show(view: View, measure: Measure) -> None:
    """The table of the comparison, and what there is inside the county."""
    charts.still(("table", view.path, view.selection, *measure.key), lambda: _section(view, measure))
    _inside(view, measure)


def _section(view: View, measure: Measure) -> None:
    st.subheader("The figures", anchor=False)
    st.dataframe(
        readable(comparison_table(comparison_of(measure)), COMPARED),
        hide_index=True,
        placeholder="–",
        height="content",
        column_config=PINNED,
        alt=f"{measure.spec.title}: {measure.target.name} and its peers",
    )
    st.html(exports.menu(view, "peers", measure.spec.key, measure.period, picture=False))


def readable(frame: Any, columns: tuple[str, ...]) -> pa.Table:
    """A frame's columns under the heads that people read, ready to send."""
    chosen = frame[list(columns)].rename(columns=HEADS)
    return pa.Table.from_pandas(chosen, preserve_index=False).replace_schema_metadata()


def parts_table(view: View, measure: Measure) -> None:
    """The table of a measure that is only there for the parts of a county."""
    st.subheader("The figures", anchor=False)
    inside.table(view, measure, listed, measure.period)


def listed(frame: Any) -> pa.Table:
    """Figures that are not compared, under the heads that people read; ratings also as letters."""
    spec = specs()[frame["indicator"].iloc[0]] if len(frame) else None
    if spec is None or spec.format != "letter":
        return readable(frame, LISTED)
    letters = [spec.labels.get(value, "") for value in frame["value"]]
    return readable(frame.assign(letter=letters), ("name", "letter", *LISTED[1:]))


def _inside(view: View, measure: Measure) -> None:
    """Figures for the parts of the county that this factor has, in a section that runs only when open."""
    county = places.principal_county(measure.target.level, measure.target.geoid)
    found = inside.measures_inside(county, measure.spec.factor) if county else ()
    if not found:
        return
    words = ", ".join(dict.fromkeys(LEVEL_WORDS[one.target.level][1] for one in found))
    box = st.expander(f"Inside {md(found[0].target.name)}: {words}", key="inside_open", on_change="rerun")
    if box.open:
        with box:
            chosen = st.selectbox(
                "Measure inside the county",
                range(len(found)),
                format_func=lambda at: inside.label(found[at].spec, found[at].target.level),
                key="inside_measure",
            )
            inside.table(view, found[chosen], listed)
