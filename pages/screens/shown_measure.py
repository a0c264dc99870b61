"""Which measure and period the page of a view shows, where its address may leave them out.

Whole pages are imported here by who shares one: every visit would wait for them.
"""

from __future__ import annotations

from indicators.factors import FACTORS
from pages.view.session import View


def measure_of(view: View) -> tuple[str, str]:
    """Key and period; those of the address where the page has none of its own."""
    if view.path in FACTORS:
        return _of_factor(view)
    if view.path == "side_by_side":
        from pages.screens.side_by_side_page import measure_shown

        return measure_shown(view), view.selection.period
    return view.selection.measure, view.selection.period


def _of_factor(view: View) -> tuple[str, str]:
    from pages.screens.factor_page import chosen

    measure, _ = chosen(view, view.path)
    return (measure.spec.key, measure.period) if measure else (view.selection.measure, view.selection.period)
