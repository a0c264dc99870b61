"""How a measure is measured: everything from its spec and from where its figures came."""

from __future__ import annotations

from datetime import date

import streamlit as st

from indicators.core.geography import Level
from indicators.core.provenance import Provenance
from indicators.core.result import Result
from indicators.core.spec import IndicatorSpec
from indicators.export.citation import citation
from indicators.present.phrases import sentence_case
from indicators.present.wording import direction_words, period_words
from pages.blocks.text import md, md_link
from pages.runtime.cache import cached
from pages.runtime.snapshots import store
from pages.view.figures import Measure
from pages.view.session import View, address


def show(view: View, measure: Measure) -> None:
    """The section "How this is measured", with a citation to copy."""
    st.markdown(_text(measure.spec, measure.target.level, measure.period), anchors=False)
    box = st.popover(
        "Copy citation", key="copy_citation", on_change="rerun", icon=":material/format_quote:", type="tertiary"
    )
    if box.open:
        link = address(view, measure.spec.key, measure.period)
        box.code(citation_of(measure, link), language=None, wrap_lines=True)


def citation_of(measure: Measure, link: str) -> str:
    """How to cite the view and the publishers."""
    result = store().result(measure.spec.key, measure.target.level, measure.period)
    return citation(result.provenance, measure.spec, measure.target.name, measure.period, link, date.today())


@cached
def _text(spec: IndicatorSpec, level: Level, period: str) -> str:
    result = store().result(spec.key, level, period)
    return "\n\n".join(["### How this is measured", *spec_paragraphs(spec), *_result_paragraphs(result)])


def spec_paragraphs(spec: IndicatorSpec) -> list[str]:
    """What holds for the measure at every level and period, as Markdown paragraphs."""
    paragraphs = [md(spec.plain), f"**Direction.** {md(sentence_case(direction_words(spec)))}."]
    if spec.formula:
        paragraphs.append(f"**Formula.** {md(spec.formula)}")
    if spec.caveats:
        paragraphs.append("**Good to know.**\n\n" + "\n".join(f"- {md(caveat)}" for caveat in spec.caveats))
    if spec.references:
        works = [f"- {md_link(work.text, work.url)}" if work.url else f"- {md(work.text)}" for work in spec.references]
        paragraphs.append("**References.**\n\n" + "\n".join(works))
    return paragraphs


def _result_paragraphs(result: Result) -> list[str]:
    series = result.spec.find(result.level, result.period)
    paragraphs = [f"**Period.** {md(period_words(result.period))}"]
    if series:
        paragraphs.append(f"**Who is counted.** {md(series.universe)}")
        paragraphs += [md(series.note)] if series.note else []
    return paragraphs + [source_paragraph(source) for source in result.provenance]


def source_paragraph(source: Provenance) -> str:
    """Publisher, title, table, release, licence and address of a dataset."""
    parts = [f"**Source.** {md(source.producer)}, {md_link(source.title, source.url)}"]
    if source.table:
        parts.append(md(table_words(source)))
    parts += [f"Release: {md(source.version)}", f"License: {md(source.licence_words)}"]
    return ". ".join([*parts, f"Retrieved {day_words(source.retrieved)}."])


def table_words(source: Provenance) -> str:
    """``Table B19080``, ``Tables B09005, B15001``; a publisher's own words ("Data groups 695 and 696") as they are."""
    return f"Table{'s' if len(source.tables) > 1 else ''} {source.table}" if source.tables else source.table


def day_words(day: str) -> str:
    """``November 21, 2026`` of ``2026-11-21``."""
    read = date.fromisoformat(day)
    return f"{read:%B} {read.day}, {read.year}"
