"""Where do we stand? One place, five factors and the outcome, in one look."""

from __future__ import annotations

from pages.blocks import page_frame, scorecard
from pages.view.session import view as the_view

view = the_view()
page_frame.head(view, f"Where does {view.name} stand?")
page_frame.copy_link(view)
scorecard.show(view)
