"""Whatever lies in a folder of snapshots, reading it ends in figures or in one clear line that holds no path."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data import snapshot_files
from data.__main__ import main
from data.errors import SnapshotError
from data.live import LiveSnapshots
from data.mapsets import COLUMNS
from data.sidecar import output_hashes, sha256_of
from data.snapshot_meta import LICENCE_FILE, snapshot_id
from data.store import SnapshotStore, open_store
from tests.unit.data_places import write_snapshot

Meta = dict[str, Any]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_snapshot(tmp_path_factory.mktemp("whole"))


@pytest.fixture
def snapshots(whole: Path, tmp_path: Path) -> Path:
    """A folder of snapshots with one in it."""
    return Path(shutil.copytree(whole, tmp_path / "snapshots"))


@pytest.fixture
def folder(snapshots: Path) -> Path:
    """The snapshot itself."""
    return snapshots / (snapshots / "CURRENT").read_text(encoding="utf-8").strip()


def read_all(store: SnapshotStore) -> int:
    """Read what any page can ask of a snapshot; the number of figures."""
    keys = ("population", "dissimilarity_black_white", "campus_score")
    levels = ("county", "cbsa", "place", "campus")
    store.search("austin")
    for level in levels:
        for place in store.places(level):  # type: ignore[arg-type]  # the names are levels
            store.parent(place.level, place.geoid)
            store.point(place.level, place.geoid)
    found = [
        store.result(key, level, period)  # type: ignore[arg-type]
        for key in keys
        for level in levels
        for period in store.periods(key, level)  # type: ignore[arg-type]
    ]
    return sum(len(dict(result.estimates)) for result in found)


def refused(snapshots: Path) -> str:
    """What is said; reading must fail at once, and the live server's way must fail alike."""
    with pytest.raises(SnapshotError) as raised:
        read_all(open_store(snapshots))
    with pytest.raises(SnapshotError) as live:
        read_all(LiveSnapshots(snapshots).current().store)
    for said in (str(raised.value), str(live.value)):
        assert "\n" not in said
        assert "/" not in said.replace("input/output", ""), "a path"
        assert snapshots.parent.name not in said
        assert said.endswith("Run: python -m data build --inputs DIR --out DIR")
    return str(raised.value)


def test_a_whole_one_is_read(snapshots: Path) -> None:
    assert read_all(open_store(snapshots)) > 10
    assert read_all(open_store(next(path for path in snapshots.iterdir() if path.is_dir()))) > 10


# CURRENT


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        b"gone",
        b"../outside",
        b"a/b",
        b".",
        b"..",
        b"/",
        bytes(range(128, 178)),
        b"\xff\xfe\x00",
        b"\0" * 50,
        b"c6991c4d83e2\0",
        "ÄÖÜ٣".encode(),
        b"a" * 5000,
        b"a" * 3_000_000,
    ],
    ids=repr,
)
def test_a_pointer_to_nothing_is_said(snapshots: Path, content: bytes) -> None:
    (snapshots / "CURRENT").write_bytes(content)
    assert "CURRENT" in refused(snapshots)


def test_a_pointer_out_of_the_folder_leads_nowhere(snapshots: Path, folder: Path) -> None:
    folder.rename(snapshots.parent / "outside")
    (snapshots / "CURRENT").write_text("../outside", encoding="utf-8")
    assert "names a snapshot that is not there" in refused(snapshots)


def _remove(path: Path) -> None:
    path.unlink()


def _empty_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _loop(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.name)


@pytest.mark.parametrize("name", ["CURRENT", "snapshot.json", "places.parquet", "figures/county.parquet"])
@pytest.mark.parametrize("replace", [_remove, _empty_folder, _pipe, _loop])
def test_something_else_in_the_place_of_a_file(
    snapshots: Path, folder: Path, name: str, replace: Callable[[Path], None]
) -> None:
    replace((snapshots if name == "CURRENT" else folder) / name)
    refused(snapshots)


def test_an_empty_folder_and_none(tmp_path: Path) -> None:
    assert "there is no snapshot" in refused(tmp_path)
    assert "there is no snapshot" in refused(tmp_path / "none")


@pytest.mark.parametrize("code", [errno.EACCES, errno.EIO, errno.ESTALE, errno.EMFILE])
@pytest.mark.parametrize("name", ["CURRENT", "snapshot.json", "places.parquet", "county.parquet"])
def test_a_disk_that_fails(snapshots: Path, monkeypatch: pytest.MonkeyPatch, name: str, code: int) -> None:
    opened = Path.open

    def fails(path: Path, *rest: Any, **more: Any) -> Any:
        if path.name == name:
            raise OSError(code, os.strerror(code), str(path))
        return opened(path, *rest, **more)

    monkeypatch.setattr(Path, "open", fails)
    said = refused(snapshots)
    assert name in said
    assert os.strerror(code).lower() in said


