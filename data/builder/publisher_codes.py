"""Carry the publisher's codes to the figures: why there is none, or why it has no margin."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.builder.figure_frames import numeric, text
from indicators.core.estimate import Status

# The columns of a published figure whose absence leaves the figure itself standing.
MARGINS = ("moe", "se")
FIGURE = "value"


def with_reasons(given: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """The figures with ``status`` and ``note`` of the input's companions, where the formula gave none.

    given: geoid and figure fields. table: the input, with ``<name>__status`` and ``<name>__note``. A code counts where
    there is no figure, and for a figure that is carried through. A margin's code is a note beside the figure.
    """
    rows = table.set_index("geoid").reindex(given["geoid"])
    status, note = text(given, "status"), text(given, "note")
    has_figure = np.isfinite(numeric(given, FIGURE))
    for column in map(str, table):
        if not column.endswith("__status"):
            continue
        name = column.removesuffix("__status")
        code, words = text(rows, column), text(rows, f"{name}__note")
        told = (code != "") & (code != Status.OK.value)
        if name in MARGINS:
            says = told & has_figure & ~np.isfinite(numeric(given, name))
        elif name == FIGURE and name in given:
            status = np.where(told & (status == ""), code, status)
            says = (told & ~has_figure) | has_figure
        else:
            says = told & ~has_figure & (status == "")
            status = np.where(says, code, status)
        note = np.where(says & (note == ""), words, note)
    return given.assign(status=status, note=note)
