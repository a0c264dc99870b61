"""The commands of `python -m data`: indicators, export, compute, build."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import NoReturn

from data.builder import snapshot
from data.cli import compute, export, indicators, output
from data.core.errors import UserError

COMMANDS = (indicators, export, compute, snapshot)
USER_MISTAKE = 2


class _Parser(argparse.ArgumentParser):
    """A parser that reports a mistake in one line, without the usage text."""

    def error(self, message: str) -> NoReturn:
        self.exit(USER_MISTAKE, f"{self.prog}: {' '.join(message.split())}\n")


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code: 0, or 2 with one line on standard error.

    2 is a mistake of the user, or what the machine can't do (no room on the disk, not enough memory).
    """
    output.use_utf8()
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
    return USER_MISTAKE


def _parser() -> _Parser:
    parser = _Parser(prog="python -m data", description="Figures of Common Measure, from the command line.")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True, parser_class=_Parser)
    for command in COMMANDS:
        command.add_parser(commands)
    return parser
