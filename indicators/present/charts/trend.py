"""One measure over time. A break in universe or method is a break in the line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from indicators.compare.trend import Trend, TrendPoint, years
from indicators.core.estimate import Interval
from indicators.core.provenance import Provenance, source_line
from indicators.core.spec import IndicatorSpec
from indicators.present.charts.base import Chart, axis, extent, frame, layer, quantitative, tooltip, within
from indicators.present.numbers import DASH, format_estimate, format_value, half_width, is_doubtful
from indicators.present.phrases import lower_first, sentence_case
from indicators.present.wording import axis_direction, change_words, period_words, unit_words, why_no_figure

HEIGHT = 230
TICKS = 5
LEAST_SPAN = 0.1
FEW = 4  # up to so many figures, each is written beside its mark


def trend_chart(trend: Trend, place_name: str, provenance: Iterable[Provenance] = ()) -> Chart | None:
    """The community's line with 90 % margins and the peers' median, dashed; None with fewer than two figures."""
    if not trend.is_shown:
        return None
    spec = trend.spec
    place_data, medians = _data(trend, trend.points, place_name), _data(trend, trend.medians, "Peers’ median")
    domain = _wide_enough(spec, extent((point.estimate for point in (*trend.points, *trend.medians)), spec))
    middles = [_middle(point.period) for point in trend.points]
    air = max(0.6, 0.12 * (max(middles) - min(middles))) if len(middles) < FEW else 0.6
    x: Chart = quantitative("year", [min(middles) - air, max(middles) + air], _years_axis(middles))
    y = quantitative("value", domain, axis(spec, domain) | {"tickCount": TICKS})
    chart = frame(
        f"{spec.title} over time, {place_name}",
        [
            sentence_case(f"{unit_words(spec)} ({axis_direction(spec, upright=True)})"),
            change_words(trend),
            *_breaks_words(trend),
            "No line joins periods that share years." if trend.overlaps else "",
            *(f"No figures between {period_words(a)} and {period_words(b)}." for a, b in trend.gaps),
            _gaps_words(trend),
            "Line through a diamond: 90% margin of error." if any("lower" in datum for datum in place_data) else "",
        ],
        source_line(provenance),
        f"{spec.title}, {place_name}: " + "; ".join(f"{datum['period']} {datum['figure']}" for datum in place_data),
        _layers(trend, place_data, medians, x, y),
    )
    chart["params"].append(
        {"name": "periods", "value": {f"{_middle(p.period):g}": _label(p.period) for p in trend.points}}
    )
    chart["height"] = HEIGHT
    return chart


def _wide_enough(spec: IndicatorSpec, domain: list[float]) -> list[float]:
    """The domain, widened to a tenth of its values so that a small change doesn't look like a large one."""
    low, high = domain
    middle, least = (low + high) / 2, LEAST_SPAN * max(abs(low), abs(high))
    if high - low >= least:
        return domain
    return within(spec, [round(middle - least / 2, 6), round(middle + least / 2, 6)])


def _layers(trend: Trend, place_data: list[Chart], medians: list[Chart], x: Chart, y: Chart) -> list[Chart]:
    tips = tooltip(("name", "Place"), ("period", "Period"), ("figure", "Figure"))
    marked = {"tooltip": tips, "description": {"field": "alt", "type": "nominal"}}
    line = {"x": x, "y": y, "detail": {"field": "segment", "type": "nominal"}}
    margin = {"x": x, "y": y | {"field": "lower"}, "y2": {"field": "upper"}}
    has_line = max(Counter(datum["segment"] for datum in medians).values(), default=0) > 1
    return [
        *_breaks(trend, x),
        *layer("line", medians, line, color="reference_colour", strokeDash=[6, 4], strokeWidth=2),
        *layer(
            "point",
            medians,
            {"x": x, "y": y, **marked},
            fill="reference_colour",
            stroke="paper",
            strokeWidth=1,
            size=70,
            opacity=1,
        ),
        *layer("rule", [d for d in place_data if "lower" in d], margin, color="focus_colour", strokeWidth=2),
        *layer("line", place_data, line, color="focus_colour", strokeWidth=2.5),
        *_diamonds([d for d in place_data if not d["doubt"]], {"x": x, "y": y, **marked}, "focus_colour"),
        *_diamonds([d for d in place_data if d["doubt"]], {"x": x, "y": y, **marked}, "paper"),
        *(_figures(place_data, medians, x, y) if len(place_data) < FEW else []),
        *_key(place_data, medians, has_line),
    ]


def _diamonds(data: list[Chart], encoding: Chart, fill: str) -> list[Chart]:
    """The community's marks, hollow where a figure is too uncertain to act on."""
    style = {"stroke": "focus_colour", "strokeWidth": 2, "size": 120, "opacity": 1}
    return layer("point", data, encoding, shape="diamond", fill=fill, **style)


