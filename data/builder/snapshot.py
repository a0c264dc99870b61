"""Build one immutable snapshot from the publishers' files: `python -m data build --inputs DIR --out DIR`."""

from __future__ import annotations

import argparse
import shutil
import signal
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.builder.child_process import running_in_child
from data.builder.editions import Counts, Editions, allowed_losses
from data.builder.engines import ENGINES, EngineName, Run, open_engine
from data.builder.inputs import CatalogInputs
from data.builder.places.levels import DATASETS as PLACE_DATASETS
from data.builder.places.levels import Places, build_places
from data.builder.publish import KEEP, new_staging_folder, only_builder, publish
from data.builder.review import REPORT, report_text, review
from data.builder.review.tables import Key, Tables
from data.builder.sidecar import input_hashes, write_sidecar
from data.catalog.reader import CatalogError, Dataset, read_catalog
from data.core.errors import UserError
from data.core.map_sets import SETS
from data.core.snapshot_meta import CURRENT
from data.sources.errors import InputError
from indicators.core.spec import IndicatorSpec, Series
from indicators.registry import specs

INTERRUPTED, ENDED = 130, 143  # as shells count an end by Ctrl-C, and by SIGTERM


@dataclass(frozen=True, slots=True)
class Task:
    """One indicator, level and period to compute."""

    spec: IndicatorSpec
    series: Series
    period: str

    @property
    def key(self) -> Key:
        """The key of its table of figures."""
        return Key(self.spec.key, self.series.level, self.period)


