"""The answer of a factor's page: the verdict, the figure against the median peer, and what the figure says."""

from __future__ import annotations

import streamlit as st

from indicators.present.badge import Badge, against, badge
from indicators.present.wording import headline
from pages.blocks import charts
from pages.blocks.text import html
from pages.runtime.cache import cached
from pages.view.figures import Measure, comparison_of


@charts.replayed
def show(measure: Measure) -> None:
    """Badge and sentences. Nothing here is a widget."""
    spoken = sentences(measure)
    mark = badge_html(badge(comparison_of(measure)))
    more = f'<p class="cm-more">{mark}{html(spoken[1])}</p>' if mark or spoken[1] else ""
    st.html(f'<p class="cm-headline">{html(spoken[0])}</p>{more}')


@cached
def sentences(measure: Measure) -> tuple[str, str]:
    """What the figure says, and how it stands beside the peers; the second is "" where there is no figure."""
    comparison = comparison_of(measure)
    return headline(measure.spec, comparison, measure.target.name), against(comparison)


def badge_html(verdict: Badge | None) -> str:
    """A badge as HTML, "" for none."""
    if verdict is None:
        return ""
    return f'<strong class="cm-badge cm-{verdict.tone}">{verdict.mark} {html(verdict.label)}</strong> '
