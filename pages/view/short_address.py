"""The shortest address of a view: it names what differs from what a visitor sees anyway, and no snapshot.

So the figures are the newest ones whenever it is opened; the permalink (``session.address``) is for those of today.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from urllib.parse import urlencode

from indicators.core.selection import PLACE
from pages.view.session import View, page_address, view_of

# The measure and the period that the page of a view shows, "" where it shows none.
MeasureOf = Callable[[View], tuple[str, str]]


def short_address(view: View, measure_of: MeasureOf, origin: str | None = None) -> str:
    """The address with the fewest fields that shows the same view today.

    origin: scheme and host as the visitor sees them; by default those of the session.
    """
    query = replace(view.selection, snapshot="").to_query()
    whole = _meaning(view.path, query, measure_of)
    for name in [name for name in query if name != PLACE]:
        shorter = {key: value for key, value in query.items() if key != name}
        if _meaning(view.path, shorter, measure_of) == whole:
            query = shorter
    return f"{page_address(view, origin)}?{urlencode(query, safe=',')}"


def _meaning(path: str, query: Mapping[str, str], measure_of: MeasureOf) -> tuple[object, ...]:
    """All that a visitor sees of an address."""
    view = view_of(path, query)
    return view.community, view.peers.cache_key, view.selection.pinned, view.selection.options, measure_of(view)
