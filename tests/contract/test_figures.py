"""What every figure of the embedded snapshot must be, whatever the indicator."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pytest

from data.reader.figure_columns import Figures
from data.reader.store import SnapshotStore
from indicators.core.estimate import Interval, Quality, Status
from indicators.core.geography import LEVELS, Level, check_geoid
from indicators.core.result import Result
from indicators.registry import specs

ABSENT = {Status.MISSING, Status.SUPPRESSED, Status.NOT_APPLICABLE}
# Fewest rows that a result may have: every place of the vintage has one, also where its figure is missing.
WHOLE: dict[Level, int] = {"county": 3_221, "cbsa": 939, "place": 486, "state": 52, "us": 1, "cz": 741}


class Case(NamedTuple):
    key: str
    level: Level
    period: str


CASES = [
    Case(key, level, period) for key, spec in specs().items() for level in spec.levels for period in spec.periods(level)
]


@pytest.fixture(params=CASES, ids=[f"{case.key}-{case.level}-{case.period}" for case in CASES])
def result(request: pytest.FixtureRequest, embedded: SnapshotStore) -> Result:
    key, level, period = request.param
    return embedded.result(key, level, period)


def test_figures_keep_the_rules(result: Result) -> None:
    figures = result.estimates
    assert isinstance(figures, Figures)
    texts = {name: np.array(figures.texts[name], dtype=object)[figures.codes[name]] for name in figures.texts}
    _one_row_per_place(result, figures)
    _figures_are_possible(result, figures)
    _absent_figures_say_why(figures, texts)
    _intervals_enclose(figures, texts, result.spec.bounds[1])
    assert set(texts["quality"]) <= {quality.value for quality in Quality}
    assert {entry.dataset for entry in result.provenance}


def _one_row_per_place(result: Result, figures: Figures) -> None:
    geoids = figures.geoids
    assert list(geoids) == sorted(set(geoids))
    assert all(check_geoid(result.level, geoid) for geoid in geoids)
    assert len(geoids) >= WHOLE.get(result.level, 1)


def _figures_are_possible(result: Result, figures: Figures) -> None:
    low, high = result.spec.bounds
    values = figures.value[np.isfinite(figures.value)]
    assert low is None or (values >= low).all()
    assert high is None or (values <= high).all()
    digits = ".0f" if result.spec.is_whole else ".6g"  # people and dollars are whole and exact
    assert all(float(f"{value:{digits}}") == value for value in values)
    assert not np.isinf(np.concatenate([figures.value, figures.moe, figures.lower, figures.upper])).any()


def _absent_figures_say_why(figures: Figures, texts: dict[str, np.ndarray]) -> None:
    absent = np.isin(texts["status"], [status.value for status in ABSENT])
    for column in (figures.value, figures.moe, figures.lower, figures.upper):
        assert np.isnan(column[absent]).all()
    assert (texts["note"][absent] != "").all()
    assert (texts["quality"][absent] == Quality.NOT_GRADED.value).all()
    has_value = np.isfinite(figures.value) | (texts["interval"] == Interval.BOUNDS.value)
    withheld = (texts["status"] == Status.UNRELIABLE.value) & ~has_value
    assert (has_value | withheld)[~absent].all()
    assert (texts["note"][withheld] != "").all()


def _intervals_enclose(figures: Figures, texts: dict[str, np.ndarray], highest: float | None) -> None:
    interval = texts["interval"]
    sampling, bounds, none = (interval == kind.value for kind in (Interval.SAMPLING, Interval.BOUNDS, Interval.NONE))
    assert (sampling | bounds | none).all()
    assert (figures.lower[sampling] <= figures.value[sampling]).all()
    assert (figures.value[sampling] <= figures.upper[sampling]).all()
    assert np.isnan(figures.lower[none]).all()
    assert np.isnan(figures.moe[~sampling]).all()
    known = np.isfinite(figures.moe)
    assert (figures.moe[known] >= 0).all()
    end = np.inf if highest is None else highest
    upper = np.minimum(figures.value[known] + figures.moe[known], end)
    assert figures.upper[known] == pytest.approx(upper, rel=1e-4, abs=1e-6)
    closed = bounds & np.isfinite(figures.lower) & np.isfinite(figures.upper)
    assert (figures.lower[closed] <= figures.upper[closed]).all()
    point = closed & (figures.lower == figures.upper)
    assert np.isnan(figures.value[closed & ~point]).all()


def test_every_place_with_a_figure_is_named(embedded: SnapshotStore) -> None:
    for level in LEVELS:
        named = {place.geoid for place in embedded.places(level)}
        keys = [case for case in CASES if case.level == level]
        with_figures = {geoid for case in keys for geoid in embedded.result(*case).estimates}
        assert with_figures <= named, level
        assert all(place.name for place in embedded.places(level)), level
