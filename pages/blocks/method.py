"""How a measure is measured: everything from its spec and from where its figures came."""

from __future__ import annotations

from datetime import date

import streamlit as st

from indicators.core.provenance import Provenance
from indicators.core.result import Result
from indicators.core.spec import IndicatorSpec
from indicators.export.citation import citation
from indicators.present.phrases import sentence_case
from indicators.present.wording import direction_words, period_words
from pages.blocks import answer, data_table, share
from pages.blocks.text import md, md_link
from pages.runtime import own_scripts
from pages.runtime.cache import cached
from pages.runtime.snapshots import store
from pages.view.figures import Measure, comparison_of
from pages.view.parts import is_inside
from pages.view.session import View, address


def show(view: View, measure: Measure) -> None:
    """What the measure means, a sentence to copy with its citation, and, closed, how it is measured."""
    st.markdown(f"## What it means\n\n{md(measure.spec.plain)}", anchors=False)
    _to_copy(view, measure)
    caveats = _caveats(measure.spec)
    if caveats:
        st.expander("Good to know").markdown(caveats, anchors=False)
    st.expander("How this is measured").markdown(_text(measure), anchors=False)


def _to_copy(view: View, measure: Measure) -> None:
    """The sentences of the page's head with who published the figures."""
    link = address(view, measure.spec.key, measure.period)
    sentence = "" if is_inside(measure) else " ".join(answer.sentences(measure)).strip()
    text = "\n\n".join(part for part in (sentence, citation_of(measure, link)) if part)
    st.html(share.to_copy("Copy sentence and citation", text) + data_table.foot(link, date.today()))
    own_scripts.run("share")


def citation_of(measure: Measure, link: str) -> str:
    """How to cite the view and the publishers."""
    result = store().result(measure.spec.key, measure.target.level, measure.period)
    return citation(result.provenance, measure.spec, measure.target.name, measure.period, link, date.today())


@cached
def _text(measure: Measure) -> str:
    result = store().result(measure.spec.key, measure.target.level, measure.period)
    rule = [] if is_inside(measure) else [f"**Beside peers.** {md(comparison_of(measure).rule)}"]
    paragraphs = [*_definition(measure.spec), *rule, *_result_paragraphs(result), _references(measure.spec)]
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def spec_paragraphs(spec: IndicatorSpec) -> list[str]:
    """What holds for the measure at every level and period beside what it means, as Markdown paragraphs."""
    caveats = _caveats(spec)
    good_to_know = f"**Good to know.**\n\n{caveats}" if caveats else ""
    return [paragraph for paragraph in (*_definition(spec), good_to_know, _references(spec)) if paragraph]


def _definition(spec: IndicatorSpec) -> list[str]:
    direction = f"**Direction.** {md(sentence_case(direction_words(spec)))}."
    return [direction, f"**Formula.** {md(spec.formula)}"] if spec.formula else [direction]


def _caveats(spec: IndicatorSpec) -> str:
    return "\n".join(f"- {md(caveat)}" for caveat in spec.caveats)


def _references(spec: IndicatorSpec) -> str:
    works = [f"- {md_link(work.text, work.url)}" if work.url else f"- {md(work.text)}" for work in spec.references]
    return "**References.**\n\n" + "\n".join(works) if works else ""


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
