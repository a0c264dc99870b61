"""Whatever CURRENT and snapshot.json hold, reading them ends in figures or in one clear line that holds no path."""

from __future__ import annotations

import errno
import json
import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from data.core.snapshot_meta import sealed_text
from data.reader.store import open_store
from tests.unit.snapshot_reading import REPLACEMENTS, read_all, refused

Meta = dict[str, Any]


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


@pytest.mark.parametrize("name", ["CURRENT", "snapshot.json", "places.parquet", "figures/county.parquet"])
@pytest.mark.parametrize("replace", REPLACEMENTS)
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
    message = refused(snapshots)
    assert name in message
    assert os.strerror(code).lower() in message


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
    "tables of numbers": _changed(lambda meta: _first(meta).update(tables=[7])),
    "a belief in words": _changed(lambda meta: _first(meta).update(licence_believed="yes")),
    "a list for a citation": _changed(lambda meta: _first(meta).update(citation_form=[])),
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


def test_no_byte_of_a_sidecar_changes_unseen(snapshots: Path, folder: Path) -> None:
    """Titles, citations and terms are in no other file's hash."""
    sidecar = folder / "snapshot.json"
    meta = json.loads(sidecar.read_text(encoding="utf-8"))
    whole = sealed_text(meta).encode()
    sidecar.write_bytes(whole)
    assert open_store(snapshots).meta["datasets"] == meta["datasets"]
    chance = random.Random(1)
    places = {*chance.sample(range(len(whole)), 150), len(whole) - 1, whole.index(b'"sha256"') + 2}
    for place in places:
        bit = 1 << chance.randrange(8)
        sidecar.write_bytes(whole[:place] + bytes([whole[place] ^ bit]) + whole[place + 1 :])
        refused(snapshots)
    for cut in (whole[:-1], whole + b"\n"):
        sidecar.write_bytes(cut)
        refused(snapshots)


@pytest.mark.parametrize("content", [b"\xff" * 60, b"\0" * 60, b" " * 21_000_000], ids=["random", "NUL", "huge"])
def test_a_sidecar_that_is_no_text(snapshots: Path, folder: Path, content: bytes) -> None:
    (folder / "snapshot.json").write_bytes(content)
    assert "snapshot.json" in refused(snapshots)
