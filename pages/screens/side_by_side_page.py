"""Two communities on one map, or on two maps of one scale."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from functools import partial

import streamlit as st

from indicators.compare.verdicts import Verdict
from indicators.core.exhibit import Exhibit
from indicators.core.geography import Level
from indicators.core.spec import IndicatorSpec
from indicators.factors import FACTORS
from indicators.present.badge import of_pair
from indicators.present.maps.deck import (
    Legend,
    LegendEntry,
    MapOption,
    MapView,
    findings,
    legend,
    legend_html,
    shared_breaks,
    summary,
)
from indicators.present.maps.style import Theme
from indicators.present.maps.view import Mark
from indicators.present.phrases import listed, lower_first, sentence_case
from indicators.present.wording import headline, period_words
from indicators.registry import specs
from pages.blocks import charts, data_table, export_menu, page_frame, typed_places
from pages.blocks.answer import badge_html
from pages.blocks.search import community_search
from pages.blocks.text import html, md
from pages.runtime import own_scripts
from pages.runtime.base_path import base
from pages.runtime.cache import cached
from pages.runtime.snapshots import maps, store
from pages.view import place_names
from pages.view.figures import Measure, comparison_of, periods_of, substitute_sentence, target_of
from pages.view.map_pairs import PairedMaps, marks, paired_maps, usable_measures
from pages.view.maps import deck_with_json, exhibit, theme
from pages.view.problems import Problem
from pages.view.second_community import chosen_pair, communities, linked, other_of, spec_of
from pages.view.session import Community, View, address, change, change_options

# Names of the maps in addresses of files.
FILES = ("first", "second")

DrawnMap = tuple[MapOption, MapView]


def show(view: View) -> None:
    """The whole page."""
    problems: list[Problem] = []
    other = other_of(view, problems)
    usable = usable_measures(communities(view, other))
    spec = spec_of(view, usable)
    named_spec = specs().get(view.selection.measure)
    if named_spec and named_spec.key not in usable:
        problems.append(Problem(f"“{named_spec.title}” is not a measure that both communities have a map of"))
    pairs = paired_maps(view.community, other.community, spec) if other and spec else ()
    pair = chosen_pair(view, pairs, problems)
    title = f"{view.name} beside {other.name}" if other else f"{view.name} beside another community"
    page_frame.head(view, title, problems)
    if other and view.level != other.level and store().coextensive(view.level, view.place) == other.place:
        st.info(f"{md(view.name)} and {md(other.name)} are one area: what differs is how figures are made.")
    _controls(view, other, usable, spec)
    if other is None or spec is None:
        st.info("Choose a second community to see both maps.")
    elif pair is None:
        st.info("There is no map of this measure for both. Choose another measure, or another community.")
    else:
        _switch(pairs, pair)
        exact = linked(view, other, pair)
        foot = data_table.foot(address(exact, spec.key), date.today())
        _both(exact, other, spec, pair, theme(), foot)


def exhibit_of(view: View, at: int, origin: str) -> tuple[str, Exhibit] | None:
    """The first map or the second (``at`` 0 or 1) as it leaves the screen, with words for a file's name.

    None where there is none, or where the page would show another than the one asked for.
    """
    problems: list[Problem] = []
    other = other_of(view, problems)
    usable = usable_measures(communities(view, other))
    spec = usable.get(view.selection.measure) if view.selection.measure else spec_of(view, usable)
    pair = chosen_pair(view, paired_maps(view.community, other.community, spec), problems) if other and spec else None
    if other is None or spec is None or pair is None or problems:
        return None
    maps_of_pair = _draw_pair(view.community, other.community, pair, "light")
    if at >= len(maps_of_pair):
        return None
    option, shown = maps_of_pair[at]
    names = f"{view.name} and {other.name}" if pair.is_shared else (view, other)[at].name
    link = address(linked(view, other, pair), spec.key, origin=origin)
    return f"map {spec.key} {names} {shown.figures.period}", exhibit(shown, option, link)


def _controls(view: View, other: View | None, usable: dict[str, IndicatorSpec], spec: IndicatorSpec | None) -> None:
    left, middle, right = st.columns([2, 1, 1], gap="small", vertical_alignment="bottom")
    with left:
        st.session_state["both_measure"] = spec.key if spec else None
        st.selectbox(
            "Measure",
            list(usable),
            format_func=lambda key: f"{FACTORS[usable[key].factor].title}: {usable[key].title}",
            key="both_measure",
            on_change=_choose_measure,
        )
    with middle:
        names = {code: place_names.title(view.level, code) for code in view.peers.geoids}
        st.session_state["both_peer"] = other.place if other and other.place in names else None
        choose = partial(_choose_peer, view.level, names)
        typed_places.box("Beside a peer", names, "both_peer", "Choose a peer", choose)
    with right:
        community_search("other", "Beside any other community", _choose_other)


def _choose_measure() -> None:
    change_options(map="")
    change(measure=st.session_state["both_measure"] or "")


def _choose_peer(level: Level, names: dict[str, str]) -> None:
    _choose_other(level, typed_places.chosen("both_peer", level, names))


def _choose_other(level: Level, geoid: str) -> None:
    change_options(other=geoid, other_level=level, map="")


def _switch(pairs: tuple[PairedMaps, ...], pair: PairedMaps) -> None:
    """Which maps, where there are several."""
    if len(pairs) < 2:
        return
    labels = {known.name: known.label for known in pairs}
    st.session_state["both_map"] = pair.name
    st.pills("Map", list(labels), format_func=labels.__getitem__, key="both_map", required=True, on_change=_choose_map)


def _choose_map() -> None:
    change_options(map=st.session_state["both_map"])


@charts.replayed
def _both(view: View, other: View, spec: IndicatorSpec, pair: PairedMaps, colors: Theme, foot: str) -> None:
    """Both figures of one period, and what their maps show, each with a period of its own."""
    maps_of_pair = _draw_pair(view.community, other.community, pair, colors)
    key = legend_html(_legend(maps_of_pair)) + foot
    if pair.is_shared:
        _one_map(view, other, spec, maps_of_pair[0], key)
    else:
        _two_maps(view, other, spec, maps_of_pair, key)


def _one_map(view: View, other: View, spec: IndicatorSpec, map_of_both: DrawnMap, key: str) -> None:
    """The figures of both, and the map beside them; on a phone below them. key: the legend, as HTML."""
    left, right = st.columns([2, 3], gap="medium")
    with left:
        for text in _sentences(view, other, spec):
            st.markdown(text, anchors=False)
        menu = export_menu.menu(view, FILES[0], spec.key, name=f"map of both communities, {spec.title}")
        st.html(f'{_verdict(view, other, spec)}<p class="cm-words">{html(_findings(map_of_both[1]))}</p>{menu}')
    with right:
        _map(map_of_both)
        st.html(key)


def _two_maps(view: View, other: View, spec: IndicatorSpec, maps_of_pair: tuple[DrawnMap, ...], key: str) -> None:
    """The figures of both, then a map of each. key: the legend, as HTML."""
    for column, text in zip(st.columns(2, gap="medium"), _sentences(view, other, spec), strict=True):
        column.markdown(text, anchors=False)
    warning = _warning(maps_of_pair)
    if warning:
        st.warning(md(warning), icon=":material/warning:")
    scale = "Both maps have one scale, and the counts are of both."
    st.html(f'{_verdict(view, other, spec)}<p class="cm-words">{scale}</p>{key}')
    columns = st.container(key="two_maps").columns(2, gap="medium")
    for file, column, shown, place in zip(FILES, columns, maps_of_pair, (view, other), strict=True):
        with column:
            _map(shown)
            menu = export_menu.menu(view, file, spec.key, name=f"map of {place.name}, {spec.title}")
            st.html(f'<p class="cm-words">{html(_findings(shown[1]))}</p>{menu}')


def _map(drawn_map: DrawnMap) -> None:
    option, shown = drawn_map
    own_scripts.run("map")
    st.markdown(f"**{md(_heading(option, shown))}**")
    st.pydeck_chart(deck_with_json(shown), height=440, alt=f"{summary(shown)} {_outlined(shown)}".strip())


def _findings(shown: MapView) -> str:
    return f"{_outlined(shown)} {findings(shown)}".strip()


def _outlined(shown: MapView) -> str:
    """Which places are outlined on a map that both communities share."""
    return f"Outlined: {listed([mark.name for mark in shown.marks])}." if shown.marks else ""


def _sentences(view: View, other: View, spec: IndicatorSpec) -> list[str]:
    """Each community's own figure, of the newest period that both have; of its newest where they share none."""
    texts = []
    for shown, measure in zip((view, other), _measures(view, other, spec), strict=True):
        sentence = (
            f"{headline(spec, comparison_of(measure), measure.target.name)} {substitute_sentence(shown, measure)}"
        )
        texts.append(f"## {md(shown.name)}\n\n{md(sentence)}")
    return texts


