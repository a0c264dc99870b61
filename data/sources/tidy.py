"""What every reader needs: read as text, pad codes, make numbers, give codes a status, check.

Readers keep the row index that ``read_table`` gives (0 = first row of data) until ``check`` has run: errors
name the row of the file by it.
"""

from __future__ import annotations

import gzip
import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import numpy as np
import pandas as pd

from data.sources.errors import InputError
from indicators.core.estimate import Status

FIRST_ROW = 2  # the header is row 1
KEY = ("geoid", "level", "period")
HEADER_HINT = "Has the publisher changed the layout? Compare the header with the catalog"

# Annotation values of the American Community Survey (Census Bureau, "Notes on ACS estimate and annotation values").
ACS_ESTIMATE_CODES: dict[int, tuple[Status, str]] = {
    -666666666: (Status.SUPPRESSED, "too few sample cases to compute an estimate"),
    -999999999: (Status.SUPPRESSED, "too few sample cases: the estimate is withheld"),
    -888888888: (Status.NOT_APPLICABLE, "the estimate is not applicable here or not available"),
}
ACS_MARGIN_CODES: dict[int, str] = {
    -333333333: "no margin: the median lies in the lowest or highest class of an open-ended distribution",
    -222222222: "no margin: too few sample cases",
    -888888888: "no margin: not applicable here",
    -999999999: "no margin: withheld",
    -666666666: "no margin: too few sample cases",
}
ACS_CONTROLLED = -555555555  # the estimate is controlled to a count: its margin is 0

# How the ACS writes medians and quintile limits of income that lie beyond its open classes, dollars.
INCOME_TOP_CODE, INCOME_BOTTOM_CODE = 250_001, 2_499


def read_table(
    inputs: Path,
    file: str,
    columns: Sequence[str],
    *,
    others: str = "",
    encoding: str = "utf-8-sig",
    skip: int = 0,
    blanks: Iterable[str] = ("", "NA"),
) -> pd.DataFrame:
    """The named columns of a CSV file (also the one CSV inside a .zip, or .csv.gz), all as text; blank cells are NaN.

    others: pattern that every further column of the header must match, ``.*`` for any; empty: no further column
    may be there. skip: lines before the header. Raises InputError where the file, or a column, is absent or unknown.
    """
    path = inputs / file
    if not path.is_file():
        raise InputError(file, None, None, "the file is not there", "Is --inputs the right folder?")
    with _open(path, file) as stream:
        frame = _read_text(stream, file, encoding, skip, blanks)
    check_header(list(frame.columns), columns, others, file)
    return frame[list(columns)]


def _open(path: Path, file: str) -> IO[bytes]:
    if path.suffix != ".zip":
        return path.open("rb")
    with zipfile.ZipFile(path) as archive:
        members = [name for name in archive.namelist() if name.endswith(".csv")]
        if len(members) != 1:
            raise InputError(file, None, None, f"the archive holds {len(members)} CSV files, not one")
        return io.BytesIO(archive.read(members[0]))


def _read_text(stream: IO[bytes], file: str, encoding: str, skip: int, blanks: Iterable[str]) -> pd.DataFrame:
    try:
        text = gzip.decompress(stream.read()) if file.endswith(".gz") else stream.read()
        return pd.read_csv(
            io.StringIO(text.decode(encoding)),
            dtype=str,
            skiprows=skip,
            keep_default_na=False,
            na_values=list(blanks),
        )
    except (pd.errors.ParserError, pd.errors.EmptyDataError, UnicodeDecodeError, gzip.BadGzipFile) as error:
        raise InputError(file, None, None, f"the file can't be read as CSV ({error})") from error


def check_header(header: Sequence[str], wanted: Sequence[str], others: str, file: str) -> None:
    """Raise InputError where a wanted column is missing, or another is there that ``others`` does not match."""
    for column in wanted:
        if column not in header:
            raise InputError(file, 1, column, "the column is missing", HEADER_HINT)
    known = set(wanted)
    for column in header:
        if column not in known and not re.fullmatch(others, column):
            raise InputError(file, 1, column, "the column is unknown", HEADER_HINT)


def pad(codes: pd.Series, width: int) -> pd.Series:
    """Codes as text with leading zeros."""
    return codes.astype("str").str.strip().str.zfill(width)


