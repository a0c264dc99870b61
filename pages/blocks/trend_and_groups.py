"""The sections "Over time" and "For whom": a chart, or a sentence where there are no figures for one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from indicators.core.estimate import Estimate
from indicators.core.exhibit import Exhibit
from indicators.core.provenance import Provenance
from indicators.present.charts import for_whom, trend_chart
from indicators.present.tables import NUMBERS, numbers_of, raw_frame
from pages.blocks import charts, export_menu
from pages.blocks.method import citation_of
from pages.runtime.cache import cached
from pages.runtime.snapshots import store
from pages.view.figures import Measure, comparison_of, periods_of
from pages.view.session import View
from pages.view.trends import groups_of, has_trend, trend_of

Row = tuple[dict[str, str], Estimate]  # the columns that tell a figure from the others, and the figure


def over_time(view: View, measure: Measure) -> None:
    """The section "Over time"; it holds no widget."""
    _section(view, measure, "trend", "Over time", _trend_chart)


def by_people(view: View, measure: Measure) -> None:
    """The section "For whom"; it holds no widget."""
    _section(view, measure, "groups", "For whom", _groups_chart)


def _section(view: View, measure: Measure, exhibit_name: str, head: str, make: Callable[[Measure], Any]) -> None:
    spec = _spec_of_chart(make, measure)
    if spec is None:
        return
    charts.draw(spec, alt=f"{measure.spec.title}, {measure.target.name}, {head.lower()}")
    st.html(charts.source(_sources(measure)) + export_menu.menu(view, exhibit_name, measure.spec.key, measure.period))


@cached
def _spec_of_chart(make: Callable[[Measure], Any], measure: Measure) -> charts.Spec | None:
    """A chart of the measure, ready to send."""
    return charts.sendable(make(measure))


def _trend_chart(measure: Measure) -> Any:
    if not has_trend(measure):
        return None
    return trend_chart(trend_of(measure), measure.target.name, _sources(measure))


def _sources(measure: Measure) -> tuple[Provenance, ...]:
    """The sources of every period, those of the shown period first."""
    key, level = measure.spec.key, measure.target.level
    others = [period for period in periods_of(measure.spec, level) if period != measure.period]
    provenances = [store().result(key, level, period).provenance for period in (measure.period, *others)]
    return tuple(dict.fromkeys(source for sources in provenances for source in sources))


def _groups_chart(measure: Measure) -> Any:
    groups, target = groups_of(measure), measure.target
    return for_whom(groups, measure.spec.title, target.name, measure.period, comparison_of(measure).provenance)


def trend_exhibit(measure: Measure, link: str) -> Exhibit:
    """The trend for export."""
    trend = trend_of(measure)
    rows: list[Row] = [({"series": "place", "period": point.period}, point.estimate) for point in trend.points]
    rows += [({"series": "median of peers", "period": point.period}, point.estimate) for point in trend.medians]
    return _exhibit(measure, link, "over time", _trend_chart(measure), ("series", "period"), rows)


def groups_exhibit(measure: Measure, link: str) -> Exhibit:
    """The groups for export."""
    rows: list[Row] = [
        ({"indicator": group.spec.key, "group": group.label, "period": measure.period}, group.estimate)
        for group in groups_of(measure)
    ]
    return _exhibit(measure, link, "by group", _groups_chart(measure), ("indicator", "group", "period"), rows)


def _exhibit(measure: Measure, link: str, by: str, chart: Any, keys: tuple[str, ...], rows: list[Row]) -> Exhibit:
    target, texts = measure.target, ("status", "quality", "note")
    table = raw_frame(
        [
            {
                **key,
                "geoid": target.geoid,
                "name": target.name,
                **numbers_of(measure.spec, figure),
                **{name: str(getattr(figure, name)) for name in texts},
            }
            for key, figure in rows
        ],
        (*keys, "geoid", "name", *NUMBERS, *texts),
        measure.spec,
    )
    title = f"{measure.spec.title} {by}: {measure.target.name}"
    return Exhibit(title, chart=chart, table=table, citation=citation_of(measure, link), permalink=link)