def _measures(view: View, other: View, spec: IndicatorSpec) -> list[Measure]:
    """The measure for each community, of the newest period that both have; of its newest where they share none."""
    targets = [target for shown in (view, other) if (target := target_of(shown, spec))]
    periods = [periods_of(spec, target.level) for target in targets]
    shared = [period for period in periods[0] if all(period in own_periods for own_periods in periods)]
    return [
        Measure(spec, shared[0] if shared else own_periods[0], target)
        for target, own_periods in zip(targets, periods, strict=True)
    ]


def _verdict(view: View, other: View, spec: IndicatorSpec) -> str:
    """Which of the two does better, as HTML; why nothing tells where their figures are of two kinds."""
    first, second = _measures(view, other, spec)
    here, there = first.target, second.target
    mark, words = "", ""
    if here.level != there.level or first.period != second.period:
        words = "Not compared: figures of different levels or periods are made in different ways."
    elif here.geoid == there.geoid:
        words = "Both figures are of one county."
    else:
        pair = comparison_of(replace(first, target=replace(here, peers=(there.geoid,))))
        mark = badge_html(of_pair(pair, here.name, there.name))
        is_open = pair.peers[0].verdict is Verdict.CANNOT_TEST
        may_rank = pair.focus.estimate.is_ranked and pair.peers[0].estimate.is_ranked  # else the sentences say why
        words = pair.peers[0].reason if is_open and may_rank else ""
    return f'<p class="cm-more">{mark}{html(sentence_case(words))}</p>' if mark or words else ""


