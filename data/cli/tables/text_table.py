"""A table as text: CSV of any common dialect, row by row, each row with its lines in the file.

The csv module of Python reads the rows (docs/decisions/tables-of-users.md). Nothing is guessed that changes a figure:
a row with more or fewer cells than the header is refused, and so is a cell without a name above it in any column but
the first.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate, chain, islice
from typing import Any

import pyarrow as pa

from data.cli.tables.cells import LONGEST_SHOWN, without_edges
from data.core.errors import UserError

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
NOT_TEXT = "not UTF-8 text; save it as CSV (UTF-8) or Parquet"
LONGEST_LINE = 4_000_000
BLOCK = 1_000_000
# Rows read at a time: so many, or those of so many letters, in steps of so many cells.
CHUNK, LETTERS, STEP = 50_000, 8_000_000, 1_000
_MARKS = {b"\xff\xfe\x00\x00": "utf-32", b"\x00\x00\xfe\xff": "utf-32", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_SEPARATOR_LINE = re.compile(r'"?sep=([,;\t|])"?\s*')  # a first line that spreadsheets write and read


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some rows of a table. columns: Arrow arrays by name. numbers: of each row, its first line in a file of text.

    line: of a row and a column, where the cell begins.
    """

    columns: dict[str, Any]
    numbers: Sequence[int]
    line: Callable[[int, str], int]


@dataclass(frozen=True, slots=True)
class Header:
    """The names of the columns, and how the rows below are written. end: its last line."""

    names: list[str]
    delimiter: str
    end: int


