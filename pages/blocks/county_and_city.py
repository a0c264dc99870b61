"""A sentence on a county and its city that differ, where one method shows it, and only then."""

from __future__ import annotations

from collections.abc import Iterator

from indicators.compare.verdicts import contrast
from indicators.core.estimate import Estimate, Interval
from indicators.core.geography import Level
from indicators.core.spec import IndicatorSpec, Series, period_end
from indicators.present.numbers import format_value, in_sentence, is_doubtful
from indicators.present.wording import period_words
from indicators.registry import specs
from pages.runtime.snapshots import store
from pages.view import place_names

_BOTH: tuple[Level, Level] = ("county", "place")


def sentence(level: Level, geoid: str) -> str:
    """One figure that clearly differs between a county and its city, "" where none does or the two are one area."""
    pair = dict(place_names.related(level, geoid))
    if (
        level not in ("county", "place")
        or not {"county", "place"} <= pair.keys()
        or place_names.is_one_area(level, geoid)
    ):
        return ""
    for spec in specs().values():
        for period in periods_of_one_method(spec):
            figures = [store().result(spec.key, kind, period).get(pair[kind]) for kind in _BOTH]
            county, city = figures
            if county and city and differ(spec, county, city):
                return (
                    f"The two are not alike. {spec.title} ({period_words(period)}): {in_sentence(spec, county)} in the "
                    f"county and {in_sentence(spec, city)} in the city."
                )
    return ""


def differ(spec: IndicatorSpec, county: Estimate, city: Estimate) -> bool:
    """Whether both are sample figures to act on, the test tells them apart, and so do the numbers as printed."""
    if county.value is None or city.value is None or is_doubtful(county) or is_doubtful(city):
        return False
    is_tested = county.interval is city.interval is Interval.SAMPLING and contrast(spec, county, city).differs
    return bool(is_tested) and format_value(spec, county.value) != format_value(spec, city.value)


def periods_of_one_method(spec: IndicatorSpec) -> Iterator[str]:
    """The newest period that county and city have in one series: same data, columns, people and edition."""
    if spec.factor == "context":
        return
    both = set(store().periods(spec.key, "county")) & set(store().periods(spec.key, "place"))
    for period in sorted(both, key=period_end, reverse=True)[:1]:
        county, city = (spec.find(kind, period) for kind in _BOTH)
        if county and city and county.counts_as(city) and _source(county) == _source(city):
            yield period


def _source(series: Series) -> tuple[object, ...]:
    return series.input.dataset, dict(series.input.columns), series.edition
