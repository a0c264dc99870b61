"""What to talk about first: the clearest gap, for whom, where, and what changed. Nothing here is a widget."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain

import streamlit as st

from indicators.compare.subjects import Position, tally
from indicators.core.geography import Level
from indicators.factors import FACTORS, SUBJECTS, Factor
from indicators.present.answer import change_summary, ends_words, gap_words, start_words
from pages.blocks.text import html
from pages.view import place_names, site
from pages.view.figures import Target
from pages.view.parts import measures_inside
from pages.view.session import View
from pages.view.subjects import Moved, Subject, changes, clearest, parts, widest, widest_gap
from pages.view.view_names import OPTION, ViewName

# Parts of a county, those first whose names people know.
KNOWN_BY_NAME: tuple[Level, ...] = ("zip", "district", "high_school", "campus", "tract")


@dataclass(frozen=True, slots=True)
class Card:
    """A question, its answer, and the page that has more; factor None where there is no more.

    view: the view of that page's panel in which the answer is seen.
    """

    head: str
    text: str
    factor: Factor | None = None
    measure: str = ""
    view: ViewName = "peers"


def show(view: View, subjects: tuple[Subject, ...]) -> None:
    """Four cards side by side, one below the other on a phone."""
    cards = (start(view, subjects), for_whom(view), where(view, subjects), changing(view))
    for column, card in zip(st.columns(len(cards), gap="small", border=True), cards, strict=True):
        with column:
            st.html(f'<section class="cm-card"><h2>{html(card.head)}</h2><p>{html(card.text)}</p></section>')
            if card.factor is not None:
                selection = replace(view.selection, measure=card.measure, period="").with_options(**{OPTION: card.view})
                page, icon = site.page(card.factor.key), ":material/arrow_forward:"
                st.page_link(page, label=card.factor.title, icon=icon, query_params=selection.to_query())


def start(view: View, subjects: tuple[Subject, ...]) -> Card:
    """The subject on which most peers do better, or that there is none."""
    first = subjects[0]
    if first.comparison is None or first.position in (Position.ABSENT, Position.UNTESTED):
        return Card("Start here", "No subject can be compared with the peers.")
    if not tally(first.comparison).better:
        return Card("Start here", "On no subject does any peer do clearly better.")
    more = _of_county(view, first.measure.target) if first.measure else ""
    return Card("Start here", start_words(first.comparison) + more, first.factor)


def for_whom(view: View) -> Card:
    """The widest gap between groups over all subjects."""
    widest_of_all = widest(gap for factor in SUBJECTS if (gap := widest_gap(view, factor)) is not None)
    if widest_of_all is None:
        return Card("For whom", "No figures by group of people are published here, or none that differ clearly.")
    text = gap_words(widest_of_all.gap, widest_of_all.period) + _of_county(view, widest_of_all.target)
    return Card("For whom", text, widest_of_all.factor, widest_of_all.gap.worse_off.spec.key, "groups")


def _of_county(view: View, target: Target) -> str:
    """A clause that says that the figures are of the county, where the county stands in for a city or metro."""
    if not target.is_substitute or place_names.is_one_area(view.level, view.place):
        return ""
    return f" ({_county(target.geoid)})"


def _county(geoid: str) -> str:
    """A county around the community, which names the state."""
    return place_names.full_name("county", geoid).partition(",")[0]


def where(view: View, subjects: tuple[Subject, ...]) -> Card:
    """The parts that stand out, in the subject that comes first and has parts."""
    county = place_names.principal_county(view.level, view.place)
    order = [subject.factor for subject in subjects]
    measures = chain.from_iterable(measures_inside(county, factor.key) for factor in order) if county else ()
    standout = parts(sorted(measures, key=lambda measure: KNOWN_BY_NAME.index(measure.target.level)))
    if standout is None:
        return Card("Where", "No figures are published for the neighborhoods, districts or schools of this place.")
    names = [
        place_names.full_name(standout.measure.target.level, code) for code in (standout.ends.worst, standout.ends.best)
    ]
    is_itself = county == view.place or place_names.is_one_area(view.level, view.place)
    within = "" if is_itself else _county(standout.measure.target.geoid)
    text = ends_words(standout.ends, standout.result, (names[0], names[1]), within)
    return Card("Where", text, FACTORS[standout.measure.spec.factor], standout.measure.spec.key, "map")


def changing(view: View) -> Card:
    """The clearest change over all subjects."""
    moved: dict[str, Moved] = {}
    for factor in SUBJECTS:
        moved |= changes(view, factor)
    clearest_of_all = clearest(moved)
    if clearest_of_all is None:
        why = "No measure shows a clear change." if moved else "No measure has two periods that may be compared."
        return Card("Changing", why)
    text = change_summary(clearest_of_all.spec, clearest_of_all.change) + _of_county(view, clearest_of_all.target)
    return Card("Changing", text, FACTORS[clearest_of_all.spec.factor], clearest_of_all.spec.key, "time")
