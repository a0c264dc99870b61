"""Is an input the whole edition that the catalog describes? Its rows and places are counted before they are used."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from data.catalog.reader import Dataset
from data.core.errors import UserError
from data.sources.counts import has_open_end, rows_of
from data.sources.errors import InputError
from indicators.core.geography import LEVEL_WORDS

# The share of rows or places that may be gone, or new, without a word from who builds: publishers mend a few.
TOLERANCE = 0.01
NO_FIGURES = ("lon", "lat")
NAMED = 3  # files named in one error
IS_CUT = (
    "Get the whole file again. If the publisher took them away, build with --allow-loss {}; if it is a new edition, "
    "write its numbers into data/catalog (python -m tools.editions)"
)
IS_JOINED = (
    "Was it joined to another? If the publisher added them, build with --allow-loss {}; if it is a new edition, write "
    "its numbers into data/catalog (python -m tools.editions)"
)

Counts = dict[str, dict[str, int]]
OPEN_END = "the last line does not end; look whether its last cell is whole"


@dataclass(slots=True)
class Editions:
    """Compares inputs with the catalog. let_through: datasets and files that may differ. remarks: what does differ."""

    let_through: frozenset[str] = frozenset()
    remarks: list[str] = field(default_factory=list)

    def check_rows(self, inputs: Path, datasets: Iterable[Dataset]) -> None:
        """Raise InputError for the first file whose rows are more than one in a hundred apart from the catalog's."""
        seen: set[str] = set()
        every = list(datasets)
        for dataset in every:
            for file in (name for name in dataset.files if name not in seen):
                seen.add(file)
                users = [user.id for user in every if file in user.files]
                if file in dataset.rows:
                    self._compare(file, [file, *users], "rows", rows_of(inputs, file) or 0, dataset.rows[file])
                    if has_open_end(inputs, file):
                        self.remarks.append(f"{file}: {OPEN_END}")

    def check_places(self, frame: pd.DataFrame, dataset: Dataset) -> None:
        """The same for places with a figure, by level and period of a tidy frame."""
        self.check_counts(places_of(frame), dataset)

    def check_counts(self, counts: Mapping[str, Mapping[str, int]], dataset: Dataset) -> None:
        """The same for places that are counted already: level -> period -> places."""
        for level, periods in dataset.places.items():
            for period, expected in periods.items():
                what = f"{plural(level)} of {period}"
                there = counts.get(level, {}).get(period, 0)
                self._compare(named(dataset), [dataset.id, *dataset.files], what, there, expected)

    def _compare(self, file: str, names: Sequence[str], what: str, there: int, expected: int) -> None:
        """names: by which it may be let through; the first is offered."""
        if there == expected:
            return
        text = f"{there:,} of {expected:,} {what}" if there < expected else f"{there:,} {what}, not {expected:,}"
        small = abs(there - expected) <= TOLERANCE * expected
        if not small and self.let_through.isdisjoint(names):
            raise InputError(file, None, None, text, (IS_CUT if there < expected else IS_JOINED).format(names[0]))
        self.remarks.append(f"{file}: {text}{'' if small else ' (let through)'}")


def named(dataset: Dataset) -> str:
    """The files of a dataset in an error that is of none of them alone."""
    return ", ".join(dataset.files[:NAMED]) + (", …" if len(dataset.files) > NAMED else "")


def plural(level: str) -> str:
    """Several places of a level, in words."""
    names: Mapping[str, tuple[str, str]] = {str(key): pair for key, pair in LEVEL_WORDS.items()}
    return names[level][1] if level in names else level


def places_of(frame: pd.DataFrame) -> Counts:
    """Level -> period -> places with any figure (of a list of places without figures: all)."""
    columns = [name for name in frame.select_dtypes("number") if name not in NO_FIGURES]
    filled = frame[frame[columns].notna().any(axis=1)] if columns else frame
    counts: Counts = {}
    for (level, period), rows in filled.groupby(["level", "period"], sort=True):
        counts.setdefault(str(level), {})[str(period)] = len(rows)
    return counts


def let_through(names: Iterable[str], catalog: Mapping[str, Dataset]) -> frozenset[str]:
    """The names after --allow-loss. Raises UserError where one is no dataset and no file of the catalog."""
    known = {*catalog, *(file for dataset in catalog.values() for file in dataset.files)}
    wanted = frozenset(names)
    for name in sorted(wanted - known):
        raise UserError(f"--allow-loss: {name!r} is neither a dataset nor a file of data/catalog")
    return wanted
