"""Two measures across areas: a correlation, never a cause."""

from __future__ import annotations

from indicators.compare.correlation import Correlation, Scatter, ScatterPoint
from indicators.core.geography import LEVEL_WORDS
from indicators.core.provenance import source_line
from indicators.present import theme
from indicators.present.charts.base import (
    Chart,
    axis,
    axis_words,
    extent_of,
    frame,
    layer,
    quantitative,
    wrapped,
)
from indicators.present.numbers import MINUS
from indicators.present.phrases import lower_first, sentence_case
from indicators.present.wording import direction_words, period_words, unit_words

HEIGHT = 360


def scatter_chart(scatter: Scatter) -> Chart:
    """Every area a faint dot, the peers' areas full dots, the community's a named diamond; r stands above."""
    x_spec, y_spec = scatter.x_spec, scatter.y_spec
    domains = extent_of((p.x for p in scatter.points), x_spec), extent_of((p.y for p in scatter.points), y_spec)
    x = quantitative("x", domains[0], axis(x_spec, domains[0]))
    y = quantitative("y", domains[1], axis(y_spec, domains[1]) | {"tickCount": 5})
    correlation, when = correlation_words(scatter), f", {period_words(scatter.x_period)}"
    chart = frame(
        f"{y_spec.title}, {period_words(scatter.period)}, and {lower_first(x_spec.title)}{when}",
        [correlation, _key_words(scatter)],
        source_line(scatter.provenance),
        f"{y_spec.title} against {x_spec.title}. {correlation}",
        [*_layers(scatter, x, y), *axis_words(f"{x_spec.short}{when}: {unit_words(x_spec)}")],
    )
    # The words of the upright axis lie above it, where they can be read without turning the head.
    upright = f"{y_spec.title}: {unit_words(y_spec)} ({direction_words(y_spec)})"
    chart["params"] += [
        {"name": "upright", "value": upright},
        {"name": "upright_lines", **wrapped("upright", "(room - 50)")},
    ]
    chart["layer"].append(_upright_words())
    chart["height"] = HEIGHT
    return chart


def _upright_words() -> Chart:
    line = "(size + 3)"
    at = {"x": {"value": 0}, "y": {"value": {"expr": f"-4 - {line} * length(upright_lines)"}}}
    style = {"align": "left", "baseline": "top", "lineHeight": {"expr": line}, "color": theme.ink("quiet")}
    mark = {"type": "text", "text": {"expr": "upright_lines"}, "aria": False, **style}
    return {"data": {"values": [{}]}, "mark": mark, "encoding": at}


def _key_words(scatter: Scatter) -> str:
    """How to read the marks, no more than is drawn."""
    roles = {point.role for point in scatter.points}
    singular, plural = LEVEL_WORDS[scatter.level]
    phrases = {
        "focus": f"Diamond: your {singular}",
        "peer": "full dots: your peers’",
        "other": f"faint dots: other {plural}",
    }
    return sentence_case("; ".join(text for role, text in phrases.items() if role in roles)) + "."


def correlation_words(scatter: Scatter) -> str:
    """``Correlation −0.58 (90% interval −0.68 to −0.46) over 709 commuting zones ...``."""
    r = scatter.correlation
    if r is None:
        return "Too few areas for a correlation."
    areas = LEVEL_WORDS[scatter.level][1]
    return (
        f"Correlation {_signed(r.r)} (90% interval {_signed(r.lower)} to {_signed(r.upper)}; "
        f"{r.n:,} {areas}, clustered in {r.clusters} states): {strength_words(r)}. "
        "It does not say what moves what."
    )


def strength_words(r: Correlation) -> str:
    """Describe the correlation as far as its interval allows."""
    if r.lower <= 0 <= r.upper:
        return "no clear link"
    return f"areas high on one tend to be {'high' if r.r > 0 else 'low'} on the other"


def _layers(scatter: Scatter, x: Chart, y: Chart) -> list[Chart]:
    by_role: dict[str, list[Chart]] = {"other": [], "peer": [], "focus": []}
    for point in scatter.points:
        by_role[point.role].append(_datum(point))
    tips = [
        {"field": "name", "type": "nominal", "title": "Area"},
        {"field": "x", "type": "quantitative", "title": scatter.x_spec.short, "format": ".3~r"},
        {"field": "y", "type": "quantitative", "title": scatter.y_spec.short, "format": ".3~r"},
    ]
    at = {"x": x, "y": y, "tooltip": tips}
    named = at | {"description": {"field": "name", "type": "nominal"}}
    middle = sum(x["scale"]["domain"]) / 2
    side = f"datum.x > {middle}"
    label = {
        "align": {"expr": f"{side} ? 'right' : 'left'"},
        "dx": {"expr": f"{side} ? 6 : -6"},
        "dy": -16,
        "fontWeight": "bold",
        "limit": {"expr": "0.7 * width"},
    }
    names = {"x": x, "y": y, "text": {"field": "name"}}
    return [
        *layer(
            "point", by_role["other"], at, fill="reference_colour", strokeWidth=0, size=26, opacity=0.45, aria=False
        ),
        *layer("point", by_role["peer"], named, fill="peer_colour", stroke="paper", strokeWidth=1, size=90, opacity=1),
        *layer(
            "point",
            by_role["focus"],
            named,
            shape="diamond",
            fill="focus_colour",
            stroke="paper",
            strokeWidth=1,
            size=240,
            opacity=1,
        ),
        *layer(
            "text", by_role["focus"], names, fill="paper", stroke="paper", strokeWidth=6, strokeJoin="round", **label
        ),
        *layer("text", by_role["focus"], names, color="focus_colour", **label),
    ]


def _datum(point: ScatterPoint) -> Chart:
    return {"name": point.name, "x": point.x, "y": point.y}


def _signed(number: float) -> str:
    return f"{number:.2f}".replace("-", MINUS)
