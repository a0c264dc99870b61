"""Run work in a child process: an error of the child is raised here, and its death is noticed.

The child never outlives this process, however that ends. A process pool is not used: it waits for ever when its worker
is killed (memory), and may wait for ever when it is ended while its worker starts.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context, parent_process, resource_tracker
from multiprocessing.connection import Connection

from data.core.errors import UserError

ORPHANED = 1  # exit code of work whose parent is gone
_PR_SET_PDEATHSIG = 1  # prctl(2)


@dataclass(slots=True)
class Outcome:
    """The end of the work. Call it to wait for the end.

    The call raises what the work raised, or UserError where something outside ended the process.
    """

    _connection: Connection
    _name: str
    _has_ended: bool = False
    _error: Exception | None = None

    def __call__(self) -> None:
        """Wait."""
        if not self._has_ended:
            self._error, self._has_ended = self._received(), True
        if self._error is not None:
            raise self._error

    def _received(self) -> Exception | None:
        try:
            error: Exception | None = self._connection.recv()
        except EOFError:
            problem = f"{self._name} was ended from outside (out of memory?): try again with more memory free"
            return UserError(problem)
        return error

    def check(self) -> None:
        """Raise like the call, but never wait: do nothing while the work goes on."""
        if self._has_ended or self._connection.poll():
            self()


@contextmanager
def running_in_child(name: str, work: Callable[..., None], *arguments: object) -> Iterator[Outcome]:
    """Start ``work(*arguments)`` in a new process; yields its outcome.

    When the block is left the process is ended, whatever happened in it; it also ends when this process is killed.
    ``work`` and what it raises must be picklable. Ctrl-C reaches this process alone, which then leaves the block.
    """
    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(theirs, work, arguments), name=name, daemon=True)
    try:
        with _without_interrupts():
            process.start()
        theirs.close()  # so that the end of the process is the end of the pipe
        yield Outcome(ours, name)
    finally:
        if process.pid is not None:
            process.kill()
            process.join()
        ours.close()


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Block Ctrl-C in the block. A process that starts in it blocks Ctrl-C for good, from its first moment on."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # starting it with the process would let Ctrl-C through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _run(outcome: Connection, work: Callable[..., None], arguments: tuple[object, ...]) -> None:
    _end_with_parent()
    try:
        work(*arguments)
    except Exception as error:
        outcome.send(error)
    else:
        outcome.send(None)


def _end_with_parent() -> None:
    """End this process when its parent ends, also when the parent is killed and can do nothing about it.

    Linux does so at once (prctl). On every system a thread waits for the pipe that the parent holds open; the thread
    also notices a parent that ended before.
    """
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    threading.Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(ORPHANED)
