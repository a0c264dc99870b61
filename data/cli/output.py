"""Write what commands print and save: UTF-8 on every console; a file is replaced whole or not at all."""

from __future__ import annotations

import argparse
import io
import os
import stat
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from data.cli.user_text import json_text
from data.core.errors import UserError
from indicators.export.csv import csv_text, spreadsheet_bytes

NEW_FILE = 0o666  # less what the user's mask takes away


def add_options(parser: argparse.ArgumentParser, formats: Sequence[str] = ("csv", "json")) -> None:
    """The options ``--format`` and ``--out``."""
    parser.add_argument("--format", choices=formats, default="csv")
    parser.add_argument("--out", type=_file, metavar="FILE", help="default, and -: standard output")


def _file(text: str) -> Path | None:
    return None if text == "-" else Path(text)


def write_rows(rows: Iterable[Mapping[str, Any]], columns: Sequence[str], options: argparse.Namespace) -> None:
    """Write rows as CSV or JSON. A file of CSV is made for spreadsheets, standard output for other programs.

    See docs/decisions/csv-for-spreadsheets.md. Raises UserError.
    """
    if options.format == "json":
        content = json_text(rows).encode()
    else:
        cells = ([row[name] for name in columns] for row in rows)
        content = csv_text(columns, cells).encode() if options.out is None else spreadsheet_bytes(columns, cells)
    write(content, options.out)


def write(content: bytes, out: Path | None) -> None:
    """Write to a file, or to standard output without one. Raises UserError where it can't be written."""
    if out is None:
        write_to_stdout(content)
        return
    try:
        replace_file(out, content)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise UserError(f"--out {out}: {getattr(error, 'strerror', None) or error}") from error


def replace_file(path: Path, content: bytes) -> None:
    """Write to a temporary file and rename it: the file is the old one or the whole new one, whatever happens.

    A link stays a link, and a file keeps its mode. What is no file (a pipe, a device) is written as it is. Raises
    OSError.
    """
    target = Path(os.path.realpath(path))
    mode = _mode(target)
    if mode is not None and not stat.S_ISREG(mode):
        target.write_bytes(content)
        return
    if mode is not None and not os.access(target, os.W_OK):
        raise PermissionError(0, "the file is write-protected")
    handle, temporary = tempfile.mkstemp(prefix=f".{target.name[:80]}.", suffix=".part", dir=target.parent)
    try:
        with open(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, NEW_FILE & ~_mask() if mode is None else stat.S_IMODE(mode))
        os.replace(temporary, target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _mode(path: Path) -> int | None:
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def write_to_stdout(content: bytes = b"") -> None:
    """Write bytes, with all that was printed before. Raises UserError where standard output is full or closed."""
    if sys.stdout is None:
        if content:
            raise UserError("standard output is closed")
        return
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
    except BrokenPipeError:
        silence_stdout()
        raise
    except OSError as error:
        silence_stdout()
        raise UserError(f"standard output can't be written: {error.strerror or error}") from error


def silence_stdout() -> None:
    """Keep the interpreter from flushing, at its end, into what can't be written."""
    with suppress(OSError, io.UnsupportedOperation):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def use_utf8() -> None:
    """Set both streams to UTF-8, whatever the console claims to read; a lone surrogate is written as its number."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def say(line: str) -> None:
    """Print a line on standard error, where there is one."""
    if sys.stderr is not None:
        with suppress(OSError):
            print(line, file=sys.stderr, flush=True)
