"""Steps that every reader takes: read text, pad codes, convert numbers, give codes a status, check.

Readers keep the row index that ``read_table`` gives (0 = first row of data) until ``check`` has run: errors
name the row of the file by it.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
import pandas as pd

from data.core.status_columns import note_of, notes, status_of, statuses
from data.sources.codes import CENSUS, CODE_HINT, CONTROLLED, IS_CODE, are_codes_as_figures
from data.sources.errors import InputError
from data.sources.tables import FIRST_ROW as FIRST_ROW
from data.sources.tables import HEADER_HINT as HEADER_HINT
from data.sources.tables import WHOLE_HINT as WHOLE_HINT
from data.sources.tables import check_header as check_header
from data.sources.tables import read_parquet as read_parquet
from data.sources.tables import read_table as read_table
from indicators.core.estimate import Status
from indicators.core.plain_number import plain_number

KEY = ("geoid", "level", "period")

LONGEST_CELL = 60

# How the ACS writes medians and quintile limits of income that lie beyond its open classes, dollars.
INCOME_TOP_CODE, INCOME_BOTTOM_CODE = 250_001, 2_499


def pad(codes: pd.Series, width: int) -> pd.Series:
    """Pad codes with leading zeros."""
    return codes.astype("str").str.strip().str.zfill(width)


def numbers(
    frame: pd.DataFrame, columns: Sequence[str], file: str, *, first_row: int = FIRST_ROW, census_codes: bool = False
) -> pd.DataFrame:
    """A copy with these text columns as float64 (blank: NaN). Raises InputError at the first cell that is no number.

    A publisher's code for "no figure" is no number. census_codes: True where the reader gives those of the Census
    Bureau a status itself.
    """
    converted = {column: pd.to_numeric(frame[column], errors="coerce").astype("float64") for column in columns}
    for column, values in converted.items():
        coded = pd.Series(are_codes_as_figures(values), index=frame.index)
        coded = coded & ~values.isin(list(CENSUS)) if census_codes else coded
        wrong = values.isna() & frame[column].notna() | np.isinf(values) | coded
        if wrong.any():
            position = int(np.flatnonzero(wrong)[0])
            index = int(frame.index[position])
            problem, hint = (IS_CODE, CODE_HINT) if coded.iloc[position] else ("is not a number", "")
            raise InputError(file, index + first_row, column, f"{_cell(frame.at[index, column])} {problem}", hint)
    return frame.assign(**converted)


def floats(values: pd.Series, file: str) -> pd.Series:
    """Numbers of a file that stores numbers, as float64. Raises InputError where it stores something else."""
    if not pd.api.types.is_numeric_dtype(values):
        raise InputError(file, None, str(values.name), "the column holds no numbers", HEADER_HINT)
    return values.astype("float64")


def check_words(cells: pd.Series, known: Iterable[str], file: str) -> None:
    """Raise InputError at the first cell that is no known word: a reader leaves out rows only by known words."""
    allowed = list(known)
    odd = cells.index[~cells.isin(allowed)]
    if len(odd):
        problem = f"{_cell(cells[odd[0]])} is not one of {', '.join(allowed)}"
        raise InputError(file, int(odd[0]) + FIRST_ROW, str(cells.name), problem)


def _cell(text: object) -> str:
    """Quote a cell for a message, shortened."""
    typed = repr(text)
    return typed if len(typed) <= LONGEST_CELL else f"{typed[:LONGEST_CELL]}…"


def mark(frame: pd.DataFrame, variable: str, where: pd.Series, status: Status, note: str) -> pd.DataFrame:
    """A copy whose companions ``<variable>__status`` and ``__note`` say this in the rows of ``where``."""
    status_column, note_column = status_of(variable), note_of(variable)
    ok = pd.Series(Status.OK.value, index=frame.index, dtype="str")
    blank = pd.Series("", index=frame.index, dtype="str")
    old_status, old_note = frame.get(status_column, ok), frame.get(note_column, blank)
    marked = {status_column: old_status.mask(where, status.value), note_column: old_note.mask(where, note)}
    return frame.assign(**marked)


def blank_is_missing(
    frame: pd.DataFrame, variables: Iterable[str], note: str = "not published for this place"
) -> pd.DataFrame:
    """A copy where an empty variable without another status says ``missing`` and why."""
    for variable in variables:
        empty = frame[variable].isna()
        if status_of(variable) in frame:
            empty &= frame[status_of(variable)] == Status.OK.value
        frame = mark(frame, variable, empty, Status.MISSING, note) if empty.any() else frame
    return frame


def acs_estimates(frame: pd.DataFrame, variables: Iterable[str]) -> pd.DataFrame:
    """A copy where the ACS annotation values of estimates became NaN with status and note."""
    for variable in variables:
        for code, meaning in CENSUS.items():
            hit = frame[variable] == code
            if hit.any():
                frame = mark(frame, variable, hit, meaning.status, meaning.estimate)
                frame = frame.assign(**{variable: frame[variable].mask(hit)})
    return frame


def acs_margins(frame: pd.DataFrame, variables: Iterable[str]) -> pd.DataFrame:
    """A copy where the ACS annotation values of margins became 0 (controlled) or NaN with a note."""
    for variable in variables:
        values = frame[variable].mask(frame[variable] == CONTROLLED, 0.0)
        frame = frame.assign(**{variable: values})
        for code, meaning in CENSUS.items():
            hit = frame[variable] == code
            if hit.any():
                frame = mark(frame, variable, hit, Status.MISSING, meaning.margin)
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
    checks = [pa.Check.ge(low, error=f"at least {plain_number(low)}")] if low is not None else []
    return [*checks, pa.Check.le(high, error=f"at most {plain_number(high)}")] if high is not None else checks


def check(
    frame: pd.DataFrame,
    schema: Any,
    file: str,
    *,
    first_row: int = FIRST_ROW,
    names: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Return the frame. Raises InputError for the first cell that breaks the schema, with file, row and column.

    names: column of the frame -> what the file calls it, where the two differ.
    """
    errors = pandera().errors
    try:
        with without_pyspark_warning():
            checked: pd.DataFrame = schema.validate(frame, lazy=True)
        return checked
    except errors.SchemaErrors as failures:
        cases = failures.failure_cases.reset_index(drop=True)
        case = cases.loc[pd.to_numeric(cases["index"], errors="coerce").fillna(-1).idxmin()]
        input_error = _input_error(frame, case, schema, file, first_row)
        column = (names or {}).get(input_error.column or "", input_error.column)
        raise InputError(file, input_error.row, column, input_error.problem, input_error.hint) from None


