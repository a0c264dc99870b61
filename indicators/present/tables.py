"""Tables behind the charts: raw figures beside the words, as pandas frames."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING

from indicators.compare.comparison import Comparison, Row
from indicators.core.estimate import Estimate, Interval, Quality
from indicators.core.provenance import source_line
from indicators.core.result import Result
from indicators.core.spec import IndicatorSpec
from indicators.present.numbers import CODED, STATUS_WORDS, decimals, format_estimate, format_value, symmetric_moe
from indicators.present.phrases import sentence_case
from indicators.present.wording import VERDICT_WORDS, line_words, quality_words, rank_range, verdict_words

if TYPE_CHECKING:
    import pandas as pd

# Columns of the command line's export, so that a download from the screen can be joined with one.
LINE = "a line to read against"
# Stands before the community's own name, as in the charts.
PLACE_MARK = "◆"
NO_ROW = -1
MARGIN = "Margin (90%)"
NUMBERS = ("value", "moe", "lower", "upper")
_PLACE_AND_NUMBERS = ("geoid", "name", "level", "indicator", "period", *NUMBERS)
FIGURE_COLUMNS = (*_PLACE_AND_NUMBERS, "interval", "status", "quality", "source")


def _lines(comparison: Comparison) -> list[Row]:
    median = [] if comparison.median is None else [Row("", "Peers’ median", comparison.median)]
    lines = [*median, *(Row("", line.label, line.estimate) for line in comparison.benchmarks)]
    if comparison.alternative is not None:
        lines.append(Row("", f"{comparison.focus.name}, without institutions", comparison.alternative.estimate))
    return lines


@dataclass(frozen=True, slots=True)
class Readable:
    """A table as people read it. frame: columns in order, under their heads. formats: printf of each column of numbers.

    A column of dollars has the format ``$``, one of large counts ``,``. Numbers are as exact as they are stored or one
    digit finer than written elsewhere, shares in per cent; a column that would be empty in every row is left out.
    lines: how many of the last rows are no places but lines to read against, which stay last when the table is sorted.
    marked_row: the row of the community, or of the place that was picked.
    """

    frame: pd.DataFrame
    formats: dict[str, str]
    lines: int = 0
    marked_row: int = NO_ROW

    def written(self, head: str, value: object) -> str:
        """A cell of a column in words, "–" for a number that is not there."""
        printf = self.formats.get(head)
        if printf is None or not isinstance(value, float):
            return str(value)
        if isnan(value):
            return "–"
        if printf == ",":
            return f"{value:,.0f}"
        return printf % value if printf != "$" else f"{'± ' if head == MARGIN else ''}${value:,.0f}"


def readable_comparison(comparison: Comparison) -> Readable:
    """The comparison to read and to sort: the community's own row is marked, the lines to read against come last.

    Where every figure is a plain number, "Figure" is that number; where some are ranges or coded, it is words, and the
    numbers have columns of their own.
    """
    import pandas as pd

    rows, lines = list(comparison.rows), _lines(comparison)
    figures = [row.estimate for row in (*rows, *lines)]
    columns: dict[str, list[object]] = {"Place": [*(_marked(row) for row in rows), *(row.name for row in lines)]}
    numbers, formats = _numbers(comparison.spec, figures)
    if not all(_is_plain(figure) for figure in figures):
        written = (format_estimate(comparison.spec, row.estimate) for row in rows)
        columns["Figure"] = [*written, *(line_words(comparison, row.estimate) for row in lines)]
    columns |= numbers
    if comparison.tested:
        columns["Against your community"] = [*map(_verdict, rows), *(LINE for _ in lines)]
    if comparison.ranked:
        ranks = (rank_range(row) or "not ranked" for row in rows)
        columns[f"Rank (of {comparison.ranked})"] = [*ranks, *("" for _ in lines)]
    if any(row.estimate.quality is not Quality.NOT_GRADED for row in rows):
        columns["Quality"] = [_quality(row) for row in (*rows, *lines)]
    focus_row = next((i for i, row in enumerate(rows) if row.is_focus), NO_ROW)
    return Readable(pd.DataFrame(columns), formats, len(lines), focus_row)


def readable_figures(spec: IndicatorSpec, figures: Sequence[tuple[str, Estimate]], picked: int = NO_ROW) -> Readable:
    """Names and figures to read and to sort: the highest first, those without a value last.

    picked: the one of ``figures`` that is marked and stands before all others, NO_ROW for none. Where each place has
    notes of its own (a school's number of students, say) they are the last column.
    """
    import pandas as pd

    ordered = sorted(figures, key=highest_first)
    if picked != NO_ROW:
        name, figure = figures[picked]
        ordered.remove(figures[picked])
        ordered.insert(0, (f"{PLACE_MARK} {name}", figure))
    estimates = [figure for _, figure in ordered]
    columns: dict[str, list[object]] = {"Place": [*(name for name, _ in ordered)]}
    numbers, formats = _numbers(spec, estimates)
    if spec.format == "letter":
        numbers, formats = {}, {}
        columns["Figure"] = [
            format_value(spec, figure.value) if figure.value is not None else "" for figure in estimates
        ]
    elif not all(_is_plain(figure) for figure in estimates):
        columns["Figure"] = [format_estimate(spec, figure) for figure in estimates]
    columns |= numbers
    if any(figure.quality is not Quality.NOT_GRADED for figure in estimates):
        columns["Quality"] = [quality_words(figure.quality) for figure in estimates]
    if any(_status_and_note(figure, figure.note) for figure in estimates):
        columns["Note"] = [_status_and_note(figure, figure.note) for figure in estimates]
    return Readable(pd.DataFrame(columns), formats, marked_row=NO_ROW if picked == NO_ROW else 0)


def notes(comparison: Comparison) -> list[tuple[tuple[str, ...], str]]:
    """The notes on single places: each note once with the names of its places, in the table's order."""
    places_of_note: dict[str, list[str]] = {}
    can_be_tested = comparison.focus.estimate.is_ranked  # else no peer's note need say that it is not tested
    for row in comparison.rows:
        why = row.reason if can_be_tested or row.is_focus or not row.estimate.is_ranked else ""
        note = _status_and_note(row.estimate, why or row.estimate.note)
        if note:
            places_of_note.setdefault(note, []).append(row.name)
    return [(tuple(names), note) for note, names in places_of_note.items()]


def _status_and_note(figure: Estimate, why: str) -> str:
    """Status and note of a figure as sentences, "" where there is nothing to say."""
    parts = [sentence_case(part.strip().rstrip(".")) for part in (STATUS_WORDS[figure.status], why)]
    return " ".join(f"{part}." for part in dict.fromkeys(parts) if part)


def _marked(row: Row) -> str:
    return f"{PLACE_MARK} {row.name}" if row.is_focus else row.name


def _verdict(row: Row) -> str:
    return "your community" if row.is_focus else verdict_words(row.verdict)


def _quality(row: Row) -> str:
    is_line = not row.geoid
    return "" if is_line and row.estimate.quality is Quality.NOT_GRADED else quality_words(row.estimate.quality)


def _is_plain(figure: Estimate) -> bool:
    """Whether number and margin say all: no range, no code. A note explains absent figures."""
    is_range = figure.interval is Interval.BOUNDS and figure.value is None
    return not is_range and figure.status not in CODED


def _numbers(spec: IndicatorSpec, figures: Sequence[Estimate]) -> tuple[dict[str, list[object]], dict[str, str]]:
    """Columns of numbers that are not empty, and their formats: value, margin, limits where the margin is not all."""
    plain = all(_is_plain(figure) for figure in figures)
    limits = [f for f in figures if symmetric_moe(f) is None and f.interval is not Interval.NONE]
    wanted = {
        "Figure" if plain else "Value": [figure.value for figure in figures],
        MARGIN: [symmetric_moe(figure) for figure in figures],
    }
    if limits:
        is_sample = all(figure.interval is Interval.SAMPLING for figure in limits)
        heads = ("Low (90%)", "High (90%)") if is_sample else ("At least", "At most")
        wanted |= {heads[0]: [f.lower for f in figures], heads[1]: [f.upper for f in figures]}
    filled = {head: numbers for head, numbers in wanted.items() if any(number is not None for number in numbers)}
    scale = 100.0 if spec.format in ("percent", "rank") else 1.0
    scaled = {head: [None if n is None else n * scale for n in numbers] for head, numbers in filled.items()}
    finest = _decimals(spec, [n for numbers in scaled.values() for n in numbers if n is not None])
    formats = dict.fromkeys(scaled, _printf(spec, finest))
    if MARGIN in formats:
        formats[MARGIN] = "$" if spec.format == "dollars" else f"± %.{finest}f"
    rounded = {
        head: [float("nan") if n is None else round(n, finest) + 0.0 for n in numbers]
        for head, numbers in scaled.items()
    }
    return {head: list(numbers) for head, numbers in rounded.items()}, formats


def _decimals(spec: IndicatorSpec, numbers: Sequence[float]) -> int:
    """One digit finer than figures are written elsewhere, fewer where the numbers have no more."""
    if spec.format == "dollars":
        return 0
    usual = decimals(spec)
    most = usual + (1 if spec.decimals is not None or spec.format == "index" else 2)
    enough = (places for places in range(most) if all(abs(n - round(n, places)) < 1e-9 for n in numbers))
    return next(enough, most)


def _printf(spec: IndicatorSpec, finest: int) -> str:
    if spec.format == "dollars":
        return "$"
    return f"%.{finest}f{'%%' if spec.format == 'percent' else ''}"


def highest_first(named: tuple[str, Estimate]) -> tuple[bool, float, str]:
    """Sort key of a name and its figure. A range takes its place by its middle, which is never shown."""
    name, figure = named
    ends = [figure.value] if figure.value is not None else [figure.lower, figure.upper]
    known = [end for end in ends if end is not None]
    return not known, -sum(known) / len(known) if known else 0.0, name


def figures_table(result: Result, name_of: Callable[[str], str], geoids: Iterable[str] | None = None) -> pd.DataFrame:
    """Raw figures with the columns of ``FIGURE_COLUMNS`` and ``note``. geoids: those wanted, None for all."""
    wanted = result.estimates if geoids is None else [code for code in geoids if code in result.estimates]
    source = source_line(result.provenance)
    rows = [_figure_row(result, geoid, name_of(geoid), result.estimates[geoid], source) for geoid in wanted]
    return raw_frame(rows, [*FIGURE_COLUMNS, "note"], result.spec)


def raw_frame(rows: Sequence[Mapping[str, object]], columns: Sequence[str], spec: IndicatorSpec) -> pd.DataFrame:
    """Rows of figures under their heads, which stand without rows too; whole numbers stay whole beside blanks."""
    import pandas as pd

    frame = pd.DataFrame(rows, columns=list(columns))
    if not spec.is_whole:
        return frame
    return frame.assign(**{name: pd.Series([row[name] for row in rows], dtype=object) for name in NUMBERS})


def numbers_of(spec: IndicatorSpec, figure: Estimate) -> dict[str, float | int | None]:
    """NUMBERS of a figure as files hold them."""
    return {name: spec.exact(getattr(figure, name)) for name in NUMBERS}


def _figure_row(result: Result, geoid: str, name: str, figure: Estimate, source: str) -> dict[str, object]:
    return {
        "geoid": geoid,
        "name": name,
        "level": result.level,
        "indicator": result.spec.key,
        "period": result.period,
        **numbers_of(result.spec, figure),
        "interval": figure.interval.value,
        "status": figure.status.value,
        "quality": figure.quality.value,
        "source": source,
        "note": figure.note,
    }


def comparison_figures(comparison: Comparison) -> pd.DataFrame:
    """What a comparison's download holds: ``FIGURE_COLUMNS``, then role, verdict, rank_low, rank_high and why.

    role: community, peer, or line (a line to read against, which has no geoid).
    """
    like = Result(comparison.spec, comparison.level, comparison.period, {}, ())
    source = source_line(comparison.provenance)
    rows = []
    for row in (*comparison.rows, *_lines(comparison)):
        cells = _figure_row(like, row.geoid, row.name, row.estimate, source)
        cells |= {"role": "community" if row.is_focus else "peer" if row.geoid else "line"}
        cells |= {
            "verdict": VERDICT_WORDS[row.verdict] if row.verdict else "",
            "rank_low": row.rank_low,
            "rank_high": row.rank_high,
        }
        rows.append(cells | {"why": row.reason})
    return raw_frame(rows, list(rows[0]), comparison.spec).astype({"rank_low": "Int64", "rank_high": "Int64"})
