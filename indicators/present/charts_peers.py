"""A community among its peers, one row a place."""

from __future__ import annotations

from indicators.compare.comparison import Comparison, Row, Verdict
from indicators.core.estimate import Estimate, Interval, Status
from indicators.present import theme
from indicators.present.charts_base import (
    Chart,
    axis,
    extent,
    frame,
    is_range,
    layer,
    quantitative,
    row_axis,
    source_line,
    tooltip,
    word_parameters,
)
from indicators.present.numbers import STATUS_WORDS, format_estimate, format_value
from indicators.present.wording import (
    direction_words,
    period_words,
    quality_words,
    rank_range,
    rank_words,
    sentence_case,
    standing,
    unit_words,
    verdict_mark,
    verdict_words,
)

CLEAR = (Verdict.BETTER, Verdict.WORSE, Verdict.HIGHER, Verdict.LOWER)
CODED = (Status.TOP_CODED, Status.BOTTOM_CODED)
FOCUS_ROW = "focus"
TIPS = tooltip(("name", "Place"), ("figure", "Figure"), ("words", "Compared"), ("rank", "Rank"), ("note", "Note"))


def peer_dots(comparison: Comparison) -> Chart:
    """Dots with 90 % intervals, best first, the community marked by colour, shape and bold name.

    Ranges are bars without a dot. A hollow dot is not clearly different from the community. Lines to read against have
    rows of their own at the top, so that their words never overlap. Places without a figure stay as rows that say why.
    """
    spec = comparison.spec
    lines = _lines(comparison)
    domain = extent([*(row.estimate for row in comparison.rows), *(line["estimate"] for line in lines)])
    rows = [_row_data(comparison, i, row) for i, row in enumerate(comparison.rows)]
    order = [datum["row"] for datum in [*lines, *rows]]
    x_axis = axis(spec, domain, unit_words(spec), f"({direction_words(spec)})")
    chart = frame(
        f"{spec.title}, {period_words(comparison.period)}",
        [sentence_case(comparison.universe), _key_words(comparison)],
        source_line(comparison.provenance),
        f"{spec.title}: {comparison.focus.name} among {len(comparison.peers)} peers. {standing(comparison)}",
        _layers(lines, rows, order, domain, x_axis),
    )
    chart["params"] += _label_parameters([*lines, *rows])
    chart["height"] = theme.ROW_HEIGHT * len(order)
    chart["resolve"] = {"axis": {"y": "independent"}}
    return chart


def _key_words(comparison: Comparison) -> str:
    """How to read the marks, no more than is drawn."""
    kinds = {row.estimate.interval for row in comparison.rows if row.is_shown}
    parts = [f"At the right: each place compared with {comparison.focus.name}."]
    if comparison.tested:
        parts.append("Full dot: clearly different; hollow: not.")
    if Interval.SAMPLING in kinds:
        parts.append("Line through a dot: 90% margin of error.")
    if Interval.BOUNDS in kinds:
        parts.append("Bar: the publisher gives a range only.")
    return " ".join(parts)


def _layers(lines: list[Chart], rows: list[Chart], order: list[str], domain: list[float], x_axis: Chart) -> list[Chart]:
    y: Chart = {"field": "row", "type": "nominal", "scale": {"domain": order}, "axis": None}
    x = quantitative("value", domain, x_axis)
    low, high = quantitative("lower", domain, x_axis), {"field": "upper"}
    across = {"x": {"value": 0}, "x2": {"value": "width"}}
    marked = {"tooltip": TIPS, "description": {"field": "alt", "type": "nominal"}}
    focus = [{"row": FOCUS_ROW}]
    last = next((row["row"] for row in reversed(rows) if row["mark"] != "none"), order[-1])
    lines = [{name: value for name, value in line.items() if name != "estimate"} | {"until": last} for line in lines]
    points = [line for line in lines if "value" in line]
    wide = [line for line in lines if "value" not in line]
    dots = [row for row in rows if row["mark"] == "dot"]
    ruled = [{"row": line["row"]} for line in lines] + [{"row": row["row"]} for row in rows if row["mark"] != "none"]
    return [
        *layer("rect", focus, {"y": y | {"axis": _left_axis()}, **across}, color="band_colour"),
        *layer(
            "rule",
            ruled,
            {"y": y | {"axis": row_axis("right", "words", "short_words", "quiet")}, **across},
            color="grid_colour",
        ),
        *layer("rule", points, {"y": y, "y2": {"field": "until"}, "x": x}, color="reference_colour", strokeDash=[3, 4]),
        *layer("tick", points, {"y": y, "x": x, **marked}, color="reference_colour", thickness=3, size=16),
        *layer("bar", wide, {"y": y, "x": low, "x2": high, **marked}, color="reference_colour", size=6),
        *_intervals(dots, y, low),
        *_bars([row for row in rows if row["mark"] == "bar"], {"y": y, "x": low, "x2": high, **marked}),
        *_dots(dots, {"y": y, "x": x, **marked}),
        *layer(
            "text",
            [row for row in rows if row["mark"] == "none"],
            {"y": y, "x": {"value": 4}, "text": {"field": "figure"}, **marked},
            align="left",
            color="quiet",
            fontStyle="italic",
            limit={"expr": "width - 8"},
        ),
    ]


def _intervals(dots: list[Chart], y: Chart, low: Chart) -> list[Chart]:
    drawn = [{name: row[name] for name in ("row", "lower", "upper")} for row in dots if "lower" in row]
    encoding = {"y": y, "x": low, "x2": {"field": "upper"}}
    return [
        *layer("rule", [d for d in drawn if d["row"] != FOCUS_ROW], encoding, color="peer_colour", strokeWidth=2),
        *layer("rule", [d for d in drawn if d["row"] == FOCUS_ROW], encoding, color="focus_colour", strokeWidth=3),
    ]