def _figures(place_data: list[Chart], medians: list[Chart], x: Chart, y: Chart) -> list[Chart]:
    """Figures beside their marks, where there are few: the community's at the right, the median's at the left."""
    layers: list[Chart] = []
    for data, align, dx, colour, weight in (
        (place_data, "left", 12, "ink", "bold"),
        (medians, "right", -10, "quiet", "normal"),
    ):
        labels = [{name: datum[name] for name in ("year", "value", "short")} for datum in data]
        encoding = {"x": x, "y": y, "text": {"field": "short"}}
        style = {"align": align, "dx": dx, "fontWeight": weight, "aria": False}
        layers += layer(
            "text", labels, encoding, fill="paper", stroke="paper", strokeWidth=4, strokeJoin="round", **style
        )
        layers += layer("text", labels, encoding, color=colour, **style)
    return layers


def _breaks(trend: Trend, x: Chart) -> list[Chart]:
    """An upright line between two periods that don't join, with words beside it."""
    layers: list[Chart] = []
    middle = sum(x["scale"]["domain"]) / 2
    for earlier, later in trend.breaks:
        at = {"year": (_middle(earlier) + _middle(later)) / 2}
        layers += layer("rule", [at], {"x": x}, color="reference_colour", strokeDash=[2, 4], aria=False)
        for label, is_left in _sides(trend, earlier, later, at["year"] > middle):
            text = {"x": x, "y": {"value": 0}, "text": {"field": "words"}}
            style = {"align": "right" if is_left else "left", "dx": -5 if is_left else 5, "aria": False}
            layers += layer("text", [at | {"words": label}], text, baseline="top", dy=2, color="quiet", **style)
    return layers


def _sides(trend: Trend, earlier: str, later: str, is_late: bool) -> list[tuple[str, bool]]:
    """Words, and whether they stand left of a break: who is counted before and after it, or what changes there.

    is_late: a break in the right half has its one word at the left, where there is room.
    """
    before, after = (trend.spec.find(trend.level, period) for period in (earlier, later))
    if before is None or after is None:
        return []
    if before.ages and after.ages and before.ages != after.ages:
        return [(before.ages, True), (after.ages, False)]
    if not before.counts_as(after):
        return [("other people counted", is_late)]
    return [("areas change" if after.redrawn else "method changes", is_late)]


def _key(place_data: list[Chart], medians: list[Chart], has_line: bool) -> list[Chart]:
    """Marks and names of what is drawn, above the drawing, where they can't lie on a line."""
    rows = [(place_data[0]["name"], -34, "diamond", "focus_colour", "bold", 120)]
    if medians:
        median_label = f"Peers’ median{', dashed' if has_line else ''}"
        rows.append((median_label, -15, "circle", "reference_colour", "normal", 70))
    layers: list[Chart] = []
    for text, y, shape, colour, weight, size in rows:
        at = {"y": {"value": y}, "x": {"value": 6}}
        style = {"align": "left", "baseline": "middle", "limit": {"expr": "width"}, "dx": 12}
        layers += layer("point", [{}], at, shape=shape, fill=colour, strokeWidth=0, size=size, opacity=1, aria=False)
        named = at | {"text": {"field": "text"}}
        layers += layer("text", [{"text": text}], named, color="ink", fontWeight=weight, **style)
    return layers


def _data(trend: Trend, points: Iterable[TrendPoint], name: str) -> list[Chart]:
    return [_datum(trend, point, name) for point in points if point.estimate.value is not None]


def _datum(trend: Trend, point: TrendPoint, name: str) -> Chart:
    figure, period = format_estimate(trend.spec, point.estimate), period_words(point.period)
    datum: Chart = {
        "name": name,
        "period": period,
        "year": _middle(point.period),
        "value": point.estimate.value,
        "segment": point.segment,
        "figure": figure,
        "short": format_value(trend.spec, point.estimate.value, half_width(point.estimate), unit=False),
        "doubt": is_doubtful(point.estimate),
        "alt": f"{name}, {period}: {figure}",
    }
    if point.estimate.interval is Interval.SAMPLING and point.estimate.lower is not None:
        datum |= {"lower": point.estimate.lower, "upper": point.estimate.upper}
    return datum


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


def _breaks_words(trend: Trend) -> list[str]:
    """One sentence for each break: who is counted before and after, or what the source says about it."""
    return [_break_words(trend, earlier, later) for earlier, later in trend.breaks]


def _break_words(trend: Trend, earlier: str, later: str) -> str:
    pair = f"{period_words(earlier)} and {period_words(later)}"
    before, after = (trend.spec.find(trend.level, period) for period in (earlier, later))
    why = "people are counted in another way."
    if before and after and not before.counts_as(after):
        why = f"first {lower_first(before.universe)}; then {lower_first(after.universe)}."
    elif before and after and (after.remarks or before.remarks):
        why = lower_first(after.remarks or before.remarks)
    return f"The line is broken between {pair}: {why}"


def _gaps_words(trend: Trend) -> str:
    gaps = [point for point in trend.points if point.estimate.value is None]
    if not gaps:
        return ""
    return "No figure: " + "; ".join(f"{period_words(p.period)} ({why_no_figure(p.estimate)})" for p in gaps) + "."
