"""No figure hangs on the words of a sentence: with every note, universe and caveat changed, all verdicts stay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from data.reader.store import SnapshotStore
from indicators.compare.benchmarks import benchmarks
from indicators.compare.comparison import Comparison, compare
from indicators.compare.trend import Trend, trend
from indicators.core.estimate import Estimate
from indicators.core.geography import Level
from indicators.core.result import Result
from indicators.core.spec import IndicatorSpec
from indicators.registry import specs

COMMUNITIES = {
    "county": ("48453", ("48029", "48113", "48439", "48201", "47037", "08031", "37183", "53033", "06019", "48301")),
    "cbsa": ("12420", ("19100", "26420", "41700", "34980", "19740", "39580")),
    "place": ("4805000", ("4819000", "4835000", "4865000", "0667000", "2965000")),
}


class OtherWords:
    """The figures of a store whose every note says something else."""

    def __init__(self, store: SnapshotStore) -> None:
        self.store = store
        self.place = store.place

    def result(self, key: str, level: Level, period: str) -> Result:
        """The result with other words in each figure and in the spec."""
        found = self.store.result(key, level, period)
        return replace(found, spec=reworded(found.spec), estimates=Reworded(found.estimates))


class Reworded(Mapping[str, Estimate]):
    """Estimates whose notes are replaced when they are read."""

    def __init__(self, figures: Mapping[str, Estimate]) -> None:
        self.figures = figures

    def __getitem__(self, geoid: str) -> Estimate:
        return replace(self.figures[geoid], note="other words")

    def __iter__(self):  # type: ignore[no-untyped-def]
        return iter(self.figures)

    def __len__(self) -> int:
        return len(self.figures)


def reworded(spec: IndicatorSpec) -> IndicatorSpec:
    """The spec with other words wherever it has sentences."""
    series = tuple(replace(each, note="other words", universe="other people", absence="x") for each in spec.series)
    return replace(spec, series=series, caveats=("x",), plain="x", formula="x", title="x", short="x", unit="x")


def facts(comparison: Comparison) -> object:
    rows = [
        (row.geoid, row.estimate.value, row.verdict, row.rank_low, row.rank_high, row.is_focus)
        for row in comparison.rows
    ]
    lines = [
        (line.estimate.value, line.estimate.lower, line.estimate.upper, line.is_drawn) for line in comparison.benchmarks
    ]
    return rows, lines, comparison.median, comparison.ranked, comparison.tested, comparison.counts_adults


def trend_facts(found: Trend) -> object:
    return found.breaks, found.overlaps, found.gaps, [(point.period, point.segment) for point in found.points]


@pytest.mark.parametrize(
    "spec", [spec for spec in specs().values() if spec.factor != "context"], ids=lambda spec: spec.key
)
def test_other_words_change_no_figure(spec: IndicatorSpec, embedded: SnapshotStore) -> None:
    other = OtherWords(embedded)
    for level, (focus, peers) in COMMUNITIES.items():
        for period in spec.periods(level):  # type: ignore[arg-type]
            results = embedded.result(spec.key, level, period), other.result(spec.key, level, period)  # type: ignore[arg-type]
            lines = benchmarks(embedded, results[0], focus), benchmarks(other, results[1], focus)  # type: ignore[arg-type]
            pair = [compare(each, focus, peers, str, line) for each, line in zip(results, lines, strict=True)]
            assert facts(pair[0]) == facts(pair[1]), (level, period)
        if spec.periods(level):  # type: ignore[arg-type]
            mine = trend(embedded, spec, level, focus, peers)  # type: ignore[arg-type]
            theirs = trend(other, reworded(spec), level, focus, peers)  # type: ignore[arg-type]
            assert trend_facts(mine) == trend_facts(theirs), level
