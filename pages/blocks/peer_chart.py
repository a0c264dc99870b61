"""A community beside its peers: the chart, and the way to take it away."""

from __future__ import annotations

import streamlit as st

from indicators.core.exhibit import Exhibit
from indicators.present.charts import peer_dots
from indicators.present.standing import standing
from indicators.present.tables import comparison_figures
from indicators.present.wording import headline, period_source
from pages.blocks import charts, export_menu
from pages.blocks.method import citation_of
from pages.runtime.cache import cached
from pages.view.figures import Measure, comparison_of
from pages.view.session import View


def show(view: View, measure: Measure) -> None:
    """The chart, what to know of its figures, and the downloads; it holds no widget."""
    spec = _chart(measure)
    if spec is None:
        return
    charts.draw(spec, alt=f"{measure.spec.title} by place, best first")
    comparison = comparison_of(measure)
    below = charts.source(comparison.provenance, comparison.note)
    st.html(below + export_menu.menu(view, "peers", measure.spec.key, measure.period))


@cached
def _chart(measure: Measure) -> charts.Spec | None:
    comparison = comparison_of(measure)
    return charts.sendable(peer_dots(comparison)) if comparison.peers else None


def exhibit(measure: Measure, link: str) -> Exhibit:
    """The comparison for export."""
    comparison = comparison_of(measure)
    return Exhibit(
        title=f"{measure.spec.title}: {measure.target.name} and its peers, {period_source(comparison)}",
        takeaway=f"{headline(measure.spec, comparison, measure.target.name)} {standing(comparison)}",
        chart=peer_dots(comparison),
        table=comparison_figures(comparison),
        notes=tuple(note for note in (comparison.rule, comparison.note) if note),
        citation=citation_of(measure, link),
        permalink=link,
        provenance=comparison.provenance,
    )
