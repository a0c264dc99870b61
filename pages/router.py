"""The front door: page config, the view, the header bar, and the page itself."""

from __future__ import annotations

import streamlit as st

from pages.blocks import header_bar, no_figures, page_frame
from pages.runtime.script_queue import in_script_queue
from pages.runtime.snapshots import showing
from pages.view import session, site
from pages.view.shown_measure import measure_of, written_out

# Drawn here: Streamlit fetches emoji and symbol icons of a page from another host.
ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='16' "
    "rx='3' fill='%231f5a8a'/%3E%3Cpath d='M3 6h10M3 10h10' stroke='%23fff' stroke-width='2'/%3E%3C/svg%3E"
)
# Pixels. The menu holds the names of pages alone.
MENU_WIDTH = 256

with in_script_queue():
    # Before the menu is there, or the browser gives it another width now and then.
    st.set_page_config(page_icon=ICON, layout="wide", initial_sidebar_state=MENU_WIDTH)
    page = st.navigation(site.menu(), expanded=True)
    path = page.url_path or site.HOME
    if no_figures.was_drawn():
        st.set_page_config("Common Measure")
    else:
        with no_figures.instead(), showing(session.snapshot_asked(path)):
            view = session.open_view(path)
            st.set_page_config(f"{page.title} – {view.name} – Common Measure")
            page_frame.style(view, page.title)
            header_bar.show(view, measure_of, written_out)
            page_frame.told_by_proxy(page.url_path)
            page.run()