def _bars(bars: list[Chart], encoding: Chart) -> list[Chart]:
    return [
        *layer("bar", [bar for bar in bars if bar["row"] != FOCUS_ROW], encoding, color="peer_colour", size=9),
        *layer("bar", [bar for bar in bars if bar["row"] == FOCUS_ROW], encoding, color="focus_colour", size=13),
    ]


def _dots(dots: list[Chart], encoding: Chart) -> list[Chart]:
    """Full where clearly different, hollow where not, a triangle where the figure is only a limit, a cross in doubt."""
    peers = [dot for dot in dots if dot["row"] != FOCUS_ROW]
    drawn: list[Chart] = []
    for look, shape, fill in (
        ("clear", "circle", "peer_colour"),
        ("unclear", "circle", "paper"),
        ("doubt", "cross", "paper"),
        ("at_least", "triangle-right", "paper"),
        ("at_most", "triangle-left", "paper"),
    ):
        chosen = [dot for dot in peers if dot["look"] == look]
        style = {"fill": fill, "stroke": "peer_colour", "strokeWidth": 2, "size": 80, "opacity": 1}
        drawn += layer("point", chosen, encoding, shape=shape, **style)
    own = [dot for dot in dots if dot["row"] == FOCUS_ROW]
    return drawn + layer(
        "point", own, encoding, shape="diamond", color="focus_colour", filled=True, size=200, opacity=1
    )


def _left_axis() -> Chart:
    quiet = "slice(datum.value, 0, 4) == 'line'"
    return row_axis("left", "names", "short_names", "ink") | {
        "labelColor": {"condition": {"test": quiet, "expr": "quiet"}, "expr": "ink"},
        "labelFontWeight": {"condition": {"test": f"datum.value == '{FOCUS_ROW}'", "value": "bold"}, "value": "normal"},
    }


def _label_parameters(data: list[Chart]) -> list[Chart]:
    names = {datum["row"]: datum["name"] for datum in data}
    words = {datum["row"]: datum["side"] for datum in data}
    return word_parameters(names, words)


def _lines(comparison: Comparison) -> list[Chart]:
    known: list[tuple[str, Estimate]] = [(line.label, line.estimate) for line in comparison.benchmarks if line.is_drawn]
    if comparison.median is not None:
        known.insert(0, ("Peers’ median", comparison.median))
    return [_line_data(comparison, i, label, figure) for i, (label, figure) in enumerate(known)]


def _line_data(comparison: Comparison, i: int, label: str, figure: Estimate) -> Chart:
    # A line is drawn without its margin; the words at its side give the figure.
    plain = figure if is_range(figure) else Estimate(figure.value)
    spec, moe = comparison.spec, comparison.focus.estimate.moe
    words = format_estimate(spec, plain) if is_range(figure) else format_value(spec, figure.value, moe)
    drawn = {"lower": figure.lower, "upper": figure.upper} if is_range(figure) else {"value": figure.value}
    text = {
        "name": label,
        "figure": words,
        "side": words,
        "words": "",
        "rank": "",
        "note": "",
        "alt": f"{label}: {words}",
    }
    return {"row": f"line{i}", "estimate": plain, **drawn, **text}


def _row_data(comparison: Comparison, i: int, row: Row) -> Chart:
    figure = format_estimate(comparison.spec, row.estimate)
    words = verdict_words(row.verdict)
    rank = rank_words(row, comparison.ranked)
    note = row.reason or row.estimate.note
    return {
        "row": FOCUS_ROW if row.is_focus else str(i),
        "name": row.name,
        "figure": figure if row.is_shown else STATUS_WORDS[row.estimate.status] or figure,
        "words": words,
        "rank": rank,
        "note": "; ".join(part for part in (f"quality {quality_words(row.estimate.quality)}", note) if part),
        "alt": ", ".join(part for part in (f"{row.name}: {figure}", words, rank) if part),
        "side": _side_words(comparison, row),
        **_drawn(row),
    }


def _side_words(comparison: Comparison, row: Row) -> str:
    if row.is_focus:
        return f"rank {rank_range(row)} of\N{NO-BREAK SPACE}{comparison.ranked}" if rank_range(row) else ""
    if not row.is_shown:
        return ""
    if row.estimate.status is Status.UNRELIABLE:
        return "? unreliable"
    if row.estimate.status in CODED:
        return format_estimate(comparison.spec, row.estimate)
    return f"{verdict_mark(row.verdict)} {verdict_words(row.verdict)}"


def _drawn(row: Row) -> Chart:
    figure = row.estimate
    if is_range(figure):
        return {"mark": "bar", "lower": figure.lower, "upper": figure.upper}
    if not row.is_shown:
        return {"mark": "none"}
    value = figure.value if figure.value is not None else figure.lower if figure.lower is not None else figure.upper
    found: Chart = {"mark": "dot", "value": value, "look": _look(row)}
    if figure.interval is Interval.SAMPLING and figure.lower is not None and figure.upper is not None:
        found |= {"lower": figure.lower, "upper": figure.upper}
    return found


def _look(row: Row) -> str:
    if row.estimate.status is Status.UNRELIABLE:
        return "doubt"
    if row.estimate.status in CODED:
        return "at_least" if row.estimate.status is Status.TOP_CODED else "at_most"
    return "clear" if row.verdict in CLEAR else "unclear"
