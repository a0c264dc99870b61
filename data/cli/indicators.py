"""`python -m data indicators`: every indicator, with its levels, periods and sources."""

from __future__ import annotations

import argparse
from typing import Any

from data.catalog.reader import CatalogError, read_catalog
from data.cli.output import add_options, write_rows
from data.core.errors import UserError
from indicators.core.provenance import source_line
from indicators.core.spec import IndicatorSpec
from indicators.registry import specs

COLUMNS = ("key", "factor", "title", "unit", "direction", "levels", "periods", "source")


def add_parser(commands: Any) -> None:
    """The command `indicators`."""
    parser: argparse.ArgumentParser = commands.add_parser("indicators", help="list all indicators")
    add_options(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the list."""
    try:
        rows = [_row(spec) for spec in specs().values()]
    except CatalogError as error:
        raise UserError(str(error)) from error
    write_rows(rows if options.format == "json" else [_flat(row) for row in rows], COLUMNS, options)
    return 0


def _row(spec: IndicatorSpec) -> dict[str, Any]:
    return {
        "key": spec.key,
        "factor": spec.factor,
        "title": spec.title,
        "unit": spec.unit,
        "direction": spec.direction,
        "levels": list(spec.levels),
        "periods": {level: list(spec.periods(level)) for level in spec.levels},
        "withheld": {level: reason for level in spec.levels if (reason := spec.withheld(level))},
        "source": _sources(spec),
    }


def _sources(spec: IndicatorSpec) -> list[str]:
    """Producer, title and table of each dataset, in the order of the series."""
    lines: dict[str, None] = {}
    for series in spec.series:
        for name in series.datasets:
            if name not in read_catalog():
                raise CatalogError(f"{name}.toml: {spec.key} needs this dataset, but the catalog has none")
            receipt = read_catalog()[name].provenance(variables=series.input.columns.values())
            lines[source_line([receipt])] = None
    return list(lines)


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    """Write lists as text: levels "county;cbsa", periods "county: 2010, 2020; cbsa: 2020 (withheld)"."""
    hidden = dict.fromkeys(row["withheld"], " (withheld)")
    periods = "; ".join(
        f"{level}: {', '.join(periods_of_level)}{hidden.get(level, '')}"
        for level, periods_of_level in row["periods"].items()
    )
    texts = {"levels": ";".join(row["levels"]), "periods": periods, "source": "; ".join(row["source"])}
    return {name: row[name] for name in COLUMNS} | texts
