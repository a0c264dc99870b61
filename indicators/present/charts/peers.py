"""A community among its peers, one row a place."""

from __future__ import annotations

from dataclasses import replace

from indicators.compare.comparison import Comparison, Row, Verdict
from indicators.core.estimate import Interval, Status
from indicators.core.provenance import source_line
from indicators.core.spec import IndicatorSpec
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
from indicators.present.charts.references import reference_lines, reference_side, references
from indicators.present.numbers import CODED, STATUS_WORDS, format_estimate, format_value, half_width, is_doubtful
from indicators.present.phrases import sentence_case
from indicators.present.standing import standing
from indicators.present.wording import (
    axis_direction,
    period_words,
    quality_words,
    rank_range,
    rank_words,
    unit_words,
    verdict_mark,
    verdict_words,
)

CLEAR = (Verdict.BETTER, Verdict.WORSE, Verdict.HIGHER, Verdict.LOWER)
FOCUS_ROW = "focus"
# Marks that the words at the right don't explain.
LOOK_WORDS = {
    "untested": "Gray dot: can’t be tested.",
    "doubt": "Cross: too uncertain to act on.",
    "at_least": "Triangle: at least, or at most, this much.",
}
TIPS = tooltip(("name", "Place"), ("figure", "Figure"), ("words", "Compared"), ("rank", "Rank"), ("note", "Note"))


def peer_dots(comparison: Comparison) -> Chart:
    """Dots with 90 % intervals, best first, the community marked by colour, shape and bold name.

    At the right stands each value, then its verdict. Ranges are bars without a dot. Lines to read against have rows
    of their own at the top, named beside their marks. Places without a figure stay as rows that say why.
    """
    spec = comparison.spec
    lines = reference_lines(comparison)
    domain = extent([*(row.estimate for row in comparison.rows), *(line["estimate"] for line in lines)], spec)
    rows = [_row_data(comparison, i, row) for i, row in enumerate(comparison.rows)]
    order = [datum["row"] for datum in [*lines, *rows]]
    lines = [line | reference_side(line, sum(domain) / 2) for line in lines]
    chart = frame(
        f"{spec.title}, {period_words(comparison.period)}",
        [sentence_case(comparison.universe), _key_words(comparison, rows)],
        source_line(comparison.provenance),
        f"{spec.title}: {comparison.focus.name} among {len(comparison.peers)} peers. {standing(comparison)}",
        [
            *_layers(lines, rows, order, domain, axis(spec, domain)),
            *axis_words(f"{unit_words(spec)} ({axis_direction(spec)})"),
        ],
        phone=_sign_words(rows),
    )
    chart["params"] += _label_parameters(rows)
    chart["height"] = theme.ROW_HEIGHT * len(order)
    chart["resolve"] = {"axis": {"y": "independent"}}
    return chart


def _key_words(comparison: Comparison, rows: list[Chart]) -> str:
    """How to read the marks that the words at the right don't explain, no more than is drawn."""
    looks = {row["look"] for row in rows if "look" in row and row["row"] != FOCUS_ROW}
    parts = [label for look, label in LOOK_WORDS.items() if look in looks]
    if is_doubtful(comparison.focus.estimate) and comparison.focus.is_shown:
        parts.append("Hollow diamond: too uncertain to act on.")
    if any(row["mark"] == "dot" and "lower" in row for row in rows):
        parts.append("Line through a mark: 90% margin of error.")
    if any(row["mark"] == "bar" for row in rows):
        parts.append("Bar: the publisher gives a range only.")
    return " ".join(parts)


def _sign_words(rows: list[Chart]) -> str:
    """Explain the signs that replace verdicts on a phone."""
    signs = dict.fromkeys(f"{row['sign']} {row['side']}" for row in rows if row["sign"])
    return f"Behind the figure: {', '.join(signs)}." if signs else ""


