"""Give the builder its inputs: datasets by catalog id, each read once and checked by its reader."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

import pandas as pd

from data.builder.editions import Editions, named
from data.catalog.reader import Dataset
from data.core.errors import UserError, one_line
from data.core.status_columns import note_of, status_of
from data.sources.codes import CODE_HINT, IS_CODE, are_codes
from data.sources.errors import InputError
from indicators.core.geography import GEOID_WIDTHS
from indicators.core.spec import Input


class CatalogInputs:
    """Tidy inputs for the builder. Frames are kept, read-only by agreement, as long as the store."""

    def __init__(self, folder: Path, catalog: Mapping[str, Dataset], editions: Editions | None = None) -> None:
        self.folder = folder
        self.catalog = catalog
        self.editions = editions or Editions()
        self._frames: dict[str, pd.DataFrame] = {}
        self._slices: dict[tuple[str, str, str], pd.DataFrame] = {}

    def dataset(self, name: str) -> Dataset:
        """The catalog entry. Raises InputError where the catalog has none."""
        if name not in self.catalog:
            raise InputError(f"data/catalog/{name}.toml", None, None, "no such dataset in the catalog")
        return self.catalog[name]

    def frame(self, name: str) -> pd.DataFrame:
        """Everything that the dataset's reader returns. Raises InputError."""
        if name not in self._frames:
            self._frames[name] = self._read(self.dataset(name))
        return self._frames[name]

    def table(self, wanted: Input, period: str) -> pd.DataFrame:
        """One period at one level: geoid, the named columns, ``<name>__status`` and ``<name>__note``; by geoid.

        Raises InputError where the dataset has no such variable or no row of the level and period.
        """
        frame, dataset = self.frame(wanted.dataset), self.dataset(wanted.dataset)
        for variable in wanted.columns.values():
            if variable not in frame:
                raise InputError(dataset.files[0], None, variable, f"{dataset.id} has no such variable")
        rows = self._rows(wanted, period)
        if rows.empty:
            problem = f"no rows for level {wanted.level}, period {period} (dataset {dataset.id})"
            raise InputError(dataset.files[0], None, "period", problem)
        picked = {"geoid": rows["geoid"]} | {
            column_of(name): rows[column_of(variable)]
            for name, variable in wanted.columns.items()
            for column_of in (str, status_of, note_of)
            if column_of(variable) in rows
        }
        return pd.DataFrame(picked)

    def _rows(self, wanted: Input, period: str) -> pd.DataFrame:
        """Rows of one level and period, by geoid. They are cached: many indicators read the same rows."""
        key = (wanted.dataset, wanted.level, period)
        if key not in self._slices:
            frame = self.frame(wanted.dataset)
            rows = frame[(frame["level"] == wanted.level) & (frame["period"] == period)]
            self._slices[key] = rows.sort_values("geoid", ignore_index=True)
        return self._slices[key]

    def _read(self, dataset: Dataset) -> pd.DataFrame:
        frame = read(self.folder, dataset)
        check_key(frame, dataset)
        check_codes(frame, dataset)
        self.editions.check_places(frame, dataset)
        return frame


def read(folder: Path, dataset: Dataset) -> pd.DataFrame:
    """Call the dataset's reader. Raises InputError, also for an unexpected error of the reader."""
    module, function = dataset.reader.split(":")
    try:
        frame: pd.DataFrame = getattr(import_module(module), function)(folder)
    except (InputError, UserError, MemoryError):
        raise
    except Exception as error:
        problem = f"the reader {dataset.reader} stopped ({type(error).__name__}: {one_line(error)})"
        hint = "The file is not as the reader expects it, or the reader has a fault"
        raise InputError(named(dataset), None, None, problem, hint) from error
    return frame


def check_codes(frame: pd.DataFrame, dataset: Dataset) -> None:
    """Raise InputError where a number of a tidy frame is a publisher's code: its reader should have given a status."""
    for column in map(str, frame.select_dtypes("number")):
        coded = are_codes(frame[column])
        if coded.any():
            row = frame[coded].iloc[0]
            what = f"{row[column]:.0f} of {row['level']} {row['geoid']}, period {row['period']}, {IS_CODE}"
            raise InputError(dataset.files[0], None, column, what, CODE_HINT)


def check_key(frame: pd.DataFrame, dataset: Dataset) -> None:
    """Raise InputError where a tidy frame has a geoid of the wrong width, or two rows of one place and period."""
    file = dataset.files[0]
    for column in ("geoid", "level", "period"):
        if column not in frame:
            raise InputError(file, None, column, f"the reader of {dataset.id} returns no such column")
    for level, geoids in frame.groupby("level")["geoid"]:
        _check_widths(str(level), geoids, file)
    twice = frame.duplicated(["geoid", "level", "period"])
    if twice.any():
        row = frame[twice].iloc[0]
        raise InputError(file, None, "geoid", f"{row['level']} {row['geoid']} stands twice in period {row['period']}")


def _check_widths(level: str, geoids: pd.Series, file: str) -> None:
    if level not in GEOID_WIDTHS:
        raise InputError(file, None, "level", f"{level!r} is not a level")
    wrong = geoids[~geoids.str.len().isin(GEOID_WIDTHS[level])]
    if not wrong.empty:
        raise InputError(file, None, "geoid", f"{wrong.iloc[0]!r} is not a {level} code")
