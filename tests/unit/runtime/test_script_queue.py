"""What many viewers need of the server: scripts in turn."""

from __future__ import annotations

import time
from threading import Thread

import pytest

from pages.runtime.script_queue import in_script_queue


def test_scripts_follow_one_another_in_the_order_they_came() -> None:
    running: list[int] = []
    done: list[int] = []

    def script(number: int) -> None:
        with in_script_queue():
            running.append(number)
            time.sleep(0.002)
            assert running == [number]
            running.clear()
            done.append(number)

    with in_script_queue():
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
        with pytest.raises(error), in_script_queue():
            raise error
    after = Thread(target=through)
    after.start()
    after.join(30)
    assert not after.is_alive()


def through() -> None:
    with in_script_queue():
        pass
