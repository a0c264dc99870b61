"""Read and check the two files that describe snapshots: CURRENT of a folder, and snapshot.json of each."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from data.core.errors import SnapshotError, without_path

CURRENT, SNAPSHOT_FILE, LICENCE_FILE, PLACES_FILE = "CURRENT", "snapshot.json", "LICENSES.md", "places.parquet"
FORMAT = 2
LONGEST_NAME = 64
MOST_BYTES = 20_000_000
# The sidecar's word on itself: sha256 of all else in it. Those written before this lack it, and have nothing but these.
SEAL = "sha256"
FIELDS = frozenset(("code_version", "datasets", "figures", "format", "outputs", "snapshot"))
# What every dataset in the sidecar says of itself, as text.
TEXTS = ("producer", "title", "table", "version", "url", "licence", "retrieved", "citation")


def is_name(text: str) -> bool:
    """Whether a text can name a snapshot: it is letters and digits, so it never leads out of the folder."""
    return text.isascii() and text.isalnum() and len(text) <= LONGEST_NAME


def current_name(folder: Path) -> str:
    """The snapshot that CURRENT names. Raises SnapshotError where it names none that is there."""
    with _snapshot_errors(CURRENT, folder):
        if not (folder / CURRENT).exists():
            raise SnapshotError("there is no snapshot", folder)
        name = _text(folder / CURRENT, 4 * LONGEST_NAME).strip()
        if not is_name(name) or not (folder / name / SNAPSHOT_FILE).exists():
            raise SnapshotError(f"{CURRENT} names a snapshot that is not there", folder)
        return name


def read_meta(folder: Path) -> dict[str, Any]:
    """snapshot.json of a snapshot, checked: every field that is read later is there and of its kind.

    Raises SnapshotError.
    """
    with _snapshot_errors(SNAPSHOT_FILE, folder):
        text = _text(folder / SNAPSHOT_FILE, MOST_BYTES)
        meta = json.loads(text)
        if isinstance(meta, dict) and meta.get("format") != FORMAT:
            raise SnapshotError("the snapshot is of another format", folder)
        if not isinstance(meta, dict) or not _is_sound(meta) or not _is_sealed(meta, text):
            raise ValueError(SNAPSHOT_FILE)
        return meta


def snapshot_id(hashes: Mapping[str, str]) -> str:
    """First 12 hex digits of the sha256 over all output files. hashes: path within the snapshot -> hex."""
    lines = "".join(f"{name} {hashes[name]}\n" for name in sorted(hashes))
    return hashlib.sha256(lines.encode()).hexdigest()[:12]


def sealed_text(meta: Mapping[str, Any]) -> str:
    """The text of snapshot.json with a hash over its own content: a changed letter of a citation is noticed."""
    content = _written({name: value for name, value in meta.items() if name != SEAL})
    return _written({**meta, SEAL: hashlib.sha256(content.encode()).hexdigest()})


def _written(meta: Mapping[str, Any]) -> str:
    return json.dumps(meta, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _is_sealed(meta: Mapping[str, Any], text: str) -> bool:
    return text == sealed_text(meta) if SEAL in meta else set(meta) <= FIELDS


@contextmanager
def _snapshot_errors(name: str, folder: Path) -> Iterator[None]:
    """Turn an error of reading a file into one line. RecursionError: JSON that is nested a thousand times."""
    try:
        yield
    except (OSError, ValueError, RecursionError) as error:
        raise SnapshotError(f"{name} of the snapshot can't be read ({without_path(error)})", folder) from error


def _text(path: Path, most: int) -> str:
    """A regular file as text. Raises OSError or ValueError; never waits on a pipe and never reads without end."""
    if not path.is_file():
        raise ValueError(f"{path.name} is no file")
    with path.open("rb") as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise ValueError(f"{path.name} is too long")
    return content.decode("utf-8")


def _is_sound(meta: Mapping[str, Any]) -> bool:
    json.dumps(meta, ensure_ascii=False).encode("utf-8")  # half a surrogate pair could not be sent to a browser
    outputs: Any = meta.get("outputs")
    return (
        _is_mapping(outputs, _is_output)
        and PLACES_FILE in outputs
        and meta.get("snapshot") == snapshot_id({name: outputs[name] for name in outputs if name != LICENCE_FILE})
        and _is_mapping(meta.get("datasets"), _is_receipt)
    )


def _is_mapping(value: Any, fits: Callable[[str, Any], bool]) -> bool:
    return isinstance(value, dict) and all(fits(name, entry) for name, entry in value.items())


def _is_output(name: str, digest: Any) -> bool:
    path = PurePosixPath(name)
    return isinstance(digest, str) and "\0" not in name and not path.is_absolute() and ".." not in path.parts


def _is_receipt(_: str, receipt: Any) -> bool:
    if not isinstance(receipt, dict) or not all(isinstance(receipt.get(name), str) for name in TEXTS):
        return False
    date.fromisoformat(receipt["retrieved"])
    return _is_mapping(receipt.get("inputs"), lambda _, digest: isinstance(digest, str)) and _has_sound_facts(receipt)


def _has_sound_facts(receipt: Mapping[str, Any]) -> bool:
    """Whether the fields that older snapshots lack are there and of their kind."""
    tables, believed = receipt.get("tables", []), receipt.get("licence_believed", False)
    are_texts = isinstance(tables, list) and all(isinstance(table, str) for table in tables)
    return are_texts and isinstance(believed, bool) and isinstance(receipt.get("citation_form", ""), str)
