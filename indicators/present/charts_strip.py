"""The standing in one line, for the overview."""

from __future__ import annotations

from indicators.compare.comparison import Comparison, Row
from indicators.core.estimate import Estimate
from indicators.present.charts_base import (
    Chart,
    axis,
    extent,
    frame,
    is_range,
    layer,
    quantitative,
    source_line,
    tooltip,
)
from indicators.present.numbers import format_estimate
from indicators.present.wording import direction_words, median_words, standing, verdict_words

HEIGHT, MIDDLE = 52, 26


def strip(comparison: Comparison) -> Chart:
    """Every peer a small dot (a bar where only a range is known), the community a diamond, the peers' median a tick.

    Own and median are named beside their marks, above and below the line.
    """
    spec = comparison.spec
    rows = [row for row in comparison.rows if row.is_shown and row.estimate.is_ranked]
    shown = [*(row.estimate for row in rows), comparison.median]
    # Margins are not drawn here, so that they don't widen the axis; ranges are.
    domain = extent([Estimate(one.value) if one and one.value is not None else one for one in shown])
    x_axis = axis(spec, domain, direction_words(spec)) | {"grid": False, "tickCount": 4}
    own = [_datum(comparison, row) for row in rows if row.is_focus]
    peers = [_datum(comparison, row) for row in rows if not row.is_focus]
    median = [_plain("Peers’ median", comparison.median, median_words(comparison))] if comparison.median else []
    chart = frame(
        "",
        [],
        source_line(comparison.provenance),
        f"{spec.title}: {comparison.focus.name} among {len(comparison.peers)} peers. {standing(comparison)}",
        _layers(own, peers, median, domain, x_axis),
    )
    del chart["title"]
    chart["params"] = [param for param in chart["params"] if not param["name"].startswith("title")]
    chart["height"] = HEIGHT
    return chart


def _layers(
    own: list[Chart], peers: list[Chart], median: list[Chart], domain: list[float], x_axis: Chart
) -> list[Chart]:
    y: Chart = {"y": {"value": MIDDLE}}
    tips = tooltip(("name", "Place"), ("figure", "Figure"), ("words", "Compared"))
    marked = {"tooltip": tips, "description": {"field": "alt", "type": "nominal"}}
    point = {"x": quantitative("value", domain, x_axis), **y, **marked}
    span = {"x": quantitative("lower", domain, x_axis), "x2": {"field": "upper"}, **y, **marked}
    line = {"x": {"value": 0}, "x2": {"value": "width"}, **y}
    return [
        *layer("rule", [{}], line, color="grid_colour", aria=False),
        *layer("bar", _wide(peers), span, color="peer_colour", opacity=0.45, size=9),
        *layer("point", _dots(peers), point, fill="peer_colour", stroke="paper", strokeWidth=1, size=90, opacity=0.9),
        *layer("tick", _dots(median), point, color="ink", thickness=3, size=24, orient="vertical"),
        *layer("bar", _wide(median), span, color="ink", size=3),
        *layer("bar", _wide(own), span, color="focus_colour", size=13),
        *layer(
            "point",
            _dots(own),
            point,
            shape="diamond",
            fill="focus_colour",
            stroke="paper",
            strokeWidth=1,
            size=260,
            opacity=1,
        ),
        *_label(own, domain, x_axis, -16, "focus_colour", "bold"),
        *_label(median, domain, x_axis, 20, "quiet", "normal"),
    ]


def _label(data: list[Chart], domain: list[float], x_axis: Chart, dy: int, colour: str, weight: str) -> list[Chart]:
    """A name at its mark, growing towards the middle so that it is never cut off."""
    middle = (domain[0] + domain[1]) / 2
    placed = [{"name": datum["name"], "at": datum["at"]} for datum in data]
    encoding = {"x": quantitative("at", domain, x_axis), "y": {"value": MIDDLE + dy}, "text": {"field": "name"}}
    side = f"datum.at > {middle}"
    return layer(
        "text",
        placed,
        encoding,
        align={"expr": f"{side} ? 'right' : 'left'"},
        dx={"expr": f"{side} ? 6 : -6"},
        color=colour,
        fontWeight=weight,
        fontSize=12,
        limit={"expr": "0.6 * width"},
    )


def _datum(comparison: Comparison, row: Row) -> Chart:
    figure = format_estimate(comparison.spec, row.estimate)
    return _plain(row.name, row.estimate, figure) | {"words": verdict_words(row.verdict)}


def _plain(name: str, figure: Estimate, words: str) -> Chart:
    found: Chart = {"name": name, "figure": words, "words": "", "alt": f"{name}: {words}"}
    if is_range(figure) and figure.lower is not None and figure.upper is not None:
        return found | {"lower": figure.lower, "upper": figure.upper, "at": (figure.lower + figure.upper) / 2}
    return found | {"value": figure.value, "at": figure.value}


def _wide(data: list[Chart]) -> list[Chart]:
    return [datum for datum in data if "lower" in datum]


def _dots(data: list[Chart]) -> list[Chart]:
    return [datum for datum in data if "value" in datum]
