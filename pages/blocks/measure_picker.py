"""The choice of question, measure and period of a factor's page; a box is there only where there is a choice."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from indicators.present.wording import period_words
from pages.view.figures import Measure, periods_of
from pages.view.measure_choice import topic_of, topics
from pages.view.session import View, change


def show(view: View, factor: str, measure: Measure) -> None:
    """Up to three boxes side by side."""
    questions = topics(view.level, view.place, factor)
    labels = questions[topic_of(measure.spec)]
    periods = periods_of(measure.spec, measure.target.level)
    boxes: list[tuple[int, Callable[[], None]]] = []
    if len(questions) > 1:
        boxes.append((5, partial(_question, questions, measure)))
    if len(labels) > 1:
        boxes.append((4, partial(_measure, labels, measure)))
    if len(periods) > 1:
        boxes.append((2, partial(_period, periods, measure)))
    if not boxes:
        return
    room = WHOLE - sum(width for width, _ in boxes)
    columns = st.columns([*(width for width, _ in boxes), *([room] if room else [])])
    for column, (_, draw) in zip(columns, boxes, strict=False):
        with column:
            draw()


# Widths of all three boxes together: fewer boxes are not wider.
WHOLE = 11


def _question(questions: dict[str, dict[str, str]], measure: Measure) -> None:
    st.session_state["topic"] = topic_of(measure.spec)
    firsts = {question: next(iter(keys)) for question, keys in questions.items()}
    st.selectbox("Question", list(questions), key="topic", on_change=_choose_topic, args=(firsts,))


def _measure(labels: dict[str, str], measure: Measure) -> None:
    st.session_state["measure"] = measure.spec.key
    st.selectbox("Measure", list(labels), format_func=labels.__getitem__, key="measure", on_change=_choose_measure)


def _period(periods: tuple[str, ...], measure: Measure) -> None:
    st.session_state["period"] = measure.period
    st.selectbox("Period", periods, format_func=period_words, key="period", on_change=_choose_period)


def _choose_topic(firsts: dict[str, str]) -> None:
    change(measure=firsts[st.session_state["topic"]], period="")


def _choose_measure() -> None:
    change(measure=st.session_state["measure"], period="")


def _choose_period() -> None:
    change(period=st.session_state["period"])