def _input_error(frame: pd.DataFrame, case: pd.Series, schema: Any, file: str, first_row: int) -> InputError:
    rule, value = str(case["check"]), case["failure_case"]
    if pd.isna(case["index"]):
        problems = {"column_in_dataframe": "the column is missing", "column_in_schema": "the column is unknown"}
        return InputError(file, None, str(value if rule in problems else case["column"]), problems.get(rule, rule))
    index = int(case["index"])
    if rule == "multiple_fields_uniqueness":
        return _duplicate(frame, index, schema.unique, file, first_row)
    column = str(case["column"])
    if rule == "not_nullable":
        return InputError(file, index + first_row, column, "the cell is blank, but the figure is needed")
    text = _cell(value) if isinstance(value, str) else plain_number(value)
    return InputError(file, index + first_row, column, f"impossible value {text}", f"Expected: {rule}")


def _duplicate(frame: pd.DataFrame, index: int, key: Sequence[str], file: str, first_row: int) -> InputError:
    values = {name: frame.loc[index, name] for name in key}
    rows = frame.index[(frame[list(key)] == pd.Series(values)).all(axis=1)] + first_row
    named = ", ".join(f"{name} {value!s}" for name, value in values.items())
    also = ", ".join(str(number) for number in rows if number != index + first_row)
    problem = f"duplicate key ({named}), also in row {also}"
    return InputError(file, index + first_row, None, problem, "Each place has one row a period")


def pandera() -> Any:
    """Import pandera for pandas on first use: the app never needs it."""
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
    blanks = dict.fromkeys(statuses(frame), Status.OK.value) | dict.fromkeys(notes(frame), "")
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
        low, middle, high = (plain_number(frame[name].astype(float)[index]) for name in (lower, value, upper))
        raise InputError(file, index + first_row, value, f"{middle} does not lie between its limits {low} and {high}")
