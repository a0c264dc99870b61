"""The overview answers first: one sentence, four cards, a line for each subject, in few words."""

from __future__ import annotations

import re
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from indicators.compare.subjects import Position
from indicators.factors import SUBJECTS
from indicators.present.answer import answer
from pages.view.session import view_of
from pages.view.subjects import subjects
from tests.pages.conftest import visit

PLACES = {
    "Austin": {"place": "48453"},
    "Fresno": {"place": "06019"},
    "a prison": {"place": "54077"},
    "few figures": {"place": "72127"},
    "64 people": {"place": "48301"},
    "a former county": {"place": "09001"},
    "a city": {"level": "place", "place": "4805000"},
    "a metro": {"level": "cbsa", "place": "12420"},
    "a large city": {"level": "place", "place": "0644000"},
    "a city that is its county": {"level": "place", "place": "0667000"},
}
MOST_WORDS = 250
CLOSED = re.compile(r"<details.*?</summary>(.*?)</details>", re.DOTALL)


def written(at: AppTest) -> str:
    """What stands open on the page itself, as HTML and labels."""
    parts = [element.value for element in at.main.get("html") if not re.search("<style|<script", element.value)]
    return " ".join([at.title[0].value, *(element.label for element in at.main.get("page_link")), *parts])


def cards_of(at: AppTest) -> dict[str, str]:
    """Head of each card -> its text."""
    return dict(re.findall(r'<section class="cm-card"><h2>(.*?)</h2><p>(.*?)</p>', written(at)))


def open_words(at: AppTest) -> list[str]:
    shown = CLOSED.sub(lambda closed: closed[0].replace(closed[1], ""), written(at))
    return unescape(re.sub(r"<[^>]+>", " ", shown.replace("<wbr>", ""))).split()


@pytest.mark.parametrize("query", PLACES.values(), ids=PLACES)
def test_the_answer_is_the_first_sentence_and_counts_the_lines(query: dict[str, str]) -> None:
    at, view = visit("overview", **query), view_of("overview", query)
    assert not at.exception
    shown = subjects(view)
    first = next(element.value for element in at.main.get("html") if "cm-headline" in element.value)
    sentence = answer(view.name, [subject.position for subject in shown], len(view.peers.geoids))
    assert sentence.rstrip(".") in unescape(first)
    assert len(shown) == len(SUBJECTS)


@pytest.mark.parametrize("query", PLACES.values(), ids=PLACES)
def test_four_cards_and_a_line_for_each_subject_in_few_words(query: dict[str, str]) -> None:
    at = visit("overview", **query)
    cards = cards_of(at)
    assert list(cards) == ["Start here", "For whom", "Where", "Changing"]
    assert all(cards.values())
    lines = [element.value for element in at.main.get("html") if element.value.startswith('<div class="cm-score cm-')]
    assert len([line for line in lines if "cm-heads" not in line]) + written(at).count("cm-none") == len(SUBJECTS)
    assert len(open_words(at)) <= MOST_WORDS


def test_what_most_peers_do_better_stands_first() -> None:
    order = [Position.WORSE, Position.BETWEEN, Position.BETTER, Position.UNTESTED, Position.ABSENT]
    for query in PLACES.values():
        places = [order.index(subject.position) for subject in subjects(view_of("overview", query))]
        assert places == sorted(places)


@pytest.mark.parametrize("name", ["a city", "a metro"])
def test_a_card_names_the_county_that_its_figures_are_of(name: str) -> None:
    at = visit("overview", **PLACES[name])
    cards = cards_of(at)
    for head in ("Start here", "For whom", "Where"):
        assert "Travis County" in cards[head], head
    titles = dict(
        re.findall(r'<section class="cm-card"><h2>(.*?)</h2><p>(.*?)</p>', written(visit("overview", place="48453")))
    )
    assert not any("figures of" in text for text in titles.values())


def test_a_figure_of_grade_3_says_so_in_its_line() -> None:
    assert "quality 3: do not act on it" in written(visit("overview", place="54077")), "Preston: a prison"
    assert "quality 3: do not act on it" not in written(visit("overview", place="48453"))
