"""Every indicator carries what pages, documents and exports print."""

from __future__ import annotations

from itertools import combinations

import pytest

from data.catalog.reader import read_catalog
from indicators.core.spec import IndicatorSpec
from indicators.factors import FACTORS, SUBJECTS
from indicators.present.phrases import sentence_case
from indicators.present.wording import DIRECTION_WORDS, direction_words
from indicators.registry import of_factor, specs
from pages.blocks.method import spec_paragraphs
from pages.view.measure_choice import topic_of

# A list that is read at one glance.
MOST_TOPICS = 6
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
def test_the_direction_is_a_field_and_not_a_sentence_of_the_text(spec: IndicatorSpec) -> None:
    """Every page, chart and document writes it from the field; the text would say it once more."""
    assert not [sentence for sentence in DIRECTION_WORDS.values() if f"{sentence}." in spec.plain.casefold()]
    assert f"**Direction.** {sentence_case(direction_words(spec))}." in spec_paragraphs(spec)


@SPECS
def test_caveats_of_a_series_are_the_measures_own_and_no_note_repeats_one(spec: IndicatorSpec) -> None:
    for series in spec.series:
        assert set(series.caveats) <= set(spec.caveats)
        assert not [caveat for caveat in spec.caveats if caveat in series.note]


@SPECS
def test_series_that_count_other_people_say_so_in_words(spec: IndicatorSpec) -> None:
    """The field decides what is compared, the universe is what people read: they never part."""
    for series, other in combinations(spec.series, 2):
        assert series.counts_as(other) == (series.universe == other.universe), (series.level, other.level)


def test_measures_are_grouped_under_few_questions() -> None:
    for factor in SUBJECTS:
        topics = {topic_of(spec) for spec in of_factor(factor.key) if spec.role != "zone_factor"}
        assert 1 <= len(topics) <= MOST_TOPICS, factor.key
        assert all(topic.endswith("?") for topic in topics)


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


@SPECS
def test_a_headline_says_in_a_field_whether_it_counts_in_100(spec: IndicatorSpec) -> None:
    assert not spec.sentence or bool(spec.per_100) == ("{per100}" in spec.sentence)
    assert "{place}" in spec.sentence or not spec.sentence


@SPECS
def test_a_family_has_one_title(spec: IndicatorSpec) -> None:
    """A chart by group is called by it."""
    family = [each for each in specs().values() if spec.family and each.family == spec.family]
    assert len({(each.family_title, each.family_unit) for each in family}) <= 1
    assert bool(spec.family_title) == (bool(spec.family) and spec.role != "zone_factor")
