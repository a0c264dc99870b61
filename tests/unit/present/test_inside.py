"""The sentence on the parts of a county."""

from __future__ import annotations

from dataclasses import replace

from indicators.core.estimate import Estimate, Interval, Quality, Status
from indicators.core.result import Result
from indicators.present.inside import spread
from indicators.registry import specs


def result(key: str, values: list[float | None]) -> Result:
    level, period = specs()[key].levels[0], specs()[key].series[0].periods[0]
    figures = {
        str(at): Estimate(value, interval=Interval.NONE, status=Status.OK if value is not None else Status.MISSING)
        for at, value in enumerate(values)
    }
    return Result(specs()[key], level, period, figures, ())


def test_letters_are_counted_best_first() -> None:
    text = spread(result("campus_rating", [3.0, 4.0, 4.0, None]), list("0123"), "Here")
    assert text.startswith("Of 3 school campuses in Here with a letter, 2 have an A and 1 has a B (2022).")
    assert text.endswith(" 1 more: not published.")


def test_scores_have_ends_and_a_middle_half() -> None:
    text = spread(result("campus_score", [60.0, 70.0, 80.0, 90.0, 100.0]), list("01234"), "Here")
    assert text.startswith(
        "5 school campuses in Here, Texas campus score: from 60 to 100, half of them between 70 and 90"
    )


def test_doubtful_figures_are_left_out_and_counted() -> None:
    scores = result("campus_score", [60.0, 70.0, 80.0])
    shaky = replace(scores.estimates["2"], quality=Quality.POOR)
    text = spread(replace(scores, estimates={**scores.estimates, "2": shaky}), list("012"), "Here")
    assert text.startswith("2 school campuses in Here, Texas campus score: from 60 to 70")
    assert text.endswith(" 1 more: too uncertain to act on (quality 3).")


def test_nothing_is_said_to_be_nothing() -> None:
    assert spread(result("campus_score", [None]), ["0"], "Here").startswith("Here: no school campus has a figure")
