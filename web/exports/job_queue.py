"""A bounded queue of slow jobs: a few threads run them, first in, first out.

Callers that ask for the same key at once share one job. A caller that cancels before it started frees the place.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from concurrent.futures import Future
from contextvars import copy_context
from dataclasses import dataclass, field
from functools import partial
from threading import Condition, Thread
from typing import Generic, TypeVar

Value = TypeVar("Value")


class FullError(Exception):
    """The queue has no place left."""


@dataclass(eq=False)
class _Job(Generic[Value]):
    """A job and the callers that wait for its result."""

    key: Hashable
    make: Callable[[], Value]
    waiting: list[Future[Value]] = field(default_factory=list)
    is_started: bool = False


class JobQueue(Generic[Value]):
    """At most ``places`` jobs wait or run. ``threads`` threads run them; they start with the first jobs."""

    def __init__(self, name: str, threads: int, places: int) -> None:
        self._name, self._threads, self._places = name, threads, places
        self._jobs: dict[Hashable, _Job[Value]] = {}
        self._changed = Condition()
        self._running: list[Thread] = []

    def submit(self, key: Hashable, make: Callable[[], Value]) -> Future[Value]:
        """A future of what ``make`` returns or raises. Cancel it to leave the queue. Raises FullError.

        ``make`` runs in a copy of the caller's context (PEP 567), as in asyncio.to_thread.
        """
        waiter: Future[Value] = Future()
        with self._changed:
            job = self._jobs.get(key) or self._new_job(key, make)
            job.waiting.append(waiter)
            self._changed.notify()
        waiter.add_done_callback(lambda future: self._leave(job, future))
        return waiter

    def __len__(self) -> int:
        """How many jobs wait or run."""
        with self._changed:
            return len(self._jobs)

    def _new_job(self, key: Hashable, make: Callable[[], Value]) -> _Job[Value]:
        if len(self._jobs) >= self._places:
            raise FullError
        if len(self._running) < self._threads:
            self._running.append(Thread(target=self._work, name=self._name, daemon=True))
            self._running[-1].start()
        return self._jobs.setdefault(key, _Job(key, partial(copy_context().run, make)))

    def _leave(self, job: _Job[Value], waiter: Future[Value]) -> None:
        with self._changed:
            if waiter in job.waiting:
                job.waiting.remove(waiter)
            if not job.waiting and not job.is_started and self._jobs.get(job.key) is job:
                del self._jobs[job.key]

    def _work(self) -> None:
        while True:
            with self._changed:
                while (job := self._next()) is None:
                    self._changed.wait()
                job.is_started = True
            self._make(job)

    def _next(self) -> _Job[Value] | None:
        return next((job for job in self._jobs.values() if not job.is_started), None)

    def _make(self, job: _Job[Value]) -> None:
        try:
            value = job.make()
        except BaseException as error:
            for waiter in self._remove(job):
                waiter.set_exception(error)
        else:
            for waiter in self._remove(job):
                waiter.set_result(value)

    def _remove(self, job: _Job[Value]) -> list[Future[Value]]:
        """Take a job out of the queue and return the callers that still wait for it."""
        with self._changed:
            del self._jobs[job.key]
            waiting, job.waiting = job.waiting, []
        return [waiter for waiter in waiting if waiter.set_running_or_notify_cancel()]
