"""Two communities' maps on one scale."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import streamlit as st

from indicators.core.exhibit import Exhibit
from indicators.core.geography import COMMUNITY_LEVELS, Level
from indicators.core.spec import IndicatorSpec, period_end
from indicators.factors import FACTORS
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
from indicators.present.phrases import lower_first
from indicators.present.wording import headline, period_words
from indicators.registry import specs
from pages.blocks import charts, data_table, export_menu, page_frame, typed_places
from pages.blocks.search import community_search
from pages.blocks.text import html, md
from pages.runtime.base_path import base
from pages.runtime.cache import cached
from pages.runtime.snapshots import maps, store
from pages.view import place_names
from pages.view.figures import Measure, Target, comparison_of, periods_of, substitute_sentence, target_at, target_of
from pages.view.maps import choices, exhibit, sent, theme
from pages.view.problems import Problem
from pages.view.session import Community, View, address, alone, change, change_options

DEFAULT_MEASURE = "dissimilarity_black_white"

Pair = tuple[MapOption, MapView]
Kinds = dict[tuple[str, str], MapOption]


def show(view: View) -> None:
    """The whole page."""
    other, said = _other(view), list[Problem]()
    title = f"{view.name} beside {other.name}" if other else f"{view.name} beside another community"
    usable = _usable(view, other)
    spec = _spec(view, usable)
    asked = specs().get(view.selection.measure)
    if asked and asked.key not in usable:
        said.append(Problem(f"“{asked.title}” is not a measure that both communities have a map of"))
    page_frame.head(view, title, said)
    if other and view.level != other.level and store().coextensive(view.level, view.place) == other.place:
        st.info(f"{md(view.name)} and {md(other.name)} are one area: what differs is how figures are made.")
    _controls(view, other, usable, spec)
    if other is None or spec is None:
        st.info("Choose a second community to see both maps.")
        return
    if not _has_maps(view, other, spec):
        st.info("There is no map of this measure for both. Choose another measure, or another community.")
        return
    _maps(view, other, spec)


def _other(view: View) -> View | None:
    """The second community: of the link, else the first peer."""
    code, level = view.selection.option("other"), view.selection.option("other_level") or view.level
    if code and level in COMMUNITY_LEVELS and place_names.known(level, code):
        return alone(view, level, code)
    first = next(iter(view.peers.geoids), None)
    return alone(view, view.level, first) if first else None


def exhibit_of(view: View, at: int, origin: str) -> tuple[str, Exhibit] | None:
    """The first map or the second (``at`` 0 or 1) as it leaves the screen, with words for a file's name."""
    other = _other(view)
    usable = _usable(view, other)
    spec = usable.get(view.selection.measure) if view.selection.measure else _spec(view, usable)
    if other is None or spec is None or not _has_maps(view, other, spec):
        return None
    pairs = _pairs(view.community, other.community, spec, "light")
    if pairs is None:
        return None
    option, shown = pairs[at]
    link = address(view, spec.key, origin=origin)
    return f"map {spec.key} {(view, other)[at].name} {shown.figures.period}", exhibit(shown, option, link)


def measure_shown(view: View) -> str:
    """Key of the measure that both maps show, "" where there is none."""
    spec = _spec(view, _usable(view, _other(view)))
    return spec.key if spec else ""


def _spec(view: View, usable: dict[str, IndicatorSpec]) -> IndicatorSpec | None:
    return usable.get(view.selection.measure) or usable.get(DEFAULT_MEASURE) or next(iter(usable.values()), None)


def _has_maps(view: View, other: View, spec: IndicatorSpec) -> bool:
    places = view.community, other.community
    return all(_options(*place, spec) for place in places) and _pairs(*places, spec, "light") is not None


def _usable(view: View, other: View | None) -> dict[str, IndicatorSpec]:
    """Measures that both communities have, with a map."""
    return _of_all(tuple(one.community for one in (view, other) if one))


@cached
def _of_all(places: tuple[Community, ...]) -> dict[str, IndicatorSpec]:
    return {
        spec.key: spec
        for spec in specs().values()
        if spec.factor != "context"
        and spec.role != "zone_factor"
        and all(target_at(level, place, (), spec) is not None for level, place in places)
        and {"county", "tract"} & set(spec.levels)
    }


def _controls(view: View, other: View | None, usable: dict[str, IndicatorSpec], spec: IndicatorSpec | None) -> None:
    left, middle, right = st.columns([2, 1, 1], gap="large", vertical_alignment="bottom")
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
        st.selectbox(
            "Beside a peer",
            list(names),
            format_func=lambda code: names.get(code, code),
            key="both_peer",
            index=None,
            placeholder="Choose a peer",
            accept_new_options=True,
            on_change=_choose_peer,
            args=(view.level, names),
        )
        typed_places.unknown("both_peer")
    with right:
        community_search("other", "Beside any other community", _choose_other)


def _choose_measure() -> None:
    change(measure=st.session_state["both_measure"] or "")


def _choose_peer(level: Level, names: dict[str, str]) -> None:
    _choose_other(level, typed_places.chosen("both_peer", level, names))


def _choose_other(level: Level, geoid: str) -> None:
    change_options(other=geoid, other_level=level)


def _maps(view: View, other: View, spec: IndicatorSpec) -> None:
    foot = data_table.foot(address(view, spec.key), date.today())
    _both(view, other, spec, theme(), foot)


