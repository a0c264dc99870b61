"""Read cells of a user's table as places and numbers, or raise an error: a cell is never guessed."""

from __future__ import annotations

import decimal as decimals
import re
from collections.abc import Callable
from math import isfinite
from typing import Any, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.core.errors import UserError

Decimal = Literal[".", ","]
Where = Callable[[int], str]

BLANKS = ("", "NA", "N/A", "NaN", "nan", "null", "None")
LARGEST = 1e15  # above it float64 no longer tells neighboring counts apart
LONGEST_SHOWN = 40
_NUMERIC = (pa.types.is_integer, pa.types.is_floating, pa.types.is_decimal, pa.types.is_null)
_POINT = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")
_COMMA = re.compile(r"[+-]?([0-9]{1,3}(\.[0-9]{3})*|[0-9]+)(,[0-9]+)?")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}([ '’.\u00a0\u2009\u202f][0-9]{3})+(,[0-9]+)?")
_AS_TEXT = re.compile(r'="([^"]*)"')
_WHOLE = re.compile(r"([0-9]{4,})\.0+")  # a code of a place; shorter ones may be the number of a tract
_ROUNDED = re.compile(r"[0-9](\.[0-9]+)?[eE]\+[0-9]+")
_EDGES = re.compile(r"^[\s\u200b-\u200f\u2060\ufeff]+|[\s\u200b-\u200f\u2060\ufeff]+$")
# 1.234 is a thousand and more where the comma is the sign of decimals.
_AMBIGUOUS = "^[+-]?[1-9][0-9]{0,2}\\.[0-9]{3}$"


def place_text(value: object) -> str:
    """The name or code of a place as text; whole numbers without a decimal point, nothing for none.

    What spreadsheets put around a code goes: ="01001" is 01001, 48453.0 is 48453.
    """
    if value is None or value != value:
        return ""
    if isinstance(value, bytes):
        value = value.decode()
    if isinstance(value, str):
        text = without_edges(value)
        quoted = _AS_TEXT.fullmatch(text)
        code = _WHOLE.fullmatch(text)
        return without_edges(quoted[1]) if quoted else code[1] if code else text
    if isinstance(value, (float, decimals.Decimal)) and isfinite(value) and value == int(value):
        return str(int(value))
    return str(value).strip()


def without_edges(text: str) -> str:
    """Strip spaces and invisible characters from both ends of a text."""
    return _EDGES.sub("", text)


def is_rounded(code: str) -> bool:
    """Whether a code is written as spreadsheets show long numbers (4.8453E+10): its last digits may be lost."""
    return _ROUNDED.fullmatch(code) is not None


def to_numbers(cells: Any, decimal: Decimal | None, is_ambiguous: bool, where: Where) -> Any:
    """Convert cells to float64, blank cells to NaN. cells: an Arrow array of any type.

    decimal: the sign of decimals in text; without one it is the point, and text such as 1.234 is refused where
    ``is_ambiguous``. where: of a row, file, line and column for an error. Raises UserError.
    """
    array = plain(cells)
    if pa.types.is_string(array.type) or pa.types.is_large_string(array.type):
        texts = pc.utf8_trim_whitespace(array)
        numbers = _of_text(texts, decimal, is_ambiguous, where)
    else:
        texts, numbers = array, _of_type(array, where)
    _check(numbers, texts, where)
    return numbers


def plain(cells: Any) -> Any:
    """An Arrow array without a dictionary of its own."""
    return cells.dictionary_decode() if pa.types.is_dictionary(cells.type) else cells


def _of_type(array: Any, where: Where) -> Any:
    kind = array.type
    if not any(is_it(kind) for is_it in _NUMERIC):
        raise UserError(f"{where(0)} holds {kind}, not numbers")
    return pc.cast(array, pa.float64(), safe=False).to_numpy(zero_copy_only=False).astype(np.float64)


def _of_text(texts: Any, decimal: Decimal | None, is_ambiguous: bool, where: Where) -> Any:
    texts = pc.fill_null(texts, "")
    blank = pc.is_in(texts, value_set=pa.array(BLANKS, texts.type))
    filled = pc.if_else(blank, "0", texts)
    if decimal == ",":
        filled = _with_points(filled, where)
    elif decimal is None and is_ambiguous:
        _refuse_ambiguous(filled, where)
    numbers = _parsed(filled, where)
    return np.where(np.asarray(blank), np.nan, numbers)


def _parsed(texts: Any, where: Where) -> Any:
    try:
        numbers = pc.cast(texts, pa.float64()).to_numpy(zero_copy_only=False)
        if np.isfinite(numbers).all():
            return numbers
    except pa.ArrowInvalid:
        pass  # one cell at least is no number: the slower way below finds which
    values = texts.to_pylist()
    for row, text in enumerate(values):
        if not _POINT.fullmatch(text) or not isfinite(float(text)):
            raise UserError(_no_number(where(row), text))
    return np.array([float(text) for text in values])


def _with_points(texts: Any, where: Where) -> Any:
    for row, text in enumerate(texts.to_pylist()):
        if not _COMMA.fullmatch(text):
            raise UserError(f"{where(row)} has {text[:LONGEST_SHOWN]!r}, not a number with a decimal comma")
    return pc.replace_substring(pc.replace_substring(texts, ".", ""), ",", ".")


def _refuse_ambiguous(texts: Any, where: Where) -> None:
    row = pc.index(pc.match_substring_regex(texts, _AMBIGUOUS), True).as_py()
    if row >= 0:
        text = texts[row].as_py()
        both = f"{text.replace('.', '')} or {text.replace('.', ',')}"
        raise UserError(f"{where(row)} has {text!r}, which may mean {both}: say --decimal , or --decimal .")


def _check(numbers: Any, texts: Any, where: Where) -> None:
    """Raise UserError for the first number that is no count."""
    with np.errstate(invalid="ignore"):
        wrong = np.flatnonzero(np.isinf(numbers) | (numbers < 0) | (numbers > LARGEST))
    if not wrong.size:
        return
    row = int(wrong[0])
    text = str(texts[row].as_py())
    if not isfinite(numbers[row]):
        raise UserError(_no_number(where(row), text))
    if numbers[row] < 0:
        raise UserError(f"{where(row)} has {text}; counts can't be negative")
    raise UserError(f"{where(row)} has {text[:LONGEST_SHOWN]}, too large to be a count")


def _no_number(where: str, text: str) -> str:
    is_grouped = "," in text or _GROUPED.fullmatch(text)
    hint = "; write it without thousands separators" if is_grouped else ""
    if "," in text and _COMMA.fullmatch(text) and len(text.partition(",")[2]) != 3:  # three digits are thousands
        hint += ", or say --decimal , for decimal commas"
    hint = "; write it without signs" if text.strip("0123456789.,+- ") in ("%", "$", "€", "£") else hint
    shown = text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
    return f"{where} has {shown!r}, not a number{hint}"
