"""One measure over time. A break in universe or method is a break in the line."""

from __future__ import annotations

from collections.abc import Iterable

from indicators.compare.trend import Trend, TrendPoint, years
from indicators.core.estimate import Interval
from indicators.core.provenance import Provenance
from indicators.present import theme
from indicators.present.charts_base import (
    Chart,
    axis,
    extent,
    frame,
    layer,
    quantitative,
    source_line,
    tooltip,
)
from indicators.present.numbers import DASH, format_estimate
from indicators.present.wording import (
    change_words,
    direction_words,
    period_words,
    sentence_case,
    unit_words,
    why_no_figure,
)

HEIGHT = 230


def trend_chart(trend: Trend, place_name: str, provenance: Iterable[Provenance] = ()) -> Chart | None:
    """The community's line with 90 % margins and the peers' median, dashed; None with fewer than two figures."""
    if not trend.is_shown:
        return None
    spec = trend.spec
    own, medians = _data(trend, trend.points, place_name), _data(trend, trend.medians, "Peers’ median")
    domain = extent(point.estimate for point in (*trend.points, *trend.medians))
    middles = [_middle(point.period) for point in trend.points]
    span = [min(middles) - 0.6, max(middles) + 0.6]
    x: Chart = quantitative("year", span, _years_axis(middles))
    y = quantitative("value", domain, axis(spec, domain) | {"tickCount": 4})
    chart = frame(
        f"{spec.title} over time, {place_name}",
        [
            sentence_case(f"{unit_words(spec)} ({direction_words(spec)})"),
            change_words(trend),
            _breaks_words(trend),
            _gaps_words(trend),
        ],
        source_line(provenance),
        f"{spec.title}, {place_name}: " + "; ".join(f"{datum['period']} {datum['figure']}" for datum in own),
        _layers(trend, own, medians, x, y),
    )
    chart["params"].append(
        {"name": "periods", "value": {f"{_middle(p.period):g}": _label(p.period) for p in trend.points}}
    )
    chart["height"] = HEIGHT
    return chart


def _layers(trend: Trend, own: list[Chart], medians: list[Chart], x: Chart, y: Chart) -> list[Chart]:
    tips = tooltip(("name", "Place"), ("period", "Period"), ("figure", "Figure"))
    marked = {"tooltip": tips, "description": {"field": "alt", "type": "nominal"}}
    line = {"x": x, "y": y, "detail": {"field": "segment", "type": "nominal"}}
    margin = {"x": x, "y": quantitative("lower", y["scale"]["domain"], y["axis"]), "y2": {"field": "upper"}}
    breaks = [{"year": (_middle(early) + _middle(late)) / 2} for early, late in trend.breaks]
    return [
        *layer("rule", breaks, {"x": x}, color="reference_colour", strokeDash=[2, 4], aria=False),
        *layer("line", medians, line, color="reference_colour", strokeDash=[6, 4], strokeWidth=2),
        *layer(
            "point",
            medians,
            {"x": x, "y": y, **marked},
            fill="reference_colour",
            stroke="paper",
            strokeWidth=1,
            size=50,
            opacity=1,
        ),
        *layer("rule", [d for d in own if "lower" in d], margin, color="focus_colour", strokeWidth=2),
        *layer("line", own, line, color="focus_colour", strokeWidth=2.5),
        *layer(
            "point",
            own,
            {"x": x, "y": y, **marked},
            shape="diamond",
            fill="focus_colour",
            stroke="paper",
            strokeWidth=1,
            size=160,
            opacity=1,
        ),
        *_key(own[0]["name"], bool(medians)),
    ]


def _key(own: str, has_median: bool) -> list[Chart]:
    """Marks and names of the lines above the drawing, where they can't lie on a line."""
    rows = [(own, -30, "diamond", "focus_colour", "bold", 140)]
    rows += [("Peers’ median, dashed", -13, "circle", "reference_colour", "normal", 50)] if has_median else []
    drawn: list[Chart] = []
    for text, y, shape, colour, weight, size in rows:
        at = {"y": {"value": y}, "x": {"value": 6}}
        style = {
            "align": "left",
            "baseline": "middle",
            "fontSize": theme.FONT_SIZE,
            "limit": {"expr": "width"},
            "dx": 12,
        }
        drawn += layer("point", [{}], at, shape=shape, fill=colour, strokeWidth=0, size=size, opacity=1, aria=False)
        words = at | {"text": {"field": "text"}}
        drawn += layer("text", [{"text": text}], words, color="ink", fontWeight=weight, **style)
    return drawn


def _data(trend: Trend, points: Iterable[TrendPoint], name: str) -> list[Chart]:
    return [_datum(trend, point, name) for point in points if point.estimate.value is not None]


def _datum(trend: Trend, point: TrendPoint, name: str) -> Chart:
    figure, period = format_estimate(trend.spec, point.estimate), period_words(point.period)
    found: Chart = {
        "name": name,
        "period": period,
        "year": _middle(point.period),
        "value": point.estimate.value,
        "segment": point.segment,
        "figure": figure,
        "alt": f"{name}, {period}: {figure}",
    }
    if point.estimate.interval is Interval.SAMPLING and point.estimate.lower is not None:
        found |= {"lower": point.estimate.lower, "upper": point.estimate.upper}
    return found


def _years_axis(middles: list[float]) -> Chart:
    return {
        "title": None,
        "values": sorted(set(middles)),
        "labelExpr": "periods[datum.value]",
        "labelOverlap": "greedy",
        "labelSeparation": 4,
        "labelFlush": False,
        "labelColor": {"expr": "quiet"},
        "grid": False,
        "domain": False,
        "tickColor": {"expr": "grid_colour"},
    }


def _middle(period: str) -> float:
    first, last = years(period)
    return (first + last) / 2


def _label(period: str) -> str:
    """A period in little room: ``2019–23``, ``2021–22``."""
    first, last = years(period)
    return str(first) if first == last else f"{first}{DASH}{last % 100:02d}"


def _breaks_words(trend: Trend) -> str:
    if not trend.breaks:
        return ""
    pairs = ", ".join(f"{period_words(early)} and {period_words(late)}" for early, late in trend.breaks)
    return f"The line is broken between {pairs}: other people are counted, or counted in another way."


def _gaps_words(trend: Trend) -> str:
    gaps = [point for point in trend.points if point.estimate.value is None]
    if not gaps:
        return ""
    return "No figure: " + "; ".join(f"{period_words(p.period)} ({why_no_figure(p.estimate)})" for p in gaps) + "."
