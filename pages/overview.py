"""Where do we stand? One place, five factors and the outcome, in one look."""

from __future__ import annotations

from pages.components import blocks, overview_rows
from pages.components.selection import view as the_view

view = the_view()
blocks.head(view, f"Where does {view.name} stand?")
blocks.copy_link(view)
overview_rows.show(view)
