"""A bounded store of made things that many threads share."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Made = TypeVar("Made")


class BoundedCache(Generic[Made]):
    """Keeps what was used last, up to ``limit`` in the unit of ``weigh``. A thing is made by one thread at a time.

    None is a value like any other, and is not kept: a question without an answer costs no memory.
    """

    def __init__(self, limit: int, weigh: Callable[[Made], int]) -> None:
        self._limit, self._weigh = limit, weigh
        self._kept: OrderedDict[Hashable, Made] = OrderedDict()
        self._making: dict[Hashable, Lock] = {}
        self._lock = Lock()
        self.weight = 0

    def get(self, key: Hashable, make: Callable[[], Made | None]) -> Made | None:
        """The thing under ``key``, made when it is not there."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            turn = self._making.setdefault(key, Lock())
        with turn:
            try:
                return self._kept_or_made(key, make)
            finally:
                with self._lock:
                    self._making.pop(key, None)

    def _kept_or_made(self, key: Hashable, make: Callable[[], Made | None]) -> Made | None:
        with self._lock:
            if key in self._kept:
                return self._kept[key]
        made = make()
        if made is not None:
            with self._lock:
                self._keep(key, made)
        return made

    def _keep(self, key: Hashable, made: Made) -> None:
        self._kept[key] = made
        self.weight += self._weigh(made)
        while self.weight > self._limit and len(self._kept) > 1:
            _, dropped = self._kept.popitem(last=False)
            self.weight -= self._weigh(dropped)
