"""The queue for files: bounded; what many ask for at once is made once; one who leaves frees the place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future
from contextvars import ContextVar
from threading import Event

import pytest

from web.exports.job_queue import FullError, JobQueue

WAIT = 30


class Maker:
    """Makes what it is asked for, once it is let; counts."""

    def __init__(self) -> None:
        self.go, self.began = Event(), Event()
        self.calls: list[str] = []

    def of(self, name: str) -> Callable[[], str]:
        def make() -> str:
            self.calls.append(name)
            self.began.set()
            assert self.go.wait(WAIT)
            return name.upper()

        return make


@pytest.fixture
def maker() -> Iterator[Maker]:
    maker = Maker()
    yield maker
    maker.go.set()


@pytest.fixture
def queue() -> JobQueue[str]:
    return JobQueue("test", threads=1, places=3)


def ask(queue: JobQueue[str], maker: Maker, name: str) -> Future[str]:
    return queue.submit(name, maker.of(name))


def fill(queue: JobQueue[str], maker: Maker) -> list[Future[str]]:
    """The first is being made, the others wait."""
    futures = [ask(queue, maker, "a")]
    assert maker.began.wait(WAIT)
    return futures + [ask(queue, maker, name) for name in "bc"]


def test_things_are_made_in_the_order_they_were_asked_for(queue: JobQueue[str], maker: Maker) -> None:
    futures = fill(queue, maker)
    maker.go.set()
    assert [future.result(WAIT) for future in futures] == ["A", "B", "C"]
    assert maker.calls == ["a", "b", "c"]
    assert len(queue) == 0


def test_a_full_queue_takes_nobody_and_calls_nothing(queue: JobQueue[str], maker: Maker) -> None:
    futures = fill(queue, maker)
    with pytest.raises(FullError):
        ask(queue, maker, "d")
    maker.go.set()
    assert futures[-1].result(WAIT) == "C"
    assert ask(queue, maker, "d").result(WAIT) == "D"
    assert maker.calls == ["a", "b", "c", "d"]


def test_what_is_asked_for_twice_at_once_is_made_once_and_takes_one_place(queue: JobQueue[str], maker: Maker) -> None:
    first = fill(queue, maker)
    again = [ask(queue, maker, name) for name in "abcabc"]
    assert len(queue) == 3
    maker.go.set()
    assert [future.result(WAIT) for future in [*first, *again]] == list("ABCABCABC")
    assert maker.calls == ["a", "b", "c"]


def test_one_who_leaves_frees_the_place(queue: JobQueue[str], maker: Maker) -> None:
    futures = fill(queue, maker)
    assert futures[1].cancel()
    assert len(queue) == 2
    other = ask(queue, maker, "d")
    maker.go.set()
    assert other.result(WAIT) == "D"
    assert maker.calls == ["a", "c", "d"]
    with pytest.raises(CancelledError):
        futures[1].result(WAIT)


def test_one_of_two_who_leaves_takes_nothing_from_the_other(queue: JobQueue[str], maker: Maker) -> None:
    futures = fill(queue, maker)
    other = ask(queue, maker, "b")
    futures[1].cancel()
    maker.go.set()
    assert other.result(WAIT) == "B"


def test_what_is_being_made_for_nobody_is_still_finished(queue: JobQueue[str], maker: Maker) -> None:
    first = fill(queue, maker)[0]
    first.cancel()
    assert len(queue) == 3
    later = ask(queue, maker, "a")
    maker.go.set()
    assert later.result(WAIT) == "A"
    assert maker.calls.count("a") == 1


def test_an_error_reaches_everybody_who_waits_and_the_queue_goes_on(queue: JobQueue[str], maker: Maker) -> None:
    def fail() -> str:
        assert maker.go.wait(WAIT)
        raise ValueError("cannot")

    both = queue.submit("x", fail), queue.submit("x", fail)
    maker.go.set()
    for future in both:
        with pytest.raises(ValueError, match="cannot"):
            future.result(WAIT)
    assert queue.submit("x", lambda: "X").result(WAIT) == "X"


def test_what_the_caller_reads_is_what_the_maker_reads(queue: JobQueue[str]) -> None:
    shown: ContextVar[str] = ContextVar("shown", default="none")
    shown.set("mine")
    assert queue.submit("x", shown.get).result(WAIT) == "mine"


def test_as_many_are_made_at_once_as_there_are_threads(maker: Maker) -> None:
    queue: JobQueue[str] = JobQueue("test", threads=2, places=9)
    first = ask(queue, maker, "a")
    assert queue.submit("b", lambda: "B").result(WAIT) == "B"
    assert not first.done()
