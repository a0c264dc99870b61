"""A community beside its peers: order, verdicts, rank ranges and the peers' median."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median

from indicators.compare.alternative import Alternative
from indicators.compare.benchmarks import Benchmark
from indicators.compare.verdicts import Contrast, Verdict, contrast, decide, limits, verdict
from indicators.core.estimate import Estimate, Interval, Status
from indicators.core.geography import Level
from indicators.core.plain_number import plain_number
from indicators.core.provenance import Provenance
from indicators.core.result import Result
from indicators.core.spec import IndicatorSpec, Series

__all__ = ["Comparison", "Row", "Verdict", "compare"]


FEWEST_PEERS = 3  # a median of one or two peers is no median
# Levels of communities whose codes begin with the code of the state.
IN_ONE_STATE: tuple[Level, ...] = ("county", "place")


@dataclass(frozen=True, slots=True)
class Row:
    """One place. verdict: how it stands to the focus (None for the focus itself).

    rank_low, rank_high: best and worst rank that the tests leave open, None where it is not ranked.
    reason: plain words on why there is no figure, no rank or no test; empty where there is nothing to explain.
    """

    geoid: str
    name: str
    estimate: Estimate
    verdict: Verdict | None = None
    rank_low: int | None = None
    rank_high: int | None = None
    is_focus: bool = False
    reason: str = ""

    @property
    def is_shown(self) -> bool:
        """True where there is something to draw: a value or limits."""
        return any(limit is not None for limit in limits(self.estimate))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Figures of one indicator, level and period, best first; unranked figures after them, missing ones last.

    median: of the peers (focus excluded) that may be ranked. Where any of them is a range, the median is the range
    of all medians that are possible: from the median of the lower to the median of the upper limits; a
    midpoint is never made up. None of fewer than three such peers. ranked: how many places are ranked.
    tested: whether any verdict rests on a test. rule: how differences were judged, in plain words.
    alternative: the focus counted in another way, where its figure misleads. caution: what to mind of the focus.
    """

    spec: IndicatorSpec
    level: Level
    period: str
    rows: tuple[Row, ...]
    focus: Row
    median: Estimate | None
    ranked: int
    tested: bool
    rule: str
    benchmarks: tuple[Benchmark, ...] = ()
    provenance: tuple[Provenance, ...] = ()
    alternative: Alternative | None = None
    caution: str = ""

    @property
    def peers(self) -> tuple[Row, ...]:
        """Every row but the focus, in order."""
        return tuple(row for row in self.rows if not row.is_focus)

    @property
    def series(self) -> Series | None:
        """The series that the figures belong to."""
        return self.spec.find(self.level, self.period)

    @property
    def universe(self) -> str:
        """Who is counted, in the words of the series."""
        return self.series.universe if self.series else ""

    @property
    def counts_adults(self) -> bool:
        """Whether adults alone are counted."""
        return self.series is not None and self.series.counts_adults

    @property
    def note(self) -> str:
        """The note on this level and period, and a caution where peers are in other states."""
        parts = (self.series.remarks if self.series else "", self.spec.across_states if self._is_across_states else "")
        return " ".join(part for part in parts if part)

    @property
    def _is_across_states(self) -> bool:
        """Whether a peer with a figure is in another state. A metro's code does not say its state."""
        shown = (row for row in self.peers if row.is_shown)
        return self.level in IN_ONE_STATE and any(row.geoid[:2] != self.focus.geoid[:2] for row in shown)


def compare(
    result: Result,
    focus: str,
    peers: Sequence[str],
    name_of: Callable[[str], str],
    benchmarks: Sequence[Benchmark] = (),
    alternative: Alternative | None = None,
    caution: str = "",
) -> Comparison:
    """Put a community beside its peers.

    focus, peers: geoids of the result's level; a geoid given twice counts once, one that the result does not have
    becomes a row without figure. One result holds one indicator, level and period, so figures of different
    universes or methods never meet here. Cost: n(n-1)/2 comparisons of pairs.
    """
    codes = list(dict.fromkeys([focus, *peers]))
    figures = [result.get(code) or _absent(result) for code in codes]
    pairs = _all_pairs(result.spec, figures)
    judged = [decide([pairs[i][j] for j in range(len(codes)) if j != i]) for i in range(len(codes))]
    ranges = _ranks(result.spec, figures, pairs, judged)
    rows = [
        _row(
            result.spec, code, name_of(code), figures[i], ranges[i], None if i == 0 else (pairs[0][i], judged[0][i - 1])
        )
        for i, code in enumerate(codes)
    ]
    ordered = sorted(rows, key=lambda row: _order(result.spec, row))
    return Comparison(
        spec=result.spec,
        level=result.level,
        period=result.period,
        rows=tuple(ordered),
        focus=rows[0],
        median=peers_median(row.estimate for row in rows[1:]),
        ranked=sum(rank_range is not None for rank_range in ranges),
        tested=any(row.verdict not in (None, Verdict.CANNOT_TEST) for row in rows),
        rule=_rule(result.spec, figures, len(codes) - 1),
        benchmarks=tuple(benchmarks),
        provenance=result.provenance,
        alternative=alternative,
        caution=caution,
    )


