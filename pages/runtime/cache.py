"""One bounded store of finished things: chart specs, tables, decks, texts.

A rerun of a view seen before must not build anything. What is kept belongs to the snapshot that is shown: nothing made
from one is given to a view of another, and what a closed snapshot left is dropped. Values are shared between visitors
and read-only (st.cache_data would unpickle them on every hit).
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar, cast

from pages.runtime import snapshots

Made = TypeVar("Made")

LIMIT = 3000

# The store that a thing was made from, and its key -> the thing. A store is told from another by its identity.
_kept: OrderedDict[tuple[Hashable, Hashable], object] = OrderedDict()
_stores: set[Hashable] = set()
_lock = Lock()


def kept(key: tuple[Hashable, ...], make: Callable[[], Made]) -> Made:
    """The value under ``key``, made on first use. Two visitors may make one at the same time; either is right."""
    store = snapshots.store()
    place = (store, key)
    with _lock:
        if place in _kept:
            _kept.move_to_end(place)
            return cast("Made", _kept[place])
    value = make()
    with _lock:
        if store not in _stores:
            _drop_closed(store)
        _kept[place] = value
        while len(_kept) > LIMIT:
            _kept.popitem(last=False)
    return value


def clear() -> None:
    """Forget everything (tests)."""
    with _lock:
        _kept.clear()
        _stores.clear()


def _drop_closed(new: Hashable) -> None:
    closed = {store for store in _stores if not snapshots.snapshots.is_open(store)}
    _stores.difference_update(closed)
    _stores.add(new)
    for place in [place for place in _kept if place[0] in closed]:
        del _kept[place]
