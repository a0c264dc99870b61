"""The command line: `python -m data indicators | export | compute | build`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from data import build, compute, export_command, indicators_command
from data.errors import UserError

COMMANDS = (indicators_command, export_command, compute, build)
USER_MISTAKE = 2


class _Parser(argparse.ArgumentParser):
    """Mistakes in one line, without the usage text."""

    def error(self, message: str) -> NoReturn:
        self.exit(USER_MISTAKE, f"{self.prog}: {message}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code: 0, or 2 with one line on standard error for a mistake of the user."""
    parser = _Parser(prog="python -m data", description="Figures of Common Measure, from the command line.")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True, parser_class=_Parser)
    for command in COMMANDS:
        command.add_parser(commands)
    options = parser.parse_args(arguments)
    try:
        code: int = options.run(options)
        sys.stdout.flush()
        return code
    except UserError as error:
        print(f"python -m data {options.command}: {error}", file=sys.stderr)
        return USER_MISTAKE
    except BrokenPipeError:
        # The reader (head, less) went away: end quietly, and keep the interpreter from flushing into the closed pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


if __name__ == "__main__":
    sys.exit(main())
