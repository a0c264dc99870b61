"""Which measure and period the page of a view shows, where its address may leave them out."""

from __future__ import annotations

from indicators.factors import FACTORS
from pages.view.measure_choice import chosen
from pages.view.session import View


def measure_of(view: View) -> tuple[str, str]:
    """Key and period; those of the address where the page has none of its own."""
    asked = view.selection.measure, view.selection.period
    if view.path in FACTORS:
        measure, _ = chosen(view, view.path)
        return (measure.spec.key, measure.period) if measure else asked
    if view.path == "side_by_side":
        from pages.screens.side_by_side_page import measure_shown  # a whole page, which every visit would wait for

        return measure_shown(view), asked[1]
    return asked
