"""The description of a measure, as data: everything that pages, documents and exports need to know about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import isnan
from typing import Any, Literal

from indicators.core.geography import Level

Direction = Literal["higher_is_better", "lower_is_better", "neutral"]

# How a value is written for people. percent: stored as a share of 1. rank: stored 0..1, written as a percentile.
# letter: a category, see IndicatorSpec.labels. count: whole people or things, written in full.
Format = Literal[
    "index", "percent", "ratio", "dollars", "per_1000", "per_10000", "score", "rank", "letter", "number", "count"
]
WHOLE: tuple[Format, ...] = ("dollars", "count")
# Significant digits in files: figures have six, what is worked out of two of them a few more.
DIGITS = 10
# Scales whose zero means nothing at all (unless the measure can be negative): a margin in percent of the value tells.
RATIO_SCALES: tuple[Format, ...] = ("percent", "ratio", "dollars", "per_1000", "per_10000", "number", "count")

# What full counts, samples and blurred rates may claim: see compare/verdicts.
Basis = Literal["sample", "full_count", "model"]

Ages = Literal["", "all ages", "adults"]

# measure: shown by itself. part: what one tract adds to its county's index. zone_factor: set beside mobility across
# commuting zones, and shown nowhere else.
Role = Literal["measure", "part", "zone_factor"]


@dataclass(frozen=True, slots=True)
class Input:
    """The only way an indicator asks for data.

    dataset: id in data/catalog. level: level of the dataset's rows. columns: name in the formula -> variable in the
    dataset. For a published figure carried through, the names are those of the figure itself: ``value`` with any of
    ``moe``, ``se``, ``lower95``, ``upper95``, ``lower``, ``upper`` (hard bounds), ``base`` (the people or households
    behind the figure), ``quality``.
    """

    dataset: str
    level: Level
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Series:
    """One level of an indicator, its periods, and the input that each period comes from.

    universe: who is counted. vintage: year of the place codes (county outlines, tract outlines).
    note: words that belong to this level or these periods alone.
    joins_trend: False where figures of these periods stand alone (another universe or method).
    redrawn: True where the source's areas are others than those of the periods before, which breaks the line as well.
    is_census: True for a count of everybody. ages: who of them, where a page must say so.
    absence: why a place may have no figure, where the publisher's places are not quite ours.
    withheld: why these figures are published but not shown, as words after "Withheld: "; empty for all others. A test
    holds it against the builder's own check of places that are one area.
    joined: further inputs of the same level, whose columns are joined by code.
    caveats: those of the measure's caveats that these figures must never be shown without.
    counted: who is counted, as a name, where ages and census do not tell two series apart.
    edition: of the source, where levels come from different ones.
    """

    level: Level
    periods: tuple[str, ...]
    input: Input
    universe: str
    vintage: str = ""
    note: str = ""
    joins_trend: bool = True
    redrawn: bool = False
    is_census: bool = False
    ages: Ages = ""
    absence: str = ""
    withheld: str = ""
    joined: tuple[Input, ...] = ()
    caveats: tuple[str, ...] = ()
    counted: str = ""
    edition: str = ""

    @property
    def counts_adults(self) -> bool:
        """True where children are not counted."""
        return self.ages == "adults"

    @property
    def remarks(self) -> str:
        """The note, and the caveats that go with it."""
        return " ".join(text for text in (self.note, *self.caveats) if text)

    def counts_as(self, other: Series) -> bool:
        """Whether two series of a measure count the same people in the same way, so that figures may be compared."""
        return (self.ages, self.is_census, self.counted) == (other.ages, other.is_census, other.counted)

    @property
    def datasets(self) -> tuple[str, ...]:
        """Catalog ids of everything that the figures are made from, the main one first."""
        return tuple(dict.fromkeys(wanted.dataset for wanted in (self.input, *self.joined)))


@dataclass(frozen=True, slots=True)
class Reference:
    """A work that defines the measure, or the table that publishes it."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorSpec:
    """One measure.

    factor: key of its row in indicators/factors.py. title: the field's term. question: what it answers, in plain
    words. unit: in the field's words ("share of children"). bounds: lowest and highest possible value. plain: how it
    is measured, for anyone. formula: as text.
    groups: the groups compared or counted. group: the group this key is about where it is one of a family
    (``family`` names that family: keys that differ by group only). compute: a pure function on a frame (Narwhals)
    that returns one row per place, or None for a published figure carried through. margins: margins by simulation,
    on a pandas frame (numpy inside), where there is no closed form.
    minimum_difference: the least difference that counts where figures are full counts.
    labels: for format "letter", value -> letter. shown_unit: the unit as people read values that are stored otherwise.
    role: what a page may do with it.
    across_states: what to know before places of different states are compared, a sentence.
    sentence: the headline in plain words with {place} and {value} or {per100}, without period
    and full stop; empty where "place: title value" will do. per_100: what {per100} says of a value of 1 (100 of a
    share, 50 of twice a share), 0 where the sentence has no {per100}.
    passes_grade: True where the formula passes on the grade that the publisher gives.
    topic: the question that it answers together with others of its factor, "" where it stands alone.
    suppressed_class: what a suppressed figure is known to be, where it is known to be worse than every published one: a
    class of its own on a map. "" where nothing is known of it.
    family_title, family_unit: title and unit of what the measures of a family share, "" where each has its own.
    without_institutions: key of the same measure without institutional tracts, which stands beside it; empty for none.
    """

    key: str
    factor: str
    title: str
    short: str
    question: str
    unit: str
    direction: Direction
    format: Format
    series: tuple[Series, ...]
    plain: str
    formula: str
    references: tuple[Reference, ...]
    bounds: tuple[float | None, float | None] = (None, None)
    compute: Callable[..., Any] | None = None
    margins: Callable[..., Any] | None = None
    basis: Basis = "sample"
    groups: tuple[str, ...] = ()
    family: str = ""
    group: str = ""
    caveats: tuple[str, ...] = ()
    minimum_difference: float = 0.0
    decimals: int | None = None
    labels: Mapping[float, str] = field(default_factory=dict)
    sentence: str = ""
    across_states: str = ""
    shown_unit: str = ""
    role: Role = "measure"
    without_institutions: str = ""
    per_100: float = 0.0
    topic: str = ""
    passes_grade: bool = False
    family_title: str = ""
    family_unit: str = ""
    suppressed_class: str = ""

    @property
    def cache_key(self) -> str:
        """The key of this measure in caches: a spec has a mapping, so it can't be hashed."""
        return self.key

    @property
    def is_whole(self) -> bool:
        """True where figures are whole: people and dollars are exact, other figures carry six significant digits."""
        return self.format in WHOLE

    def exact(self, number: float | None) -> float | int | None:
        """A number of a figure as files hold it: whole people and dollars without a decimal point, None for NaN.

        Of a median, the half of a sum, the digits go that the arithmetic of a computer adds: 0.38278100000000004.
        """
        if number is None or isnan(number):
            return None
        return round(number) if self.is_whole else float(f"{number:.{DIGITS}g}")

    @property
    def has_ratio_scale(self) -> bool:
        """True where a coefficient of variation means something: not for ranks, indices and a floating zero."""
        lowest = self.bounds[0]
        return self.format in RATIO_SCALES and lowest is not None and lowest >= 0

    @property
    def levels(self) -> tuple[Level, ...]:
        """Levels in the order of the series, each once."""
        return tuple(dict.fromkeys(series.level for series in self.series))

    def periods(self, level: Level) -> tuple[str, ...]:
        """Periods of a level, oldest first."""
        return tuple(sorted({period for series in self.series if series.level == level for period in series.periods}))

    def shown(self, level: Level) -> tuple[str, ...]:
        """Periods of a level that are not withheld, oldest first."""
        return tuple(period for period in self.periods(level) if not self.withheld(level, period))

    def withheld(self, level: Level, period: str = "") -> str:
        """Why the figures of a level and period are withheld, "" where they are not.

        period "": of a level whose periods are all withheld.
        """
        if period:
            series = self.find(level, period)
            return series.withheld if series else ""
        reasons = [series.withheld for series in self.series if series.level == level]
        return reasons[0] if reasons and all(reasons) else ""

    def latest(self, level: Level) -> str | None:
        """The newest period of a level, None where the level has none."""
        periods = self.periods(level)
        return max(periods, key=period_end) if periods else None

    def find(self, level: Level, period: str) -> Series | None:
        """The series that a level and period belong to."""
        matches = (s for s in self.series if s.level == level and period in s.periods)
        return next(matches, None)


def period_end(period: str) -> tuple[str, str]:
    """Sort key of a period: its last year, then the whole string (``2016-2020`` before ``2019-2023``)."""
    last = period[-4:] if len(period) == 9 else period[:4]
    return (last, period)
