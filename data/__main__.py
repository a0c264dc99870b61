"""The command line: `python -m data indicators | export | compute | build`.

Ctrl-C ends it with 130, as shells count that, and without a traceback: from the first line here, for which little is
imported, to the end of the interpreter.
"""

from __future__ import annotations

import os
import signal
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

INTERRUPTED = 130
_interrupts: list[int] = []


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code: 0, 2 with one line on standard error, or 130 after Ctrl-C."""
    from data.cli.commands import run

    try:
        return run(arguments)
    except KeyboardInterrupt:
        return INTERRUPTED


def _process() -> int:
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as shells ask of what runs in the background
        return main()
    signal.signal(signal.SIGINT, _leave)
    import data.cli.commands  # noqa: F401  (nothing to clean up yet)

    signal.signal(signal.SIGINT, _interrupt)
    try:
        code = main()
    except Exception:
        if not _interrupts:  # DuckDB answers Ctrl-C with an error of its own
            raise
    finally:
        signal.signal(signal.SIGINT, _leave)
    return INTERRUPTED if _interrupts else code


def _interrupt(number: int, _frame: object) -> None:
    _interrupts.append(number)
    raise KeyboardInterrupt


def _leave(_number: int, _frame: object) -> None:
    os._exit(INTERRUPTED)


if __name__ == "__main__":
    sys.exit(_process())
