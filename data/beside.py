"""Work in a process of its own, beside this one: what it raises is raised here, and its death is noticed.

A process pool is not used: one whose worker is killed (memory) waits for ever, and one that is ended while its worker
starts may.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection

from data.errors import UserError


@contextmanager
def beside(name: str, work: Callable[..., None], *arguments: object) -> Iterator[Callable[[], None]]:
    """Start ``work(*arguments)`` in a new process; yields the function that waits for its end.

    That function raises what ``work`` raised, or UserError where the process was ended from outside. When the block is
    left the process is ended, whatever happened in it. ``work`` and what it raises must be picklable.
    """
    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(theirs, work, arguments), name=name, daemon=True)
    try:
        process.start()
        theirs.close()  # so that the end of the process is the end of the pipe
        yield lambda: _wait(ours, name)
    finally:
        if process.pid is not None:
            process.kill()
            process.join()
        ours.close()


def _run(outcome: Connection, work: Callable[..., None], arguments: tuple[object, ...]) -> None:
    try:
        work(*arguments)
    except Exception as error:
        outcome.send(error)
    else:
        outcome.send(None)


def _wait(outcome: Connection, name: str) -> None:
    try:
        error = outcome.recv()
    except EOFError:
        raise UserError(f"{name} was ended from outside (out of memory?): try again with more memory free") from None
    if error is not None:
        raise error