def _layers(lines: list[Chart], rows: list[Chart], order: list[str], domain: list[float], x_axis: Chart) -> list[Chart]:
    y: Chart = {"field": "row", "type": "nominal", "scale": {"domain": order}, "axis": None}
    x = quantitative("value", domain, x_axis)
    low, high = quantitative("lower", domain, x_axis), {"field": "upper"}
    across = {"x": {"value": 0}, "x2": {"value": "width"}}
    marked = {"tooltip": TIPS, "description": {"field": "alt", "type": "nominal"}}
    focus = [{"row": FOCUS_ROW}]
    last = next((row["row"] for row in reversed(rows) if row["mark"] != "none"), order[-1])
    dots = [row for row in rows if row["mark"] == "dot"]
    ruled = [{"row": row["row"]} for row in rows if row["mark"] != "none"]
    return [
        *layer("rect", focus, {"y": y | {"axis": _left_axis()}, **across}, color="band_colour"),
        *layer(
            "rule",
            ruled,
            {"y": y | {"axis": row_axis("right", "words", "short_words", "quiet")}, **across},
            color="grid_colour",
        ),
        *references(lines, last, {"y": y, "x": x, **marked}, {"y": y, "x": low, "x2": high, **marked}),
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
    with_limits = [{name: row[name] for name in ("row", "lower", "upper")} for row in dots if "lower" in row]
    encoding = {"y": y, "x": low, "x2": {"field": "upper"}}
    return [
        *layer("rule", [d for d in with_limits if d["row"] != FOCUS_ROW], encoding, color="peer_colour", strokeWidth=2),
        *layer(
            "rule", [d for d in with_limits if d["row"] == FOCUS_ROW], encoding, color="focus_colour", strokeWidth=3
        ),
    ]


def _bars(bars: list[Chart], encoding: Chart) -> list[Chart]:
    return [
        *layer("bar", [bar for bar in bars if bar["row"] != FOCUS_ROW], encoding, **_filled("peer_colour"), size=9),
        *layer("bar", [bar for bar in bars if bar["row"] == FOCUS_ROW], encoding, **_filled("focus_colour"), size=13),
    ]


def _filled(colour: str) -> Chart:
    """Give a mark a rim of its own colour, so that a range of a tenth of a point can be seen."""
    return {"color": colour, "stroke": colour, "strokeWidth": 2}


def _dots(dots: list[Chart], encoding: Chart) -> list[Chart]:
    """Full where clearly different, hollow where not, gray where it can't be tested.

    A triangle stands for a limit, a cross for a figure in doubt. In doubt the community's diamond is hollow.
    """
    peers = [dot for dot in dots if dot["row"] != FOCUS_ROW]
    layers: list[Chart] = []
    for look, shape, fill, stroke in (
        ("clear", "circle", "peer_colour", "peer_colour"),
        ("unclear", "circle", "paper", "peer_colour"),
        ("untested", "circle", "reference_colour", "reference_colour"),
        ("doubt", "cross", "paper", "peer_colour"),
        ("at_least", "triangle-right", "paper", "peer_colour"),
        ("at_most", "triangle-left", "paper", "peer_colour"),
    ):
        chosen = [dot for dot in peers if dot["look"] == look]
        style = {"fill": fill, "stroke": stroke, "strokeWidth": 2, "size": 80, "opacity": 1}
        layers += layer("point", chosen, encoding, shape=shape, **style)
    focus_dots = [dot for dot in dots if dot["row"] == FOCUS_ROW]
    fill = "paper" if any(dot["look"] == "doubt" for dot in focus_dots) else "focus_colour"
    style = {"fill": fill, "stroke": "focus_colour", "strokeWidth": 2, "size": 170, "opacity": 1}
    return layers + layer("point", focus_dots, encoding, shape="diamond", **style)


def _left_axis() -> Chart:
    bold = {"condition": {"test": f"datum.value == '{FOCUS_ROW}'", "value": "bold"}, "value": "normal"}
    return row_axis("left", "names", "short_names", "ink") | {"labelFontWeight": bold}


def _label_parameters(rows: list[Chart]) -> list[Chart]:
    """Names at the left; at the right figures in a column, with a verdict in words, on a phone with its sign alone."""
    plain = [row["short"] for row in rows if not any(sign.isalpha() for sign in row["short"])]
    widest = max(map(len, plain), default=0)

    def figure_and_verdict(row: Chart, verdict: str) -> str:
        # Figure spaces are as wide as a digit: they put the figures flush right and what follows in line.
        figure = row["short"].rjust(widest, FIGURE_SPACE) if row["short"] else ""
        return f"{figure}{NO_BREAK}{NO_BREAK}{row[verdict]}" if figure and row[verdict] else figure

    names = {row["row"]: row["name"] for row in rows}
    parameters = word_parameters(names, {row["row"]: figure_and_verdict(row, "side") for row in rows})
    for parameter in parameters:
        if parameter["name"] == "short_words":
            parameter["value"] = {row["row"]: [figure_and_verdict(row, "sign")] for row in rows}
    return parameters


FIGURE_SPACE, NO_BREAK = "\N{FIGURE SPACE}", "\N{NO-BREAK SPACE}"


def _row_data(comparison: Comparison, i: int, row: Row) -> Chart:
    figure = format_estimate(comparison.spec, row.estimate)
    verdict_text = verdict_words(row.verdict)
    rank = rank_words(row, comparison.ranked)
    note = row.reason or row.estimate.note
    return {
        "row": FOCUS_ROW if row.is_focus else str(i),
        "name": row.name,
        "figure": figure if row.is_shown else STATUS_WORDS[row.estimate.status] or figure,
        "words": verdict_text,
        "rank": rank,
        "note": "; ".join(part for part in (f"quality {quality_words(row.estimate.quality)}", note) if part),
        "alt": ", ".join(part for part in (f"{row.name}: {figure}", verdict_text, rank) if part),
        "short": _short_figure(comparison.spec, row) if row.is_shown else "",
        **_side_words(comparison, row),
        **_mark(row),
    }


def _short_figure(spec: IndicatorSpec, row: Row) -> str:
    """The figure without its margin, which is drawn, and without a unit that the axis names."""
    figure = row.estimate
    if figure.value is None or figure.status in CODED:
        return format_estimate(spec, replace(figure, status=Status.OK) if is_range(figure) else figure)
    return format_value(spec, figure.value, half_width(figure), unit=False)


def _side_words(comparison: Comparison, row: Row) -> Chart:
    """The text behind the figure: ``side`` in words, ``sign`` on a phone."""
    if row.is_focus:
        rank = rank_range(row)
        return {"side": f"rank {rank} of\N{NO-BREAK SPACE}{comparison.ranked}" if rank else "", "sign": ""}
    if row.estimate.status is Status.UNRELIABLE:
        return {"side": "unreliable", "sign": "?"}
    if not comparison.tested or not row.is_shown or row.estimate.status in CODED:
        return {"side": "", "sign": ""}
    return {"side": verdict_words(row.verdict), "sign": verdict_mark(row.verdict)}


def _mark(row: Row) -> Chart:
    figure = row.estimate
    if is_range(figure):
        return {"mark": "bar", "lower": figure.lower, "upper": figure.upper}
    if not row.is_shown:
        return {"mark": "none"}
    value = figure.value if figure.value is not None else figure.lower if figure.lower is not None else figure.upper
    mark: Chart = {"mark": "dot", "value": value, "look": _look(row)}
    if figure.interval is Interval.SAMPLING and figure.lower is not None and figure.upper is not None:
        mark |= {"lower": figure.lower, "upper": figure.upper}
    return mark


def _look(row: Row) -> str:
    if row.estimate.status in CODED:
        return "at_least" if row.estimate.status is Status.TOP_CODED else "at_most"
    if is_doubtful(row.estimate):
        return "doubt"
    if row.verdict is Verdict.CANNOT_TEST:
        return "untested"
    return "clear" if row.verdict in CLEAR else "unclear"
