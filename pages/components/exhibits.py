"""From the address of a file to what is in it: any chart, map or table of any page, without a session."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from indicators.core.exhibit import Exhibit
from indicators.core.selection import SNAPSHOT
from indicators.core.spec import FACTORS, Factor
from indicators.present.charts import strip
from indicators.registry import HEADLINES
from pages.components import (
    factor_page,
    inside,
    map_shown,
    peer_block,
    peers_page,
    places,
    side_by_side_page,
    time_block,
    zones_block,
)
from pages.components.figures import Measure, comparison_of, headline_measure
from pages.components.runtime import showing, store
from pages.components.selection import View, address, view_of
from pages.components.site import PAGES

Named = tuple[str, Exhibit]


class NotUnderstoodError(Exception):
    """What in the address was not understood, in sentences. A file never shows something else instead."""


def exhibit_of(page: str, what: str, query: Mapping[str, str], origin: str) -> Named | None:
    """Words for the file's name, and the exhibit; None where the page has nothing of that name.

    origin: scheme and host for the permalink. Raises NotUnderstoodError.
    """
    if page not in PAGES:
        return None
    asked = query.get(SNAPSHOT, "")
    with showing(asked):
        if asked not in ("", store().snapshot):
            raise NotUnderstoodError(f"The figures of snapshot “{asked[:40]}” are not kept here any more.")
        return _of_page(page, what, query, origin)


def _of_page(page: str, what: str, query: Mapping[str, str], origin: str) -> Named | None:
    view = view_of(page, query)
    if view.problems:
        raise NotUnderstoodError(_without_default(view.problems))
    if page in FACTORS:
        return _of_factor(view, page, what, origin)
    if page == "overview":
        return _of_overview(view, what, origin)
    if page == "peers" and what == "peers":
        return f"peers of {view.name}", peers_page.exhibit(view, address(view, origin=origin))
    if page == "side_by_side" and what in ("first", "second"):
        return side_by_side_page.exhibit_of(view, ("first", "second").index(what), origin)
    return None


def _of_factor(view: View, factor: Factor, what: str, origin: str) -> Named | None:
    if what == "zones":
        return zones_block.exhibit(view, address(view, origin=origin))
    measure, said = factor_page.chosen(view, factor)
    if said:
        raise NotUnderstoodError(_without_default(said))
    if measure is None:
        return None
    link = address(view, measure.spec.key, measure.period, origin)
    name = f"{measure.spec.key} {measure.target.name}"
    if what == "map":
        return _of_map(view, measure, link)
    if what.startswith("inside-"):
        return _of_parts(view, measure, what.removeprefix("inside-"), link)
    if what == "peers" and not inside.is_inside(measure):
        return f"{name} {measure.period}", peer_block.exhibit(measure, link)
    if what == "trend":
        return f"{name} trend", time_block.trend_exhibit(measure, link)
    if what == "groups":
        return f"{name} groups", time_block.groups_exhibit(measure, link)
    return None


def _without_default(said: Iterable[str]) -> str:
    """Without what a page then shows: a file shows nothing."""
    return " ".join(re.sub(r"[;.] [Yy]ou see .*|; it is left out.*", ".", one) for one in said)


def _of_map(view: View, measure: Measure, link: str) -> Named | None:
    options, _ = map_shown.options_of(measure)
    wanted = view.selection.option("map")
    if wanted and wanted not in map(map_shown.name_of, options):
        raise NotUnderstoodError(f"There is no map “{wanted[:40]}” of this measure here.")
    return map_shown.exhibit_of(map_shown.shown_of(view, options, "light"), link) if options else None


def _of_parts(view: View, measure: Measure, level: str, link: str) -> Named | None:
    """Parts of the county; the measure of the address may itself be one of those."""
    county = places.principal_county(view.level, view.place)
    every = inside.measures_inside(county, measure.spec.factor) if county else ()
    found = next((one for one in every if (one.spec.key, one.target.level) == (measure.spec.key, level)), None)
    if found is None:
        return None
    found = replace(found, period=measure.period) if measure.target.level == level else found
    return f"{found.spec.key} {found.target.name} {level} {found.period}", inside.exhibit(found, link)


def _of_overview(view: View, what: str, origin: str) -> Named | None:
    if what not in HEADLINES:
        return None
    measure = headline_measure(view, what)
    if measure is None:
        return None
    shown = peer_block.exhibit(measure, address(view, measure.spec.key, measure.period, origin))
    return f"{measure.spec.key} {measure.target.name}", replace(shown, chart=strip(comparison_of(measure)))
