"""A bounded store of results that many threads share."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Value = TypeVar("Value")


class BoundedCache(Generic[Value]):
    """Holds what was used last, up to ``limit`` in the unit of ``weigh``. One thread at a time makes a value.

    None is returned and not stored: a request without a result costs no memory.
    """

    def __init__(self, limit: int, weigh: Callable[[Value], int]) -> None:
        self._limit, self._weigh = limit, weigh
        self._entries: OrderedDict[Hashable, tuple[Value, int]] = OrderedDict()
        self._making: dict[Hashable, Lock] = {}
        self._lock = Lock()
        self.weight = 0

    def get(self, key: Hashable, make: Callable[[], Value | None]) -> Value | None:
        """The value under ``key``, made when it is not there."""
        with self._lock:
            entry = self._entries.get(key)
            if entry is not None:
                self._entries.move_to_end(key)
                return entry[0]
            lock = self._making.setdefault(key, Lock())
        with lock:
            try:
                return self._stored_or_new(key, make)
            finally:
                with self._lock:
                    self._making.pop(key, None)

    def all_keys(self) -> list[Hashable]:
        """All keys, the least recently used first."""
        with self._lock:
            return list(self._entries)

    def drop(self, is_old: Callable[[Hashable], bool]) -> None:
        """Remove the entries whose key ``is_old`` says True of."""
        with self._lock:
            for key in [key for key in self._entries if is_old(key)]:
                self.weight -= self._entries.pop(key)[1]

    def _stored_or_new(self, key: Hashable, make: Callable[[], Value | None]) -> Value | None:
        with self._lock:
            entry = self._entries.get(key)
        if entry is not None:
            return entry[0]
        value = make()
        if value is not None:
            weight = self._weigh(value)
            with self._lock:
                self._store(key, value, weight)
        return value

    def _store(self, key: Hashable, value: Value, weight: int) -> None:
        before = self._entries.pop(key, None)
        self._entries[key] = value, weight
        self.weight += weight - (before[1] if before else 0)
        while self.weight > self._limit and len(self._entries) > 1:
            _, (_, dropped) = self._entries.popitem(last=False)
            self.weight -= dropped
