"""Check that an input is the whole edition that the catalog describes: count its rows and places before use."""

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
        all_datasets = list(datasets)
        for dataset in all_datasets:
            for file in (name for name in dataset.files if name not in seen):
                seen.add(file)
                users = [user.id for user in all_datasets if file in user.files]
                if file in dataset.rows:
                    self._compare(file, [file, *users], "rows", rows_of(inputs, file) or 0, dataset.rows[file])
                    if has_open_end(inputs, file):
                        self.remarks.append(f"{file}: {OPEN_END}")

    def check_places(self, frame: pd.DataFrame, dataset: Dataset) -> None:
        """Raise InputError likewise for the places that have a figure, by level and period of a tidy frame."""
        self.check_counts(places_of(frame), dataset)

    def check_counts(self, counts: Mapping[str, Mapping[str, int]], dataset: Dataset) -> None:
        """Raise InputError likewise for places that are counted already: level -> period -> places."""
        for level, periods in dataset.places.items():
            for period, expected in periods.items():
                places = f"{plural(level)} of {period}"
                there = counts.get(level, {}).get(period, 0)
                self._compare(named(dataset), [dataset.id, *dataset.files], places, there, expected)

    def _compare(self, file: str, names: Sequence[str], noun: str, there: int, expected: int) -> None:
        """names: those that --allow-loss takes for it; the error message offers the first."""
        if there == expected:
            return
        text = f"{there:,} of {expected:,} {noun}" if there < expected else f"{there:,} {noun}, not {expected:,}"
        small = abs(there - expected) <= TOLERANCE * expected
        if not small and self.let_through.isdisjoint(names):
            raise InputError(file, None, None, text, (IS_CUT if there < expected else IS_JOINED).format(names[0]))
        self.remarks.append(f"{file}: {text}{'' if small else ' (let through)'}")


def named(dataset: Dataset) -> str:
    """Name a dataset's files in an error that concerns all of them."""
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


def allowed_losses(names: Iterable[str], catalog: Mapping[str, Dataset]) -> frozenset[str]:
    """Check the names after --allow-loss. Raises UserError where one is no dataset and no file of the catalog."""
    known = {*catalog, *(file for dataset in catalog.values() for file in dataset.files)}
    wanted = frozenset(names)
    for name in sorted(wanted - known):
        raise UserError(f"--allow-loss: {name!r} is neither a dataset nor a file of data/catalog")
    return wanted
