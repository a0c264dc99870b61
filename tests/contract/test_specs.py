"""Every indicator carries what pages, documents and exports print."""

from __future__ import annotations

import pytest

from data.catalog.reader import read_catalog
from indicators.core.spec import FACTORS, IndicatorSpec
from indicators.registry import specs

SPECS = pytest.mark.parametrize("spec", specs().values(), ids=specs())


@SPECS
def test_texts_are_there(spec: IndicatorSpec) -> None:
    texts = (spec.title, spec.short, spec.question, spec.unit, spec.plain, spec.formula)
    assert all(text.strip() == text and text for text in texts)
    assert spec.question.endswith("?")
    assert spec.factor in FACTORS
    assert spec.references
    assert all(reference.text for reference in spec.references)


@SPECS
def test_the_direction_is_said_in_words_where_there_is_one(spec: IndicatorSpec) -> None:
    better = "a is best" if spec.format == "letter" else "higher"
    said = {"lower_is_better": "lower", "higher_is_better": better, "neutral": ""}[spec.direction]
    assert said in spec.plain.casefold()


@SPECS
def test_no_text_claims_a_cause(spec: IndicatorSpec) -> None:
    texts = " ".join((spec.title, spec.question, spec.plain, *spec.caveats)).casefold()
    assert not any(word in texts for word in ("causes ", "caused by", "leads to "))


@SPECS
def test_series_are_whole(spec: IndicatorSpec) -> None:
    keys = [(series.level, period) for series in spec.series for period in series.periods]
    assert len(keys) == len(set(keys))
    for series in spec.series:
        assert series.universe
        assert series.periods
        assert series.input.columns
        assert set(series.datasets) <= set(read_catalog())


@SPECS
def test_what_is_not_computed_names_the_figure(spec: IndicatorSpec) -> None:
    if spec.compute is not None:
        return
    known = {"value", "moe", "se", "lower95", "upper95", "lower", "upper", "base", "quality"}
    for series in spec.series:
        assert set(series.input.columns) <= known
        assert {"value"} <= set(series.input.columns) or {"lower", "upper"} <= set(series.input.columns)


@SPECS
def test_letters_have_labels(spec: IndicatorSpec) -> None:
    assert bool(spec.labels) == (spec.format == "letter")


def test_families_differ_by_group_alone() -> None:
    by_family: dict[str, list[IndicatorSpec]] = {}
    for spec in specs().values():
        by_family.setdefault(spec.family, []).append(spec)
    for family, members in by_family.items():
        if family and any(spec.group for spec in members):
            assert len({spec.group for spec in members}) == len(members), family
            assert len({(spec.factor, spec.direction, spec.format) for spec in members}) == 1, family
