"""Results of functions, shared between visitors: chart specs, tables, decks, texts.

A rerun of a view seen before must not compute anything. An entry's key is the snapshot that is shown, the function and
its arguments, so that no view is given what belongs to another. What a closed snapshot left is dropped. Results are
read-only (st.cache_data would unpickle them on every hit). docs/decisions/cached-results.md
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import wraps
from threading import Lock
from typing import Any, ParamSpec, Protocol, TypeVar, cast, runtime_checkable

from data.reader.cache import BoundedCache
from pages.runtime import snapshots
from pages.runtime.weight import weight_of

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")

# Estimated bytes: some 3,000 entries, at 23 KB each on the pages of one county.
LIMIT = 64_000_000

# What a key and its place in the cache take.
ENTRY_BYTES = 600


@runtime_checkable
class HasCacheKey(Protocol):
    """An argument that names what a result can depend on. Equal keys within one snapshot: equal arguments."""

    @property
    def cache_key(self) -> Hashable:
        """The key, without the snapshot."""


# An answer stands in a tuple, so that None is stored like any other.
_cache: BoundedCache[tuple[object]] = BoundedCache(LIMIT, lambda entry: ENTRY_BYTES + weight_of(entry[0]))
_stores: set[Hashable] = set()
_lock = Lock()


def cached(function: Callable[Arguments, Answer]) -> Callable[Arguments, Answer]:
    """Cache what the function returns for its arguments and the snapshot that is shown.

    Each argument is hashable or has a ``cache_key``; the call raises TypeError where one is neither. A bound method
    can't be decorated.
    """

    @wraps(function)
    def call(*args: Arguments.args, **named: Arguments.kwargs) -> Answer:
        return remembered(function, args, named, lambda: function(*args, **named))

    return call


def remembered(
    function: Callable[..., Any], args: tuple[Any, ...], named: dict[str, Any], make: Callable[[], Answer]
) -> Answer:
    """What ``make`` returned for the function, its arguments and the snapshot that is shown. Raises TypeError."""
    store = snapshots.store()
    key = (store, function, *[_key_of(arg) for arg in args], *[(name, _key_of(arg)) for name, arg in named.items()])

    def new() -> tuple[object]:
        entry = (make(),)
        _know(store)
        return entry

    try:
        entry = _cache.get(key, new)
    except TypeError:
        _check(function, (*args, *named.values()))
        raise
    return cast("Answer", entry[0] if entry else None)


def clear() -> None:
    """Empty the cache (for tests)."""
    _cache.drop(lambda _: True)
    with _lock:
        _stores.clear()


def _key_of(arg: Any) -> Hashable:
    return cast("Hashable", getattr(arg, "cache_key", arg))


def _check(function: Callable[..., Any], args: tuple[Any, ...]) -> None:
    for arg in args:
        try:
            hash(_key_of(arg))
        except TypeError as error:
            raise TypeError(
                f"{function.__qualname__} is cached: its argument of type {type(arg).__name__} must be hashable or "
                "have a cache_key"
            ) from error


def _know(store: Hashable) -> None:
    """Drop the entries of closed snapshots when a new snapshot is opened."""
    with _lock:
        if store in _stores:
            return
        closed = {known for known in _stores if not snapshots.snapshots.is_open(known)}
        _stores.difference_update(closed)
        _stores.add(store)
    if closed:
        _cache.drop(lambda key: key[0] in closed)  # type: ignore[index]  # keys are tuples that start with a store
