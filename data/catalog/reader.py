"""Read the catalog: one TOML file per dataset, with origin, terms, columns and caveats."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any

from indicators.core.provenance import Provenance

CATALOG = Path(__file__).resolve().parent

_OPTIONAL = ("pums", "rows", "places")


class CatalogError(ValueError):
    """A catalog file is not as it must be: one line that names file and field."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """One dataset of one publisher.

    files: relative to the inputs folder. reader: "module:function", a function of the inputs folder that returns the
    tidy frame. columns: variable -> what it is, in words. pums: True where the publisher made the figures from
    microdata whose areas can be larger than a county, so that several counties repeat one figure. rows: file -> records
    that the edition has (data/sources/counts.py says what is counted). places: level -> period -> places with a figure.
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
    pums: bool = False
    rows: Mapping[str, int] = field(default_factory=dict)
    places: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def provenance(self, sha256: Mapping[str, str] | None = None) -> Provenance:
        """What results and exports say about the dataset. sha256: input file -> hex."""
        return Provenance(
            dataset=self.id,
            producer=self.producer,
            title=self.title,
            table=self.table,
            version=self.version,
            url=self.url,
            licence=self.licence,
            retrieved=self.retrieved,
            citation=self.citation,
            sha256=tuple(sorted((sha256 or {}).items())),
        )


@cache
def read_catalog(folder: Path = CATALOG) -> Mapping[str, Dataset]:
    """Id -> dataset, in the order of ids. Raises CatalogError."""
    found = {}
    for path in sorted(folder.glob("*.toml")):
        dataset = read_dataset(path)
        found[dataset.id] = dataset
    return found


def read_dataset(path: Path) -> Dataset:
    """One catalog file. Raises CatalogError where a field is missing, unknown or of the wrong kind."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise CatalogError(f"{path.name}: not valid TOML ({error})") from error
    _check(path, content)
    made: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in content.items()}
    return Dataset(**made)


def _check(path: Path, content: Mapping[str, Any]) -> None:
    kinds = {"files": list, "caveats": list, "columns": dict, "pums": bool, "rows": dict, "places": dict}
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
    if content["id"] != path.stem:
        raise CatalogError(f"{path.name}: id is {content['id']!r}, but the file's name says {path.stem!r}")


def _check_counts(path: Path, content: Mapping[str, Any]) -> None:
    for file in content.get("rows", {}):
        if file not in content["files"]:
            raise CatalogError(f"{path.name}: rows names {file}, which is not among its files")
    tables = [content.get("rows", {}), *content.get("places", {}).values()]
    if not all(isinstance(table, dict) and all(isinstance(n, int) for n in table.values()) for table in tables):
        raise CatalogError(f"{path.name}: rows and places hold whole numbers")
