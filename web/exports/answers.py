"""Answer requests for files: a queue builds them; pictures are drawn by other processes and cached."""

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
from pages.runtime.script_queue import in_script_queue
from pages.runtime.snapshots import showing, store
from pages.view.session import OPTIONS
from web.exports.draw_processes import DrawProcesses, TooLongError, process_count
from web.exports.exhibits import Build, NotUnderstoodError, builder_of
from web.exports.job_queue import FullError, JobQueue

_LOGGER = logging.getLogger(__name__)

# Bytes of finished pictures in the cache: fifty or more.
CACHED_BYTES = 32_000_000
# The last of so many pictures waits about twenty seconds. Figures and citations take a few hundredths of a second.
PICTURES_IN_QUEUE, TEXTS_IN_QUEUE = 40, 100
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
class ExportRequest:
    """The address of a file. query: the fields that are ours, sorted; origin: scheme and host for the permalink."""

    page: str
    exhibit_key: str
    kind: str
    query: tuple[tuple[str, str], ...]
    origin: str


@dataclass(frozen=True, slots=True)
class Key:
    """The key of the cache: all that a picture depends on. base: the path that the app is served under."""

    export: ExportRequest
    base: str
    snapshot: str


@dataclass(frozen=True, slots=True)
class File:
    """A finished file, its entity tag, and its bytes in memory with its key in the cache.

    is_lasting: whether its address never leads to other figures.
    """

    name: str
    body: bytes
    etag: str
    is_lasting: bool
    weight: int


class ExportFiles:
    """The queues that build files, and the cache of finished pictures."""

    def __init__(self) -> None:
        self.processes = DrawProcesses()
        self.pictures: JobQueue[File | None] = JobQueue("pictures", process_count(), PICTURES_IN_QUEUE)
        self.texts: JobQueue[File | None] = JobQueue("texts", 1, TEXTS_IN_QUEUE)
        self.cache: BoundedCache[File] = BoundedCache(CACHED_BYTES, lambda file: file.weight)

    def look(self, export: ExportRequest) -> File | Future[File | None] | None:
        """The file if it is cached, else a future of it; None where the page has nothing of that name.

        Raises NotUnderstoodError, SnapshotError and FullError.
        """
        with _reading(), showing(dict(export.query).get(SNAPSHOT, "")):
            key = Key(export, base(), store().snapshot)
            file = self.cache.get(key, _nothing)
            if file is not None:
                return file
            build = builder_of(export.page, export.exhibit_key, dict(export.query), export.origin)
            if build is None:
                return None
            queue = self.pictures if export.kind in PICTURES else self.texts
            # The job runs in this context: it reads the snapshot that is shown now.
            return queue.submit(key, partial(self._make, key, build))

    def _make(self, key: Key, build: Build) -> File | None:
        file = self.cache.get(key, _nothing)
        if file is not None:
            return file
        kind = FORMATS[key.export.kind]
        with in_script_queue(), _reading():
            named = build()
            content = kind.make(named[1]) if named else None
        if named is None or content is None:
            return None
        body = self.processes.draw(content) if isinstance(content, Drawing) else content
        is_lasting = dict(key.export.query).get(SNAPSHOT) == key.snapshot and not kind.is_dated
        name = f"{file_name(named[0])}.{key.export.kind}"
        file = File(name, body, f'"{sha256(body).hexdigest()[:20]}"', is_lasting, len(body) + len(repr(key)))
        return self.cache.get(key, lambda: file) if content is not body else file


FILES = ExportFiles()


@contextmanager
def _reading() -> Iterator[None]:
    """Raise an OSError of a file of the snapshot as SnapshotError."""
    try:
        yield
    except OSError as error:
        raise SnapshotError("a file of the snapshot can't be read just now") from error


async def answer(request: Request, origin: str) -> Response:
    """Answer with the file, or with one line that says why there is none. Runs in the event loop and holds no thread.

    origin: scheme and host as the visitor sees them.
    """
    exhibit_key, _, kind = request.path_params["name"].rpartition(".")
    if kind not in FORMATS:
        return _refusal(404, "Not found")
    query = tuple(sorted((key, value) for key, value in request.query_params.items() if key in FIELDS))
    export = ExportRequest(request.path_params["page"], exhibit_key, kind, query, origin)
    try:
        file = await _in_time(export, request)
    except Exception as error:
        return _refusal_for(error, request)
    return _answer(kind, file, request) if file else _refusal(404, "Not found")


async def _in_time(export: ExportRequest, request: Request) -> File | None:
    """Wait for the file. Raises LeftError, and leaves the queue, where the visitor goes away first."""
    file_or_future = await run_in_threadpool(FILES.look, export)
    if not isinstance(file_or_future, Future):
        return file_or_future
    future = asyncio.wrap_future(file_or_future)
    left = asyncio.ensure_future(_left(request))
    try:
        await asyncio.wait((future, left), return_when=asyncio.FIRST_COMPLETED)
        if not future.done():
            raise LeftError
        return future.result()
    finally:
        left.cancel()
        future.cancel()


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
    """One line for the visitor. The details of a fault of ours go to the log alone."""
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
