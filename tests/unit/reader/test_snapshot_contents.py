"""A file of a snapshot is read only while it is what was built, and holds what is expected; else it is named."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data.__main__ import main
from data.builder.sidecar import output_hashes, sha256_of
from data.core.errors import SnapshotError
from data.core.map_sets import COLUMNS
from data.core.snapshot_meta import LICENCE_FILE, sealed_text, snapshot_id
from data.reader import snapshot_files
from data.reader.live_snapshots import LiveSnapshots
from data.reader.store import open_store
from tests.unit.snapshot_reading import REPLACEMENTS, refused


def _cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def _flipped(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


@pytest.mark.parametrize("damage", [_cut, _flipped, lambda _: b"", lambda _: b"not parquet"])
@pytest.mark.parametrize("name", ["places.parquet", *(f"figures/{x}.parquet" for x in ("county", "cbsa", "place"))])
def test_a_damaged_file_is_named(snapshots: Path, folder: Path, name: str, damage: Callable[[bytes], bytes]) -> None:
    (folder / name).write_bytes(damage((folder / name).read_bytes()))
    assert Path(name).name in refused(snapshots)


def test_damage_that_keeps_size_and_time_is_noticed_by_a_running_server(snapshots: Path, folder: Path) -> None:
    live, path = LiveSnapshots(snapshots), folder / "figures" / "county.parquet"
    store = live.current().store
    assert store.result("population", "county").get("48453") is not None
    assert store.files.problems() == []
    before = path.stat()
    path.write_bytes(_flipped(path.read_bytes()))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert store.files.problems() == ["county.parquet (figures) of the snapshot is damaged: it is not what was built"]
    with pytest.raises(SnapshotError, match="damaged"):
        store.result("dissimilarity_black_white", "county")
    path.write_bytes(_flipped(path.read_bytes()))
    assert store.files.problems() == []
    assert store.result("dissimilarity_black_white", "county").get("48453") is not None


@pytest.mark.parametrize("replace", REPLACEMENTS)
def test_a_file_that_vanishes_under_a_running_server(
    snapshots: Path, folder: Path, replace: Callable[[Path], None]
) -> None:
    store = LiveSnapshots(snapshots).current().store
    assert store.periods("population", "county") == ("2023",)
    replace(folder / "figures" / "county.parquet")
    assert len(store.files.problems()) == 1
    with pytest.raises(SnapshotError, match=r"county\.parquet \(figures\) of the snapshot (is missing|can't be read)"):
        store.result("population", "county")


def test_a_file_is_hashed_once_as_long_as_it_stays(snapshots: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[str] = []
    digest = snapshot_files.hashlib.file_digest

    def counted(file: Any, name: str) -> Any:
        hashed.append(Path(file.name).name)
        return digest(file, name)

    monkeypatch.setattr(snapshot_files.hashlib, "file_digest", counted)
    store = open_store(snapshots)
    assert hashed == [], "opening reads no content"
    for _ in range(3):
        store.result("population", "county")
        store.result("dissimilarity_black_white", "county", "2010")
    assert hashed == ["county.parquet"], "a file that nobody asks for is not read"
    for _ in range(3):
        assert store.files.problems() == []
    assert sorted(hashed) == sorted(Path(name).name for name in store.meta["outputs"])


@pytest.mark.parametrize("damage", ["CURRENT", "figures/county.parquet", "places.parquet", "snapshot.json"])
def test_the_command_line_says_it_in_one_line_and_where(
    snapshots: Path, folder: Path, damage: str, capsys: pytest.CaptureFixture[str]
) -> None:
    ((snapshots if damage == "CURRENT" else folder) / damage).write_bytes(bytes(range(128, 178)))
    command = ["export", "--indicator", "population", "--level", "county", "--place", "48453"]
    assert main([*command, "--snapshot", str(snapshots)]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert str(snapshots) in error
    assert "Run: python -m data build" in error


# Whole files that hold something else


def resealed(folder: Path) -> None:
    """Make the sidecar agree with the files, as a builder of another kind would; the folder gets the new id."""
    sidecar = folder / "snapshot.json"
    meta = json.loads(sidecar.read_text(encoding="utf-8"))
    meta["outputs"] = {name: sha256_of(folder / name) for name in meta["outputs"]}
    meta["snapshot"] = snapshot_id({name: digest for name, digest in meta["outputs"].items() if name != LICENCE_FILE})
    sidecar.write_text(sealed_text(meta), encoding="utf-8")


def _text(table: pa.Table, name: str, word: str) -> pa.Table:
    place = table.column_names.index(name)
    return table.set_column(place, name, pa.array([word] * len(table)))


CHANGES: dict[str, Callable[[pa.Table], pa.Table]] = {
    "another status": lambda table: _text(table, "status", "splendid"),
    "another interval": lambda table: _text(table, "interval", "wide"),
    "another quality": lambda table: _text(table, "quality", "9"),
    "a dataset without a receipt": lambda table: _text(table, "dataset", "nobody"),
    "values of text": lambda table: _text(table, "value", "much"),
    "values of whole numbers": lambda table: table.set_column(
        table.column_names.index("value"), "value", pa.array([1] * len(table))
    ),
    "no column of periods": lambda table: table.drop_columns(["period"]),
    "no column of codes": lambda table: table.drop_columns(["geoid"]),
    "no columns of limits": lambda table: table.drop_columns(["lower", "upper"]),
    "no rows": lambda table: table.slice(0, 0),
    "something else": lambda _: pa.table({"a": [1]}),
    "nothing": lambda _: pa.table({}),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_figures_of_another_schema(snapshots: Path, folder: Path, change: Callable[[pa.Table], pa.Table]) -> None:
    path = folder / "figures" / "cbsa.parquet"
    pq.write_table(change(pq.ParquetFile(path).read()), path)
    resealed(folder)
    assert "cbsa" in refused(snapshots) or "population" in refused(snapshots)


@pytest.mark.parametrize("column", ["level", "geoid", "name", "vintage", "state", "county", "cz", "lon"])
@pytest.mark.parametrize("change", ["dropped", "of another kind"])
def test_places_of_another_schema(snapshots: Path, folder: Path, column: str, change: str) -> None:
    path = folder / "places.parquet"
    table = pq.ParquetFile(path).read().drop_columns([column])
    pq.write_table(table if change == "dropped" else table.append_column(column, pa.array([1] * len(table))), path)
    resealed(folder)
    assert "places.parquet" in refused(snapshots)


@pytest.mark.parametrize("name", ["overlays", "county_2023", "tract_2020"])
def test_maps_of_another_schema_and_none(snapshots: Path, folder: Path, name: str) -> None:
    maps = LiveSnapshots(snapshots).current()
    path = "overlay/outline-48453.json" if name == "county_2023" else f"overlay/focus-{name}-48453.json"
    with pytest.raises(SnapshotError, match=r"\(maps\) of the snapshot is missing"):
        maps.file(f"{maps.store.snapshot}/{path}")
    (folder / "maps").mkdir()
    for stem in ("overlays", "county_2023", "tract_2020"):
        table = pa.table({column: ["x"] for column in ("name", "body", *COLUMNS)})
        pq.write_table(pa.table({"a": [1]}) if stem == name else table, folder / "maps" / f"{stem}.parquet")
    sidecar = json.loads((folder / "snapshot.json").read_text(encoding="utf-8"))
    sidecar["outputs"] = output_hashes(folder)
    sidecar["outputs"].pop("snapshot.json")
    (folder / "snapshot.json").write_text(json.dumps(sidecar), encoding="utf-8")
    resealed(folder)
    maps = LiveSnapshots(snapshots).current()
    with pytest.raises(SnapshotError, match="can't be read"):
        maps.file(f"{maps.store.snapshot}/{path}")