@charts.replayed
def _both(view: View, other: View, spec: IndicatorSpec, colors: Theme, foot: str) -> None:
    """Both figures of one period, then what their maps show, each with a period of its own."""
    pairs = _pairs(view.community, other.community, spec, colors)
    if pairs is None:
        return
    drawn = (pairs[0][1], pairs[1][1])
    for column, words in zip(st.columns(2, gap="large"), _sentences(view, other, spec), strict=True):
        column.markdown(words, anchors=False)
    warning = _warning(drawn)
    if warning:
        st.warning(md(warning), icon=":material/warning:")
    st.html(legend_html(_legend(drawn)) + foot)
    st.caption("Both maps use these classes, made from the figures of both. The counts are those of both together.")
    for what, column, (option, shown) in zip(("first", "second"), st.columns(2, gap="large"), pairs, strict=True):
        with column:
            st.markdown(f"**{md(_heading(option, shown))}**")
            st.pydeck_chart(sent(shown), height=440, alt=summary(shown))
            st.html(f'<p class="cm-words">{html(findings(shown))}</p>{export_menu.menu(view, what, spec.key)}')


def _sentences(view: View, other: View, spec: IndicatorSpec) -> list[str]:
    """Each community's own figure, of the newest period that both have; of its newest where they share none."""
    both = [(one, target) for one in (view, other) if (target := target_of(one, spec))]
    periods = [periods_of(spec, target.level) for _, target in both]
    shared = [period for period in periods[0] if all(period in one for one in periods)]
    found = []
    for (one, target), own in zip(both, periods, strict=True):
        measure = Measure(spec, shared[0] if shared else own[0], target)
        said = f"{headline(spec, comparison_of(measure), target.name)} {substitute_sentence(one, measure)}"
        found.append(f"### {md(one.name)}\n\n{md(said)}")
    return found


def _heading(option: MapOption, shown: MapView) -> str:
    """What a map shows, with a period of its own."""
    return f"{shown.figures.spec.title}: {lower_first(option.places)}, {shown.figures.when}"


def _legend(drawn: tuple[MapView, MapView]) -> Legend:
    """One legend for both maps: every color that either has, places of both counted."""
    first, second = (legend(one) for one in drawn)
    counts: Counter[LegendEntry] = Counter()
    for entry in (*first.entries, *second.entries):
        counts[replace(entry, count=0)] += entry.count
    return replace(first, entries=tuple(replace(entry, count=count) for entry, count in counts.items()))


@cached
def _pairs(here: Community, there: Community, spec: IndicatorSpec, colors: Theme) -> tuple[Pair, Pair] | None:
    """Both maps on one scale; None where the outlines of one are not in the snapshot."""
    one, two = _alike(_options(*here, spec), _options(*there, spec))
    figures = [found for option in (one, two) if (found := maps().figures(option))]
    breaks = shared_breaks(figures, "quantile")
    first, second = _view(one, breaks, colors), _view(two, breaks, colors)
    return ((one, first), (two, second)) if first and second else None


def _alike(first: Kinds, second: Kinds) -> tuple[MapOption, MapOption]:
    """Of the finest kind that both have, the newest period that both have; else the newest of each."""
    kinds = [kind for kind, _ in first if any(kind == other for other, _ in second)]
    if not kinds:
        return next(iter(first.values())), next(iter(second.values()))
    ones, twos = _of_kind(first, kinds[0]), _of_kind(second, kinds[0])
    shared = next((period for period in ones if period in twos), None)
    return ones[shared or next(iter(ones))], twos[shared or next(iter(twos))]


def _of_kind(options: Kinds, kind: str) -> dict[str, MapOption]:
    return {period: option for (one, period), option in options.items() if one == kind}


def _view(option: MapOption, breaks: tuple[float, ...], colors: Theme) -> MapView | None:
    found = maps().view(option, "quantile", colors, breaks, base())
    if found is None:
        return None
    return replace(found, overlays=tuple(one for one in found.overlays if one.kind != "cities"))


@cached
def _options(level: Level, place: str, spec: IndicatorSpec) -> Kinds:
    """Maps by kind and period, finest and newest first; parts of one county's index can't be compared."""
    target = target_at(level, place, (), spec)
    if target is None:
        return {}
    found: Kinds = {}
    for period in periods_of(spec, target.level):
        measure = Measure(spec, period, target)
        for option in choices(measure)[0]:
            if option.kind not in ("nation", "metros") and not option.is_part:
                found.setdefault((option.kind, option.period), _of_the_county(option, target))
    newest = sorted(found.items(), key=lambda pair: period_end(pair[0][1]), reverse=True)
    return dict(sorted(newest, key=lambda pair: pair[0][0] not in ("tracts", "residents")))


def _of_the_county(option: MapOption, target: Target) -> MapOption:
    """Of a county only its own tracts, not those of the metro area around it, so that two counties are drawn alike."""
    if option.level != "tract" or target.level != "county" or option.area == target.geoid:
        return option
    return replace(
        option,
        area=target.geoid,
        places=f"Census tracts of {place_names.full_name('county', target.geoid)}",
        overlays=tuple(replace(overlay, area=target.geoid) for overlay in option.overlays),
    )


def _warning(drawn: tuple[MapView, MapView]) -> str:
    """Says where the two maps are not of one period."""
    periods = [period_words(one.figures.period) for one in drawn]
    levels = [one.figures.level for one in drawn]
    if levels[0] != levels[1]:
        return "The two maps show different kinds of places, so compare the colors with care."
    if periods[0] == periods[1]:
        return ""
    return (
        f"The first map is of {periods[0]}, the second of {periods[1]}: outlines of the same year are not there for "
        "both. Boundaries and the people counted differ, so compare the pattern, not the tracts."
    )
