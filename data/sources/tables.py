"""Open publishers' files. A damaged file is an InputError of one line; a table is read cell by cell as text."""

from __future__ import annotations

import csv
import gzip
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from operator import itemgetter
from pathlib import Path
from typing import IO

import pandas as pd

from data.sources.errors import InputError

FIRST_ROW = 2  # the header is row 1
HEADER_HINT = "Has the publisher changed the layout? Compare the header with the catalog"
WHOLE_HINT = "Is the file whole? Get it from the publisher again"
BLANKS = ("", "NA")
MOST_UNPACKED = 100_000_000  # bytes; the largest packed table of the catalog has 8 MB
# No table holds them; a file in another encoding, or a damaged one, does.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_CONTROLS_OF_LATIN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_WEB_PAGE = ("<!doctype", "<html", "<?xml", "<head", "<body")
_LONGEST = 120  # letters of a library's own words in a line


def existing(inputs: Path, file: str) -> Path:
    """Where the file is. Raises InputError where there is none."""
    path = inputs / file
    if not path.is_file():
        raise InputError(file, None, None, "the file is not there", "Is --inputs the right folder?")
    return path


@contextmanager
def opening(file: str, kind: str) -> Iterator[None]:
    """Turn whatever a library says of a file that it can't read into one line. kind: "a zip archive".

    Every error is caught, since libraries for file formats raise what their parsers happen upon (index, overflow,
    panics of Rust); only what the user or the system wants is passed on. Around the library's call alone.
    """
    try:
        yield
    except (InputError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:
        reason = " ".join(str(error).split())[:_LONGEST]
        problem = f"the file can't be read as {kind} ({type(error).__name__}{': ' if reason else ''}{reason})"
        raise InputError(file, None, None, problem, WHOLE_HINT) from error


def read_bytes(inputs: Path, file: str) -> bytes:
    """A file's bytes. Raises InputError where it is absent or can't be read."""
    path = existing(inputs, file)
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(file, None, None, f"the file can't be opened ({error.strerror})") from error


def read_table(
    inputs: Path,
    file: str,
    columns: Sequence[str],
    *,
    others: str = "",
    encoding: str = "utf-8-sig",
    skip: int = 0,
    blanks: Iterable[str] = BLANKS,
) -> pd.DataFrame:
    """The named columns of a CSV file (also the one CSV inside a .zip, or .csv.gz), all as text; blank cells are NaN.

    The index counts lines from the first one under the header, so that errors name the line of the file.

    others: pattern that every further column of the header must match, ``.*`` for any; empty: no further column
    may be there. encoding: what bytes are that aren't UTF-8. skip: lines before the header. Raises InputError where
    the file or a column is absent or unknown, or a row has more or fewer cells than the header.
    """
    text = table_text(inputs, file, encoding)
    rows = records(text, file, skip)
    first = next(rows, None)
    if first is None:
        raise InputError(file, None, None, "the file can't be read as CSV: it is empty", WHOLE_HINT)
    header = first[1]
    check_header(header, columns, others, file, skip + 1)
    return _frame(rows, header, columns, blanks, file, skip)


def _frame(
    rows: Iterator[tuple[int, list[str]]],
    header: list[str],
    columns: Sequence[str],
    blanks: Iterable[str],
    file: str,
    skip: int,
) -> pd.DataFrame:
    places = [header.index(column) for column in columns]
    pick = itemgetter(*places, *places[:1])  # one more, so that it is a tuple also for a single column
    lines, cells = [], []
    for line, row in rows:
        lines.append(line - FIRST_ROW - skip)
        cells.append(pick(row))
    if not cells:
        raise InputError(file, None, None, "the file has a header, but no rows", WHOLE_HINT)
    no_value = dict.fromkeys(blanks)
    text = zip(columns, zip(*cells, strict=True), strict=False)
    frame = {name: pd.array([no_value.get(cell, cell) for cell in column], dtype="str") for name, column in text}
    is_unbroken = lines[-1] == len(lines) - 1
    return pd.DataFrame(frame, index=pd.RangeIndex(len(lines)) if is_unbroken else lines)


def records(text: str, file: str, skip: int = 0) -> Iterator[tuple[int, list[str]]]:
    """Line and cells of every record, the header first; blank lines are passed over. Raises InputError.

    Every record must have as many cells as the header: one more or fewer would shift figures into other columns.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    width, last = 0, 0
    try:
        for row in reader:
            line, last = last + 1, reader.line_num
            if line <= skip or not row:
                continue
            width = width or len(row)
            if len(row) != width:
                problem = f"the row has {len(row)} cells, but the header has {width}"
                raise InputError(file, line, None, problem, "Is there a comma too many, or was the file cut?")
            yield line, row
    except csv.Error as error:
        raise InputError(file, last + 1, None, f"the file can't be read as CSV ({error})", WHOLE_HINT) from error


def table_text(inputs: Path, file: str, encoding: str = "utf-8-sig") -> str:
    """The text of a CSV file, unpacked. encoding: what the bytes are where they aren't UTF-8. Raises InputError."""
    content = _unpacked(read_bytes(inputs, file), file)
    text, controls = _decoded(content, file, encoding)
    if text.lstrip()[:20].lower().startswith(_WEB_PAGE):
        raise InputError(file, 1, None, "the file is a web page, not a table", "Get it from the publisher again")
    odd = controls.search(text)
    if odd:
        problem = f"the file holds the control character {odd[0]!r}, so it is damaged or in another encoding"
        raise InputError(file, text.count("\n", 0, odd.start()) + 1, None, problem, WHOLE_HINT)
    return text


def _decoded(content: bytes, file: str, encoding: str) -> tuple[str, re.Pattern[str]]:
    try:
        return content.decode("utf-8-sig"), _CONTROLS
    except UnicodeDecodeError as error:
        if encoding != "utf-8-sig":
            return content.decode(encoding), _CONTROLS_OF_LATIN
        line = content.count(b"\n", 0, error.start) + 1
        problem = f"the file is not in UTF-8 (byte {content[error.start]:#04x})"
        raise InputError(file, line, None, problem, "Was it saved by another program, or cut?") from error


def _unpacked(content: bytes, file: str) -> bytes:
    if file.endswith(".gz"):
        with opening(file, "a gzip file"), gzip.open(io.BytesIO(content)) as unpacked:
            return _bounded(unpacked, file)
    if not file.endswith(".zip"):
        return content
    with opening(file, "a zip archive"), zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = [name for name in archive.namelist() if name.endswith(".csv")]
        if len(members) != 1:
            raise InputError(file, None, None, f"the archive holds {len(members)} CSV files, not one")
        with archive.open(members[0]) as packed:
            return _bounded(packed, file)


def _bounded(packed: IO[bytes] | gzip.GzipFile, file: str) -> bytes:
    """Unpack a file. Raises InputError before it fills the memory: some kilobytes can hold terabytes."""
    content = packed.read(MOST_UNPACKED + 1)
    if len(content) > MOST_UNPACKED:
        problem = f"the file unpacks to more than {MOST_UNPACKED // 1_000_000:,} MB"
        raise InputError(file, None, None, problem, "Is it the publisher's file? Get it from there again")
    return content


def check_header(header: Sequence[str], wanted: Sequence[str], others: str, file: str, row: int = 1) -> None:
    """Raise InputError where a wanted column is missing, another is there that ``others`` does not match, or one twice.

    A column without a name is refused: it is what a comma too many at the end of every line makes.
    """
    for column in wanted:
        if column not in header:
            raise InputError(file, row, column, "the column is missing", HEADER_HINT)
    known = set(wanted)
    for number, column in enumerate(header, 1):
        if not column:
            raise InputError(file, row, str(number), "the column has no name", HEADER_HINT)
        if column not in known and not re.fullmatch(others, column):
            raise InputError(file, row, column, "the column is unknown", HEADER_HINT)
        if header.index(column) != number - 1:
            raise InputError(file, row, column, "the column stands twice", HEADER_HINT)


def read_parquet(
    inputs: Path, file: str, texts: Sequence[str], counts: Sequence[str], *, others: str = ""
) -> pd.DataFrame:
    """Columns of a Parquet file: texts as text, counts as float64. others: as for ``read_table``.

    Raises InputError where the file is damaged, or has other columns or kinds of columns.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    content = read_bytes(inputs, file)
    with opening(file, "Parquet"):
        table = pq.read_table(pa.BufferReader(content))
    check_header(table.column_names, [*texts, *counts], others, file)
    with opening(file, "Parquet"):
        kinds = {name: table.schema.field(name).type for name in (*texts, *counts)}
        wrong = [
            name for name in texts if not (pa.types.is_string(kinds[name]) or pa.types.is_large_string(kinds[name]))
        ]
        wrong += [
            name for name in counts if not (pa.types.is_integer(kinds[name]) or pa.types.is_floating(kinds[name]))
        ]
        frame = table.select([*texts, *counts]).to_pandas()
    if wrong:
        raise InputError(file, None, wrong[0], f"the column holds {kinds[wrong[0]]}", HEADER_HINT)
    if frame.empty:
        raise InputError(file, None, None, "the file has no rows", WHOLE_HINT)
    typed: pd.DataFrame = frame.astype(dict.fromkeys(texts, "str") | dict.fromkeys(counts, "float64"))
    return typed
