"""Build what the address of a file names: any chart, map or table of any page, without a session."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial

from indicators.core.exhibit import Exhibit
from indicators.core.selection import SNAPSHOT
from indicators.factors import FACTORS
from indicators.present.charts import strip
from pages.blocks import commuting_zones, county_parts, peer_chart, trend_and_groups
from pages.runtime.snapshots import showing, store
from pages.screens import peers_page, side_by_side_page
from pages.view import map_choice, measure_choice, parts, place_names
from pages.view.figures import Measure, comparison_of, headline_measure
from pages.view.problems import Problem
from pages.view.session import View, address, view_of
from pages.view.site import PAGES

Named = tuple[str, Exhibit]
Build = Callable[[], Named | None]


class NotUnderstoodError(Exception):
    """A part of the address was not understood; the message says which. A file never shows something else instead."""


def builder_of(page: str, exhibit_key: str, query: Mapping[str, str], origin: str) -> Build | None:
    """A function that builds the exhibit and a name for its file; None where the page has no such exhibit.

    Reading an address is quick, and tells what was not understood before anything is built. The builder gives None
    where there is nothing to show. origin: scheme and host for the permalink. Raises NotUnderstoodError.
    """
    if page not in PAGES:
        return None
    snapshot = query.get(SNAPSHOT, "")
    with showing(snapshot):
        if snapshot not in ("", store().snapshot):
            raise NotUnderstoodError(f"The figures of snapshot “{snapshot[:40]}” are not kept here any more.")
        return _of_page(page, exhibit_key, query, origin)


def _of_page(page: str, exhibit_key: str, query: Mapping[str, str], origin: str) -> Build | None:
    view = view_of(page, query)
    if view.problems:
        raise NotUnderstoodError(_of_file(view.problems))
    if page in FACTORS:
        return _of_factor(view, page, exhibit_key, origin)
    if page == "overview":
        return _of_overview(view, exhibit_key, origin)
    if page == "peers" and exhibit_key == "peers":
        return lambda: (f"peers of {view.name}", peers_page.exhibit(view, address(view, origin=origin)))
    if page == "side_by_side" and exhibit_key in side_by_side_page.FILES:
        return partial(side_by_side_page.exhibit_of, view, side_by_side_page.FILES.index(exhibit_key), origin)
    return None


def _of_factor(view: View, factor: str, exhibit_key: str, origin: str) -> Build | None:
    measure, problems = measure_choice.chosen(view, factor)
    if problems:
        raise NotUnderstoodError(_of_file(problems))
    if exhibit_key == "zones":
        return partial(commuting_zones.exhibit, view, address(view, origin=origin))
    if measure is None:
        return None
    link = address(view, measure.spec.key, measure.period, origin)
    name = f"{measure.spec.key} {measure.target.name}"
    if exhibit_key == "map":
        return _of_map(view, measure, link)
    if exhibit_key.startswith("inside-"):
        return _of_parts(view, measure, exhibit_key.removeprefix("inside-"), link)
    if exhibit_key == "peers" and not parts.is_inside(measure):
        return lambda: (f"{name} {measure.period}", peer_chart.exhibit(measure, link))
    if exhibit_key == "trend":
        return lambda: (f"{name} trend", trend_and_groups.trend_exhibit(measure, link))
    if exhibit_key == "groups":
        return lambda: (f"{name} groups", trend_and_groups.groups_exhibit(measure, link))
    return None


def _of_file(problems: Iterable[Problem]) -> str:
    return " ".join(problem.of_file for problem in problems)


def _of_map(view: View, measure: Measure, link: str) -> Build | None:
    options, _ = map_choice.options_of(measure)
    wanted = view.selection.option("map")
    if wanted and wanted not in map(map_choice.name_of, options):
        raise NotUnderstoodError(f"There is no map “{wanted[:40]}” of this measure here.")
    return partial(map_choice.exhibit_of, map_choice.shown_of(view, options, "light"), link) if options else None


def _of_parts(view: View, measure: Measure, level: str, link: str) -> Build | None:
    """Parts of the county; the measure of the address may itself be one of those."""
    county = place_names.principal_county(view.level, view.place)
    measures = parts.measures_inside(county, measure.spec.factor) if county else ()
    newest = next((part for part in measures if (part.spec.key, part.target.level) == (measure.spec.key, level)), None)
    if newest is None:
        return None
    shown = replace(newest, period=measure.period) if measure.target.level == level else newest
    name = f"{shown.spec.key} {shown.target.name} {level} {shown.period}"
    return lambda: (name, county_parts.exhibit(shown, link))


def _of_overview(view: View, exhibit_key: str, origin: str) -> Build | None:
    measure = headline_measure(view, exhibit_key) if exhibit_key in FACTORS and FACTORS[exhibit_key].has_page else None
    return partial(_overview_exhibit, view, measure, origin) if measure else None


def _overview_exhibit(view: View, measure: Measure, origin: str) -> Named:
    shown = peer_chart.exhibit(measure, address(view, measure.spec.key, measure.period, origin))
    return f"{measure.spec.key} {measure.target.name}", replace(shown, chart=strip(comparison_of(measure)))
