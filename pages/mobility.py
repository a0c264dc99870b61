"""Upward mobility: the outcome, by race, what goes with it across commuting zones, and how it is measured."""

from __future__ import annotations

from pages.components import factor_page, method_block, zones_block
from pages.components.selection import view as the_view

view = the_view()
measure = factor_page.figures(view, "mobility")
zones_block.show(view)
if measure is not None:
    method_block.show(view, measure)
