"""A small copy of the publishers' files that every reader still reads: a few rows, records or outlines of each."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from data.builder.outlines.read import STATE_FILE, state_names, tracts
from data.builder.places.levels import CENSUS_2010
from data.catalog.reader import read_catalog
from data.core.map_sets import TRACT_VINTAGES
from data.sources import crosswalks

ROWS, SHAPES = 12, 2
Reader = Callable[[Path], Any]
# Lines before the table's header, and places that the small tables share.
PREAMBLE = {"schools/leacrosswalk.csv": 6}
TOGETHER = ("12420", "48453", "4805000", "Travis", "AUSTIN ISD", "227901", "4808940")

# What reads files beside the readers of the catalog: names of places, and who has people.
OTHERS: Mapping[str, tuple[Reader, tuple[str, ...]]] = {
    "state_names": (state_names, (STATE_FILE,)),
    "county_names": (crosswalks.county_names, (crosswalks.COUNTY_FILE, crosswalks.ACS_FILE)),
    "city_names": (crosswalks.city_names, (crosswalks.CITY_FILE,)),
    "people_2010": (lambda folder: crosswalks.tract_counts(folder, *CENSUS_2010).to_frame(), (CENSUS_2010[0],)),
}


def readers() -> Mapping[str, Reader]:
    """Dataset -> its reader, ready to be called with the folder alone; the tracts by vintage, the names of states."""
    by_dataset: dict[str, Reader] = {name: reader for name, (reader, _) in OTHERS.items()}
    for name, dataset in read_catalog().items():
        module, function = dataset.reader.split(":")
        by_dataset[name] = getattr(import_module(module), function)
    return by_dataset | {f"outlines_tract_{vintage}": partial(tracts, vintage=vintage) for vintage in TRACT_VINTAGES}


def files_of(dataset: str) -> tuple[str, ...]:
    """Files that a reader reads."""
    if dataset in OTHERS:
        return OTHERS[dataset][1]
    return tuple(file for file in read_catalog()[dataset].files if file != STATE_FILE)


def shrink(source: Path, target: Path, file: str) -> None:
    """Write a small copy of one file: tables and shapes are cut, workbooks and shapefiles are copied."""
    (target / file).parent.mkdir(parents=True, exist_ok=True)
    content = (source / file).read_bytes()
    if file.endswith(".csv"):
        content = _table(content, PREAMBLE.get(file, 0))
    elif file.endswith(".zip"):
        content = zipped(_table(unzipped(content), 0))
    elif file.endswith(".geojson"):
        content = _features(content)
    elif file.endswith(".topo.json"):
        content = _topology(content)
    elif file.endswith(".parquet"):
        return pq.write_table(pq.read_table(source / file).slice(0, ROWS), target / file)
    (target / file).write_bytes(content)
    return None


def unzipped(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(archive.namelist()[0])


def zipped(content: bytes, **more: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("table.csv", content)
        for name, other in more.items():
            archive.writestr(f"{name}.csv", other)
    return buffer.getvalue()


def _table(content: bytes, preamble: int) -> bytes:
    """The header, the first and the last rows, and those of places that the tables share; line ends as they are."""
    text = content.decode("latin-1")
    lines = text.splitlines(keepends=True)
    head, body = lines[: preamble + 1], lines[preamble + 1 :]
    shared = [line for line in body if set(next(csv.reader([line]))) & set(TOGETHER)]
    few = dict.fromkeys([*body[:ROWS], *shared[:ROWS], *body[-ROWS:]])
    return "".join([*head, *few]).encode("latin-1")


def _features(content: bytes) -> bytes:
    whole = json.loads(content)
    return json.dumps({**whole, "features": whole["features"][:SHAPES]}).encode()


def _topology(content: bytes) -> bytes:
    whole = json.loads(content)
    for layer in whole["objects"].values():
        layer["geometries"] = layer["geometries"][:SHAPES]
    used: dict[int, int] = {}
    for layer in whole["objects"].values():
        for shape in layer["geometries"]:
            shape["arcs"] = _renumbered(shape["arcs"], used)
    return json.dumps({**whole, "arcs": [whole["arcs"][old] for old in used]}).encode()


def _renumbered(arcs: Any, used: dict[int, int]) -> Any:
    """Arcs by their places in the shorter list; a negative number is the arc turned round (~n)."""
    if isinstance(arcs, list):
        return [_renumbered(arc, used) for arc in arcs]
    place = used.setdefault(arcs if arcs >= 0 else ~arcs, len(used))
    return place if arcs >= 0 else ~place
