"""Verdicts, rank ranges and medians."""

from __future__ import annotations

from dataclasses import replace
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.compare.comparison import compare, median_of
from indicators.compare.verdicts import Verdict, contrast
from indicators.core.estimate import Estimate, Flag, Interval, Quality, Status
from indicators.registry import specs
from tests.unit.peer_figures import PEERS, SUPPRESSED, TRAVIS, blurred, name_of, ratios, result, sample, spec

COUNT = spec(basis="full_count", minimum_difference=0.02, format="index")


def verdicts(estimates: dict[str, Estimate], **changes: object) -> dict[str, Verdict | None]:
    comparison = compare(result(estimates, spec(**changes)), "f", [code for code in estimates if code != "f"], str)
    return {row.geoid: row.verdict for row in comparison.rows}


def test_lower_is_better_and_higher_is_better_mirror_each_other() -> None:
    figures = {"f": sample(5, 0.1), "low": sample(4, 0.1), "high": sample(6, 0.1), "same": sample(5.05, 0.1)}
    assert verdicts(figures) == {
        "low": Verdict.BETTER,
        "f": None,
        "same": Verdict.NO_CLEAR_DIFFERENCE,
        "high": Verdict.WORSE,
    }
    assert verdicts(figures, direction="higher_is_better")["high"] is Verdict.BETTER
    assert verdicts(figures, direction="neutral")["low"] is Verdict.LOWER


def test_travis_among_its_peers() -> None:
    comparison = compare(result(ratios()), TRAVIS, PEERS, name_of)
    better = {row.name for row in comparison.rows if row.verdict is Verdict.BETTER}
    assert better == {"Salt Lake County (Salt Lake City)", "Maricopa County (Phoenix)", "Tarrant County (Fort Worth)"}
    assert (comparison.focus.rank_low, comparison.focus.rank_high, comparison.ranked) == (4, 14, 16)
    assert comparison.median is not None
    assert comparison.median.value == pytest.approx(4.47596)
    assert comparison.tested
    assert "15 comparisons" in comparison.rule


def test_holm_is_stricter_than_one_test() -> None:
    """A gap of 1.7 combined margins' standard errors is clear alone and is not among fifteen."""
    near = sample(5 + 1.7 * (2**0.5) * 0.1 / 1.645, 0.1)
    assert verdicts({"f": sample(5, 0.1), "a": near})["a"] is Verdict.WORSE
    crowd = {f"c{i}": sample(5, 0.1) for i in range(14)}
    assert verdicts({"f": sample(5, 0.1), "a": near} | crowd)["a"] is Verdict.NO_CLEAR_DIFFERENCE


def test_full_counts_differ_from_the_least_difference_on() -> None:
    figures = {"f": Estimate(0.50), "near": Estimate(0.519), "edge": Estimate(0.52), "far": Estimate(0.4)}
    by_place = verdicts(figures, basis="full_count", minimum_difference=0.02)
    assert by_place == {
        "far": Verdict.BETTER,
        "f": None,
        "near": Verdict.NO_CLEAR_DIFFERENCE,
        "edge": Verdict.WORSE,
    }


def test_ranges_differ_only_when_disjoint() -> None:
    figures = {
        "f": blurred(0.8, 0.84),
        "over": blurred(0.84, 0.9),
        "apart": blurred(0.85, 0.89),
        "point": blurred(0.7, 0.7),
    }
    by_place = verdicts(figures, direction="higher_is_better")
    assert by_place["over"] is Verdict.NO_CLEAR_DIFFERENCE
    assert by_place["apart"] is Verdict.BETTER
    assert by_place["point"] is Verdict.WORSE


def test_without_margin_nothing_is_tested_or_ranked() -> None:
    comparison = compare(result({"f": Estimate(1.0), "a": Estimate(9.0)}), "f", ["a"], str)
    assert [row.verdict for row in comparison.rows] == [None, Verdict.CANNOT_TEST]
    assert comparison.rows[1].reason == "no margin of error is published"
    assert not comparison.tested
    assert comparison.focus.rank_low is None
    assert comparison.ranked == 0


@pytest.mark.parametrize("status", [Status.UNRELIABLE, Status.TOP_CODED, Status.BOTTOM_CODED])
def test_doubtful_and_coded_figures_are_neither_ranked_nor_tested(status: Status) -> None:
    figures = {"f": sample(5, 0.1), "a": sample(4, 0.1), "x": replace(sample(1, 0.1), status=status)}
    comparison = compare(result(figures), "f", ["a", "x"], str)
    assert [row.geoid for row in comparison.rows] == ["a", "f", "x"]
    assert comparison.rows[2].verdict is Verdict.CANNOT_TEST
    assert comparison.rows[2].rank_low is None
    assert comparison.ranked == 2
    assert comparison.median is None, "of one peer"


def test_missing_places_stay_at_the_end_with_their_reason() -> None:
    comparison = compare(result({"f": sample(5, 0.1), "s": SUPPRESSED}), "f", ["gone", "s", "f", "s"], str)
    assert [row.geoid for row in comparison.rows] == ["f", "gone", "s"]
    assert comparison.rows[1].reason == "not among the places of this source in 2019-2023"
    assert comparison.rows[2].reason == SUPPRESSED.note
    assert comparison.median is None


def test_a_missing_focus_leaves_the_peers_in_order() -> None:
    comparison = compare(result({"a": sample(5, 0.1), "b": sample(4, 0.1)}), "f", ["a", "b"], str)
    assert [row.geoid for row in comparison.rows] == ["b", "a", "f"]
    assert {row.verdict for row in comparison.peers} == {Verdict.CANNOT_TEST}
    assert not comparison.tested


