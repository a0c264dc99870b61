"""Allow uploads: no session may send files until a page with an uploader allows it for its own session."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from pages.runtime.streamlit_patches import session_id

# Sessions that may send at a time; the oldest gives way.
MOST_SESSIONS = 200

_left: OrderedDict[str, int] = OrderedDict()
_lock = Lock()


def take(most: int) -> None:
    """In the script of a page with an uploader: its session may send ``most`` bytes in all, as long as it lasts."""
    session = session_id()
    if session is not None:
        take_from(session, most)


def take_from(session: str, most: int) -> None:
    """The session may send ``most`` bytes, less what it has sent already."""
    with _lock:
        _left.setdefault(session, most)
        _left.move_to_end(session)
        while len(_left) > MOST_SESSIONS:
            _left.popitem(last=False)


def stop(session: str) -> None:
    """The session may send nothing more."""
    with _lock:
        _left.pop(session, None)


def is_open(session: str) -> bool:
    """Whether the session may send files at all."""
    return session in _left


def may_send(session: str, size: int) -> bool:
    """Whether the session may send a file of ``size`` bytes; it then has so many less."""
    with _lock:
        if size > _left.get(session, -1):
            return False
        _left[session] -= size
        return True
