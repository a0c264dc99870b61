"""Read the files of a snapshot, each only while it is, byte for byte, what was built."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from errno import ENOENT
from pathlib import Path, PurePosixPath
from stat import S_ISREG
from threading import Lock
from typing import Any

import pyarrow as pa

from data.core.errors import SnapshotError, without_path

# Which file it is and when it was changed: as long as this stays, the content was checked already.
Signature = tuple[int, int, int, int]

# What pyarrow and our own reading raise for a file that holds something else than it should.
NOT_AS_EXPECTED = (OSError, ValueError, LookupError, TypeError, AttributeError, pa.ArrowException)


def signature(path: Path) -> Signature:
    """What changes when a file is written (no writer can set the inode's ctime). Raises OSError where there is none."""
    status = os.stat(path)
    if not S_ISREG(status.st_mode):
        raise FileNotFoundError(ENOENT, "not a regular file", str(path))  # a pipe would be waited for
    return status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


class SnapshotFile:
    """One file of a snapshot. Safe to share between threads.

    The content is compared with its sha256 before the first reading, and again when the file was changed since.
    """

    def __init__(self, folder: Path, name: str, sha256: str) -> None:
        self.name, self._path, self._sha256 = name, folder / name, sha256
        self._lock = Lock()
        self._checked: tuple[Signature, bool] | None = None

    @property
    def label(self) -> str:
        """What messages call it: name and folder, without the full path."""
        path = PurePosixPath(self.name)
        return f"{path.name} ({path.parent})" if path.parent.name else path.name

    @contextmanager
    def reading(self) -> Iterator[Path]:
        """The path, to be read now. Raises SnapshotError where the file is gone, damaged or of another kind."""
        self.check()
        try:
            yield self._path
        except NOT_AS_EXPECTED as error:
            raise SnapshotError(self._unreadable(error), self._path) from error

    def check(self) -> None:
        """Raises SnapshotError where the file is not there or not what was built."""
        try:
            is_whole = self._is_whole()
        except FileNotFoundError as error:
            raise SnapshotError(f"{self.label} of the snapshot is missing", self._path) from error
        except OSError as error:
            raise SnapshotError(self._unreadable(error), self._path) from error
        if not is_whole:
            raise SnapshotError(f"{self.label} of the snapshot is damaged: it is not what was built", self._path)

    def has_content(self) -> bool:
        """Whether there is such a file, and more than nothing in it."""
        try:
            return signature(self._path)[1] > 0
        except OSError:
            return False

    def size(self) -> int:
        """Bytes. Raises SnapshotError where the file is not there."""
        with self.reading() as path:
            return path.stat().st_size

    def _is_whole(self) -> bool:
        now = signature(self._path)
        with self._lock:
            if self._checked is None or self._checked[0] != now:
                with self._path.open("rb") as file:
                    self._checked = now, hashlib.file_digest(file, "sha256").hexdigest() == self._sha256
            return self._checked[1]

    def _unreadable(self, error: Exception) -> str:
        return f"{self.label} of the snapshot can't be read ({without_path(error)})"


class SnapshotFiles:
    """Every file that a snapshot's sidecar lists. outputs: path within the snapshot -> sha256."""

    def __init__(self, folder: Path, outputs: Mapping[str, str]) -> None:
        self._folder = folder
        self._files = {name: SnapshotFile(folder, name, digest) for name, digest in sorted(outputs.items())}

    def __contains__(self, name: str) -> bool:
        return name in self._files

    def __getitem__(self, name: str) -> SnapshotFile:
        """Raises SnapshotError for a file that the snapshot does not have."""
        if name not in self._files:
            label = SnapshotFile(self._folder, name, "").label
            raise SnapshotError(f"{label} of the snapshot is missing", self._folder)
        return self._files[name]

    def below(self, folder: str) -> list[SnapshotFile]:
        """Files of a folder within the snapshot, by name."""
        return [file for name, file in self._files.items() if name.startswith(f"{folder}/")]

    def check_all(self) -> None:
        """Raises SnapshotError for the first file that is missing or empty. Reads none."""
        for file in self._files.values():
            if not file.has_content():
                raise SnapshotError(f"{file.label} of the snapshot is missing", self._folder)

    def problems(self) -> list[str]:
        """A sentence for each file that is gone or damaged. Reads what was changed since it was checked last."""
        return [problem for file in self._files.values() if (problem := _problem(file))]


def check_columns(metadata: Any, texts: Iterable[str], numbers: Iterable[str] = ()) -> None:
    """Raises ValueError where a Parquet file lacks a column of text, or one of float64."""
    columns = (metadata.schema.column(place) for place in range(metadata.num_columns))
    kinds = {column.name: column.physical_type for column in columns}
    for kind, names in (("BYTE_ARRAY", texts), ("DOUBLE", numbers)):
        for name in names:
            if kinds.get(name) != kind:
                raise ValueError(f"column {name} is {kinds.get(name)}, not {kind}")


def _problem(file: SnapshotFile) -> str:
    try:
        file.check()
    except SnapshotError as error:
        return error.problem
    return ""
