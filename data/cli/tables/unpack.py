"""Read a file as bytes and unpack it, up to a limit; a damaged file is a UserError of one line."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any, Literal, cast

from data.core.errors import UserError, one_line

# How files begin that aren't what they are taken for.
_KINDS = {
    b"PAR1": "parquet",
    b"\x1f\x8b": "gzip",
    b"BZh": "bzip2",
    b"\xfd7zXZ\x00": "xz",
    b"PK\x03\x04": "zip",
    b"PK\x05\x06": "zip",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "excel",
    b"\x28\xb5\x2f\xfd": "zstd",
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"Rar!": "rar",
}
LONGEST_SHOWN = 60
_LONGEST = max(map(len, _KINDS))
_OPENERS: dict[str, Callable[[IO[bytes], Literal["rb"]], Any]] = {"gzip": gzip.open, "bzip2": bz2.open, "xz": lzma.open}
DAMAGED = (EOFError, OSError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, RuntimeError)


class _Counted(io.RawIOBase):
    """Bytes of another stream, up to a limit. Raises UserError beyond it, and where the packed file is damaged."""

    def __init__(self, source: IO[bytes], name: str, limit: int) -> None:
        self._source, self._name, self._limit, self._count = source, name, limit, 0

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer; 0 at the end."""
        try:
            piece = self._source.read(len(buffer))
        except DAMAGED as error:
            raise UserError(f"{self._name} can't be read, it is cut or damaged: {one_line(error)}") from error
        self._count += len(piece)
        if self._count > self._limit:
            most = f"{self._limit / 1e6:,.0f} MB"
            raise UserError(f"{self._name} holds more than {most} of text, the most that is read: see --max-mb")
        buffer[: len(piece)] = piece
        return len(piece)


def kind_of(head: bytes) -> str:
    """``parquet``, ``gzip``, ``zip``, ``excel`` and so on by the first bytes of a file; "" for what may be text."""
    return next((kind for start, kind in _KINDS.items() if head.startswith(start)), "")


def first_bytes(path: Path) -> bytes:
    """The first bytes of a file, for ``kind_of``; none of a pipe, which can be read once only. Raises UserError."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError as error:
        raise UserError(f"no file {path}") from error
    except (OSError, ValueError) as error:  # a name too long, a folder that may not be read
        raise UserError(
            f"{path.name[:LONGEST_SHOWN]} can't be read: {getattr(error, 'strerror', None) or error}"
        ) from error
    if stat.S_ISDIR(mode):
        raise UserError(f"{path} is a folder, not a file")
    if not stat.S_ISREG(mode):
        return b""
    with open_file(path) as file:
        return file.read(_LONGEST)


@contextmanager
def open_file(path: Path) -> Iterator[io.BufferedReader]:
    """Open the file as it is, packed or not. Raises UserError where it can't be opened."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise UserError(f"{path.name} can't be read: {error.strerror or error}") from error
    with file:
        yield file


@contextmanager
def unpack(path: Path, limit: int) -> Iterator[io.BufferedReader]:
    """The content of a plain, gzip, bzip2, xz or zip file (with one file in it), at most ``limit`` bytes.

    Raises UserError, while it is read too.
    """
    with ExitStack() as stack:
        file = stack.enter_context(open_file(path))
        kind = kind_of(file.peek(_LONGEST))
        if kind in _OPENERS:
            source = cast("IO[bytes]", stack.enter_context(_OPENERS[kind](file, "rb")))
        elif kind == "zip":
            source = stack.enter_context(_only_member(file, path.name))
        elif kind:
            wanted = "save it as CSV (UTF-8)" if kind == "excel" else "unpack it first"
            raise UserError(f"{path.name} is a file of {kind.replace('excel', 'Excel')}, not a table as text: {wanted}")
        else:
            source = cast("IO[bytes]", file)
        reader: io.BufferedReader = io.BufferedReader(_Counted(source, path.name, limit), 1 << 18)
        if within := kind and kind_of(reader.peek(_LONGEST)):
            raise UserError(f"{path.name} is a file of {kind} that holds one of {within}: unpack it first")
        yield reader


@contextmanager
def _only_member(file: IO[bytes], name: str) -> Iterator[IO[bytes]]:
    try:
        archive = zipfile.ZipFile(file)
        members = [m for m in archive.infolist() if not m.is_dir() and not m.filename.startswith("__MACOSX/")]
        if any(member.filename == "[Content_Types].xml" for member in members):
            raise UserError(f"{name} is a file of Excel, not a table as text: save it as CSV (UTF-8)")
        if len(members) != 1:
            raise UserError(f"{name} holds {len(members)} files: give a zip of one table")
        source = archive.open(members[0])
    except DAMAGED as error:
        raise UserError(f"{name} can't be read, it is cut or damaged: {one_line(error)}") from error
    with archive, source:
        yield source