class TextTable:
    """A table of text. names: of its header. is_ambiguous: whether its numbers may have decimal commas.

    rows: the most that are read. Raises UserError for more, and for what is no table.
    """

    counted = "line"

    def __init__(self, source: io.BufferedReader, file: str, wanted: Sequence[str], rows: int) -> None:
        self._file, self._most, self._count = file, rows, 0
        self._text = _Text(source, file)
        header, rest = _header(self._text.lines(), file, wanted)
        self.names, self._end, self._last = header.names, header.end, header.end
        self.is_ambiguous = header.delimiter in ";\t"
        # The first may number the rows; behind it, a cell below no name is a row that slipped.
        self._nameless = [column for column, name in enumerate(header.names) if column and not name]
        self._is_over, lines = False, chain(rest, self._note_end())
        self._rows = csv.reader(lines, delimiter=header.delimiter, skipinitialspace=True, strict=True)

    def chunks(self, wanted: Sequence[str]) -> Iterator[Chunk]:
        """The cells of the columns ``wanted``, some thousand rows at a time; lines without a word are left out."""
        index_of = {name: self.names.index(name) for name in wanted}
        error: csv.Error | None = None
        while error is None:
            rows, first, error = self._some_rows()
            if error is None and not rows:
                return
            rows, starts = self._whole_rows(rows, first)
            if error is not None:
                raise UserError(self._broken(error)) from error
            self._check_nameless(rows, starts)
            arrays = {name: pa.array([row[i] for row in rows], pa.string()) for name, i in index_of.items()}
            yield Chunk(arrays, starts, partial(self._line, rows, starts))

    def _some_rows(self) -> tuple[list[list[str]], int, csv.Error | None]:
        """Read some rows: return them, the line of the first, and the error that ended them. Sets the last line."""
        rows: list[list[str]] = []
        first, enough = self._last + 1, self._text.letters + LETTERS
        step = max(STEP // len(self.names), 1)
        try:
            while len(rows) < CHUNK and self._text.letters < enough:
                before = len(rows)
                rows.extend(islice(self._rows, step))  # keeps the rows before an error
                if len(rows) - before < step:
                    break
        except csv.Error as error:
            self._last += sum(map(_height, rows))
            return rows, first, error
        self._last, self._count = self._end + self._rows.line_num, self._count + len(rows)
        if self._count > self._most:
            raise UserError(f"{self._file} has more than {self._most:,} rows, the most that are read: see --max-rows")
        return rows, first, None

    def _whole_rows(self, rows: list[list[str]], first: int) -> tuple[list[list[str]], Sequence[int]]:
        """The rows that say something, and the first line of each. Raises UserError for a row of another width."""
        width, lines = len(self.names), self._last - first + 1
        flat = lines == len(rows)
        if flat and all(row and row[0] for row in rows) and set(map(len, rows)) == {width}:
            return rows, range(first, first + len(rows))
        starts = list(accumulate((1 if flat else _height(row) for row in rows), initial=first))
        for start, row in zip(starts, rows, strict=False):
            if len(row) != width and not _is_blank(row):
                raise UserError(_wrong_width(self._file, start, row, width))
        pairs = [(row, start) for row, start in zip(rows, starts, strict=False) if not _is_blank(row)]
        return [row for row, _ in pairs], [start for _, start in pairs]

    def _check_nameless(self, rows: Sequence[Sequence[str]], starts: Sequence[int]) -> None:
        """Raise UserError for the first cell that the header has no name for."""
        if not self._nameless:
            return
        for row, start in zip(rows, starts, strict=True):
            for column in self._nameless:
                if row[column].strip():
                    raise UserError(_no_name(self._file, _line_of(row, start, column), column, row[column]))

    def _line(self, rows: Sequence[Sequence[str]], starts: Sequence[int], row: int, column: str) -> int:
        return _line_of(rows[row], starts[row], self.names.index(column))

    def _note_end(self) -> Iterator[str]:
        """Note that the last line was read: a later error means that a quoted cell is still open."""
        self._is_over = True
        yield from ()

    def _broken(self, error: csv.Error) -> str:
        if self._is_over:
            return f"{self._file}, line {self._last + 1}: a quoted cell of this row does not end"
        return f"{self._file}, line {self._end + self._rows.line_num}: {_reason(error)}"


def _reason(error: csv.Error) -> str:
    if "field limit" in str(error):
        return f"a cell has more than {csv.field_size_limit():,} letters, too many for a table"
    return f"{error}; write a quote within a cell twice, and the cell in quotes"


def trimmed(name: str) -> str:
    """A column's name without spaces and unseen signs around it, its letters composed as most systems write them."""
    return unicodedata.normalize("NFC", without_edges(name))


class _Text:
    """The letters of a file. letters: how many were read. Raises UserError for what is no text."""

    def __init__(self, source: io.BufferedReader, file: str) -> None:
        self._text, self._file = _decoded(source), file
        self.letters, self._line = 0, 1

    def lines(self) -> Iterator[str]:
        """The lines, each with its end. Blocks are checked, not lines: ten times quicker."""
        return chain.from_iterable(io.StringIO(block, newline="") for block in iter(self._block, ""))

    def _block(self) -> str:
        try:
            block = self._text.read(BLOCK)
            block += self._text.readline(LONGEST_LINE)
        except UnicodeError as error:
            raise UserError(f"{self._file}, after line {self._line}: {NOT_TEXT}") from error
        if not _is_text(block):
            lines = io.StringIO(block, newline="")
            bad = self._line + next(number for number, line in enumerate(lines) if not _is_text(line))
            raise UserError(f"{self._file}, line {bad}: {NOT_TEXT}")
        if len(block) >= LONGEST_LINE:
            raise UserError(f"{self._file}, after line {self._line}: a line too long for a table")
        self._line += _line_ends(block)
        self.letters += len(block)
        return block


def _decoded(source: io.BufferedReader) -> io.TextIOWrapper:
    head = source.peek(4)[:4]
    encoding = next((name for mark, name in _MARKS.items() if head.startswith(mark)), None)
    if encoding:
        return io.TextIOWrapper(source, encoding=encoding, newline="")
    # What is not UTF-8 becomes lone surrogates, so that the line can be named.
    return io.TextIOWrapper(source, encoding="utf-8-sig", errors="surrogateescape", newline="")


def _is_text(text: str) -> bool:
    """Whether a block is text: no NUL, and no lone surrogate, which stands for bytes that are not UTF-8."""
    try:
        return "\0" not in text and (text.isascii() or bool(text.encode()))
    except UnicodeEncodeError:
        return False


def _header(lines: Iterator[str], file: str, wanted: Sequence[str]) -> tuple[Header, Iterable[str]]:
    """The header, read with the delimiter under which it has every column wanted, and the lines below it."""
    past: list[str] = []
    skipped, delimiters = 0, list(DELIMITERS)
    for line in lines:
        if separator := _SEPARATOR_LINE.fullmatch(line) if not skipped else None:
            delimiters = [separator[1]]
        elif line.strip():
            past.append(line)
            break
        skipped += 1
    if not past:
        raise UserError(f"{file} is empty")
    candidates = [candidate for sign in delimiters if (candidate := _with_delimiter(sign, past, lines, skipped))]
    if not candidates:
        why = "the quotes of the header don't close"
        why = (
            f"a name has more than {csv.field_size_limit():,} letters" if len(past[0]) > csv.field_size_limit() else why
        )
        raise UserError(f"{file}, line {skipped + 1}: {why}")
    header = _best(candidates, wanted, file)
    return header, chain(past[header.end - skipped :], lines)


def _with_delimiter(delimiter: str, past: list[str], lines: Iterator[str], skipped: int) -> Header | None:
    """The header as one delimiter parts it, None where it can't. Lines taken for it are kept in ``past``."""

    def again() -> Iterator[str]:
        yield from past
        for line in lines:
            past.append(line)
            yield line

    reader = csv.reader(again(), delimiter=delimiter, skipinitialspace=True, strict=True)
    try:
        names = next(reader)
    except csv.Error:
        return None
    return Header([trimmed(name) for name in names], delimiter, skipped + reader.line_num)


def _best(headers: Sequence[Header], wanted: Sequence[str], file: str) -> Header:
    fit = [header for header in headers if set(wanted) <= set(header.names)]
    if len(fit) > 1:
        signs = " or by ".join(DELIMITERS.get(header.delimiter, header.delimiter) for header in fit)
        raise UserError(
            f"{file}: its columns may be parted by {signs}; rename the columns so that only one reading fits"
        )
    return fit[0] if fit else max(headers, key=lambda header: len(header.names))


def _is_blank(row: Sequence[str]) -> bool:
    return not "".join(row).strip()


def _line_ends(cell: str) -> int:
    return cell.count("\n") + cell.count("\r") - cell.count("\r\n")


def _height(row: Sequence[str]) -> int:
    """Lines of a row in the file."""
    return 1 + sum(map(_line_ends, row))


def _line_of(row: Sequence[str], start: int, column: int) -> int:
    """The line where a cell begins, in a row that begins in the line ``start``."""
    return start + sum(map(_line_ends, row[:column]))


def _no_name(file: str, line: int, column: int, cell: str) -> str:
    shown = " ".join(cell.split())[:LONGEST_SHOWN]
    return (
        f"{file}, line {line}: column {column + 1} has {shown!r} but no name in the header; give it a name, or "
        "mend the row if a delimiter parts a cell in it, as in 1,000"
    )


def _wrong_width(file: str, line: int, row: Sequence[str], width: int) -> str:
    hint = ""
    if len(row) > width:
        more = "ends in a delimiter" if not row[-1].strip() else "has a delimiter too many"
        hint = f": the row {more}, or the header lacks a name"
    return f"{file}, line {line}: {len(row)} cells, but the header has {width} names{hint}"
