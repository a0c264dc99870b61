"""Helpers for every chart: schema, title, colours, axis formats. Charts are plain dicts, drawn as they are.

A layered chart built through a library costs 25 to 30 ms, a dict well under one. Tests check every chart against the
schema. The same dict serves the screen (width of its container, light or dark ground) and the files.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from textwrap import wrap
from typing import Any

from indicators.compare.verdicts import limits
from indicators.core.estimate import Estimate, Interval
from indicators.core.spec import IndicatorSpec
from indicators.present import theme

Chart = dict[str, Any]

FILE_WIDTH = 760  # px of a chart that has no container: in a file
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
LABEL_NARROW, LABEL_WIDE = 21, 38  # letters of a label's line
# A letter's mean width as a part of its height, on screen and in the wider font of files; in titles it is bold.
LETTER, FILE_LETTER, BOLD = 0.43, 0.49, 1.1

_COLOURS = frozenset([*theme.NAMED, theme.PAPER])


def frame(
    title: str, subtitle: Sequence[str], source: str, description: str, layers: list[Chart], phone: str = ""
) -> Chart:
    """A complete layered chart.

    subtitle: paragraphs. description: what a screen reader says. phone: one more paragraph where the chart is narrow.
    Words break where the width they are drawn on asks for it. ``usermeta.exhibit``: source, for files. The renderer's
    own menu is off: its pictures have no source.
    """
    chart: Chart = {
        "$schema": SCHEMA,
        "description": description,
        "usermeta": {"embedOptions": {"renderer": "svg", "actions": False}, "exhibit": {"source": source}},
        "width": "container",
        "padding": {"left": 2, "right": 8, "top": 4, "bottom": 4},
        "autosize": {"type": "fit-x", "contains": "padding"},
        "params": [*theme.parameters(), *_sizes()],
        "layer": layers,
        "config": {
            "view": {"stroke": None},
            "axis": {"labelFontSize": SIZE, "titleFontSize": SIZE},
            "text": {"fontSize": SIZE},
        },
    }
    if title:
        below = "\n".join(text for text in subtitle if text)
        texts = {"chart_title": title, "chart_subtitle": below, "phone_words": f"\n{phone}" if phone else ""}
        chart["params"] += [{"name": name, "value": text} for name, text in texts.items()]
        chart["title"] = _title()
    return chart


SIZE = {"expr": "size"}


def _sizes() -> list[Chart]:
    """Parameters ``room`` (px from edge to edge), ``size`` (of letters: more on a wide screen) and ``letter``."""
    has_container = "width >= 0 && containerSize()[0] > 0"
    return [
        {"name": "room", "expr": f"{has_container} ? containerSize()[0] : {FILE_WIDTH}"},
        {"name": "letter", "expr": f"{has_container} ? {LETTER} : {FILE_LETTER}"},
        {"name": "size", "expr": "room < 440 ? 12 : room < 700 ? 13 : 14"},
    ]


def wrapped(text: str, room: str = "room", size: str = "size") -> Chart:
    """Lines of a text as an expression. text, room, size: expressions; room in px. A line break in it stays one."""
    letters = f"max(16, floor({room} / ({size} * letter)))"
    broken = f"replace({text}, regexp('(.{{1,' + {letters} + '}})( |\\n|$)', 'g'), '$1\\n')"
    return {"expr": f"slice(split({broken}, '\\n'), 0, -1)"}


def _title() -> Chart:
    return {
        "text": wrapped("chart_title", "(room - 10)", f"({BOLD} * (size + 2))"),
        "subtitle": wrapped("(narrow ? chart_subtitle + phone_words : chart_subtitle)", "(room - 10)"),
        "anchor": "start",
        "align": "left",
        "frame": "bounds",
        "fontSize": {"expr": "size + 2"},
        "lineHeight": {"expr": "size + 6"},
        "subtitleFontSize": SIZE,
        "subtitleLineHeight": {"expr": "size + 4"},
        "color": theme.ink("ink"),
        "subtitleColor": theme.ink("quiet"),
        "subtitlePadding": 4,
        "offset": 14,
        "limit": 0,
    }


def extent(figures: Iterable[Estimate | None], spec: IndicatorSpec) -> list[float]:
    """Domain of an axis that shows every value and limit whole, with a little air within the measure's bounds."""
    numbers = (number for figure in figures if figure is not None for number in (figure.value, *limits(figure)))
    return extent_of((number for number in numbers if number is not None), spec)


def extent_of(numbers: Iterable[float], spec: IndicatorSpec) -> list[float]:
    """Domain of an axis around numbers, within the measure's bounds; 0 to 1 where there are none."""
    known = list(numbers)
    if not known:
        return [0.0, 1.0]
    low, high = min(known), max(known)
    air = 0.04 * (high - low) or 0.05 * abs(high) or 0.5
    return within(spec, [round(low - air, 6), round(high + air, 6)])


def within(spec: IndicatorSpec, domain: Sequence[float]) -> list[float]:
    """The domain, cut where the measure ends: no axis has a share below 0 or above 100%."""
    low, high = spec.bounds
    return [domain[0] if low is None else max(domain[0], low), domain[1] if high is None else min(domain[1], high)]


