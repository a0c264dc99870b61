"""How a measure is measured: everything from its spec and from where its figures came."""

from __future__ import annotations

from datetime import date

import streamlit as st

from indicators.core.provenance import Provenance
from indicators.core.result import Result
from indicators.core.spec import IndicatorSpec
from indicators.export.citation import citation
from indicators.present.wording import direction_words, period_words
from pages.components.figures import Measure
from pages.components.kept import kept
from pages.components.runtime import store
from pages.components.selection import View, address
from pages.components.text import md


def show(view: View, measure: Measure) -> None:
    """The section "How this is measured", with a citation to copy."""
    st.markdown(kept(("method", *measure.key[:3], measure.target.level), lambda: _text(measure)), anchors=False)
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


def _text(measure: Measure) -> str:
    result = store().result(measure.spec.key, measure.target.level, measure.period)
    return "\n\n".join(["### How this is measured", *spec_paragraphs(measure.spec), *_result_paragraphs(result)])


def spec_paragraphs(spec: IndicatorSpec) -> list[str]:
    """What holds for the measure at every level and period, as Markdown paragraphs."""
    paragraphs = [md(spec.plain), f"**Direction.** {md(direction_words(spec)).capitalize()}."]
    if spec.formula:
        paragraphs.append(f"**Formula.** {md(spec.formula)}")
    if spec.caveats:
        paragraphs.append("**Good to know.**\n\n" + "\n".join(f"- {md(caveat)}" for caveat in spec.caveats))
    if spec.references:
        works = [f"- [{md(work.text)}]({work.url})" if work.url else f"- {md(work.text)}" for work in spec.references]
        paragraphs.append("**References.**\n\n" + "\n".join(works))
    return paragraphs


def _result_paragraphs(result: Result) -> list[str]:
    series = result.spec.find(result.level, result.period)
    paragraphs = [f"**Period.** {md(period_words(result.period))}"]
    if series:
        paragraphs.append(f"**Who is counted.** {md(series.universe)}")
        if series.note:
            paragraphs.append(md(series.note))
    return paragraphs + [source_paragraph(source) for source in result.provenance]


def source_paragraph(source: Provenance) -> str:
    """Publisher, title, table, release, licence and address of a dataset."""
    table = f", table {md(source.table)}" if source.table else ""
    line = (
        f"**Source.** {md(source.producer)}, [{md(source.title)}]({source.url}){table}, release {md(source.version)}."
    )
    return f"{line} License: {md(source.licence)}. Retrieved {md(source.retrieved)}."
