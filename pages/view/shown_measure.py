"""What the page of a view shows, where its address may leave it out: measure, period, a second community."""

from __future__ import annotations

from indicators.factors import FACTORS
from pages.view import second_community
from pages.view.measure_choice import chosen
from pages.view.session import View


def measure_of(view: View) -> tuple[str, str]:
    """Key and period; those of the address where the page has none of its own."""
    of_address = view.selection.measure, view.selection.period
    if view.path in FACTORS:
        measure, _ = chosen(view, view.path)
        return (measure.spec.key, measure.period) if measure else of_address
    if view.path == "side_by_side":
        return second_community.measure_shown(view), of_address[1]
    return of_address


def written_out(view: View) -> View:
    """The view with everything that its address may leave out, but for measure and period."""
    return second_community.written_out(view) if view.path == "side_by_side" else view
