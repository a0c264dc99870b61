"""Viewers without a browser: websocket clients that speak Streamlit's protocol.

A viewer asks for a page with its query, as a browser does on a link or on the back button, and takes every message
until the script has finished. ``python -m bench.viewers URL --viewers 300 --every 10 --seconds 60`` puts load on a
server from a process of its own and prints one line of JSON.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from bench.views import View, every_view

DONE = ForwardMsg.FINISHED_SUCCESSFULLY
TIMEOUT = 60.0


@dataclass(frozen=True)
class Reply:
    """One rerun as the viewer saw it: seconds from asking to the script's end, bytes and messages received."""

    seconds: float
    size: int
    messages: int
    errors: tuple[str, ...]


@dataclass
class Viewer:
    """One open tab. Like a browser, it remembers the list of pages and is not sent big messages again that it has."""

    socket: ClientConnection
    address: str
    pages: dict[str, str] = field(default_factory=dict)
    hashes_of_views: list[list[str]] = field(default_factory=list)

    async def show(self, view: View) -> Reply:
        """Go to a view and wait until the server is done with it."""
        started = time.perf_counter()
        await self.socket.send(self._request(view))
        size, count, errors, hashes = 0, 0, [], []
        while True:
            async with asyncio.timeout(TIMEOUT):
                raw = await self.socket.recv(decode=False)
            message = ForwardMsg.FromString(raw)
            size, count = size + len(raw), count + 1
            errors += _error(message)
            if message.metadata.cacheable:
                hashes.append(message.hash)
            if message.WhichOneof("type") == "ref_hash":
                hashes.append(message.ref_hash)
            self.pages |= {page.url_pathname: page.page_script_hash for page in message.navigation.app_pages}
            if message.WhichOneof("type") == "script_finished" and message.script_finished == DONE:
                break
        self.hashes_of_views = [*self.hashes_of_views[-1:], hashes]
        return Reply(time.perf_counter() - started, size, count, tuple(errors))

    def _request(self, view: View) -> bytes:
        message = BackMsg()
        state = message.rerun_script
        state.query_string = urlencode(view.query, safe=",")
        state.page_script_hash = self.pages.get(view.page, "")
        state.page_name = "" if self.pages else view.page
        state.is_history_navigation = True
        state.cached_message_hashes.extend(message_hash for hashes in self.hashes_of_views for message_hash in hashes)
        state.context_info.timezone = "America/Chicago"
        state.context_info.locale = "en-US"
        state.context_info.url = f"{self.address}/{view.page}"
        return bytes(message.SerializeToString())


async def open_viewer(address: str) -> Viewer:
    """Connect to ``http://host:port``."""
    stream = address.replace("http://", "ws://") + "/_stcore/stream"
    socket = await connect(stream, subprotocols=[Subprotocol("streamlit")], max_size=None, proxy=None)
    return Viewer(socket, address)


@dataclass
class Load:
    """What many viewers measured together."""

    replies: list[Reply] = field(default_factory=list)
    dropped: int = 0
    timed_out: int = 0


async def crowd(address: str, viewers: int, interval: float, seconds: float, views: Sequence[View]) -> Load:
    """Many viewers, each changing its view every ``every`` seconds on average, for ``seconds`` after all are in."""
    load = Load()
    opened = []
    for start in range(0, viewers, 10):
        batch = await asyncio.gather(*(open_viewer(address) for _ in range(start, min(viewers, start + 10))))
        await asyncio.gather(*(viewer.show(random.choice(views)) for viewer in batch))
        opened += batch
    end = time.perf_counter() + seconds
    await asyncio.gather(*(_wander(viewer, interval, end, views, load) for viewer in opened))
    await asyncio.gather(*(viewer.socket.close() for viewer in opened))
    return load


async def _wander(viewer: Viewer, interval: float, end: float, views: Sequence[View], load: Load) -> None:
    await asyncio.sleep(random.uniform(0, interval))
    while time.perf_counter() < end:
        try:
            reply = await viewer.show(random.choice(views))
        except TimeoutError:
            load.timed_out += 1
            return
        except ConnectionClosed:
            load.dropped += 1
            return
        load.replies.append(reply)
        pause = random.uniform(0.5, 1.5) * interval - reply.seconds
        await asyncio.sleep(max(0.0, min(pause, end - time.perf_counter())))


def quantile(numbers: Sequence[float], share: float) -> float:
    """The number below which ``share`` of the numbers lie (nearest rank)."""
    ordered = sorted(numbers)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _error(message: ForwardMsg) -> list[str]:
    if message.WhichOneof("type") == "delta" and message.delta.new_element.HasField("exception"):
        exception = message.delta.new_element.exception
        return [f"{exception.type}: {exception.message}"[:100]]
    if message.WhichOneof("type") == "page_not_found":
        return [f"page not found: {message.page_not_found.page_name}"]
    return []


def main() -> None:
    """Print what a crowd saw, as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address")
    parser.add_argument("--viewers", type=int, default=100)
    parser.add_argument("--every", type=float, default=10)
    parser.add_argument("--seconds", type=float, default=60)
    chosen = parser.parse_args()
    random.seed(1)
    load = asyncio.run(crowd(chosen.address, chosen.viewers, chosen.every, chosen.seconds, every_view()))
    times = [reply.seconds * 1000 for reply in load.replies]
    errors = [error for reply in load.replies for error in reply.errors]
    print(
        json.dumps(
            {
                "reruns": len(times),
                "median_ms": round(quantile(times, 0.5), 1),
                "p95_ms": round(quantile(times, 0.95), 1),
                "max_ms": round(max(times), 1),
                "errors": len(errors),
                "first_error": errors[0] if errors else "",
                "dropped": load.dropped,
                "timed_out": load.timed_out,
            }
        )
    )


if __name__ == "__main__":
    main()
