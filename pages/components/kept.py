"""One bounded store of finished things: chart specs, tables, decks, texts.

A rerun of a view seen before must not build anything. Keys contain the snapshot's id, so nothing here ever expires;
values are shared between visitors and read-only (st.cache_data would unpickle them on every hit).
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar, cast

Made = TypeVar("Made")

LIMIT = 3000

_kept: OrderedDict[Hashable, object] = OrderedDict()
_lock = Lock()


def kept(key: tuple[Hashable, ...], make: Callable[[], Made]) -> Made:
    """The value under ``key``, made on first use. Two visitors may make one at the same time; either is right."""
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return cast("Made", _kept[key])
    value = make()
    with _lock:
        _kept[key] = value
        while len(_kept) > LIMIT:
            _kept.popitem(last=False)
    return value


def clear() -> None:
    """Forget everything (tests, or another snapshot in the same process)."""
    with _lock:
        _kept.clear()
