"""What a map says in words: its legend, and a summary that also stands in for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import numpy as np

from indicators.core.estimate import Estimate, Flag, Interval, Quality, Status
from indicators.core.geography import LEVEL_WORDS
from indicators.core.spec import Direction, IndicatorSpec
from indicators.present.inside import letters_counted
from indicators.present.maps.figures import MapFigure, MapFigures, MapStatus
from indicators.present.maps.style import LINE, NO_DATA, UNRELIABLE, Theme, hatch_on
from indicators.present.maps.view import MapView
from indicators.present.numbers import format_limits, format_value, in_sentence
from indicators.present.phrases import listed, sentence_case
from indicators.present.wording import unit_words
from indicators.stats.classes import class_of

_DIRECTION: dict[Direction, str] = {
    "higher_is_better": "Higher is better.",
    "lower_is_better": "Lower is better.",
    "neutral": "Neither end is better in itself.",
}
POOR_WORDS, SPANNING_WORDS = "of quality 3, too uncertain to act on", "published as a range that spans classes"
INSTITUTION_WORDS = "of quality 3, with many people in prisons, dormitories or barracks"
_OTHER: dict[MapStatus, str] = {"unreliable": "hatched without a color: unreliable", "no data": "no data"}
_CODED = (Status.TOP_CODED, Status.BOTTOM_CODED)


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One line of a legend: how many places have this colour. hatched: the colour lies under hatching."""

    colour: str
    text: str
    count: int
    hatched: bool = False


@dataclass(frozen=True, slots=True)
class Legend:
    """A legend from low to high (letters: best first), then what lies outside the scale; ``ends``: how to read it."""

    title: str
    ends: str
    entries: tuple[LegendEntry, ...]
    theme: Theme


