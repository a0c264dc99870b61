"""Where a community stands on a subject, which subject comes first, and what stands out."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from indicators.compare.comparison import Comparison, Row
from indicators.compare.groups import GroupFigure
from indicators.compare.standouts import clearest_change, ends, group_gap, spread_of
from indicators.compare.subjects import Position, concern, position, tally
from indicators.compare.trend import Change, TrendPoint
from indicators.compare.verdicts import Verdict
from indicators.core.estimate import Estimate, Interval, Quality
from indicators.core.result import Result
from indicators.core.spec import IndicatorSpec
from indicators.registry import specs

INCOME = specs()["median_household_income_black"]
OTHER = specs()["median_household_income_asian"]
EVERYONE = specs()["median_household_income"]
POVERTY = specs()["high_poverty_schools_black"]


def sampled(value: float, moe: float = 1.0, quality: Quality = Quality.GOOD) -> Estimate:
    return Estimate(value, moe, value - moe, value + moe, Interval.SAMPLING, quality=quality)


def compared(verdicts: str, focus: Estimate | None = None) -> Comparison:
    """b, a, w, u: a peer that is better, alike, worse, untested."""
    kinds = {
        "b": Verdict.BETTER,
        "a": Verdict.NO_CLEAR_DIFFERENCE,
        "w": Verdict.WORSE,
        "u": Verdict.CANNOT_TEST,
    }
    focus_row = Row("48453", "Here", focus or sampled(5), is_focus=True)
    peers = [Row(str(i), f"Peer {i}", sampled(i), kinds[letter]) for i, letter in enumerate(verdicts)]
    return Comparison(INCOME, "county", "2019-2023", (focus_row, *peers), focus_row, None, len(peers) + 1, True, "")


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        ("www", Position.BETTER),
        ("wwab", Position.BETWEEN),
        ("wwwab", Position.BETTER),
        ("bbb", Position.WORSE),
        ("bbaa", Position.BETWEEN),
        ("aaa", Position.BETWEEN),
        ("wwuuu", Position.UNTESTED),
        ("wwwuuuuuuu", Position.BETWEEN),
        ("wwwuu", Position.BETTER),
        ("uuu", Position.UNTESTED),
        ("", Position.UNTESTED),
    ],
)
def test_over_half_of_all_peers_decide(verdicts: str, expected: Position) -> None:
    assert position(compared(verdicts)) is expected


def test_grade_3_and_absent_figures_are_never_better_or_worse() -> None:
    assert position(compared("wwww", sampled(5, quality=Quality.POOR))) is Position.UNTESTED
    assert position(compared("bbbb", Estimate(None))) is Position.ABSENT
    assert position(None) is Position.ABSENT


def test_every_peer_is_counted_once() -> None:
    for length in range(6):
        for letters in itertools.combinations_with_replacement("bawu", length):
            counts = tally(compared("".join(letters)))
            assert counts.better + counts.alike + counts.worse + counts.untested == length
            assert counts.tested == length - letters.count("u")


def test_what_most_peers_do_better_comes_first_and_what_cannot_be_told_last() -> None:
    rising = ["bbb", "bba", "aaa", "wwb", "www", "uuu"]
    keys = [concern(compared(verdicts)) for verdicts in rising]
    assert keys == sorted(keys)
    assert concern(None) > keys[-1]


def groups(*figures: tuple[IndicatorSpec, Estimate]) -> list[GroupFigure]:
    return [GroupFigure(spec.group.title(), spec, figure) for spec, figure in figures]


def test_the_widest_gap_is_between_groups_that_differ() -> None:
    gap = group_gap(groups((INCOME, sampled(40)), (OTHER, sampled(90)), (EVERYONE, sampled(10))), spread=25)
    assert gap is not None
    assert (gap.worse_off.label, gap.better_off.label, gap.size, gap.tested) == ("Black", "Asian", 2.0, True)


def test_a_gap_within_the_margins_is_none() -> None:
    assert group_gap(groups((INCOME, sampled(40, 30)), (OTHER, sampled(50, 30))), spread=25) is None


def test_a_figure_of_grade_3_makes_no_gap() -> None:
    poor = sampled(90, quality=Quality.POOR)
    assert group_gap(groups((INCOME, sampled(40)), (OTHER, poor)), spread=25) is None


def test_the_worse_off_have_more_of_what_is_bad_and_no_margin_is_said() -> None:
    white = replace(POVERTY, group="white", groups=("white",))
    gap = group_gap(groups((POVERTY, Estimate(0.6)), (white, Estimate(0.1))), spread=0.1)
    assert gap is not None
    assert (gap.worse_off.label, gap.tested) == ("Black", False)


def moved(first: Estimate, last: Estimate, verdict: Verdict) -> Change:
    return Change(TrendPoint("2014", first, 0), TrendPoint("2023", last, 0), verdict)


def test_the_clearest_change_is_the_one_with_the_smallest_margin_for_its_size() -> None:
    changes = {
        "wide": moved(sampled(10, 4), sampled(20, 4), Verdict.BETTER),
        "narrow": moved(sampled(10, 1), sampled(14, 1), Verdict.WORSE),
        "unclear": moved(sampled(10, 0.1), sampled(30, 0.1), Verdict.NO_CLEAR_DIFFERENCE),
        "untested": moved(Estimate(1), Estimate(9), Verdict.CANNOT_TEST),
    }
    assert clearest_change(changes) == "narrow"
    assert clearest_change({key: changes[key] for key in ("unclear", "untested")}) is None


def test_ends_are_of_figures_that_may_be_ranked() -> None:
    poor = sampled(1, quality=Quality.POOR)
    figures = [(str(i), sampled(10 + i)) for i in range(5)]
    parts = ends(INCOME, [*figures, ("poor", poor), ("none", Estimate(None))])
    assert parts is not None
    assert (parts.worst, parts.best, parts.count) == ("0", "4", 5)
    turned = ends(POVERTY, figures)
    assert turned is not None
    assert (turned.worst, turned.best) == ("4", "0")
    assert ends(INCOME, figures[:4]) is None
    assert ends(INCOME, [(str(i), sampled(3)) for i in range(9)]) is None


def test_the_spread_is_of_figures_that_may_be_ranked() -> None:
    figures = {"1": sampled(2), "2": sampled(4), "3": sampled(99, quality=Quality.POOR), "4": Estimate(None)}
    assert spread_of(Result(INCOME, "county", "2019-2023", figures, ())) == 1.0