def numbers(frame: pd.DataFrame, columns: Sequence[str], file: str, *, first_row: int = FIRST_ROW) -> pd.DataFrame:
    """A copy with these text columns as float64 (blank: NaN). Raises InputError at the first cell that is no number."""
    made = {column: pd.to_numeric(frame[column], errors="coerce").astype("float64") for column in columns}
    for column, values in made.items():
        wrong = values.isna() & frame[column].notna() | np.isinf(values)
        if wrong.any():
            index = int(frame.index[wrong][0])
            raise InputError(file, index + first_row, column, f"{frame.at[index, column]!r} is not a number")
    return frame.assign(**made)


def mark(frame: pd.DataFrame, variable: str, where: pd.Series, status: Status, note: str) -> pd.DataFrame:
    """A copy whose companions ``<variable>__status`` and ``__note`` say this in the rows of ``where``."""
    statuses, notes = f"{variable}__status", f"{variable}__note"
    ok = pd.Series(Status.OK.value, index=frame.index, dtype="str")
    blank = pd.Series("", index=frame.index, dtype="str")
    old_status, old_note = frame.get(statuses, ok), frame.get(notes, blank)
    return frame.assign(**{statuses: old_status.mask(where, status.value), notes: old_note.mask(where, note)})


def blank_is_missing(
    frame: pd.DataFrame, variables: Iterable[str], note: str = "not published for this place"
) -> pd.DataFrame:
    """A copy where an empty variable without another status says ``missing`` and why."""
    for variable in variables:
        empty = frame[variable].isna()
        if f"{variable}__status" in frame:
            empty &= frame[f"{variable}__status"] == Status.OK.value
        frame = mark(frame, variable, empty, Status.MISSING, note) if empty.any() else frame
    return frame


def acs_estimates(frame: pd.DataFrame, variables: Iterable[str]) -> pd.DataFrame:
    """A copy where the ACS annotation values of estimates became NaN with status and note."""
    for variable in variables:
        for code, (status, note) in ACS_ESTIMATE_CODES.items():
            hit = frame[variable] == code
            if hit.any():
                frame = mark(frame, variable, hit, status, note)
                frame = frame.assign(**{variable: frame[variable].mask(hit)})
    return frame


def acs_margins(frame: pd.DataFrame, variables: Iterable[str]) -> pd.DataFrame:
    """A copy where the ACS annotation values of margins became 0 (controlled) or NaN with a note."""
    for variable in variables:
        values = frame[variable].mask(frame[variable] == ACS_CONTROLLED, 0.0)
        frame = frame.assign(**{variable: values})
        for code, note in ACS_MARGIN_CODES.items():
            hit = frame[variable] == code
            if hit.any():
                frame = mark(frame, variable, hit, Status.MISSING, note)
                frame = frame.assign(**{variable: frame[variable].mask(hit)})
    return frame


def income_codes(frame: pd.DataFrame, variables: Iterable[str]) -> pd.DataFrame:
    """A copy where incomes at the open ends say top_coded or bottom_coded; the number (250001, 2499) stays."""
    for variable in variables:
        top, bottom = frame[variable] == INCOME_TOP_CODE, frame[variable] == INCOME_BOTTOM_CODE
        if top.any():
            frame = mark(
                frame, variable, top, Status.TOP_CODED, "$250,000 or more: the publisher gives no exact figure"
            )
        if bottom.any():
            frame = mark(
                frame, variable, bottom, Status.BOTTOM_CODED, "$2,500 or less: the publisher gives no exact figure"
            )
    return frame


def schema(
    *,
    codes: Mapping[str, str],
    numbers: Mapping[str, tuple[float | None, float | None]],
    texts: Iterable[str] = (),
    required: Iterable[str] = (),
    key: Sequence[str] = KEY,
) -> Any:
    """A pandera DataFrameSchema, strict: no column but these.

    codes: column -> pattern that the whole text must match, never blank. numbers: column -> lowest and highest
    possible value, blank allowed unless in ``required``. texts: free text, blank allowed. key: unique together.
    """
    pa = pandera()
    wanted = set(required)
    columns = {
        name: pa.Column(str, pa.Check.str_matches(f"^(?:{pattern})$", error=f"text like {pattern}"))
        for name, pattern in codes.items()
    }
    columns |= {name: pa.Column(str, nullable=True) for name in texts}
    columns |= {
        name: pa.Column(float, _range_checks(pa, low, high), nullable=name not in wanted)
        for name, (low, high) in numbers.items()
    }
    return pa.DataFrameSchema(columns, strict=True, unique=list(key))