def add_parser(commands: Any) -> None:
    """The command `build`."""
    parser: argparse.ArgumentParser = commands.add_parser("build", help="build the snapshot from the input files")
    parser.add_argument("--inputs", type=Path, required=True, metavar="DIR", help="folder of the publishers' files")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder of snapshots, as data/snapshots")
    parser.add_argument("--engine", choices=ENGINES, default="duckdb", help="where sums over tracts are computed")
    keep_help = f"snapshots that stay, the new one among them: links name them (default {KEEP})"
    parser.add_argument("--keep", type=_count, default=KEEP, metavar="N", help=keep_help)
    parser.add_argument(
        "--allow-loss",
        action="append",
        default=[],
        metavar="NAME",
        help="a dataset or file that may have more or fewer rows or places than data/catalog says; repeatable",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Build, and say where the snapshot is. Returns the exit code. Raises UserError with the one line that matters."""
    if not options.inputs.is_dir():
        raise UserError(f"--inputs: there is no folder {options.inputs}")
    signal.signal(signal.SIGTERM, _leave)
    try:
        folder = build(options.inputs, options.out, options.engine, options.keep, allow_loss=options.allow_loss)
    except KeyboardInterrupt:
        print(f"python -m data build: stopped; {options.out} is as it was", file=sys.stderr)
        return INTERRUPTED
    except (InputError, CatalogError) as error:
        raise UserError(str(error)) from error
    except OSError as error:
        raise UserError(f"the snapshot could not be written: {error}") from error
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    print(f"snapshot {folder.name}: {size / 1e6:.1f} MB in {folder}")
    return 0


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1")
    return int(text)


def _leave(_number: int, _frame: object) -> None:
    """Answer a signal that ends the process: exit in order, so that unfinished files are removed."""
    raise SystemExit(ENDED)


def build(
    inputs: Path,
    out: Path,
    engine: EngineName = "duckdb",
    keep: int = KEEP,
    *,
    allow_loss: Iterable[str] = (),
) -> Path:
    """Write a snapshot below ``out`` and make it the current one; returns its folder.

    keep: how many snapshots stay in ``out``, the new one among them; a running server shows older ones to links that
    name them.
    The snapshot is written to a staging folder and renamed when complete: a build that ends half-way changes nothing.
    allow_loss: datasets and files that may be of another size than the catalog says. Raises InputError for the first
    thing in the inputs that is not as expected.
    """
    editions = Editions(allowed_losses(allow_loss, read_catalog()))
    out.mkdir(parents=True, exist_ok=True)
    with only_builder(out), open_engine(engine) as calculate, _progress() as progress:
        staging = new_staging_folder(out)
        try:
            identity = _fill(staging, inputs, calculate, progress, editions)
            for remark in (*editions.remarks, *_losses(out, staging)):
                progress.console.print(remark, markup=False, highlight=False, soft_wrap=True)
            return publish(staging, out, identity, keep)
        finally:
            shutil.rmtree(staging, ignore_errors=True)


def tasks() -> list[Task]:
    """Every figure table to be made, by level, indicator and period."""
    figure_tasks = [
        Task(s, series, period) for s in specs().values() for series in s.series for period in series.periods
    ]
    return sorted(figure_tasks, key=lambda task: (task.series.level, task.spec.key, task.period))


def used_datasets(catalog: Mapping[str, Dataset]) -> list[Dataset]:
    """Datasets that stand behind the snapshot: of the indicators, the names of places and the outlines; by id."""
    wanted = {name for task in tasks() for name in task.series.datasets} | set(PLACE_DATASETS)
    wanted |= {name for name, dataset in catalog.items() if dataset.outlines}
    for name in sorted(wanted - set(catalog)):
        raise InputError(f"data/catalog/{name}.toml", None, None, "no such dataset in the catalog")
    return [catalog[name] for name in sorted(wanted)]


def _fill(staging: Path, inputs: Path, calculate: Run, progress: Any, editions: Editions) -> str:
    from data.builder.outlines.files import tract_vintages

    catalog = read_catalog()
    datasets = used_datasets(catalog)
    used = sorted({name for task in tasks() for name in task.series.datasets})
    reading = progress.add_task("Reading the inputs", total=None)
    hashes = input_hashes(inputs, datasets)
    editions.check_rows(inputs, datasets)
    store = CatalogInputs(inputs, catalog, editions)
    with running_in_child("the drawing of the outlines", _draw, inputs, staging) as drawing:
        drawing_task = progress.add_task("Drawing the outlines", total=None)
        for name in progress.track(used, task_id=reading):
            store.frame(name)
            drawing.check()
        places = build_places(store, used, tract_vintages(inputs))
        count = _write_figures(staging, store, places, calculate, progress, drawing.check)
        drawing()
        _check_outlines(staging, datasets, editions)
        progress.update(drawing_task, total=1, completed=1)
    return write_sidecar(staging, datasets, hashes, count)


def _losses(out: Path, staging: Path) -> list[str]:
    """List measures that have fewer places than in the current snapshot."""
    from data.builder.losses import losses

    try:
        before = (out / CURRENT).read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        return []
    return losses(out / before, staging)


def _check_outlines(staging: Path, datasets: Iterable[Dataset], editions: Editions) -> None:
    from pyarrow.parquet import read_metadata

    counts: Counts = defaultdict(dict)
    for name, outlines in SETS.items():
        counts[outlines.level][outlines.vintage] = read_metadata(staging / "outlines" / f"{name}.parquet").num_rows
    for dataset in datasets:
        if dataset.outlines:
            editions.check_counts(counts, dataset)


def _draw(inputs: Path, staging: Path) -> None:
    from data.builder.outlines.files import write_outlines

    write_outlines(inputs, staging)


def computed_figures(
    store: CatalogInputs, places: Places, calculate: Run, progress: Any, between: Callable[[], None] = lambda: None
) -> Tables:
    """Compute the finished figures of every task, before the review compares them.

    between: called before each task, to notice other trouble.
    """
    from data.builder.evaluate import evaluate

    tables = {}
    for task in progress.track(tasks(), description="Computing the indicators"):
        between()
        tables[task.key] = evaluate(task.spec, task.series, task.period, store, places, calculate)
    return tables


def _write_figures(
    staging: Path, store: CatalogInputs, places: Places, calculate: Run, progress: Any, between: Callable[[], None]
) -> int:
    from data.builder.figure_files import figure_table, write_figures, write_places

    tables = computed_figures(store, places, calculate, progress, between)
    report = review(tables, places)
    (staging / REPORT).write_text(report_text(report), encoding="utf-8")
    by_level: dict[str, list[Any]] = defaultdict(list)
    for task in tasks():
        figures = tables[task.key]
        by_level[task.series.level].append(figure_table(figures, task.spec.key, task.period, task.series.input.dataset))
    (staging / "figures").mkdir()
    for level, parts in sorted(by_level.items()):
        write_figures(parts, staging / "figures" / f"{level}.parquet")
    write_places(places.table, staging / "places.parquet")
    return sum(table.num_rows for parts in by_level.values() for table in parts)


@contextmanager
def _progress() -> Iterator[Any]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        yield progress
