"""Many ask for files at once: each picture is drawn once and cached, and nobody waits for ever."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator
from hashlib import sha256
from threading import Event

import pytest
from starlette.responses import Response
from starlette.types import Message

from indicators.export.drawing import Drawing, draw
from pages.runtime.snapshots import store
from tests.pages.asking import ask, get
from web.exports import answers
from web.exports.answers import ExportFiles
from web.exports.draw_processes import DrawError, TooLongError
from web.exports.job_queue import JobQueue

WAIT = 60
PEERS = "/export/segregation/peers.png?place=48453"
OTHERS = [f"/export/segregation/peers.png?place={place}" for place in ("48029", "53033", "48113")]


class Pen:
    """Draws in place of the processes, when it is let; holds what it was given."""

    def __init__(self) -> None:
        self.drawings: list[Drawing] = []
        self.go = Event()
        self.go.set()
        self.error: Exception | None = None

    def draw(self, drawing: Drawing) -> bytes:
        self.drawings.append(drawing)
        assert self.go.wait(WAIT)
        if self.error is not None:
            raise self.error
        return sha256(repr(drawing).encode()).hexdigest().encode()


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> ExportFiles:
    """Nothing cached, nobody in the queue."""
    files = ExportFiles()
    monkeypatch.setattr(answers, "FILES", files)
    return files


@pytest.fixture
def pen(files: ExportFiles, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pen]:
    pen = Pen()
    monkeypatch.setattr(files, "processes", pen)
    yield pen
    pen.go.set()


async def until(true: Callable[[], object]) -> None:
    async with asyncio.timeout(WAIT):
        while not true():
            await asyncio.sleep(0.01)


async def answer_all(*addresses: str) -> list[Response]:
    return await asyncio.gather(*(get(address) for address in addresses))


def test_a_picture_asked_for_by_many_at_once_is_drawn_once(pen: Pen) -> None:
    many = asyncio.run(answer_all(*[PEERS] * 30))
    assert {(answer.status_code, bytes(answer.body)) for answer in many} == {(200, bytes(many[0].body))}
    assert len(pen.drawings) == 1


def test_a_picture_drawn_before_is_not_drawn_again(pen: Pen) -> None:
    first = ask(PEERS)
    for address in (PEERS, f"{PEERS}&utm_source=newsletter", "/export/segregation/peers.png?utm_id=1&place=48453"):
        again = ask(address)
        assert (bytes(again.body), dict(again.headers)) == (bytes(first.body), dict(first.headers))
    assert len(pen.drawings) == 1


@pytest.mark.parametrize(
    "other",
    [
        OTHERS[0],
        PEERS.replace(".png", ".svg"),
        f"{PEERS}&measure=entropy_index",
        f"{PEERS}&peers=48029",
        f"{PEERS}&pinned=48029",
        f"{PEERS}&period=2010",
        PEERS.replace("peers.png", "trend.png"),
        "/export/overview/segregation.png?place=48453",
    ],
)
def test_whatever_else_is_asked_for_is_another_picture(pen: Pen, other: str) -> None:
    assert ask(PEERS).headers["etag"] != ask(other).headers["etag"]
    assert len(pen.drawings) == 2


def test_whoever_reaches_the_server_by_another_name_gets_that_address(pen: Pen) -> None:
    secure = ask(PEERS, referer="https://measure.example/segregation")
    assert secure.headers["etag"] != ask(PEERS).headers["etag"]
    assert [drawing.permalink.partition(":")[0] for drawing in pen.drawings] == ["https", "http"]


def test_the_cache_of_pictures_is_bounded(pen: Pen, files: ExportFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(PEERS)
    weight = files.cache.weight
    assert weight > len(PEERS)
    monkeypatch.setattr(files.cache, "_limit", int(2.5 * weight))
    for address in (*OTHERS, PEERS, *OTHERS):
        ask(address)
        assert files.cache.weight <= 2.5 * weight
    assert len(pen.drawings) == 1 + 7
    long = f"{PEERS}&other_level={'x' * 5000}"
    ask(long)
    assert files.cache.weight > 5000, "the cache holds an address with its picture"


def test_one_who_has_the_file_is_told_so(pen: Pen) -> None:
    for kind in ("png", "csv", "txt"):
        address = PEERS.replace("png", kind)
        tag = ask(address).headers["etag"]
        for has in (tag, f"W/{tag}", f'"other", {tag}', "*"):
            again = ask(address, if_none_match=has)
            assert (again.status_code, bytes(again.body), again.headers["etag"]) == (304, b"", tag)
        assert ask(address, if_none_match='"other"').status_code == 200


def test_only_an_address_with_the_snapshot_shown_lasts(pen: Pen) -> None:
    shown = store().snapshot
    assert "immutable" in ask(f"{PEERS}&snapshot={shown}").headers["cache-control"]
    assert "immutable" in ask(f"{PEERS.replace('png', 'csv')}&snapshot={shown}").headers["cache-control"]
    for address in (PEERS, f"{PEERS}&snapshot=", f"{PEERS.replace('png', 'txt')}&snapshot={shown}"):
        policy = ask(address).headers["cache-control"]
        assert "no-cache" in policy
        assert "immutable" not in policy
    assert "immutable" not in ask(f"{PEERS}&snapshot=0123456789ab").headers.get("cache-control", "")


def test_a_full_line_is_told_to_come_again_and_texts_do_not_wait_in_it(pen: Pen, files: ExportFiles) -> None:
    files.pictures = JobQueue("pictures", threads=1, places=2)

    async def many() -> None:
        pen.go.clear()
        first = [asyncio.create_task(get(address)) for address in (PEERS, OTHERS[0])]
        await until(lambda: len(files.pictures) == 2)
        refused = await get(OTHERS[1])
        assert refused.status_code == 503
        assert int(refused.headers["retry-after"]) > 0
        assert bytes(refused.body).decode() == answers.FULL
        assert refused.headers["cache-control"] == "no-store"
        assert (await get(PEERS.replace("png", "csv"))).status_code == 200
        assert (await get(PEERS.replace("png", "exe"))).status_code == 404
        assert (await get("/export/nowhere/peers.png")).status_code == 404
        assert (await get("/export/segregation/peers.png?place=99999")).status_code == 400
        assert (await get("/export/segregation/map.png?map=globe")).status_code == 400
        same = asyncio.create_task(get(PEERS))
        await asyncio.sleep(0.1)
        assert not same.done(), "one who asks for what is being drawn needs no place"
        pen.go.set()
        assert [answer.status_code for answer in await asyncio.gather(*first, same)] == [200] * 3
        assert (await get(OTHERS[1])).status_code == 200

    asyncio.run(many())
    assert len(pen.drawings) == 3


def test_a_visitor_who_leaves_frees_the_place(pen: Pen, files: ExportFiles) -> None:
    files.pictures = JobQueue("pictures", threads=1, places=2)

    async def many() -> None:
        pen.go.clear()
        leaving = asyncio.Event()

        async def leaves() -> Message:
            await leaving.wait()
            return {"type": "http.disconnect"}

        first = asyncio.create_task(get(PEERS))
        await until(lambda: pen.drawings)
        second = asyncio.create_task(get(OTHERS[0], leaves))
        await until(lambda: len(files.pictures) == 2)
        leaving.set()
        await second
        assert len(files.pictures) == 1
        third = asyncio.create_task(get(OTHERS[1]))
        await until(lambda: len(files.pictures) == 2)
        pen.go.set()
        assert [answer.status_code for answer in await asyncio.gather(first, third)] == [200, 200]

    asyncio.run(many())
    assert ["48453" in pen.drawings[0].permalink, "53033" in pen.drawings[1].permalink] == [True, True]
    assert len(pen.drawings) == 2


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (TooLongError("took longer than 30 seconds"), 503),
        (DrawError("ValueError: /srv/measure/fonts not found"), 500),
        (OSError(12, "Cannot allocate memory", "/srv/python"), 500),
    ],
)
def test_what_fails_is_one_plain_line_for_the_visitor_and_told_to_the_log(
    pen: Pen, caplog: pytest.LogCaptureFixture, error: Exception, status: int
) -> None:
    pen.error = error
    with caplog.at_level(logging.WARNING):
        answer = ask(PEERS)
    line = bytes(answer.body).decode()
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/plain")
    assert line
    assert not any(part in line for part in ("\n", "/", "Error", "Traceback"))
    assert str(error) in caplog.text
    pen.error = None
    assert ask(PEERS).status_code == 200


def test_what_cannot_be_built_is_one_plain_line_too(files: ExportFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> Callable[[], None]:
        def build() -> None:
            raise ValueError("/srv/measure: a figure is not a number")

        return build

    monkeypatch.setattr(answers, "builder_of", broken)
    answer = ask(PEERS.replace("png", "csv"))
    assert (answer.status_code, bytes(answer.body).decode()) == (500, answers.FAILED)


@pytest.mark.parametrize("kind", ["png", "svg"])
@pytest.mark.parametrize("path", ["segregation/peers", "segregation/map", "mobility/zones"])
def test_the_processes_draw_what_the_page_shows_byte_for_byte(files: ExportFiles, path: str, kind: str) -> None:
    drawings: list[Drawing] = []
    processes = files.processes

    class Copy:
        def draw(self, drawing: Drawing) -> bytes:
            drawings.append(drawing)
            return processes.draw(drawing)

    files.processes = Copy()  # type: ignore[assignment]
    answer = ask(f"/export/{path}.{kind}?place=48453")
    processes.stop()
    assert bytes(answer.body) == draw(drawings[0])
