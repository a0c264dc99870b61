"""Correlations with upward mobility across commuting zones. No text claims a cause."""

from __future__ import annotations

from datetime import date

import streamlit as st

from indicators.compare.correlation import Scatter, scatter_points
from indicators.core.exhibit import Exhibit
from indicators.export.citation import cited
from indicators.present.charts import correlation_words, scatter_chart
from indicators.present.phrases import sentence_case
from indicators.present.wording import period_words
from indicators.registry import of_factor, specs
from pages.blocks import charts, export_menu
from pages.blocks.method import spec_paragraphs
from pages.blocks.text import md
from pages.runtime.cache import cached
from pages.runtime.snapshots import store
from pages.view import place_names
from pages.view.session import View, change_options

OUTCOME = "absolute_upward_mobility"


def show(view: View) -> None:
    """The section "What goes together with it"."""
    keys = _keys()
    if not keys or not store().periods(OUTCOME, "cz"):
        return
    _head()
    key = st.session_state["zone_measure"] = _key_of_view(view)
    st.selectbox("Factor", keys, format_func=lambda key: specs()[key].title, key="zone_measure", on_change=_choose)
    _section(view, key)


@charts.replayed
def _head() -> None:
    st.header("What goes together with it across the nation", anchor=False)
    st.markdown(
        "Each dot is one of the nation’s commuting zones: counties that share a labor market. This says what is found "
        "side by side across them; it does not say what moves what, nor what would happen if one of them changed. "
        f"{_outcome_words()}"
    )


@charts.replayed
def _section(view: View, key: str) -> None:
    scatter = _scatter_of_view(view, key)
    left, right = st.columns(2, gap="medium")
    with left:
        spec = _chart(key, *_zones(view))
        if spec is not None:
            charts.draw(spec, alt=f"{_title(scatter)}, by commuting zone")
        st.html(export_menu.menu(view, "zones"))
    with right:
        st.markdown(_about_zone(view, scatter, _zones(view)[0]))
        st.expander("How this factor is measured").markdown("\n\n".join(spec_paragraphs(scatter.x_spec)))


def _outcome_words() -> str:
    """Which mobility this is: an older measure than the one that the page opens with."""
    spec = specs()[OUTCOME]
    period = store().periods(OUTCOME, "cz")[-1]
    series = spec.find("cz", period)
    who = f" Who is counted: {md(sentence_case(series.universe))}." if series else ""
    return (
        f"Upward mobility is here the “{md(spec.title.lower())}” of the study of 2014, with incomes of "
        f"{period_words(period)}, an older measure than the mean income rank of the Opportunity Atlas.{who}"
    )


def _title(scatter: Scatter) -> str:
    """Both measures, each with its own period."""
    first = f"{scatter.y_spec.title} (incomes of {period_words(scatter.period)})"
    return f"{first} and {scatter.x_spec.title}, {period_words(scatter.x_period)}"


def exhibit(view: View, link: str) -> tuple[str, Exhibit]:
    """The scatter for export, with a name for its file."""
    key = _key_of_view(view)
    return f"{key} and upward mobility", _exhibit(_scatter_of_view(view, key), link)


def _keys() -> list[str]:
    return [spec.key for spec in of_factor(specs()[OUTCOME].factor) if spec.role == "zone_factor"]


def _key_of_view(view: View) -> str:
    key, keys = view.selection.option("group"), _keys()
    return key if key in keys else keys[0]


def _zones(view: View) -> tuple[str, tuple[str, ...]]:
    """The community's zone, and its peers'."""
    peers = (zone_of(view.level, code) for code in view.peers.geoids)
    return zone_of(view.level, view.place), tuple(filter(None, peers))


def _scatter_of_view(view: View, key: str) -> Scatter:
    return _scatter(key, *_zones(view))


def zone_of(level: str, geoid: str) -> str:
    """The commuting zone of a community's principal county, "" where it is not known."""
    county = place_names.principal_county(level, geoid)  # type: ignore[arg-type]
    return store().parent("county", county).get("cz", "") if county else ""


def _choose() -> None:
    change_options(group=st.session_state["zone_measure"])


@cached
def _chart(key: str, home: str, peers: tuple[str, ...]) -> charts.Spec | None:
    return charts.sendable(scatter_chart(_scatter(key, home, peers)))


@cached
def _scatter(key: str, home: str, peers: tuple[str, ...]) -> Scatter:
    return scatter_points(
        store(),
        key,
        OUTCOME,
        home,
        [code for code in peers if code != home],
        lambda code: place_names.full_name("cz", code),
        lambda code: store().parent("cz", code).get("state", ""),
    )


def _about_zone(view: View, scatter: Scatter, home: str) -> str:
    focus_zone = next((point for point in scatter.points if point.role == "focus"), None)
    when = f"It is of {period_words(scatter.x_period)}; the incomes are of {period_words(scatter.period)}."
    lines = [f"**{md(scatter.x_spec.title)}.** {when}"]
    if focus_zone:
        lines.append(md(f"{view.name} lies in the commuting zone {focus_zone.name}."))
    else:
        lines.append(md(f"The commuting zone of {view.name} has no figure here."))
    return "\n\n".join([*lines, md(scatter.x_spec.plain)])


def _exhibit(scatter: Scatter, link: str) -> Exhibit:
    import pandas as pd

    periods = tuple(f"{spec.key}_period" for spec in (scatter.x_spec, scatter.y_spec))
    table = pd.DataFrame(
        [
            {
                "cz": point.geoid,
                "name": point.name,
                scatter.x_spec.key: point.x,
                scatter.y_spec.key: point.y,
                periods[0]: scatter.x_period,
                periods[1]: scatter.period,
                "role": point.role,
            }
            for point in scatter.points
        ]
    )
    title = f"{_title(scatter)}, by commuting zone"
    sources = scatter.provenance
    return Exhibit(
        title,
        correlation_words(scatter),
        scatter_chart(scatter),
        table=table,
        citation=cited(title, sources, link, date.today()),
        permalink=link,
        provenance=sources,
        periods=periods,
    )
