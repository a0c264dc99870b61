"""One script runs at a time, in the order they came (docs/decisions/crowds.md).

Python runs one thread at a time anyway; scripts that change places in the middle all end later than scripts in line.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock

_lock = Lock()
_waiting: deque[Event] = deque()


@contextmanager
def in_script_queue() -> Iterator[None]:
    """Wait until all earlier scripts are done, then run the block. The next one follows, however the block ends."""
    mine = Event()
    with _lock:
        _waiting.append(mine)
        if _waiting[0] is mine:
            mine.set()
    try:
        mine.wait()
        yield
    finally:
        with _lock:
            _waiting.remove(mine)
            if _waiting:
                _waiting[0].set()
