"""Write into the catalog how many rows and places the input files have: `python -m tools.editions --inputs DIR`.

For a new edition of a dataset; the numbers are compared by every build. Look at the change before it is committed.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping
from pathlib import Path

from data.builder.editions import Counts, places_of
from data.builder.inputs import read
from data.catalog.reader import CATALOG, Dataset, read_catalog
from data.core.map_sets import SETS
from data.sources.counts import rows_of

TABLE = re.compile(r"\n\[(?:rows|places\.\w+)\]\n(?:[^\[\n].*\n)*")


def counted(inputs: Path, dataset: Dataset) -> tuple[dict[str, int], Counts]:
    """Rows by file, and places by level and period, of the files that are there."""
    counts = {file: rows_of(inputs, file) for file in dataset.files}
    rows = {file: number for file, number in counts.items() if number is not None}
    if not dataset.outlines:
        return rows, places_of(read(inputs, dataset))
    return rows, outlines(inputs, dataset)


def outlines(inputs: Path, dataset: Dataset) -> Counts:
    """Outlines that are drawn: of the dataset's own set, and of states with the counties that make them."""
    from data.builder.outlines.read import counties, tracts

    outlines = SETS[dataset.outlines]
    if outlines.level == "county":
        frame = counties(inputs)
        return {"county": {outlines.vintage: len(frame)}, "state": {outlines.vintage: frame["part_of"].nunique()}}
    frame = tracts(inputs, outlines.vintage) if outlines.level == "tract" else read(inputs, dataset)
    return {outlines.level: {outlines.vintage: len(frame)}}


def tables(rows: Mapping[str, int], places: Counts) -> str:
    """The two kinds of tables as TOML."""
    parts = [_table("rows", rows)] if rows else []
    return "".join([*parts, *(_table(f"places.{level}", periods) for level, periods in sorted(places.items()))])


def _table(name: str, numbers: Mapping[str, int]) -> str:
    return "\n".join(["", f"[{name}]", *(f'"{key}" = {number}' for key, number in numbers.items()), ""])


def main() -> None:
    """Rewrite the tables of the datasets that are named, or of all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=Path, required=True, metavar="DIR", help="folder of the publishers' files")
    parser.add_argument("datasets", nargs="*", metavar="DATASET", help="ids of the catalog; none: all")
    options = parser.parse_args()
    catalog = read_catalog()
    for name in options.datasets or catalog:
        path = CATALOG / f"{name}.toml"
        text = TABLE.sub("", path.read_text(encoding="utf-8"))
        path.write_text(text.rstrip("\n") + "\n" + tables(*counted(options.inputs, catalog[name])), encoding="utf-8")


if __name__ == "__main__":
    main()
