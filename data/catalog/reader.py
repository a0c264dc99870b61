"""Read the catalog: one TOML file per dataset, with origin, terms, columns and caveats."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any

from data.core.map_sets import SETS
from data.core.table_ids import PLACE, used_tables, with_tables
from indicators.core.provenance import Provenance

CATALOG = Path(__file__).resolve().parent

_OPTIONAL = ("survey_area_minimum", "rows", "places", "tables", "licence_believed", "outlines")


class CatalogError(ValueError):
    """A catalog file is not as it must be: one line that names file and field."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """One dataset of one publisher.

    files: relative to the inputs folder. reader: "module:function", a function of the inputs folder that returns the
    tidy frame. columns: variable -> what it is, in words. survey_area_minimum: people that the smallest area of a
    survey's microdata holds, where the publisher made the figures from such: a place with fewer is no area by itself (0
    for other data). rows: file -> records that the edition has (data/sources/counts.py says what is counted). places:
    level -> period -> places with a figure. tables: ids of the publisher's tables; ``citation`` has ``{tables}`` where
    it names them. licence_believed: True where no statement of the publisher's own confirms the licence. outlines: the
    outline set (data/core/map_sets.py) that is drawn from it, "" for none.
    """

    id: str
    producer: str
    title: str
    table: str
    version: str
    url: str
    licence: str
    terms: str
    retrieved: str
    citation: str
    cadence: str
    files: tuple[str, ...]
    reader: str
    caveats: tuple[str, ...]
    columns: Mapping[str, str] = field(default_factory=dict)
    survey_area_minimum: int = 0
    rows: Mapping[str, int] = field(default_factory=dict)
    places: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    tables: tuple[str, ...] = ()
    licence_believed: bool = False
    outlines: str = ""

    def provenance(self, sha256: Mapping[str, str] | None = None, variables: Iterable[str] = ()) -> Provenance:
        """What results and exports say about the dataset. sha256: input file -> hex. variables: those that are used."""
        tables = used_tables(self.tables, variables)
        return Provenance(
            dataset=self.id,
            producer=self.producer,
            title=self.title,
            table=", ".join(tables) or self.table,
            version=self.version,
            url=self.url,
            licence=self.licence,
            retrieved=self.retrieved,
            citation=with_tables(self.citation, tables),
            sha256=tuple(sorted((sha256 or {}).items())),
            tables=tables,
            licence_believed=self.licence_believed,
        )


@cache
def read_catalog(folder: Path = CATALOG) -> Mapping[str, Dataset]:
    """Id -> dataset, in the order of ids. Raises CatalogError."""
    datasets = {}
    for path in sorted(folder.glob("*.toml")):
        dataset = read_dataset(path)
        datasets[dataset.id] = dataset
    return datasets


def read_dataset(path: Path) -> Dataset:
    """One catalog file. Raises CatalogError where a field is missing, unknown or of the wrong kind."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise CatalogError(f"{path.name}: not valid TOML ({error})") from error
    _check(path, content)
    fields: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in content.items()
    }
    return Dataset(**fields)


def _check(path: Path, content: Mapping[str, Any]) -> None:
    lists, tables = ("files", "caveats", "tables"), ("columns", "rows", "places")
    kinds: dict[str, type] = dict.fromkeys(lists, list) | dict.fromkeys(tables, dict)
    kinds |= {"licence_believed": bool, "survey_area_minimum": int}
    names = {entry.name for entry in fields(Dataset)}
    for name in sorted(names - set(_OPTIONAL) - set(content)):
        raise CatalogError(f"{path.name}: the field {name} is missing")
    for name, value in content.items():
        if name not in names:
            raise CatalogError(f"{path.name}: the field {name} is unknown")
        kind = kinds.get(name, str)
        if not isinstance(value, kind):
            raise CatalogError(f"{path.name}: {name} must be of type {kind.__name__}")
    _check_counts(path, content)
    _check_names(path, content)
    if content["id"] != path.stem:
        raise CatalogError(f"{path.name}: id is {content['id']!r}, but the file's name says {path.stem!r}")


def _check_names(path: Path, content: Mapping[str, Any]) -> None:
    if content.get("outlines", "") not in ("", *SETS):
        raise CatalogError(f"{path.name}: there is no outline set {content['outlines']!r}")
    if bool(content.get("tables")) != (PLACE in content["citation"]):
        raise CatalogError(f"{path.name}: a dataset with tables has {PLACE} in its citation, and no other has")


def _check_counts(path: Path, content: Mapping[str, Any]) -> None:
    for file in content.get("rows", {}):
        if file not in content["files"]:
            raise CatalogError(f"{path.name}: rows names {file}, which is not among its files")
    tables = [content.get("rows", {}), *content.get("places", {}).values()]
    if not all(isinstance(table, dict) and all(isinstance(n, int) for n in table.values()) for table in tables):
        raise CatalogError(f"{path.name}: rows and places hold whole numbers")
