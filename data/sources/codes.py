"""Numbers by which publishers say that there is no figure: never a figure, in estimates and in margins alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indicators.core.estimate import Status

IS_CODE = "is a code for a figure that is not there"
CODE_HINT = "Find out what it means, and let the reader give it a status"


@dataclass(frozen=True, slots=True)
class Code:
    """What a code says in the place of an estimate (status and reason), and in the place of a margin."""

    status: Status
    estimate: str
    margin: str


_NO_MEANING = Code(
    Status.MISSING,
    "a code of the publisher stands in the place of the estimate",
    "no margin: a code stands in its place",
)
CONTROLLED = -555_555_555  # as a margin: the estimate is controlled to a count, so its margin is 0
# Annotation values of the American Community Survey (Census Bureau, "Notes on ACS estimate and annotation values").
# The digits that have no meaning there are none the less no figures.
CENSUS: Mapping[int, Code] = {-int(str(digit) * 9): _NO_MEANING for digit in range(1, 10)} | {
    -666_666_666: Code(
        Status.SUPPRESSED, "too few sample cases to compute an estimate", "no margin: too few sample cases"
    ),
    -999_999_999: Code(Status.SUPPRESSED, "too few sample cases: the estimate is withheld", "no margin: withheld"),
    -888_888_888: Code(
        Status.NOT_APPLICABLE,
        "the estimate is not applicable here or not available",
        "no margin: not applicable here",
    ),
    -333_333_333: Code(
        Status.MISSING,
        "the code of an open-ended distribution stands in the place of the estimate",
        "no margin: the median lies in the lowest or highest class of an open-ended distribution",
    ),
    -222_222_222: Code(
        Status.SUPPRESSED, "too few sample cases to compute an estimate", "no margin: too few sample cases"
    ),
}
# What other statistical offices, and IPUMS, write for "none", "masked" or "not in universe". No file that is read here
# holds one: where one comes, its reader must learn what it means.
FILLS = tuple(
    [-float(digit) for digit in range(1, 10)]
    + [-float("9" * digits) for digits in range(2, 11)]
    + [float("9" * digits) for digits in range(6, 11)]
)
# As they are read back from a column of 32 bits.
_CENSUS = np.array([*CENSUS, *(float(np.float32(code)) for code in CENSUS)], dtype=np.float64)
_FIGURES = np.array([*_CENSUS, *(fill for fill in FILLS if abs(fill) >= 99_999)], dtype=np.float64)
_CELLS = np.array([*_CENSUS, *FILLS], dtype=np.float64)


def are_codes(cells: Any) -> NDArray[np.bool_]:
    """Where numbers that come from a publisher are codes: of the Census Bureau, or fills."""
    return np.isin(np.asarray(cells, dtype=np.float64), _CELLS)


def are_codes_as_figures(figures: Any) -> NDArray[np.bool_]:
    """Where numbers are codes of many digits. A formula may return small numbers; other rules refuse those first."""
    return np.isin(np.asarray(figures, dtype=np.float64), _FIGURES)
