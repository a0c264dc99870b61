"""Lines to read a chart of peers against, each in a row of its own at the top."""

from __future__ import annotations

from indicators.compare.comparison import Comparison
from indicators.core.estimate import Estimate
from indicators.present.charts.base import Chart, is_range, layer
from indicators.present.numbers import format_estimate, format_value, half_width

# One dash for each line to read against.
DASHES = ([8, 3], [2, 3], [8, 3, 2, 3])


def reference_lines(comparison: Comparison) -> list[Chart]:
    """Name and figure of each line: the peers' median, where there is one, the state's and the nation's."""
    known: list[tuple[str, Estimate]] = [(line.label, line.estimate) for line in comparison.benchmarks if line.is_drawn]
    median = comparison.median
    if median is not None:
        known.insert(0, ("Peers’ median", median))
    return [_line_data(comparison, i, label, figure) for i, (label, figure) in enumerate(known[: len(DASHES)])]


def _line_data(comparison: Comparison, i: int, label: str, figure: Estimate) -> Chart:
    # A line is drawn without its margin; the words at its side give the figure.
    plain = figure if is_range(figure) else Estimate(figure.value)
    datum: Chart = {"row": f"line{i}", "estimate": plain, "name": label}
    if is_range(figure) and figure.lower is not None and figure.upper is not None:
        text, number = (format_estimate(comparison.spec, figure, unit=unit) for unit in (True, False))
        datum |= {"lower": figure.lower, "upper": figure.upper}
    else:
        moe = half_width(comparison.focus.estimate)
        text, number = (format_value(comparison.spec, figure.value, moe, unit) for unit in (True, False))
        datum["value"] = figure.value
    return datum | {"figure": text, "alt": f"{label} {number}"}


def reference_side(line: Chart, middle: float) -> Chart:
    """The side on which a line's label stands: it grows towards the middle, so that it is never cut off."""
    low, high = (float(line[name] if name in line else line["value"]) for name in ("lower", "upper"))
    turned = low + high > 2 * middle
    return {"turned": turned, "at": low if turned else high}


def references(lines: list[Chart], last: str, at: Chart, span: Chart) -> list[Chart]:
    """A tick, or a bar for a range, in a row of its own; from it a dashed line down, beside it name and figure."""
    layers: list[Chart] = []
    shown = [{name: value for name, value in line.items() if name != "estimate"} | {"until": last} for line in lines]
    for line, dash in zip(shown, DASHES, strict=False):
        down = {"y": at["y"], "y2": {"field": "until"}, "x": at["x"]}
        layers += layer("rule", [line] if "value" in line else [], down, color="reference_colour", strokeDash=dash)
    layers += layer("tick", [line for line in shown if "value" in line], at, color="reference_colour", **_TICK)
    layers += layer("bar", [line for line in shown if "value" not in line], span, color="reference_colour", size=6)
    encoding = {"y": at["y"], "x": at["x"] | {"field": "at"}, "text": {"field": "alt"}}
    style = {
        "align": {"expr": "datum.turned ? 'right' : 'left'"},
        "dx": {"expr": "datum.turned ? -7 : 7"},
        "aria": False,
    }
    halo = {"fill": "paper", "stroke": "paper", "strokeWidth": 5, "strokeJoin": "round"}
    return [
        *layers,
        *layer("text", shown, encoding, **halo, **style),
        *layer("text", shown, encoding, color="ink", **style),
    ]


_TICK = {"thickness": 3, "size": 16}