def _all_pairs(spec: IndicatorSpec, figures: Sequence[Estimate]) -> list[list[Contrast]]:
    """contrast[i][j]: place j against place i; each pair is worked out once."""
    n = len(figures)
    nothing = Contrast(0, None)
    table = [[nothing] * n for _ in range(n)]
    for i in range(n):
        for j in range(i + 1, n):
            pair = contrast(spec, figures[j], figures[i])
            table[i][j] = pair
            table[j][i] = replace(pair, sign=-pair.sign)
    return table


def _ranks(
    spec: IndicatorSpec,
    figures: Sequence[Estimate],
    pairs: Sequence[Sequence[Contrast]],
    judged: Sequence[Sequence[bool | None]],
) -> list[tuple[int, int] | None]:
    """Rank ranges among the places that may be ranked and can be tested against at least one other.

    From 1 + (number significantly better) to n - (number significantly worse), on the tests of the place against each
    other one, Holm-adjusted as one family: the range of the focus and its verdicts tell one story. Source: Mogstad,
    Romano, Shaikh & Wilhelm 2024, "Inference for ranks", marginal confidence sets.
    """
    testable = [i for i, figure in enumerate(figures) if figure.is_ranked and any(d is not None for d in judged[i])]
    good = -1 if spec.direction == "lower_is_better" else 1
    ranges: list[tuple[int, int] | None] = [None] * len(figures)
    for i in testable:
        others = zip((j for j in range(len(figures)) if j != i), judged[i], strict=True)
        signs = [pairs[i][j].sign * good for j, differs in others if differs]
        ranges[i] = (1 + signs.count(1), len(testable) - signs.count(-1))
    return ranges


def _row(
    spec: IndicatorSpec,
    geoid: str,
    name: str,
    figure: Estimate,
    ranks: tuple[int, int] | None,
    against: tuple[Contrast, bool | None] | None,
) -> Row:
    low, high = ranks or (None, None)
    reason = figure.note if not figure.is_ranked else ""
    if against is None:
        return Row(geoid, name, figure, None, low, high, is_focus=True, reason=reason)
    difference, differs = against
    word = verdict(spec.direction, difference.sign, differs)
    if word is Verdict.CANNOT_TEST:
        reason = reason or difference.reason
    return Row(geoid, name, figure, word, low, high, reason=reason)


def _order(spec: IndicatorSpec, row: Row) -> tuple[int, float, bool, str]:
    """Ranked figures best first, then those with a figure that may not be ranked, then the rest by name.

    A range takes its place by its middle: that orders the drawing and is never shown as a figure.
    """
    low, high = limits(row.estimate) if row.estimate.value is None else (row.estimate.value, row.estimate.value)
    if low is None or high is None:
        known = low if low is not None else high
        if known is None:
            return (2, 0.0, not row.is_focus, row.name)
        low = high = known
    middle = (low + high) / 2
    best_first = middle if spec.direction == "lower_is_better" else -middle
    return (0 if row.estimate.is_ranked else 1, best_first, not row.is_focus, row.name)


def peers_median(figures: Iterable[Estimate | None]) -> Estimate | None:
    """Median of the peers' figures that may be ranked; None of fewer than FEWEST_PEERS."""
    ranked = [figure for figure in figures if figure is not None and figure.is_ranked]
    return median_of(ranked) if len(ranked) >= FEWEST_PEERS else None


def median_of(figures: Sequence[Estimate]) -> Estimate | None:
    """Median of figures that may be ranked, None of none (see Comparison.median).

    A median never falls when a figure rises, so the limits of the range are exact.
    """
    if not figures:
        return None
    if all(figure.interval is not Interval.BOUNDS for figure in figures):
        return Estimate(median([figure.value for figure in figures if figure.value is not None]))
    pairs = [
        limits(figure) if figure.interval is Interval.BOUNDS else (figure.value, figure.value) for figure in figures
    ]
    known = [(low, high) for low, high in pairs if low is not None and high is not None]
    if not known:
        return None
    low, high = median([low for low, _ in known]), median([high for _, high in known])
    return Estimate(low) if low == high else Estimate(None, None, low, high, Interval.BOUNDS)


def _absent(result: Result) -> Estimate:
    return Estimate(None, status=Status.MISSING, note=f"not among the places of this source in {result.period}")


def _rule(spec: IndicatorSpec, figures: Sequence[Estimate], peers: int) -> str:
    kinds = {figure.interval for figure in figures if figure.is_ranked}
    parts = []
    if Interval.SAMPLING in kinds:
        parts.append(
            "Two figures differ when the gap is larger than their 90% margins allow, "
            f"adjusted (Holm) for {peers} comparisons at once."
        )
    if Interval.BOUNDS in kinds:
        parts.append("Figures that are published as ranges differ only when the ranges do not overlap.")
    if Interval.NONE in kinds and spec.basis == "full_count" and spec.minimum_difference > 0:
        least = plain_number(spec.minimum_difference)
        parts.append(f"These are full counts without a margin: a gap counts from {least} on.")
    elif Interval.NONE in kinds:
        parts.append("No margin of error is published, so differences can’t be tested.")
    return " ".join(parts) or "No figure here can be tested."