# snapshot.json


def _changed(change: Callable[[Meta], object]) -> Callable[[Meta], str]:
    def text(meta: Meta) -> str:
        change(meta)
        return json.dumps(meta)

    return text


def _first(meta: Meta) -> Meta:
    receipt: Meta = next(iter(meta["datasets"].values()))
    return receipt


NOT_A_SIDECAR: dict[str, Callable[[Meta], str]] = {
    "empty": lambda _: "",
    "cut": lambda meta: json.dumps(meta)[:-40],
    "a list": lambda meta: json.dumps([meta]),
    "a number": lambda _: "7",
    "nothing": lambda _: "null",
    "nested": lambda _: "[" * 200_000,
    "a huge number": lambda meta: json.dumps(meta | {"figures": 0}).replace(": 0", ": 1" + "0" * 9000),
    "format of text": _changed(lambda meta: meta.update(format="1")),
    "another format": _changed(lambda meta: meta.update(format=10**30)),
    "infinite": _changed(lambda meta: meta.update(format=float("inf"))),
    "a lone surrogate": _changed(lambda meta: _first(meta).update(title="\ud800")),
    "outputs a list": _changed(lambda meta: meta.update(outputs=list(meta["outputs"]))),
    "no output": _changed(lambda meta: meta.update(outputs={})),
    "one output less": _changed(lambda meta: meta["outputs"].pop("figures/county.parquet")),
    "an output outside": _changed(lambda meta: meta["outputs"].update({"../x": "0"})),
    "a digest of a number": _changed(lambda meta: meta["outputs"].update({"places.parquet": 7})),
    "another id": _changed(lambda meta: meta.update(snapshot="0123456789ab")),
    "id of a number": _changed(lambda meta: meta.update(snapshot=12)),
    "datasets a list": _changed(lambda meta: meta.update(datasets=[])),
    "no dataset": _changed(lambda meta: meta.update(datasets={})),
    "a dataset of text": _changed(lambda meta: meta.update(datasets={"a": "b"})),
    "a title of numbers": _changed(lambda meta: _first(meta).update(title=[1])),
    "no citation": _changed(lambda meta: _first(meta).pop("citation")),
    "not a day": _changed(lambda meta: _first(meta).update(retrieved="yesterday")),
    "inputs a list": _changed(lambda meta: _first(meta).update(inputs=[1])),
    **{f"no {name}": _changed(lambda meta, name=name: meta.pop(name)) for name in ("format", "snapshot", "outputs")},  # type: ignore[misc]
}


@pytest.mark.parametrize("text", NOT_A_SIDECAR.values(), ids=NOT_A_SIDECAR)
def test_a_sidecar_that_is_none(snapshots: Path, folder: Path, text: Callable[[Meta], str]) -> None:
    sidecar = folder / "snapshot.json"
    sidecar.write_text(text(json.loads(sidecar.read_text(encoding="utf-8"))), encoding="utf-8")
    refused(snapshots)


@pytest.mark.parametrize("content", [b"\xff" * 60, b"\0" * 60, b" " * 21_000_000], ids=["random", "NUL", "huge"])
def test_a_sidecar_that_is_no_text(snapshots: Path, folder: Path, content: bytes) -> None:
    (folder / "snapshot.json").write_bytes(content)
    assert "snapshot.json" in refused(snapshots)


# Contents


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


@pytest.mark.parametrize("replace", [_remove, _empty_folder, _pipe, _loop])
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
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert str(snapshots) in said
    assert "Run: python -m data build" in said


# Whole files that hold something else


def resealed(folder: Path) -> None:
    """Make the sidecar agree with the files, as a builder of another kind would; the folder gets the new id."""
    sidecar = folder / "snapshot.json"
    meta = json.loads(sidecar.read_text(encoding="utf-8"))
    meta["outputs"] = {name: sha256_of(folder / name) for name in meta["outputs"]}
    meta["snapshot"] = snapshot_id({name: digest for name, digest in meta["outputs"].items() if name != LICENCE_FILE})
    sidecar.write_text(json.dumps(meta), encoding="utf-8")


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
    for every in ("overlays", "county_2023", "tract_2020"):
        table = pa.table({column: ["x"] for column in ("name", "body", *COLUMNS)})
        pq.write_table(pa.table({"a": [1]}) if every == name else table, folder / "maps" / f"{every}.parquet")
    sidecar = json.loads((folder / "snapshot.json").read_text(encoding="utf-8"))
    sidecar["outputs"] = output_hashes(folder)
    sidecar["outputs"].pop("snapshot.json")
    (folder / "snapshot.json").write_text(json.dumps(sidecar), encoding="utf-8")
    resealed(folder)
    maps = LiveSnapshots(snapshots).current()
    with pytest.raises(SnapshotError, match="can't be read"):
        maps.file(f"{maps.store.snapshot}/{path}")