def _range_checks(pa: Any, low: float | None, high: float | None) -> list[Any]:
    checks = [pa.Check.ge(low, error=f"at least {low:g}")] if low is not None else []
    return [*checks, pa.Check.le(high, error=f"at most {high:g}")] if high is not None else checks


def check(
    frame: pd.DataFrame,
    schema: Any,
    file: str,
    *,
    first_row: int = FIRST_ROW,
    names: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """The frame, if it keeps the schema; else InputError for the first failure, with file, row and column.

    names: column of the frame -> what the file calls it, where the two differ.
    """
    errors = pandera().errors
    try:
        with without_pyspark_warning():
            checked: pd.DataFrame = schema.validate(frame, lazy=True)
        return checked
    except errors.SchemaErrors as found:
        cases = found.failure_cases.reset_index(drop=True)
        case = cases.loc[pd.to_numeric(cases["index"], errors="coerce").fillna(-1).idxmin()]
        error = _input_error(frame, case, schema, file, first_row)
        column = (names or {}).get(error.column or "", error.column)
        raise InputError(file, error.row, column, error.what, error.hint) from None


def _input_error(frame: pd.DataFrame, case: pd.Series, schema: Any, file: str, first_row: int) -> InputError:
    rule, value = str(case["check"]), case["failure_case"]
    if pd.isna(case["index"]):
        words = {"column_in_dataframe": "the column is missing", "column_in_schema": "the column is unknown"}
        return InputError(file, None, str(value if rule in words else case["column"]), words.get(rule, rule))
    index = int(case["index"])
    if rule == "multiple_fields_uniqueness":
        return _duplicate(frame, index, schema.unique, file, first_row)
    column = str(case["column"])
    if rule == "not_nullable":
        return InputError(file, index + first_row, column, "the cell is blank, but the figure is needed")
    text = repr(value) if isinstance(value, str) else f"{value:.12g}"
    return InputError(file, index + first_row, column, f"impossible value {text}", f"Expected: {rule}")


def _duplicate(frame: pd.DataFrame, index: int, key: Sequence[str], file: str, first_row: int) -> InputError:
    values = {name: frame.loc[index, name] for name in key}
    rows = frame.index[(frame[list(key)] == pd.Series(values)).all(axis=1)] + first_row
    named = ", ".join(f"{name} {value!s}" for name, value in values.items())
    also = ", ".join(str(number) for number in rows if number != index + first_row)
    what = f"duplicate key ({named}), also in row {also}"
    return InputError(file, index + first_row, None, what, "Each place has one row a period")


def pandera() -> Any:
    """pandera's pandas half, imported on use: the app never needs it."""
    with without_pyspark_warning():
        import pandera.pandas as pa
    return pa


@contextmanager
def without_pyspark_warning() -> Iterator[None]:
    """Where PySpark is installed pandera imports it, and PySpark warns about the version of pandas.

    Nothing of PySpark is used in a check, so that one warning is not passed on.
    """
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="PySpark does not yet fully support pandas", category=FutureWarning)
        yield


def tidy(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame as readers return it: key first, rows in order of the key, companions complete, a fresh index."""
    blanks = {name: Status.OK.value for name in frame.columns if str(name).endswith("__status")}
    blanks |= {name: "" for name in frame.columns if str(name).endswith("__note")}
    frame = frame.fillna(blanks)
    first = [name for name in KEY if name in frame]
    return frame[first + [name for name in frame.columns if name not in first]].sort_values(first, ignore_index=True)


def check_limits(
    frame: pd.DataFrame, value: str, lower: str, upper: str, file: str, *, first_row: int = FIRST_ROW
) -> None:
    """Raise InputError where a figure does not lie between its limits."""
    wrong = (frame[lower] > frame[value]) | (frame[upper] < frame[value])
    if wrong.any():
        index = int(frame.index[wrong][0])
        low, middle, high = (f"{frame[name].astype(float)[index]:g}" for name in (lower, value, upper))
        raise InputError(file, index + first_row, value, f"{middle} does not lie between its limits {low} and {high}")
