"""What many viewers need of the server: scripts in turn, the theme read once."""

from __future__ import annotations

import time
from threading import Thread
from typing import Any

import pytest
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

from pages.runtime.script_queue import turn
from pages.runtime.theme_once import FILL, read_theme_once, remembering

SECTIONS = ("theme", "theme.light", "theme.dark", "theme.sidebar", "theme.light.sidebar", "theme.dark.sidebar")


def test_scripts_follow_one_another_in_the_order_they_came() -> None:
    inside: list[int] = []
    done: list[int] = []

    def script(number: int) -> None:
        with turn():
            inside.append(number)
            time.sleep(0.002)
            assert inside == [number]
            inside.clear()
            done.append(number)

    with turn():
        threads = []
        for number in range(20):
            threads.append(Thread(target=script, args=(number,)))
            threads[-1].start()
            time.sleep(0.01)  # so that they stand in line in this order
    for thread in threads:
        thread.join(30)
    assert done == list(range(20))


def test_one_that_fails_or_is_stopped_lets_the_next_one_go() -> None:
    class Stopped(BaseException):
        """As Streamlit's own, which is no Exception."""

    for error in (ValueError, Stopped):
        with pytest.raises(error), turn():
            raise error
    after = Thread(target=through)
    after.start()
    after.join(30)
    assert not after.is_alive()


def through() -> None:
    with turn():
        pass


def test_the_theme_is_the_same_and_read_once() -> None:
    asked: list[str] = []
    fill = getattr(app_session, FILL)

    def counted(message: Any, section: str = "theme") -> None:
        asked.append(section)
        fill(message, section)

    copy = remembering(counted)
    for _ in range(3):
        for section in SECTIONS:
            ours, theirs = CustomThemeConfig(), CustomThemeConfig()
            copy(ours, section)
            fill(theirs, section)
            assert ours == theirs
    assert asked == list(SECTIONS)


def test_a_streamlit_without_that_function_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(app_session, FILL)
    read_theme_once()
    assert not hasattr(app_session, FILL)
