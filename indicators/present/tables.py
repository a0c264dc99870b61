"""Tables behind the charts: raw figures beside the words, as pandas frames."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from indicators.compare.comparison import Comparison, Row
from indicators.core.estimate import Estimate
from indicators.core.result import Result
from indicators.present.charts_base import source_line
from indicators.present.numbers import STATUS_WORDS, format_estimate
from indicators.present.wording import line_words, quality_words, rank_range, verdict_mark, verdict_words

if TYPE_CHECKING:
    import pandas as pd

# Columns of the command line's export, so that a download from the screen can be joined with one.
LINE = "a line to read against"
_PLACE_AND_NUMBERS = ("geoid", "name", "level", "indicator", "period", "value", "moe", "lower", "upper")
FIGURE_COLUMNS = (*_PLACE_AND_NUMBERS, "interval", "status", "quality", "source")


def comparison_table(comparison: Comparison) -> pd.DataFrame:
    """One row a place, in the order of the chart, then the lines to read against: words for reading, figures for use.

    Columns: geoid (empty for a line), place, figure (words), verdict, rank, value, moe, lower, upper, interval,
    quality, status, why.
    """
    import pandas as pd

    rows = [_comparison_row(comparison, row) for row in comparison.rows]
    blank = {"verdict": "", "rank": "", "why": LINE}
    lines = [
        _comparison_row(comparison, row) | blank | {"figure": line_words(comparison, row.estimate)}
        for row in _lines(comparison)
    ]
    return pd.DataFrame([*rows, *lines])


def _lines(comparison: Comparison) -> list[Row]:
    median = [] if comparison.median is None else [Row("", "Peers’ median", comparison.median)]
    return [*median, *(Row("", line.label, line.estimate) for line in comparison.benchmarks)]


def _comparison_row(comparison: Comparison, row: Row) -> dict[str, object]:
    figure = row.estimate
    return {
        "geoid": row.geoid,
        "place": row.name,
        "figure": format_estimate(comparison.spec, figure),
        "verdict": "" if row.is_focus else f"{verdict_mark(row.verdict)} {verdict_words(row.verdict)}",
        "rank": rank_range(row) or "not ranked",
        "value": figure.value,
        "moe": figure.moe,
        "lower": figure.lower,
        "upper": figure.upper,
        "interval": figure.interval.value,
        "quality": quality_words(figure.quality),
        "status": STATUS_WORDS[figure.status] or "ok",
        "why": row.reason or figure.note,
    }


def figures_table(result: Result, name_of: Callable[[str], str], geoids: Iterable[str] | None = None) -> pd.DataFrame:
    """Raw figures with the columns of ``FIGURE_COLUMNS`` and ``note``. geoids: those wanted, None for all."""
    import pandas as pd

    wanted = result.estimates if geoids is None else [code for code in geoids if code in result.estimates]
    source = source_line(result.provenance)
    rows = [_figure_row(result, geoid, name_of(geoid), result.estimates[geoid], source) for geoid in wanted]
    return pd.DataFrame(rows, columns=[*FIGURE_COLUMNS, "note"])


def _figure_row(result: Result, geoid: str, name: str, figure: Estimate, source: str) -> dict[str, object]:
    return {
        "geoid": geoid,
        "name": name,
        "level": result.level,
        "indicator": result.spec.key,
        "period": result.period,
        "value": figure.value,
        "moe": figure.moe,
        "lower": figure.lower,
        "upper": figure.upper,
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
    import pandas as pd

    like = Result(comparison.spec, comparison.level, comparison.period, {}, ())
    source = source_line(comparison.provenance)
    rows = []
    for row in (*comparison.rows, *_lines(comparison)):
        found = _figure_row(like, row.geoid, row.name, row.estimate, source)
        found |= {"role": "community" if row.is_focus else "peer" if row.geoid else "line"}
        found |= {"verdict": verdict_words(row.verdict), "rank_low": row.rank_low, "rank_high": row.rank_high}
        rows.append(found | {"why": row.reason})
    return pd.DataFrame(rows).astype({"rank_low": "Int64", "rank_high": "Int64"})
