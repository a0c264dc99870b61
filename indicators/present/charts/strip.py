"""The standing in one line, for the overview."""

from __future__ import annotations

from typing import Any

from indicators.compare.comparison import Comparison, Row
from indicators.core.estimate import Estimate
from indicators.core.provenance import source_line
from indicators.present.charts.base import (
    Chart,
    axis,
    axis_words,
    extent,
    frame,
    is_range,
    layer,
    quantitative,
    tooltip,
)
from indicators.present.numbers import format_estimate, is_doubtful
from indicators.present.phrases import sentence_case
from indicators.present.standing import standing
from indicators.present.wording import direction_words, line_words, period_words, unit_words, verdict_words

HEIGHT, MIDDLE = 62, 32
ABOVE, UNDER = MIDDLE - 19, MIDDLE + 23  # of the names
TICK = (MIDDLE - 9, MIDDLE + 13)  # ends of the median's line: it never reaches the community's name
RANGE_WORDS = "upright bar: the published range, however narrow"
RANGE, OWN_RANGE = (MIDDLE - 6, MIDDLE + 6), (MIDDLE - 10, MIDDLE + 10)  # ends of bars, which have no dot
DOUBT_WORDS = "hollow: too uncertain to act on"


def strip(comparison: Comparison) -> Chart:
    """Every peer a dot, the community a diamond, the peers' median an upright line; a range is a bar without a dot.

    Own and median are named beside their marks, above and below the line.
    """
    spec = comparison.spec
    rows = [row for row in comparison.rows if row.is_shown and row.estimate.is_plain]
    known = comparison.median
    shown = [*(row.estimate for row in rows), known]
    # Margins are not drawn here, so that they don't widen the axis; ranges are.
    domain = extent(
        [Estimate(figure.value) if figure and figure.value is not None else figure for figure in shown], spec
    )
    focus_data = [_datum(comparison, row) for row in rows if row.is_focus]
    peers = [_datum(comparison, row) for row in rows if not row.is_focus]
    median = [_plain("Peers’ median", known, line_words(comparison, known))] if known else []
    chart = frame(
        "",
        [],
        source_line(comparison.provenance),
        f"{spec.title}: {comparison.focus.name} among {len(comparison.peers)} peers. {standing(comparison)}",
        [
            *_layers(focus_data, peers, median, domain, axis(spec, domain) | {"grid": False, "tickCount": 5}),
            *axis_words(_axis_text(comparison, [*focus_data, *peers])),
        ],
    )
    chart["height"] = HEIGHT
    # On screen the page says what the strip is of; a file must say it itself.
    who = f"{sentence_case(comparison.universe)}. {sentence_case(unit_words(spec))}"
    chart["usermeta"]["exhibit"] |= {"title": f"{spec.title}, {period_words(comparison.period)}", "subtitle": who}
    return chart


def _axis_text(comparison: Comparison, data: list[Chart]) -> str:
    """The text under the axis: the direction, and how to read marks that are not plain."""
    parts = [direction_words(comparison.spec)]
    parts += [RANGE_WORDS] if _wide(data) else []
    parts += [DOUBT_WORDS] if any(datum["doubt"] for datum in data) else []
    return "; ".join(parts)


