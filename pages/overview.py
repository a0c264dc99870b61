"""Where do we stand? One place, five factors and the outcome, in one look."""

from __future__ import annotations

import streamlit as st

from pages.components import blocks, map_block, overview_rows
from pages.components.selection import view as the_view

view = the_view()
blocks.head(view, f"Where does {view.name} stand?")
blocks.copy_link(view)
left, right = st.columns([3, 2], gap="large")
with left:
    overview_rows.place(view)
    overview_rows.how_to_read()
with right:
    map_block.outline(view)
overview_rows.rows(view)
