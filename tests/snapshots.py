"""Other snapshots beside one: the same files, but for figures of counties."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from data.builder.sidecar import sha256_of
from data.core.snapshot_meta import LICENCE_FILE, sealed_text, snapshot_id

CHANGED = "figures/county.parquet"


def changed(out: Path, name: str, key: str | None, factor: float) -> str:
    """Write a copy of snapshot ``name`` with the figures of ``key`` (None: of all measures) times ``factor``.

    Returns the id of the copy.
    """
    source, staging = out / name, out / f".{name}-{factor}"
    meta = json.loads((source / "snapshot.json").read_text(encoding="utf-8"))
    for file in meta["outputs"]:
        (staging / file).parent.mkdir(parents=True, exist_ok=True)
        if file == CHANGED:
            _multiply(source / file, staging / file, key, factor)
        else:
            shutil.copyfile(source / file, staging / file)
    meta["outputs"][CHANGED] = sha256_of(staging / CHANGED)
    meta["snapshot"] = snapshot_id({file: digest for file, digest in meta["outputs"].items() if file != LICENCE_FILE})
    (staging / "snapshot.json").write_text(sealed_text(meta), encoding="utf-8")
    staging.rename(out / meta["snapshot"])
    return str(meta["snapshot"])


def point(out: Path, name: str) -> None:
    """Make a snapshot the current one, as the builder does: written aside and renamed."""
    temporary = out / f".CURRENT-{os.urandom(4).hex()}"
    temporary.write_text(f"{name}\n", encoding="utf-8")
    temporary.replace(out / "CURRENT")


def _multiply(source: Path, target: Path, key: str | None, factor: float) -> None:
    with pq.ParquetFile(source) as file, pq.ParquetWriter(target, file.schema_arrow, compression="zstd") as writer:
        for number in range(file.num_row_groups):
            group = file.read_row_group(number)
            if key in (None, group["indicator"][0].as_py()):
                numbers = {name: pc.multiply(group[name], factor) for name in ("value", "moe", "lower", "upper")}
                group = pa.table({name: numbers.get(name, group[name]) for name in group.column_names}, group.schema)
            writer.write_table(group, row_group_size=max(group.num_rows, 1))
