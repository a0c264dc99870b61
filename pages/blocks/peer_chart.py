"""A community beside its peers: the chart, the verdicts in words, the way to take it away."""

from __future__ import annotations

import streamlit as st

from indicators.core.exhibit import Exhibit
from indicators.present.charts import peer_dots
from indicators.present.tables import comparison_figures
from indicators.present.wording import headline, median_words, period_source, standing
from pages.blocks import charts, export_menu
from pages.blocks.method import citation_of
from pages.blocks.text import html
from pages.runtime.cache import cached
from pages.view.figures import Measure, comparison_of
from pages.view.session import View


def show(view: View, measure: Measure) -> None:
    """The section "Beside its peers"; it holds no widget."""
    spec = _chart(measure)
    st.subheader("Beside its peers", anchor=False)
    if spec is None:
        st.caption("No peers are chosen. Add some under “Change peers” in the sidebar.")
        return
    charts.draw(spec, alt=f"{measure.spec.title} by place, best first")
    menu = export_menu.menu(view, "peers", measure.spec.key, measure.period)
    st.html(f'<p class="cm-words">{html(_words(measure))}</p>{menu}')


@cached
def _chart(measure: Measure) -> charts.Spec | None:
    comparison = comparison_of(measure)
    return charts.sendable(peer_dots(comparison)) if comparison.peers else None


def exhibit(measure: Measure, link: str) -> Exhibit:
    """The comparison as it leaves the screen."""
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


def _words(measure: Measure) -> str:
    comparison = comparison_of(measure)
    sentences = [f"{median_words(comparison)}.", comparison.rule, comparison.note]
    return " ".join(sentence for sentence in sentences if sentence)
