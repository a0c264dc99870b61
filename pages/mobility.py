"""Upward mobility: the outcome, by race, what goes with it across commuting zones, and how it is measured."""

from __future__ import annotations

from pages.blocks import commuting_zones, method
from pages.screens import factor_page
from pages.view.session import view as the_view

view = the_view()
measure = factor_page.figures(view, "mobility")
commuting_zones.show(view)
if measure is not None:
    method.show(view, measure)