def _heading(option: MapOption, shown: MapView) -> str:
    """What a map shows, with a period of its own."""
    return f"{shown.figures.spec.title}: {lower_first(option.places)}, {shown.figures.when}"


def _legend(maps_of_pair: tuple[DrawnMap, ...]) -> Legend:
    """One legend for all maps: every color that any has, places of all counted."""
    legends = [legend(shown) for _, shown in maps_of_pair]
    counts: Counter[LegendEntry] = Counter()
    for entry in (entry for known in legends for entry in known.entries):
        counts[replace(entry, count=0)] += entry.count
    return replace(legends[0], entries=tuple(replace(entry, count=count) for entry, count in counts.items()))


@cached
def _draw_pair(here: Community, there: Community, pair: PairedMaps, colors: Theme) -> tuple[DrawnMap, ...]:
    """The maps of a pair, on one scale. A shared one names both communities in place of its cities."""
    figures = [known for option in pair.options if (known := maps().figures(option))]
    breaks = None if pair.is_shared else shared_breaks(figures, "quantile")
    views = [(option, maps().view(option, "quantile", colors, breaks, base())) for option in pair.options]
    left_out = ("cities", "names") if pair.is_shared else ("cities",)
    named = marks((here, there)) if pair.is_shared else ()
    return tuple((option, _with(shown, left_out, named)) for option, shown in views if shown is not None)


def _with(shown: MapView, left_out: tuple[str, ...], named: tuple[Mark, ...]) -> MapView:
    overlays = tuple(overlay for overlay in shown.overlays if overlay.kind not in left_out)
    return replace(shown, overlays=overlays, marks=named)


def _warning(maps_of_pair: tuple[DrawnMap, ...]) -> str:
    """Says where the two maps are not of one period."""
    first, second = (period_words(shown.figures.period) for _, shown in maps_of_pair)
    if first == second:
        return ""
    return (
        f"The first map is of {first}, the second of {second}: outlines of the same year are not there for "
        "both. Boundaries and the people counted differ, so compare the pattern, not the tracts."
    )
