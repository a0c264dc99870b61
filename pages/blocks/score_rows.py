"""The scorecard: a line for each subject, which opens to its sentence, its source and further measures."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

import streamlit as st

from indicators.compare.comparison import Comparison
from indicators.compare.subjects import Position, tally
from indicators.compare.trend import Change
from indicators.compare.verdicts import Verdict
from indicators.core.provenance import source_line
from indicators.present.answer import POOR_WORDS, POSITION_MARKS, POSITION_WORDS, peers_words
from indicators.present.charts.mini import mini_strip
from indicators.present.numbers import format_estimate, format_value, is_doubtful
from indicators.present.phrases import lower_first
from indicators.present.standing import standing
from indicators.present.wording import VERDICT_WORDS, headline, median_words, period_words, plain_words
from pages.blocks.text import html
from pages.view import place_names, site
from pages.view.figures import substitute_sentence
from pages.view.nearby import nearest_with_headline
from pages.view.session import View
from pages.view.subjects import Subject, changes, further, widest_gap

PEERS = "Peers better/unclear/worse"
COLUMNS = (2, 11)
NOTHING = "–"
HEADS = ("Here", "Median peer", "Verdict", PEERS, "Changed", "Gap", "worse ↔ better")


def show(view: View, subjects: tuple[Subject, ...], dark: bool) -> None:
    """All lines, under one head. It holds no widget."""
    with st.container(key="scorecard", gap=None):
        heads = "".join(f"<span>{html(head).replace('/', '/<wbr>')}</span>" for head in HEADS)
        with st.columns(COLUMNS, gap="small")[1]:
            st.html(f'<div class="cm-score cm-heads" aria-hidden="true">{heads}</div>')
        for subject in subjects:
            _line(view, subject, dark)


def _line(view: View, subject: Subject, dark: bool) -> None:
    name, figures = st.columns(COLUMNS, gap="small", vertical_alignment="center")
    with name:
        # A measure in an overview's address belongs to one subject alone.
        query = replace(view.selection, measure="", period="").to_query()
        st.page_link(site.page(subject.factor.key), label=subject.factor.title, query_params=query)
    with figures:
        st.html(_figures(view, subject, dark))


def _figures(view: View, subject: Subject, dark: bool) -> str:
    comparison, position = subject.comparison, subject.position
    if comparison is None or position is Position.ABSENT:
        return f'<div class="cm-score"><span class="cm-none">{html(_absent(view, subject))}</span></div>'
    cells = (
        ("Here", _here(comparison)),
        ("Median peer", html(_median(comparison))),
        ("", f"<b>{POSITION_MARKS[position]} {html(_position(comparison, position))}</b>"),
        (PEERS, html(_counts(comparison))),
        ("Changed", html(_change(view, subject))),
        ("Gap", _gap(view, subject)),
        ("", _strip(comparison, dark)),
    )
    line = "".join(_cell(head, cell) for head, cell in cells)
    name = html(subject.factor.title)
    more = _more(view, subject, comparison)
    return f'<div class="cm-score cm-{position}" role="group" aria-label="{name}">{line}{more}</div>'


def _here(comparison: Comparison) -> str:
    """The figure, and of which measure it is."""
    figure = format_estimate(comparison.spec, comparison.focus.estimate)
    return f"{html(figure)} <small>{html(lower_first(comparison.spec.short))}</small>"


def _absent(view: View, subject: Subject) -> str:
    """That there is no figure, and where the nearest one is."""
    neighbor = nearest_with_headline(view.level, view.place, subject.factor.key)
    if neighbor is None:
        return "No figure is published here."
    name = place_names.title(neighbor.level, neighbor.geoid)
    return f"No figure is published here. The nearest is of {name}, {neighbor.miles:,.0f} miles away."


def _position(comparison: Comparison, position: Position) -> str:
    is_poor = position is Position.UNTESTED and is_doubtful(comparison.focus.estimate)
    return POOR_WORDS if is_poor else POSITION_WORDS[position]


def _cell(head: str, cell: str) -> str:
    """A cell and its head; on a phone those without a head or with a long one take a line, and empty ones go."""
    look = "cm-empty" if cell == NOTHING else "cm-whole" if head in ("", PEERS, "Changed", "Gap") else ""
    return f'<span class="{look}" data-head="{html(head)}">{cell}</span>'


def _strip(comparison: Comparison, dark: bool) -> str:
    """The strip as an image with a data URL: Streamlit strips inline SVG."""
    drawing = mini_strip(comparison, dark)
    if not drawing:
        return ""
    return f'<img class="cm-mini" alt="{html(standing(comparison))}" src="data:image/svg+xml,{quote(drawing)}">'


def _median(comparison: Comparison) -> str:
    return plain_words(comparison, comparison.median) if comparison.median else NOTHING


def _counts(comparison: Comparison) -> str:
    counts = tally(comparison)
    return f"{counts.better}/{counts.alike}/{counts.worse}" if counts.tested else NOTHING


def _change(view: View, subject: Subject) -> str:
    """How the headline changed; the card "Changing" has what changed most, whatever the measure."""
    moved = changes(view, subject.factor)
    headline_change = moved.get(subject.measure.spec.key) if subject.measure else None
    return _since(headline_change.change) if headline_change else NOTHING


def _since(change: Change) -> str:
    if change.verdict is Verdict.NO_CLEAR_DIFFERENCE:
        return "no clear change"
    if change.verdict is Verdict.CANNOT_TEST:
        return VERDICT_WORDS[change.verdict]
    return f"{VERDICT_WORDS[change.verdict]} since {period_words(change.first.period)}"


def _gap(view: View, subject: Subject) -> str:
    """The groups farthest apart; and of which measure, where they could be taken for figures of the headline's."""
    widest = widest_gap(view, subject.factor)
    if widest is None:
        return NOTHING
    ends, spec = (widest.gap.worse_off, widest.gap.better_off), widest.gap.worse_off.spec
    figures = (f"{group.label} {format_value(group.spec, group.estimate.value, unit=False)}" for group in ends)
    shown = subject.measure.spec if subject.measure else spec
    is_mistakable = shown.format == spec.format and shown.family != spec.family
    name = f" <small>{html(lower_first(spec.family_title or spec.short))}</small>" if is_mistakable else ""
    return f"{html(', '.join(figures))}{name}"


def _more(view: View, subject: Subject, comparison: Comparison) -> str:
    """The HTML that a line of the scorecard opens to."""
    source = source_line(comparison.provenance)
    small = [substitute_sentence(view, subject.measure) if subject.measure else "", f"{median_words(comparison)}."]
    others = "".join(f"<li>{html(_further(other))}</li>" for other in further(view, subject))
    also = f"<p>Also on this subject:</p><ul>{others}</ul>" if others else ""
    return (
        f'<details><summary aria-label="More on {html(subject.factor.title.lower())}">More</summary>'
        f"<p><strong>{html(headline(comparison.spec, comparison, comparison.focus.name))}</strong> "
        f"{html(standing(comparison))}</p>{also}"
        f"<p><small>{html(' '.join([*small, f'Source: {source}.']).strip())}</small></p></details>"
    )


def _further(comparison: Comparison) -> str:
    figure = format_estimate(comparison.spec, comparison.focus.estimate)
    median = f"; {median_words(comparison).lower()}" if comparison.median else ""
    counts = f" ({peers_words(tally(comparison))})" if comparison.tested else ""
    return f"{comparison.spec.title}: {figure}, {period_words(comparison.period)}{median}{counts}"