def legend(view: MapView) -> Legend:
    """Classes with their ranges and counts, and the meaning of grey and hatching where the map has any."""
    figures, breaks, theme = view.figures, view.limits, view.theme
    counts = Counter(
        class_of(figure.value, breaks)
        for figure, status in zip(figures.figures, figures.statuses, strict=True)
        if figure.value is not None and status in ("ok", "doubtful")
    )
    colours = view.colors
    entries = [LegendEntry(colours[i], text, counts[i]) for i, text in enumerate(ranges(figures, breaks))]
    entries = entries[::-1] if figures.spec.format == "letter" else entries
    others = Counter(figures.statuses)
    grounds: dict[MapStatus, str] = {
        "worst": view.worst,
        "doubtful": colours[len(colours) // 2],
        "unreliable": UNRELIABLE[theme],
        "no data": NO_DATA[theme],
    }
    entries += [
        LegendEntry(ground, _outside(figures, status), others[status], status in ("doubtful", "unreliable"))
        for status, ground in grounds.items()
        if others[status]
    ]
    return Legend(_unit(figures.spec), " ".join(scale_lines(figures)), tuple(entries), theme)


def _outside(figures: MapFigures, status: MapStatus) -> str:
    """What hatching and grey mean, as they occur on this map."""
    if status == "no data":
        return no_data_words(figures.spec)
    if status == "worst":
        return figures.spec.suppressed_class
    return f"hatched: {_doubts(figures)}" if status == "doubtful" else _OTHER[status]


def dashes(figures: MapFigures) -> str:
    """What the dashed outlines of a file mean, which has no hatching; empty where there are none."""
    reasons = [_doubts(figures)] if "doubtful" in figures.statuses else []
    reasons += ["unreliable"] if "unreliable" in figures.statuses else []
    return f"Dashed outline: {' or '.join(reasons)}." if reasons else ""


def _doubts(figures: MapFigures) -> str:
    """Why places are hatched: a margin alone is no reason."""
    hatched = [figure for figure, status in zip(figures.figures, figures.statuses, strict=True) if status == "doubtful"]
    reasons = {_doubt(figure.estimate) for figure in hatched if figure.estimate is not None}
    return " or ".join(reason for reason in (POOR_WORDS, INSTITUTION_WORDS, SPANNING_WORDS) if reason in reasons)


def _doubt(figure: Estimate) -> str:
    if figure.quality is not Quality.POOR:
        return SPANNING_WORDS
    return INSTITUTION_WORDS if Flag.INSTITUTIONS in figure.flags else POOR_WORDS


def no_data_words(spec: IndicatorSpec) -> str:
    """What grey means."""
    return "no letter" if spec.format == "letter" else _OTHER["no data"]


def scale_lines(figures: MapFigures) -> list[str]:
    """How to read the colours, a sentence each."""
    spec = figures.spec
    if spec.format == "letter":
        return ["Darker is better.", f"Letters that no {LEVEL_WORDS[figures.level][0]} here has are not listed."]
    lines = ["Darker is higher.", _DIRECTION[spec.direction]]
    if any(figure.is_range for figure in figures.figures):
        lines.append("A published range is colored by its middle.")
    return lines


def ranges(figures: MapFigures, breaks: tuple[float, ...]) -> list[str]:
    """The range of each class, lowest first."""
    spec = figures.spec
    if spec.format == "letter":
        return _letters(figures, breaks)
    bare = format_limits(spec, breaks, unit=False)
    written = bare if spec.format == "rank" else format_limits(spec, breaks)  # the title says percentiles of what
    if not written:
        return [format_value(spec, figures.values[0])] if figures.values else []
    middle = [f"{low} to {high}" for low, high in zip(bare[:-1], written[1:], strict=True)]
    return [f"{written[0]} or less", *middle, f"more than {written[-1]}"]


def legend_html(legend: Legend) -> str:
    """The legend as a list; every text is escaped, every colour is one of our own."""
    items = "".join(_item(entry, legend.theme) for entry in legend.entries)
    return (
        f'<div class="map-legend" role="group" aria-label="Legend"><strong>{escape(legend.title)}</strong>'
        f"<ul>{items}</ul><small>{escape(legend.ends)}</small></div>"
    )


def summary(view: MapView) -> str:
    """The map in sentences: what it shows, and its findings. Stands in for the map where it can't be seen."""
    return f"{heading(view)} {findings(view)}"


def heading(view: MapView) -> str:
    """What the map shows: places, measure, period."""
    return f"{view.title}, {view.figures.spec.title}, {view.figures.when}."


def findings(view: MapView) -> str:
    """Highest, lowest, the middle half, and how many places have no figure."""
    figures = view.figures
    plain = [(figure, figure.estimate.value) for figure in figures.figures if figure.is_plain and figure.estimate]
    known = sorted(
        ((place, value) for place, value in plain if value is not None), key=lambda pair: (pair[1], pair[0].name)
    )
    sentences = _extremes(figures, known) if known else [_nothing(figures)]
    return " ".join(sentence for sentence in (*sentences, _reach(view), *_without(figures)) if sentence)


def _nothing(figures: MapFigures) -> str:
    """Nothing can be named highest or lowest: because nothing is drawn, or because all of it is doubtful."""
    is_drawn = any(figure.value is not None for figure in figures.figures)
    return "No figure here is sure enough to be named." if is_drawn else "There is no figure to show on this map."


def _left_out(figures: MapFigures) -> str:
    """How many drawn figures are not fit to be named highest or lowest."""
    left = [figure for figure in figures.figures if figure.value is not None and not figure.is_plain]
    spanning = sum(figure.is_range for figure in left)
    coded = sum(figure.estimate is not None and figure.estimate.status in _CODED for figure in left)
    institutional = sum(figure.estimate is not None and Flag.INSTITUTIONS in figure.estimate.flags for figure in left)
    doubtful = len(left) - spanning - coded - institutional
    counts = {
        f"that {'is' if doubtful == 1 else 'are'} too uncertain (quality 3 or unreliable)": doubtful,
        "with many people in prisons, dormitories or barracks": institutional,
        "published as ranges": spanning,
        "known only to lie above or below a limit": coded,
    }
    phrases = [f"{count:,} {reason}" for reason, count in counts.items() if count]
    return f"Not counted in this: {listed(phrases)}." if phrases else ""


def _reach(view: MapView) -> str:
    """How many figures may belong to another class: those whose margin reaches over a limit."""
    intervals = [
        (place.estimate.lower, place.estimate.upper)
        for place, status in zip(view.figures.figures, view.figures.statuses, strict=True)
        if status in ("ok", "doubtful") and place.estimate is not None and place.estimate.interval is Interval.SAMPLING
    ]
    known = [(low, high) for low, high in intervals if low is not None and high is not None]
    over = sum(class_of(low, view.limits) != class_of(high, view.limits) for low, high in known)
    if not over or view.figures.spec.format == "letter":
        return ""
    reach = "reaches" if over == 1 else "reach"
    return f"{over:,} of {len(known):,} margins of error (90%) {reach} into another class."


def _extremes(figures: MapFigures, known: Sequence[tuple[MapFigure, float]]) -> list[str]:
    spec = figures.spec
    if spec.format == "letter":
        return [f"{sentence_case(letters_counted(spec, [value for _, value in known]))}."]
    if len(known) == 1:
        return [f"One figure: {_named(spec, known[0][0])}.", _left_out(figures)]
    sentences = [f"Highest: {_named(spec, known[-1][0])}. Lowest: {_named(spec, known[0][0])}."]
    if len(known) >= 4:
        limits = np.quantile(np.asarray([value for _, value in known], dtype=np.float64), (0.25, 0.75))
        ends = [float(limit) for limit in limits]
        low = format_limits(spec, ends, unit=spec.format != "rank")[0]
        sentences.append(f"Half of them lie between {low} and {format_limits(spec, ends)[1]}.")
    return [*sentences, _left_out(figures)]


def _without(figures: MapFigures) -> list[str]:
    counts, total = Counter(figures.statuses), len(figures.figures)
    singular, plural = LEVEL_WORDS[figures.level]
    of_total = f"of {total:,} {plural if total != 1 else singular}"
    phrases: dict[MapStatus, str] = {
        "worst": f"in the class “{figures.spec.suppressed_class}”",
        "no data": "without a letter" if figures.spec.format == "letter" else "without data",
        "unreliable": "with an unreliable figure",
    }
    if SPANNING_WORDS in _doubts(figures):  # those of quality 3 alone are said to be left out
        phrases["doubtful"] = f"hatched ({_doubts(figures)})"
    parts = [f"{counts[status]:,} {phrase}" for status, phrase in phrases.items() if counts[status]]
    return [f"{of_total[0].upper()}{of_total[1:]}: {', '.join(parts)}."] if parts else [_all(total, singular)]


def _all(total: int, singular: str) -> str:
    return f"All {total:,} have a figure." if total != 1 else f"The one {singular} has a figure."


def _named(spec: IndicatorSpec, figure: MapFigure) -> str:
    return f"{figure.name}, {in_sentence(spec, figure.estimate)}" if figure.estimate else figure.name


def _letters(figures: MapFigures, breaks: tuple[float, ...]) -> list[str]:
    values_of_class: dict[int, set[float]] = {}
    for value in figures.values:
        values_of_class.setdefault(class_of(value, breaks), set()).add(value)
    spec = figures.spec
    return [
        ", ".join(format_value(spec, value) for value in sorted(values_of_class.get(i, ())))
        for i in range(len(breaks) + 1)
    ]


def _unit(spec: IndicatorSpec) -> str:
    return f"{spec.short}: {unit_words(spec)}" if spec.unit else spec.short


def _item(entry: LegendEntry, theme: Theme) -> str:
    swatch = f'<span aria-hidden="true" style="{_swatch(entry, theme)}"></span>'
    label = f"<span>{escape(entry.text)} <small>({entry.count:,})</small></span>"
    return f"<li>{swatch}{label}</li>"


def _swatch(entry: LegendEntry, theme: Theme) -> str:
    box = f"width:1.4rem;height:1rem;border:1px solid {LINE[theme]};flex:none;background-color:{entry.colour}"
    lines = f"repeating-linear-gradient(135deg,{hatch_on(entry.colour)} 0 1.5px,transparent 1.5px 5px)"
    return f"{box};background-image:{lines}" if entry.hatched else box