def _layers(
    focus_data: list[Chart], peers: list[Chart], median: list[Chart], domain: list[float], x_axis: Chart
) -> list[Chart]:
    y: Chart = {"y": {"value": MIDDLE}}
    tips = tooltip(("name", "Place"), ("figure", "Figure"), ("words", "Compared"))
    marked = {"tooltip": tips, "description": {"field": "alt", "type": "nominal"}}
    low, high = quantitative("lower", domain, x_axis), {"field": "upper"}
    span = {"x": low, "x2": high, **marked}
    point = {"x": quantitative("at", domain, x_axis), **y, **marked}
    upright = {"y": {"value": TICK[0]}, "y2": {"value": TICK[1]}, **marked}
    return [
        *layer("rule", [{}], {"x": {"value": 0}, "x2": {"value": "width"}, **y}, color="grid_colour", aria=False),
        *_bars(_wide(peers), span, RANGE, "peer_colour"),
        *_points(_narrow(peers), point, "peer_colour", shape="circle", size=80),
        *layer("rect", _wide(median), {"x": low, "x2": high, **upright}, fill="ink", stroke="ink", **_BOX),
        *layer("rule", _narrow(median), {"x": point["x"], **upright}, color="paper", strokeWidth=7, aria=False),
        *layer("rule", _narrow(median), {"x": point["x"], **upright}, color="ink", strokeWidth=3),
        *_bars(_wide(focus_data), span, OWN_RANGE, "focus_colour"),
        *_points(_narrow(focus_data), point, "focus_colour", shape="diamond", size=220),
        *_label(focus_data, domain, x_axis, ABOVE, "focus_colour", "bold"),
        *_label(median, domain, x_axis, UNDER, "quiet", "normal"),
    ]


_BOX = {"fillOpacity": 0.2, "strokeWidth": 2, "strokeOpacity": 1}


def _bars(data: list[Chart], encoding: Chart, ends: tuple[int, int], colour: str) -> list[Chart]:
    """Ranges, from end to end. Their rim shows also what is narrower than a point of the screen."""
    upright = {"y": {"value": ends[0]}, "y2": {"value": ends[1]}}
    return layer("rect", data, encoding | upright, fill=colour, stroke=colour, strokeWidth=2, opacity=0.75)


def _points(data: list[Chart], encoding: Chart, colour: str, **properties: Any) -> list[Chart]:
    """Full marks with a rim that parts them from their neighbours; hollow ones where a figure is in doubt."""
    full, doubtful = ([datum for datum in data if datum["doubt"] is doubt] for doubt in (False, True))
    style = {"strokeWidth": 1, "opacity": 1} | properties
    return [
        *layer("point", full, encoding, fill=colour, stroke="paper", **style),
        *layer("point", doubtful, encoding, fill="paper", stroke=colour, **style | {"strokeWidth": 2}),
    ]


def _label(data: list[Chart], domain: list[float], x_axis: Chart, y: int, colour: str, weight: str) -> list[Chart]:
    """A name over or under its mark; near an end of the axis it grows inwards, so that it is never cut off."""
    placed = []
    for datum in data:
        part = (datum["at"] - domain[0]) / (domain[1] - domain[0])
        placed.append({"name": datum["name"], "at": datum["at"], "part": round(part, 3)})
    encoding = {"x": quantitative("at", domain, x_axis), "y": {"value": y}, "text": {"field": "name"}}
    half = "0.29 * size * length(datum.name)"
    left, right = f"datum.part * width < {half}", f"(1 - datum.part) * width < {half}"
    return layer(
        "text",
        placed,
        encoding,
        align={"expr": f"{left} ? 'left' : {right} ? 'right' : 'center'"},
        dx={"expr": f"{left} ? -6 : {right} ? 6 : 0"},
        baseline="middle",
        color=colour,
        fontWeight=weight,
        aria=False,
    )


def _datum(comparison: Comparison, row: Row) -> Chart:
    figure = format_estimate(comparison.spec, row.estimate)
    return _plain(row.name, row.estimate, figure) | {"words": verdict_words(row.verdict)}


def _plain(name: str, figure: Estimate, text: str) -> Chart:
    datum: Chart = {"name": name, "figure": text, "words": "", "alt": f"{name}: {text}", "doubt": is_doubtful(figure)}
    if is_range(figure) and figure.lower is not None and figure.upper is not None:
        return datum | {"lower": figure.lower, "upper": figure.upper, "at": (figure.lower + figure.upper) / 2}
    return datum | {"at": figure.value}


def _wide(data: list[Chart]) -> list[Chart]:
    return [datum for datum in data if "lower" in datum]


def _narrow(data: list[Chart]) -> list[Chart]:
    return [datum for datum in data if "lower" not in datum]
