"""The verdict in a few words, and the figure against the median peer's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from indicators.compare.comparison import Comparison, compare
from indicators.core.estimate import Estimate, Interval, Quality, Status
from indicators.present.badge import against, badge, of_pair
from indicators.present.standing import NO_PEERS
from tests.unit.peer_figures import PEERS, TRAVIS, name_of, result, sample, spec


def comparison(figure: Estimate, peers: list[Estimate], direction: str = "lower_is_better") -> Comparison:
    indicator = spec(direction=direction)
    figures = {TRAVIS: figure} | dict(zip(PEERS, peers, strict=False))
    return compare(result(figures, indicator), TRAVIS, PEERS[: len(peers)], name_of)


LOW, HIGH, NEAR = sample(3.0, 0.1), sample(6.0, 0.1), sample(4.52, 0.1)
OWN = sample(4.5, 0.1)


@pytest.mark.parametrize(
    ("peers", "direction", "label", "tone"),
    [
        ([HIGH] * 4, "lower_is_better", "▲ Better than most peers", "good"),
        ([HIGH] * 4, "higher_is_better", "▼ Worse than most peers", "bad"),
        ([LOW] * 3 + [HIGH], "lower_is_better", "▼ Worse than most peers", "bad"),
        ([LOW, LOW, HIGH, NEAR], "lower_is_better", "≈ In between", "open"),
        ([NEAR] * 4, "lower_is_better", "≈ In between", "open"),
        ([LOW, HIGH], "lower_is_better", "? Too few peers to say", "open"),
        ([LOW, HIGH], "neutral", "? Too few peers to say", "open"),
        ([LOW, LOW, LOW, *[Estimate(4.0)] * 3], "lower_is_better", "≈ In between", "open"),
        ([LOW] * 4, "neutral", "↑ Higher than most peers", "open"),
        ([HIGH] * 4, "neutral", "↓ Lower than most peers", "open"),
        ([LOW, LOW, HIGH, HIGH], "neutral", "≈ In between", "open"),
    ],
)
def test_the_badge_counts_the_peers_that_can_be_tested(
    peers: list[Estimate], direction: str, label: str, tone: str
) -> None:
    verdict = badge(comparison(OWN, peers, direction))
    assert verdict
    assert (f"{verdict.mark} {verdict.label}", verdict.tone) == (label, tone)


def test_a_figure_that_nobody_should_act_on_has_no_side() -> None:
    poor = comparison(replace(OWN, quality=Quality.POOR), [HIGH] * 4)
    verdict = badge(poor)
    assert verdict
    assert (verdict.label, verdict.tone) == ("Too uncertain to compare", "open")
    assert "quality 3: do not act on it" in against(poor)
    assert "peers" not in against(poor)


def test_without_peers_or_figure_there_is_no_badge() -> None:
    assert badge(comparison(OWN, [])) is None
    assert against(comparison(OWN, [])) == NO_PEERS
    absent = comparison(Estimate(None), [HIGH] * 4)
    assert badge(absent) is None
    assert against(absent) == ""


def test_the_figure_is_told_against_the_median_peers() -> None:
    assert against(comparison(OWN, [LOW, HIGH, HIGH, NEAR])) == (
        "4.50, against 5.26 for the median peer: 1 peer does better, 2 do worse and 1 shows no clear difference."
    )
    assert against(comparison(OWN, [LOW, HIGH])) == "1 peer does better and 1 does worse."


def test_what_can_not_be_tested_says_so() -> None:
    plain = [Estimate(value) for value in (3.0, 5.0, 6.0)]
    assert against(comparison(Estimate(4.5), plain)) == (
        "4.5, against 5.0 for the median peer. Differences can’t be tested here: no margin of error is published."
    )


def test_limits_that_are_not_symmetrical_set_the_decimals_everywhere() -> None:
    figure = Estimate(4.736, None, 4.481, 5.031, Interval.SAMPLING)
    assert against(comparison(figure, [sample(4.5, 0.3)] * 3)).startswith("4.74, against 4.50")


@pytest.mark.parametrize(
    ("peer", "direction", "label"),
    [
        (LOW, "lower_is_better", "▲ Dallas does better"),
        (HIGH, "lower_is_better", "▲ Austin does better"),
        (HIGH, "higher_is_better", "▲ Dallas does better"),
        (NEAR, "lower_is_better", "≈ No clear difference"),
        (HIGH, "neutral", "↑ Dallas is higher"),
        (LOW, "neutral", "↑ Austin is higher"),
        (Estimate(4.0), "lower_is_better", "? Can’t be tested"),
        (replace(LOW, quality=Quality.POOR), "lower_is_better", "? Can’t be tested"),
    ],
)
def test_of_two_places_the_better_one_is_named(peer: Estimate, direction: str, label: str) -> None:
    verdict = of_pair(comparison(OWN, [peer], direction), "Austin", "Dallas")
    assert verdict
    assert (f"{verdict.mark} {verdict.label}", verdict.tone) == (label, "open")


def test_where_one_of_two_has_no_figure_no_badge_says_a_thing() -> None:
    assert of_pair(comparison(OWN, [Estimate(None, status=Status.MISSING)]), "Austin", "Dallas") is None
