"""The views of a measure: which of them it has, and which one the address asks for."""

from __future__ import annotations

from indicators.registry import of_factor
from pages.runtime.cache import cached
from pages.runtime.snapshots import maps
from pages.view import map_choice, parts
from pages.view.figures import Measure, comparison_of
from pages.view.session import View
from pages.view.trends import has_groups, has_trend
from pages.view.view_names import OPTION, TITLES, ViewName


@cached
def offered(measure: Measure) -> tuple[ViewName, ...]:
    """The views that have something to show."""
    is_whole = not parts.is_inside(measure)
    has: dict[ViewName, bool] = {
        "peers": is_whole and bool(measure.target.peers),
        "map": _has_map(measure),
        "groups": is_whole and has_groups(measure),
        "time": is_whole and has_trend(measure),
        "table": True,
        "zones": is_whole and any(spec.role == "zone_factor" for spec in of_factor(measure.spec.factor)),
    }
    return tuple(name for name in TITLES if has[name])


def _has_map(measure: Measure) -> bool:
    """Whether there is a map, and, where the place itself has no figure, whether anything is on the map that opens."""
    options, _ = map_choice.options_of(measure)
    if not options or parts.is_inside(measure) or comparison_of(measure).focus.is_shown:
        return bool(options)
    known = maps().figures(options[0])
    return known is not None and any(figure.value is not None for figure in known.figures)


def shown(view: View, measure: Measure) -> ViewName:
    """The view that the address asks for, the first where this measure does not have it."""
    views = offered(measure)
    return next((name for name in views if name == view.selection.option(OPTION)), views[0])


def absent(view: View, measure: Measure) -> str:
    """A sentence where the address asks for a view that this measure does not have, "" where it has it."""
    views = offered(measure)
    wanted = (title for name, title in TITLES.items() if name == view.selection.option(OPTION) and name not in views)
    return "".join(f"“{title}” has nothing to show for this measure." for title in wanted)
