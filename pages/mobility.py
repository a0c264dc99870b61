"""Upward mobility: the outcome, by race, and what goes with it across commuting zones."""

from __future__ import annotations

from pages.components import factor_page, zones_block
from pages.components.selection import view

factor_page.show(view(), "mobility")
zones_block.show(view())
