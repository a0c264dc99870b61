"""For whom: one row a group of people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from indicators.compare.groups import GroupFigure
from indicators.core.estimate import Interval
from indicators.core.provenance import Provenance, source_line
from indicators.present import theme
from indicators.present.charts.base import (
    Chart,
    axis,
    axis_words,
    extent,
    frame,
    is_range,
    layer,
    quantitative,
    row_axis,
    tooltip,
    word_parameters,
)
from indicators.present.numbers import format_estimate, is_doubtful
from indicators.present.phrases import sentence_case
from indicators.present.wording import axis_direction, period_words, unit_words, why_no_figure


def for_whom(
    groups: Sequence[GroupFigure], title: str, place_name: str, period: str, provenance: Iterable[Provenance] = ()
) -> Chart | None:
    """Diamonds with 90 % intervals by group, a tick for the peers' median; a group without figure says why.

    title: what the chart is called where the family of the measures has no title. None where fewer than
    two groups exist.
    """
    if len(groups) < 2:
        return None
    spec = groups[0].spec
    name, unit = spec.family_title or title, spec.family_unit or unit_words(spec)
    rows = [_datum(i, group) for i, group in enumerate(groups)]
    domain = extent((figure for group in groups for figure in (group.estimate, group.median)), spec)
    chart = frame(
        f"{sentence_case(name)} by group, {place_name}, {period_words(period)}",
        [_key_words(rows)],
        source_line(provenance),
        f"{sentence_case(name)} by group, {place_name}: " + "; ".join(row["alt"] for row in rows),
        [
            *_layers(rows, domain, axis(spec, domain)),
            *axis_words(f"{unit} ({axis_direction(spec)})"),
        ],
    )
    names, figures = ({row["row"]: row[field] for row in rows} for field in ("name", "side"))
    chart["params"] += word_parameters(names, figures)
    chart["height"] = (theme.ROW_HEIGHT + 6) * len(rows)
    chart["resolve"] = {"axis": {"y": "independent"}}
    return chart


def _key_words(rows: list[Chart]) -> str:
    """How to read the marks, no more than is drawn."""
    parts = []
    if any("median" in row for row in rows):
        parts.append("Upright tick: the peers’ median.")
    if any("value" in row and "lower" in row for row in rows):
        parts.append("Line through a diamond: 90% margin of error.")
    if any("value" not in row and "lower" in row for row in rows):
        parts.append("Bar: the publisher gives a range only.")
    if any(row["doubt"] and "value" in row for row in rows):
        parts.append("Hollow diamond: too uncertain to act on.")
    return " ".join(parts)


def _layers(rows: list[Chart], domain: list[float], x_axis: Chart) -> list[Chart]:
    y: Chart = {"field": "row", "type": "nominal", "scale": {"domain": [row["row"] for row in rows]}, "axis": None}
    x, low = quantitative("value", domain, x_axis), quantitative("lower", domain, x_axis)
    across = {"x": {"value": 0}, "x2": {"value": "width"}}
    tips = tooltip(("name", "Group"), ("figure", "Figure"), ("peers", "Peers’ median"), ("note", "Note"))
    marked = {"tooltip": tips, "description": {"field": "alt", "type": "nominal"}}
    ids = [{"row": row["row"]} for row in rows]
    with_value = [row for row in rows if "value" in row]
    ranges = [row for row in rows if "value" not in row and "lower" in row]
    hidden = [row for row in rows if "value" not in row and "lower" not in row]
    medians = [row for row in rows if "median" in row]
    left, right = row_axis("left", "names", "short_names", "ink"), row_axis("right", "words", "short_words", "quiet")
    reason = {"y": y, "x": {"value": 4}, "text": {"field": "note"}, **marked}
    return [
        *layer("rule", ids, {"y": y | {"axis": left}, **across}, color="grid_colour"),
        *layer("rule", ids, {"y": y | {"axis": right}, **across}, color="grid_colour", opacity=0),
        *layer(
            "tick",
            medians,
            {"y": y, "x": quantitative("median", domain, x_axis), **marked},
            color="reference_colour",
            thickness=3,
            size=20,
        ),
        *layer(
            "rule", [r for r in with_value if "lower" in r], {"y": y, "x": low, "x2": {"field": "upper"}}, **_OWN_LINE
        ),
        *layer("bar", ranges, {"y": y, "x": low, "x2": {"field": "upper"}, **marked}, color="focus_colour", size=11),
        *_diamonds([row for row in with_value if not row["doubt"]], {"y": y, "x": x, **marked}, "focus_colour"),
        *_diamonds([row for row in with_value if row["doubt"]], {"y": y, "x": x, **marked}, "paper"),
        *layer("text", hidden, reason, align="left", color="quiet", fontStyle="italic", limit={"expr": "width - 8"}),
    ]


_OWN_LINE = {"color": "focus_colour", "strokeWidth": 2.5}


def _diamonds(rows: list[Chart], encoding: Chart, fill: str) -> list[Chart]:
    style = {"stroke": "focus_colour", "strokeWidth": 2, "size": 140, "opacity": 1}
    return layer("point", rows, encoding, shape="diamond", fill=fill, **style)


def _datum(i: int, group: GroupFigure) -> Chart:
    figure = group.estimate
    figure_text = format_estimate(group.spec, figure)
    datum: Chart = {
        "row": str(i),
        "name": group.label,
        "figure": figure_text,
        "alt": f"{group.label}: {figure_text}",
        "peers": "none",
        "doubt": is_doubtful(figure),
    }
    if group.median is not None:
        datum["peers"] = format_estimate(group.spec, group.median)
        if group.median.value is not None:
            datum["median"] = group.median.value
    is_hidden = figure.value is None and not is_range(figure)
    datum |= {
        "note": why_no_figure(figure) if is_hidden else figure.note,
        "side": "" if is_hidden else format_estimate(group.spec, figure, unit=False),
    }
    if figure.value is not None:
        datum["value"] = figure.value
    if (figure.interval is Interval.SAMPLING or is_range(figure)) and figure.lower is not None:
        datum |= {"lower": figure.lower, "upper": figure.upper}
    return datum