def axis(spec: IndicatorSpec, domain: Sequence[float], title: str | None = None) -> Chart:
    """Axis of an indicator's values. title: a word or two; longer ones are drawn by ``axis_words``."""
    options: Chart = {
        "title": title,
        "titlePadding": 6,
        "titleFontWeight": "normal",
        "titleColor": theme.ink("quiet"),
        "labelColor": theme.ink("quiet"),
        "gridColor": theme.ink("grid_colour"),
        "tickCount": {"expr": "narrow ? 4 : 7"},
        "domain": False,
        "ticks": False,
        "labelFlush": False,
        "labelPadding": 6,
    }
    span = domain[1] - domain[0]
    if spec.format == "letter":
        return options | {"values": sorted(spec.labels), "labelExpr": _lookup(spec)}
    if spec.format == "rank":
        return options | {"labelExpr": f"format(datum.value * 100, '.{1 if span < 0.03 else 0}f')"}
    return options | {"format": _d3_format(spec, span)}


def axis_words(text: str) -> list[Chart]:
    """The title of the axis, centred under it, on one line where there is room for it."""
    at = {"x": {"value": {"expr": "width / 2"}}, "y": {"value": {"expr": "height + size + 16"}}}
    mark = {"type": "text", "baseline": "top", "lineHeight": {"expr": "size + 3"}, "color": theme.ink("quiet")}
    lines = wrapped("datum.text", "(0.8 * room)")
    return [{"data": {"values": [{"text": text}]}, "mark": mark | {"text": lines, "aria": False}, "encoding": at}]


def _d3_format(spec: IndicatorSpec, span: float) -> str:
    if spec.format == "percent":
        return ".1%" if span < 0.04 else ".0%"
    if spec.format == "dollars":
        return "$.3~s"
    if spec.format == "index":
        return ".3f" if span < 0.04 else ".2f"
    return ",.2~f" if span < 1 else ",.1~f"


def _lookup(spec: IndicatorSpec) -> str:
    """A Vega expression that turns a grade point back into its letter."""
    expression = "''"
    for value, letter in spec.labels.items():
        quoted = letter.replace("\\", "\\\\").replace("'", "\\'")
        expression = f"datum.value == {value:g} ? '{quoted}' : {expression}"
    return expression


def label_lines(text: str, width: int = LABEL_NARROW, most: int = 2) -> list[str]:
    """A name in at most two lines, broken before a bracket; what does not fit is cut before the state, which stays."""
    name, comma, state = text.rpartition(", ")
    before, bracket, after = name.partition(" (") if comma else text.partition(" (")
    first = f"{before}{comma}{state}" if comma else before
    if bracket and max(len(first), len(after) + 1) <= width < len(text):
        return [first, f"({after}"]
    lines = wrap(text, width, max_lines=most, placeholder=" …") or [""]
    if not comma or not lines[-1].endswith("…"):
        return lines
    lines = wrap(name, width, max_lines=most, placeholder="…")
    if len(lines) < most:
        return [*lines, state]
    end = f"…, {state}"
    return [*lines[:-1], f"{lines[-1].rstrip('…')[: width - len(end)].rstrip()}{end}"]


def layer(mark: str, values: list[Chart], encoding: Chart, **properties: Any) -> list[Chart]:
    """One layer with its own data, in a list; no layer where there is nothing to draw.

    A property that names a colour of the theme becomes that colour. A mark without a description of its own is not
    spoken: Vega would make one of the names of our fields ("row: 3").
    """
    if not values:
        return []
    if "description" not in encoding:
        properties |= {"aria": False}
    drawn = {name: theme.ink(v) if isinstance(v, str) and v in _COLOURS else v for name, v in properties.items()}
    return [{"data": {"values": values}, "mark": {"type": mark, **drawn}, "encoding": encoding}]


def quantitative(field: str, domain: Sequence[float], axis_: Chart | None) -> Chart:
    """A position on the axis of an indicator."""
    scale = {"domain": list(domain), "nice": False, "zero": False}
    return {"field": field, "type": "quantitative", "scale": scale, "axis": axis_}


def tooltip(*fields: tuple[str, str]) -> list[Chart]:
    """Words shown on hover: pairs of field and title."""
    return [{"field": field, "type": "nominal", "title": title} for field, title in fields]


def is_range(figure: Estimate) -> bool:
    """Whether a figure is drawn as a bar without a dot."""
    return figure.interval is Interval.BOUNDS and figure.value is None and None not in limits(figure)


def row_axis(side: str, wide: str, narrow: str, colour: str) -> Chart:
    """An axis of words, one a row: long ones in two lines. wide, narrow: names of chart parameters."""
    label = f"(narrow ? {narrow}[datum.value] : {wide}[datum.value])"
    return {
        "orient": side,
        "title": None,
        "domain": False,
        "ticks": False,
        "grid": False,
        "labelPadding": 8,
        "labelLimit": {"expr": "narrow ? 140 : 260"} if side == "left" else 0,
        "labelLineHeight": {"expr": "size + 1"},
        "labelBaseline": "middle",
        "labelBound": False,
        "labelOverlap": False,
        "labelFlush": False,
        "labelColor": theme.ink(colour),
        "labelExpr": f"{label} || ''",
        "labelOffset": {"condition": {"test": f"isArray({label}) && length({label}) > 1", "value": -6}, "value": 0},
    }


def word_parameters(names: Mapping[str, str], texts: Mapping[str, str]) -> list[Chart]:
    """The parameters that ``row_axis`` reads: row -> words or lines, and row -> lines for a phone."""
    return [
        {"name": "names", "value": {row: label_lines(text, LABEL_WIDE) for row, text in names.items()}},
        {"name": "short_names", "value": {row: label_lines(text) for row, text in names.items()}},
        {"name": "words", "value": dict(texts)},
        {
            "name": "short_words",
            "value": {row: label_lines(text.replace("± ", "±\N{NO-BREAK SPACE}"), 13) for row, text in texts.items()},
        },
    ]