def test_a_figure_of_grade_3_is_in_no_test() -> None:
    poor, other = sample(5, 0.1, Quality.POOR), sample(9, 0.1, Quality.CARE)
    for pair in ((poor, other), (other, poor), (poor, replace(poor))):
        assert contrast(spec(), *pair).differs is None
        assert "too uncertain to act on" in contrast(spec(), *pair).reason
    assert contrast(spec(), other, sample(5, 0.1, Quality.GOOD)).differs is True


def test_asymmetric_limits_count_on_the_side_that_faces_the_other() -> None:
    skewed = Estimate(5.0, None, 4.9, 6.0, Interval.SAMPLING)
    assert contrast(spec(), skewed, sample(4.8, 0.01)).differs is True
    assert contrast(spec(), skewed, sample(5.2, 0.01)).differs is False


def test_a_margin_of_zero_decides_by_the_figures() -> None:
    assert contrast(spec(), sample(5, 0), sample(5, 0)).differs is False
    assert contrast(spec(), sample(5, 0), sample(5.1, 0)).differs is True


def test_the_median_of_ranges_is_the_range_of_possible_medians() -> None:
    median = median_of([blurred(0.80, 0.84), Estimate(0.9), blurred(0.95, 1.0)])
    assert median == Estimate(0.9)
    median = median_of([blurred(0.80, 0.84), Estimate(0.83), blurred(0.95, 1.0)])
    assert median == Estimate(None, None, 0.83, 0.84, Interval.BOUNDS)
    assert median_of([]) is None


samples = st.builds(
    sample, st.floats(0.1, 0.9).map(lambda x: round(x, 4)), st.floats(0, 0.3).map(lambda x: round(x, 4))
)
figures = samples | st.builds(lambda a, b: blurred(min(a, b), max(a, b)), st.floats(0, 1), st.floats(0, 1))


@given(st.lists(figures, min_size=2, max_size=9))
def test_ranks_and_verdicts_of_the_focus_tell_one_story(estimates: list[Estimate]) -> None:
    table = {str(i): figure for i, figure in enumerate(estimates)}
    comparison = compare(result(table), "0", list(table)[1:], str)
    peers_verdicts = [row.verdict for row in comparison.peers]
    assert comparison.focus.rank_low == 1 + peers_verdicts.count(Verdict.BETTER)
    assert comparison.focus.rank_high == comparison.ranked - peers_verdicts.count(Verdict.WORSE)
    assert sorted(row.geoid for row in comparison.rows) == sorted(table)
    for row in comparison.rows:
        assert row.rank_low is not None
        assert row.rank_high is not None
        assert 1 <= row.rank_low <= row.rank_high <= comparison.ranked


@given(figures, figures)
def test_a_contrast_turned_round_is_the_same_with_the_other_sign(figure: Estimate, other: Estimate) -> None:
    there, back = contrast(COUNT, figure, other), contrast(COUNT, other, figure)
    assert (there.sign, there.differs, there.p) == (-back.sign, back.differs, back.p)


@given(samples, samples)
def test_one_test_is_the_rule_of_the_census_bureau(figure: Estimate, other: Estimate) -> None:
    """They differ where they are further apart than the root of the squared margins (ACS handbook 2020, ch. 7)."""
    assert figure.value is not None
    assert other.value is not None
    margin = sqrt(figure.half_width(other) ** 2 + other.half_width(figure) ** 2)
    assert contrast(spec(), figure, other).differs == (abs(figure.value - other.value) > margin)


def test_what_to_know_across_states_is_said_where_a_peer_is_in_another_one() -> None:
    measure = spec(across_states="States differ.")
    figures = {"48453": sample(5, 0.1), "48029": sample(4, 0.1), "04013": sample(6, 0.1), "08031": SUPPRESSED}

    def note(*peers: str) -> str:
        return compare(result(figures, measure), "48453", peers, str).note

    assert note("48029", "04013") == "States differ."
    assert note("48029") == ""
    assert note("48029", "08031") == "", "nothing of another state is shown"
    assert compare(result(figures, spec()), "48453", ["04013"], str).note == ""


def test_graduation_says_that_diplomas_differ() -> None:
    assert specs()["graduation_rate_4yr"].across_states.startswith("States differ in what they ask for a diploma")


@pytest.mark.parametrize(
    ("lower", "upper", "flag", "towards", "expected"),
    [
        (0.75, 1.0, "", 0.99, 0.05),  # the side that faces the other figure
        (0.75, 1.0, "upper_cut", 0.99, 0.20),  # that side is half an interval: the other one decides
        (0.75, 1.0, "upper_cut", 0.80, 0.20),
        (0.90, 1.0, "lower_cut", 0.80, 0.05),
    ],
)
def test_the_side_of_an_interval_that_was_not_cut_decides(
    lower: float, upper: float, flag: str, towards: float, expected: float
) -> None:
    cut = Estimate(0.95, None, lower, upper, Interval.SAMPLING, flags=frozenset(map(Flag, flag.split())))
    assert cut.half_width(Estimate(towards)) == pytest.approx(expected)


def test_a_cut_limit_makes_no_clear_difference() -> None:
    cut = Estimate(0.95, None, 0.75, 1.0, Interval.SAMPLING, quality=Quality.CARE)
    sure = sample(1.05, 0.01, Quality.GOOD)
    assert contrast(spec(), cut, sure).differs is True
    assert contrast(spec(), replace(cut, flags=frozenset({Flag.UPPER_CUT})), sure).differs is False
