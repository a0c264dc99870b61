"""`python -m data export`: the figures of one indicator, one row a place."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from data.cli.output import add_options, write, write_rows
from data.cli.user_text import did_you_mean, level_of
from data.core.errors import BUILD_HINT, SnapshotError, UserError
from data.reader.places.names import with_state
from data.reader.store import SnapshotStore, open_store
from indicators.core.geography import LEVEL_WORDS, Level
from indicators.core.provenance import source_line
from indicators.core.result import Result
from indicators.export.csv import PERIOD, PERIOD_IN_WORDS, period_in_words
from indicators.present.tables import NUMBERS, numbers_of
from indicators.registry import specs

_KEY = ("geoid", "name", "level", "indicator", PERIOD, PERIOD_IN_WORDS)
COLUMNS = (*_KEY, *NUMBERS, "interval", "status", "quality", "note", "flags", "source")


def add_parser(commands: Any) -> None:
    """The command `export`."""
    parser: argparse.ArgumentParser = commands.add_parser("export", help="figures of one indicator")
    parser.add_argument("--indicator", required=True, metavar="KEY", help="see: python -m data indicators")
    parser.add_argument("--level", required=True, help="county, cbsa, place, state, us, tract, zip, cz, district, ...")
    parser.add_argument("--period", help="default: the latest of the level")
    parser.add_argument("--place", nargs="+", action="extend", metavar="GEOID", help="only these places")
    add_options(parser, ("csv", "json", "parquet"))
    parser.add_argument("--snapshot", type=Path, metavar="DIR", help="another folder of snapshots")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the figures. Raises UserError for an unknown indicator, level, period or place."""
    try:
        store = open_store(options.snapshot)
        result = _result(store, options.indicator, level_of(options.level), options.period)
        rows = _rows(store, result, _chosen(store, result, options.place))
    except SnapshotError as error:
        raise UserError(f"{error.problem}: {error.where}. {BUILD_HINT}") from error
    if options.format != "parquet":
        write_rows(rows, COLUMNS, options)
    elif options.out is None and sys.stdout is not None and sys.stdout.isatty():
        raise UserError("Parquet is not text: name a file with --out, or send the output to one")
    else:
        write(_parquet(rows), options.out)
    return 0


def _result(store: SnapshotStore, key: str, level: Level, period: str | None) -> Result:
    if key not in specs():
        raise UserError(f"unknown indicator {key!r}.{did_you_mean(key, specs())} See: python -m data indicators")
    periods = store.periods(key, level)
    if not periods:
        levels = [name for name in specs()[key].levels if store.periods(key, name)]
        has = f"It has: {', '.join(levels)}" if levels else "The snapshot has no figures of it"
        raise UserError(f"{key} has no figures at level {level}. {has}")
    if period is not None and period not in periods:
        raise UserError(f"{key} has no period {period!r} at level {level}. It has: {', '.join(periods)}")
    return store.result(key, level, period)


def _chosen(store: SnapshotStore, result: Result, places: Sequence[str] | None) -> list[str]:
    """The places that --place names, each once, in its order; all without it. Raises UserError for an unknown one."""
    if places is None:
        return list(result.estimates)
    for place in places:
        if place not in result.estimates:
            raise UserError(_unknown_place(store, result, place))
    return list(dict.fromkeys(places))


def _unknown_place(store: SnapshotStore, result: Result, place: str) -> str:
    word = LEVEL_WORDS[result.level][0]
    elsewhere = store.place(result.level, place)
    if elsewhere is not None:
        return f"{place} ({elsewhere.name}) is not among the {result.spec.key} figures of {result.period}"
    padded = next((code for width in range(12) if (code := place.zfill(width)) in result.estimates), None)
    if padded is not None:
        return f"unknown {word} {place!r}. Did you mean {padded} ({_name(store, result.level, padded)})? Zeros are kept"
    named = [match for match in store.search(place) if match.geoid in result.estimates and match.level == result.level]
    if named:
        listed = ", ".join(f"{match.geoid} ({match.name})" for match in named[:3])
        return f"unknown {word} {place!r}. Did you mean {listed}?"
    return f"unknown {word} {place!r}.{did_you_mean(place, result.estimates)}"


def _name(store: SnapshotStore, level: Level, geoid: str) -> str:
    place = store.place(level, geoid)
    return with_state(place, store.parent(level, geoid).get("state", "")) if place is not None else ""


def _rows(store: SnapshotStore, result: Result, geoids: Sequence[str]) -> list[dict[str, Any]]:
    source = source_line(result.provenance) + f", {result.period}"
    rows = []
    for geoid in geoids:
        estimate = result.estimates[geoid]
        numbers = numbers_of(result.spec, estimate)
        statuses = {name: str(getattr(estimate, name)) for name in ("interval", "status", "quality")}
        key = {"geoid": geoid, "name": _name(store, result.level, geoid), "level": result.level}
        key |= {"indicator": result.spec.key, PERIOD: result.period, PERIOD_IN_WORDS: period_in_words(result.period)}
        reasons = {"note": estimate.note, "flags": " ".join(sorted(estimate.flags))}
        rows.append({**key, **numbers, **statuses, **reasons, "source": source})
    return rows


def _parquet(rows: list[dict[str, Any]]) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([(name, pa.float64() if name in NUMBERS else pa.string()) for name in COLUMNS])
    written = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), written, compression="zstd")
    return written.getvalue()
