"""One wide panel with the views of a measure: peers, map, groups, over time, table."""

from __future__ import annotations

import streamlit as st

from pages.blocks import charts, commuting_zones, figure_table, map_panel, peer_chart, trend_and_groups
from pages.view import panel
from pages.view.figures import Measure
from pages.view.session import View, change_options
from pages.view.view_names import OPTION, TITLES, ViewName


def show(view: View, measure: Measure) -> None:
    """The choice of views, and the one that is chosen."""
    views, name = panel.offered(measure), panel.shown(view, measure)
    if len(views) > 1:
        st.session_state["panel"] = name
        st.segmented_control(
            "View",
            views,
            format_func=TITLES.__getitem__,
            key="panel",
            required=True,
            on_change=_choose,
            label_visibility="collapsed",
        )
    if absent := panel.absent(view, measure):
        st.caption(absent)
    _draw(view, measure, name)


def _choose() -> None:
    change_options(**{OPTION: st.session_state["panel"]})


def _draw(view: View, measure: Measure, name: ViewName) -> None:
    if name == "map":
        map_panel.show(view, measure)
    elif name == "table":
        figure_table.show(view, measure)
    elif name == "zones":
        commuting_zones.show(view)
    else:
        _chart(view, measure, name)


@charts.replayed
def _chart(view: View, measure: Measure, name: ViewName) -> None:
    """A view without widgets."""
    draw = {"peers": peer_chart.show, "groups": trend_and_groups.by_people, "time": trend_and_groups.over_time}
    draw[name](view, measure)
