"""No figure hangs on the words of a sentence: with every text changed, each into another one, all facts stay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from itertools import combinations, count
from typing import Any

import pandas as pd
import pytest

from data.builder.finish_figures import finish_figures
from data.reader.store import SnapshotStore
from indicators.compare.benchmarks import benchmarks, state_of
from indicators.compare.comparison import Comparison, compare
from indicators.compare.groups import by_group
from indicators.compare.trend import Trend, trend
from indicators.core.estimate import Estimate
from indicators.core.geography import Level
from indicators.core.provenance import Provenance
from indicators.core.result import Result
from indicators.core.spec import IndicatorSpec, Series
from indicators.present.charts import for_whom, peer_dots, strip, trend_chart
from indicators.present.maps.deck import MapFigure, MapFigures
from indicators.registry import of_factor, specs
from indicators.stats.classes import CLASSINGS, class_of
from pages.blocks import county_and_city

COMMUNITIES: dict[Level, tuple[str, tuple[str, ...]]] = {
    "county": ("48453", ("48029", "48113", "48439", "48201", "47037", "08031", "37183", "53033", "06019", "48301")),
    "cbsa": ("12420", ("19100", "26420", "41700", "34980", "19740", "39580")),
    "place": ("4805000", ("4819000", "4835000", "4865000", "0667000", "2965000")),
}
# Text that names something for programs. Whatever else is text, in a class today or later, is for people.
NAMES = {
    *("key", "factor", "direction", "format", "basis", "family", "group", "role", "without_institutions"),
    *("level", "vintage", "ages", "counted", "edition", "dataset", "retrieved"),
}
LOOKS = {"look", "mark"}  # names of how a datum is drawn
NUMBER = count()
SPECS = pytest.mark.parametrize(
    "spec", [spec for spec in specs().values() if spec.factor != "context"], ids=lambda spec: spec.key
)


def nonsense() -> str:
    """A text that no other one is like."""
    return f"Xyzzy {next(NUMBER)}, plugh"


def reworded(thing: Any) -> Any:
    """A spec, series, receipt or figure with other words wherever it has words."""
    texts = [f.name for f in fields(thing) if isinstance(getattr(thing, f.name), str) and f.name not in NAMES]
    changed = replace(thing, **{name: nonsense() for name in texts if type(getattr(thing, name)) is str})
    if isinstance(thing, (IndicatorSpec, Series)):
        changed = replace(changed, caveats=tuple(nonsense() for _ in thing.caveats))
    if isinstance(thing, Series):  # a reason says that there is one: none stays none
        empty = {name: "" for name in ("withheld", "absence") if not getattr(thing, name)}
        return replace(changed, **empty)
    if isinstance(thing, IndicatorSpec):
        sentence = nonsense() if thing.sentence else ""
        worst = nonsense() if thing.suppressed_class else ""
        return replace(
            changed,
            sentence=sentence,
            suppressed_class=worst,
            series=tuple(reworded(series) for series in thing.series),
        )
    return changed


class OtherWords:
    """The figures of a store whose every note, title and source says something else."""

    def __init__(self, store: SnapshotStore) -> None:
        self.store = store
        self.place = store.place
        self.periods = store.periods

    def result(self, key: str, level: Level, period: str) -> Result:
        """The result with other words in each figure, in the spec and in the receipts."""
        result = self.store.result(key, level, period)
        sources: tuple[Provenance, ...] = tuple(reworded(source) for source in result.provenance)
        return replace(result, spec=reworded(result.spec), estimates=Reworded(result.estimates), provenance=sources)


class Reworded(Mapping[str, Estimate]):
    """Estimates whose notes are replaced when they are read."""

    def __init__(self, figures: Mapping[str, Estimate]) -> None:
        self.figures = figures

    def __getitem__(self, geoid: str) -> Estimate:
        return replace(self.figures[geoid], note=nonsense())

    def __iter__(self):  # type: ignore[no-untyped-def]
        return iter(self.figures)

    def __len__(self) -> int:
        return len(self.figures)


def facts(comparison: Comparison) -> object:
    rows = [
        (row.geoid, row.estimate.value, row.estimate.quality, row.verdict, row.rank_low, row.rank_high, row.is_focus)
        for row in comparison.rows
    ]
    lines = [
        (line.estimate.value, line.estimate.lower, line.estimate.upper, line.is_drawn) for line in comparison.benchmarks
    ]
    return rows, lines, comparison.median, comparison.ranked, comparison.tested, comparison.counts_adults


def trend_facts(trend: Trend) -> object:
    return trend.breaks, trend.overlaps, trend.gaps, [(point.period, point.segment) for point in trend.points]


def numbers_of(chart: Mapping[str, Any] | None) -> list[list[Any]]:
    """What is drawn: by layer its mark, and of each datum all that is no text for people."""
    layers = chart["layer"] if chart else []
    return [
        [layer["mark"]["type"], *(_numbers(datum) for datum in layer.get("data", {}).get("values", []))]
        for layer in layers
    ]


def _numbers(datum: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in datum.items() if name in LOOKS or not isinstance(value, (str, list))}


def both(spec: IndicatorSpec, level: Level, period: str, store: SnapshotStore) -> list[Comparison]:
    """The comparison of a measure, and the same in other words."""
    focus, peers = COMMUNITIES[level]
    other = OtherWords(store)
    pairs = ((each, each.result(spec.key, level, period)) for each in (store, other))
    return [
        compare(result, focus, peers, str, benchmarks(each, result, state_of(result.level, focus)))  # type: ignore[arg-type]
        for each, result in pairs
    ]


@SPECS
def test_other_words_change_no_figure(spec: IndicatorSpec, embedded: SnapshotStore) -> None:
    other = OtherWords(embedded)
    for level, (focus, peers) in COMMUNITIES.items():
        for period in spec.periods(level):
            mine, theirs = both(spec, level, period, embedded)
            assert facts(mine) == facts(theirs), (level, period)
        if spec.periods(level):
            lines = [
                trend(embedded, spec, level, focus, peers),
                trend(other, reworded(spec), level, focus, peers),  # type: ignore[arg-type]
            ]
            assert trend_facts(lines[0]) == trend_facts(lines[1]), level
            charts = [numbers_of(trend_chart(line, "here")) for line in lines]
            assert charts[0] == charts[1], level


@SPECS
def test_other_words_change_nothing_that_is_drawn(spec: IndicatorSpec, embedded: SnapshotStore) -> None:
    for level in COMMUNITIES:
        if (period := spec.latest(level)) is None:
            continue
        mine, theirs = both(spec, level, period, embedded)
        for draw in (strip, peer_dots):
            assert numbers_of(draw(mine)) == numbers_of(draw(theirs)), (level, draw.__name__)


def test_other_words_change_no_figure_by_group(embedded: SnapshotStore) -> None:
    for spec in specs().values():
        for level, (focus, peers) in COMMUNITIES.items():
            family = [each for each in of_factor(spec.factor) if spec.family and each.family == spec.family]
            for period in spec.periods(level)[-1:] if family else ():
                mine = by_group(embedded, family, level, focus, period, peers)
                theirs = by_group(OtherWords(embedded), family, level, focus, period, peers)  # type: ignore[arg-type]
                charts = [numbers_of(for_whom(groups, spec.title, "here", period)) for groups in (mine, theirs)]
                assert charts[0] == charts[1], (spec.key, level)


@SPECS
def test_other_words_change_no_class_of_a_map(spec: IndicatorSpec, embedded: SnapshotStore) -> None:
    for level in spec.levels:
        period = embedded.periods(spec.key, level)[-1]
        figures = embedded.result(spec.key, level, period).estimates
        shown = [
            MapFigures(
                each,
                level,
                "us",
                period,
                tuple(MapFigure(code, name or code, figures_of_map[code]) for code in figures),
            )
            for each, figures_of_map, name in ((spec, figures, ""), (reworded(spec), Reworded(figures), nonsense()))
        ]
        assert shown[0].statuses == shown[1].statuses, level
        for classing in CLASSINGS:
            limits = [map_figures.breaks(classing) for map_figures in shown]
            pairs = zip(shown, limits, strict=True)
            classes = [[class_of(value, breaks) for value in map_figures.values[:500]] for map_figures, breaks in pairs]
            assert (limits[0], classes[0]) == (limits[1], classes[1]), (level, classing)


@SPECS
def test_other_words_change_no_status_grade_or_flag(spec: IndicatorSpec, embedded: SnapshotStore) -> None:
    """The builder finishes figures alike, whatever the publisher's reasons are called."""
    for level in spec.levels:
        period = embedded.periods(spec.key, level)[-1]
        estimates = embedded.result(spec.key, level, period).estimates
        given = pd.DataFrame(
            [
                {
                    "geoid": code,
                    "value": figure.value,
                    "moe": figure.moe,
                    "status": figure.status.value,
                    "note": figure.note,
                }
                | {"flags": " ".join(sorted(figure.flags)), "quality": figure.quality.value}
                for code, figure in list(estimates.items())[:400]
            ]
        )
        given["quality"] = pd.to_numeric(given["quality"], errors="coerce")
        before = finish_figures(given, spec).drop(columns="note")
        changed = given.assign(note=[nonsense() for _ in range(len(given))])
        pd.testing.assert_frame_equal(before, finish_figures(changed, reworded(spec)).drop(columns="note"))


@SPECS
def test_other_words_change_neither_what_is_compared_nor_what_is_cited(
    spec: IndicatorSpec, embedded: SnapshotStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = reworded(spec)
    for pair in combinations(range(len(spec.series)), 2):
        first, second = (spec.series[at] for at in pair)
        assert first.counts_as(second) == other.series[pair[0]].counts_as(other.series[pair[1]])
    monkeypatch.setattr(county_and_city, "store", lambda: embedded)
    assert list(county_and_city.periods_of_one_method(spec)) == list(county_and_city.periods_of_one_method(other))
    assert [bool(spec.withheld(at)) for at in spec.levels] == [bool(other.withheld(at)) for at in spec.levels]
