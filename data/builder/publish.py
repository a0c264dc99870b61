"""Move a finished snapshot into its folder: flush, rename, point CURRENT at it, remove the oldest."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from data.builder.sidecar import output_hashes
from data.core.errors import SnapshotError, UserError
from data.core.snapshot_meta import CURRENT, LICENCE_FILE, SNAPSHOT_FILE, current_name

STAGING = ".building"
KEEP = 3  # snapshots that stay in the folder
SIDECARS = (SNAPSHOT_FILE, LICENCE_FILE)
FOLDER_MODE, FILE_MODE = 0o755, 0o644


@contextmanager
def only_builder(out: Path) -> Iterator[None]:
    """One builder at a time in a folder of snapshots (lock on the folder itself; it ends with the process)."""
    import fcntl

    folder = os.open(out, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise UserError(f"another build is running in {out}") from error
    finally:
        os.close(folder)


def new_staging_folder(out: Path) -> Path:
    """Make an empty folder for this process, and remove what killed builds left behind."""
    for left in out.glob(f"{STAGING}*"):
        shutil.rmtree(left, ignore_errors=True)
    folder = out / f"{STAGING}-{os.getpid()}"
    folder.mkdir()
    return folder


def publish(staging: Path, out: Path, identity: str, keep: int = KEEP) -> Path:
    """Flush to disk, rename, point CURRENT at it, then remove what is older than the ``keep`` newest."""
    _flush(staging)
    before = _current(out)
    final = out / identity
    if _is_whole(final, staging):
        for name in SIDECARS:
            (staging / name).replace(final / name)
    else:
        if final.exists():
            final.rename(out / f"{STAGING}-damaged-{identity}")
        staging.rename(final)
    _flush_one(out)
    pointer = out / f".{CURRENT}"
    pointer.write_text(f"{identity}\n", encoding="utf-8")
    _flush_one(pointer)
    pointer.replace(out / CURRENT)
    _flush_one(out)
    _remove_superseded(out, (identity, before), keep)
    return final


def _is_whole(final: Path, staging: Path) -> bool:
    """Whether the same snapshot is there already, undamaged: then only what stands beside the figures can differ."""

    def content(folder: Path) -> dict[str, str]:
        return {name: digest for name, digest in output_hashes(folder).items() if name not in SIDECARS}

    return final.is_dir() and content(final) == content(staging)


def _current(out: Path) -> str:
    """The snapshot that CURRENT names, "" for none."""
    try:
        return current_name(out)
    except SnapshotError:
        return ""


def _remove_superseded(out: Path, first: Sequence[str], keep: int) -> None:
    """Remove all snapshots but ``keep``: those named ``first``, in this order, then the newest."""

    def rank(path: Path) -> tuple[int, int]:
        place = first.index(path.name) if path.name in first else len(first)
        return place, -(path / SNAPSHOT_FILE).stat().st_mtime_ns

    snapshots = [path for path in out.iterdir() if not path.name.startswith(".") and (path / SNAPSHOT_FILE).is_file()]
    for path in sorted(snapshots, key=rank)[keep:]:
        removed = path.rename(out / f"{STAGING}-removed-{path.name}")  # a reader sees it whole or not at all
        shutil.rmtree(removed)


def _flush(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        path.chmod(FOLDER_MODE if path.is_dir() else FILE_MODE)
        _flush_one(path)
    _flush_one(folder)


def _flush_one(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
