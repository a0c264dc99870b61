"""The overview's parts: what the place is, and one row for each factor."""

from __future__ import annotations

from datetime import date

import streamlit as st

from indicators.core.geography import LEVEL_WORDS, Level
from indicators.factors import SUBJECTS, Factor
from indicators.present.charts import strip
from indicators.present.phrases import listed
from indicators.present.wording import format_value, headline, median_words, period_words, standing
from indicators.registry import specs
from pages.blocks import charts, data_table, export_menu, locator
from pages.blocks.text import html, md, peers_counted
from pages.runtime.snapshots import store
from pages.view import place_names, site
from pages.view.figures import Measure, comparison_of, headline_measure, periods_of, substitute_sentence
from pages.view.maps import theme
from pages.view.session import View, address


def show(view: View) -> None:
    """What this place is, where it lies, a row for each factor, and their downloads: nothing here is a widget."""
    link, today = address(view), date.today()
    key = ("overview", store().snapshot, theme(), view.selection, view.peers, link, today)
    charts.still(key, lambda: _page(view, data_table.foot(link, today)))


def _page(view: View, foot: str) -> None:
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.html(_facts(view) + foot)
        _how_to_read()
    with right:
        st.html(locator.block(view, theme()) or "&nbsp;")
    for factor in SUBJECTS:
        _row(view, factor)
    _take_away(view)


def _row(view: View, factor: Factor) -> None:
    """One factor: sentence, standing among peers, way into its page."""
    measure = headline_measure(view, factor.key)
    left, right = st.columns(2, gap="medium", vertical_alignment="center")
    with left:
        st.markdown(_words(view, factor, measure), anchors=False)
        st.page_link(
            site.page(factor.key),
            label=f"More on {factor.title.lower()}",
            icon=":material/arrow_forward:",
            query_params=view.selection.to_query(),
        )
    comparison = comparison_of(measure) if measure is not None and measure.target.peers else None
    spec = charts.ready(("strip", *measure.key), lambda: strip(comparison)) if measure and comparison else None
    if measure and spec:
        with right:
            charts.draw(spec, alt=f"{measure.spec.title}: {measure.target.name} among its peers")


def _take_away(view: View) -> None:
    """Downloads of every row."""
    rows = "".join(
        f"<div><span>{html(factor.title)}</span>{export_menu.links(view, factor.key)}</div>"
        for factor in SUBJECTS
        if headline_measure(view, factor.key)
    )
    st.html(f'<details class="cm-export cm-rows"><summary>Export</summary>{rows}</details>')


def _how_to_read() -> None:
    st.markdown(
        "**How to read this page.** A dot is a place; the diamond is yours, the upright line is the median of the "
        "peers. **±** is the 90% margin of error: "
        "the true figure lies within it nine times in ten. A gap that could be chance is called **no clear "
        "difference**, and a rank is given as a range. These factors go together with upward mobility; nothing "
        "here says that one brings about the other."
    )


def _words(view: View, factor: Factor, measure: Measure | None) -> str:
    head = f"### {factor.title}"
    if measure is None:
        return f"{head}\n\nNo figure is published for {md(view.name)}."
    comparison = comparison_of(measure)
    source = "; ".join(dict.fromkeys(line.source_line for line in comparison.provenance))
    small = " ".join([substitute_sentence(view, measure), f"{median_words(comparison)}.", f"Source: {source}."])
    sentence = headline(measure.spec, comparison, measure.target.name)
    return "\n\n".join([head, f"**{md(sentence)}**", md(standing(comparison)), f":small[{md(small)}]"])


def _facts(view: View) -> str:
    facts = []
    for key in ("population", "population_growth", "population_density"):
        if not store().periods(key, view.level):
            continue
        figure = store().result(key, view.level).get(view.place)
        if figure is not None and figure.value is not None:
            facts.append((_fact_name(key, view.level), format_value(specs()[key], figure.value)))
    items = "".join(f"<div><dt>{html(name)}</dt><dd>{html(value)}</dd></div>" for name, value in facts)
    levels = listed([LEVEL_WORDS[level][1] for level in _levels(view)])
    return (
        f'<p class="cm-headline">{html(place_names.kind_sentence(view.level, view.place))} '
        f"It is compared with {peers_counted(len(view.peers.geoids))}.</p>"
        f'<dl class="cm-facts">{items}</dl><p>Figures here: {html(levels)}.</p>'
    )


def _fact_name(key: str, level: Level) -> str:
    """What a fact is, with its period."""
    return f"{specs()[key].short}, {period_words(periods_of(specs()[key], level)[0])}"


def _levels(view: View) -> list[Level]:
    county = place_names.principal_county(view.level, view.place)
    parts: tuple[Level, ...] = ("tract", "zip", "district", "campus", "high_school")
    return [view.level, *(level for level in parts if county and store().children(level, county))]
