"""The command line: `python -m data indicators | export | compute | build`."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

USER_MISTAKE = 2
INTERRUPTED = 130  # as shells count an end by Ctrl-C


class _Parser(argparse.ArgumentParser):
    """Mistakes in one line, without the usage text."""

    def error(self, message: str) -> NoReturn:
        self.exit(USER_MISTAKE, f"{self.prog}: {' '.join(message.split())}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code: 0, 130 after Ctrl-C, or 2 with one line on standard error.

    2 is a mistake of the user, or what the machine can't do (no room on the disk, not enough memory).
    """
    from data import output
    from data.errors import UserError

    output.speak_utf8()
    prefix = "python -m data:"
    try:
        try:
            options = _parser().parse_args(arguments)
        finally:
            output.write_to_stdout()  # what --help printed
        prefix = f"python -m data {options.command}:"
        code: int = options.run(options)
        output.write_to_stdout()
        return code
    except UserError as error:
        output.say(f"{prefix} {error}")
    except MemoryError:
        output.say(f"{prefix} not enough memory: close other programs, or take a smaller table")
    except BrokenPipeError:
        # The reader (head, less) went away: end quietly.
        output.silence_stdout()
        return 0
    except KeyboardInterrupt:
        return INTERRUPTED
    return USER_MISTAKE


def _parser() -> _Parser:
    from data import build, compute, export_command, indicators_command

    parser = _Parser(prog="python -m data", description="Figures of Common Measure, from the command line.")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True, parser_class=_Parser)
    for command in (indicators_command, export_command, compute, build):
        command.add_parser(commands)
    return parser


def _process() -> int:
    """``main`` as a process: Ctrl-C ends it without a traceback, also while it starts and while it ends."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as the shell asks of what runs in the background
        return main()
    signal.signal(signal.SIGINT, _leave)
    _parser()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return main()
    finally:
        signal.signal(signal.SIGINT, _leave)


def _leave(_number: int, _frame: Any) -> NoReturn:
    os._exit(INTERRUPTED)


if __name__ == "__main__":
    sys.exit(_process())
