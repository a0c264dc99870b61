"""Carry the publisher's codes to the figures: why a figure is absent, or why it has no margin."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.builder.figure_frames import numeric, text
from data.core.status_columns import note_of, status_of
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
    for name in (each for each in map(str, table) if status_of(each) in table):
        code, reason = text(rows, status_of(name)), text(rows, note_of(name))
        has_code = (code != "") & (code != Status.OK.value)
        if name in MARGINS:
            says = has_code & has_figure & ~np.isfinite(numeric(given, name))
        elif name == FIGURE and name in given:
            status = np.where(has_code & (status == ""), code, status)
            says = (has_code & ~has_figure) | has_figure
        else:
            says = has_code & ~has_figure & (status == "")
            status = np.where(says, code, status)
        note = np.where(says & (note == ""), reason, note)
    return given.assign(status=status, note=note)
