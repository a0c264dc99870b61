"""What the server answers to the address of a file: it is made in a line; pictures are drawn beside and remembered."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from hashlib import sha256

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from data.core.errors import SnapshotError
from data.reader.cache import BoundedCache
from indicators.core.selection import RESERVED, SNAPSHOT
from indicators.export.drawing import Drawing
from indicators.export.formats import FORMATS, PICTURES, file_name
from pages.blocks.no_figures import reason
from pages.runtime.base_path import base
from pages.runtime.script_queue import turn
from pages.runtime.snapshots import showing, store
from pages.view.session import OPTIONS
from web.exports.draw_processes import DrawProcesses, TooLongError, at_once
from web.exports.exhibits import Build, NotUnderstoodError, builder_of
from web.exports.job_queue import FullError, Line

_LOGGER = logging.getLogger(__name__)

# Bytes of finished pictures that are remembered, fifty or more.
REMEMBERED = 32_000_000
# The last of so many pictures waits about twenty seconds. Figures and citations take a few hundredths of a second.
PICTURES_IN_LINE, TEXTS_IN_LINE = 40, 100
TRY_AGAIN = 10  # seconds
FULL = f"Many files are being made right now. Please try again in {TRY_AGAIN} seconds."
TOO_LONG = "This picture took too long to draw. Please try again later, or take the figures as CSV."
FAILED = "This file could not be made. The server's log says why."
# The address holds all that a picture depends on but the program: an update may mend it.
LASTING, CHECKED = "private, max-age=86400, immutable", "private, no-cache"
# Fields of an address that are ours; a mailing's tracking code makes no other file.
FIELDS = frozenset((*RESERVED, *OPTIONS))


class LeftError(Exception):
    """The visitor closed the connection."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The address of a file. query: the fields that are ours, sorted; origin: scheme and host for the permalink."""

    page: str
    what: str
    kind: str
    query: tuple[tuple[str, str], ...]
    origin: str


@dataclass(frozen=True, slots=True)
class Key:
    """All that a picture depends on. base: the path that the app is served under; snapshot: the one that is shown."""

    asked: Asked
    base: str
    snapshot: str


@dataclass(frozen=True, slots=True)
class File:
    """A finished file, its entity tag, and its bytes in memory with the address that it is remembered by.

    is_lasting: whether its address never leads to other figures.
    """

    name: str
    body: bytes
    etag: str
    is_lasting: bool
    weight: int


class ExportFiles:
    """All files that are being made, and the pictures that are remembered."""

    def __init__(self) -> None:
        self.processes = DrawProcesses()
        self.pictures: Line[File | None] = Line("pictures", at_once(), PICTURES_IN_LINE)
        self.texts: Line[File | None] = Line("texts", 1, TEXTS_IN_LINE)
        self.remembered: BoundedCache[File] = BoundedCache(REMEMBERED, lambda file: file.weight)

    def look(self, asked: Asked) -> File | Future[File | None] | None:
        """The file where it is remembered, else the place in the line for it; None where there is nothing of that name.

        Raises NotUnderstoodError, SnapshotError and FullError.
        """
        with _reading(), showing(dict(asked.query).get(SNAPSHOT, "")):
            key = Key(asked, base(), store().snapshot)
            file = self.remembered.get(key, _nothing)
            if file is not None:
                return file
            build = builder_of(asked.page, asked.what, dict(asked.query), asked.origin)
            if build is None:
                return None
            line = self.pictures if asked.kind in PICTURES else self.texts
            # The line takes the context along: what is made later is made of the snapshot that is shown now.
            return line.ask(key, partial(self._make, key, build))

    def _make(self, key: Key, build: Build) -> File | None:
        file = self.remembered.get(key, _nothing)
        if file is not None:
            return file
        kind = FORMATS[key.asked.kind]
        with turn(), _reading():
            named = build()
            content = kind.make(named[1]) if named else None
        if named is None or content is None:
            return None
        body = self.processes.draw(content) if isinstance(content, Drawing) else content
        is_lasting = dict(key.asked.query).get(SNAPSHOT) == key.snapshot and not kind.is_dated
        name = f"{file_name(named[0])}.{key.asked.kind}"
        file = File(name, body, f'"{sha256(body).hexdigest()[:20]}"', is_lasting, len(body) + len(repr(key)))
        return self.remembered.get(key, lambda: file) if content is not body else file


FILES = ExportFiles()


@contextmanager
def _reading() -> Iterator[None]:
    """What the system says of a file of the snapshot is an error of the snapshot. Raises SnapshotError."""
    try:
        yield
    except OSError as error:
        raise SnapshotError("a file of the snapshot can't be read just now") from error


async def answer(request: Request, origin: str) -> Response:
    """The file, or a plain line on why there is none. It runs in the event loop and waits without a thread.

    origin: scheme and host as the visitor sees them.
    """
    what, _, kind = request.path_params["name"].rpartition(".")
    if kind not in FORMATS:
        return _refusal(404, "Not found")
    query = tuple(sorted((key, value) for key, value in request.query_params.items() if key in FIELDS))
    asked = Asked(request.path_params["page"], what, kind, query, origin)
    try:
        file = await _in_time(asked, request)
    except Exception as error:
        return _refusal_for(error, request)
    return _answer(kind, file, request) if file else _refusal(404, "Not found")


async def _in_time(asked: Asked, request: Request) -> File | None:
    """The file, once it is made. Raises LeftError where the visitor leaves before that, and frees the place."""
    place = await run_in_threadpool(FILES.look, asked)
    if not isinstance(place, Future):
        return place
    ready = asyncio.wrap_future(place)
    left = asyncio.ensure_future(_left(request))
    try:
        await asyncio.wait((ready, left), return_when=asyncio.FIRST_COMPLETED)
        if not ready.done():
            raise LeftError
        return ready.result()
    finally:
        left.cancel()
        ready.cancel()


async def _left(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _answer(kind: str, file: File, request: Request) -> Response:
    headers = {
        "Cache-Control": LASTING if file.is_lasting else CHECKED,
        "Content-Disposition": f'attachment; filename="{file.name}"',
        "ETag": file.etag,
        "X-Content-Type-Options": "nosniff",
    }
    if _has_it(request, file):
        return Response(status_code=304, headers=headers)
    return Response(file.body, media_type=FORMATS[kind].mime, headers=headers)


def _has_it(request: Request, file: File) -> bool:
    tags = (tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(","))
    return any(tag in (file.etag, "*") for tag in tags)


def _refusal_for(error: Exception, request: Request) -> Response:
    """The line for the visitor; what is ours to mend is told to the log alone."""
    match error:
        case NotUnderstoodError():
            return _refusal(400, str(error))
        case SnapshotError():
            return _refusal(503, reason(error))
        case LeftError():
            return _refusal(499, "")
        case FullError():
            return _refusal(503, FULL, {"Retry-After": str(TRY_AGAIN)})
        case TooLongError():
            _LOGGER.warning("%s: %s", request.url.path, error)
            return _refusal(503, TOO_LONG, {"Retry-After": str(TRY_AGAIN)})
    _LOGGER.error("%s could not be made", request.url.path, exc_info=error)
    return _refusal(500, FAILED)


def _refusal(status: int, text: str, headers: dict[str, str] | None = None) -> Response:
    return PlainTextResponse(text, status, {"Cache-Control": "no-store"} | (headers or {}))


def _nothing() -> None:
    return None
