"""The answer of an overview, for every mixture of positions."""

from __future__ import annotations

import itertools
import re

import pytest

from indicators.compare.subjects import Position
from indicators.present.answer import answer

B, W, N, U, A = Position.BETTER, Position.WORSE, Position.BETWEEN, Position.UNTESTED, Position.ABSENT
NUMBERS = ["no", "one", "two", "three", "four", "five", "six"]


@pytest.mark.parametrize(
    ("positions", "expected"),
    [
        (
            [B, B, W, N, N, N],
            "Austin does better than most of its peers on two of six subjects and worse on one; on three, neither is "
            "clear.",
        ),
        ([B] * 6, "Austin does better than most of its peers on all six subjects."),
        ([W] * 5 + [A], "Austin does worse than most of its peers on five of six subjects; one has no figure."),
        (
            [W, U, U, A, A, N],
            "Austin does worse than most of its peers on one of six subjects; on one, neither is "
            "clear; two can’t be tested and two have no figure.",
        ),
        ([N] * 6, "On none of six subjects does Austin do clearly better or worse than most of its peers."),
        (
            [N, U, U, U, U, U],
            "On none of six subjects does Austin do clearly better or worse than most of its peers; five can’t be "
            "tested.",
        ),
        (
            [U, U, A, A, A, A],
            "Austin can’t be compared with its peers: of six subjects, two can’t be tested and four have no figure.",
        ),
        ([A] * 6, "Austin can’t be compared with its peers: of six subjects, six have no figure."),
    ],
)
def test_the_answer(positions: list[Position], expected: str) -> None:
    assert answer("Austin", positions, 15) == expected


def test_figures_of_the_county_are_said_to_be_of_the_county() -> None:
    assert answer("Austin", [B] * 6, 15, 6).endswith("subjects. All figures are those of its county.")
    assert answer("Austin", [B] * 6, 15, 2).endswith("subjects. Two are figures of its county.")


def test_without_peers_nothing_is_compared() -> None:
    assert answer("Austin", [U] * 6, 0) == "Austin has no peers here, so nothing can be compared."


def test_every_mixture_is_one_sentence_whose_numbers_are_those_of_the_positions() -> None:
    for mixture in itertools.combinations_with_replacement([B, W, N, U, A], 6):
        text = answer("Austin", mixture, 15)
        assert re.fullmatch(r"[A-Z][^.]*\.", text), text
        assert "  " not in text
        counts = {where: mixture.count(where) for where in (B, W, N, U, A)}
        clear = text.split(";")[0]
        for where, word in ((B, "better"), (W, "worse")):
            if not counts[where]:
                continue
            match = re.search(rf"{word}(?: than most of its peers)? on (all six|\w+)", clear)
            assert match is not None, text
            assert match[1].split()[-1] == NUMBERS[counts[where]], text
        assert ("can’t be tested" in text) == bool(counts[U])
        assert ("no figure" in text) == bool(counts[A])
