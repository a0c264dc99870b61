"""Draw pictures in child processes of the server (docs/decisions/drawing-beside.md).

They start with the first picture, end when nobody has wanted one for a while, and end with the server, however it ends:
each reads from a pipe that only the server holds open.
"""

from __future__ import annotations

import logging
import os
import pickle
import subprocess
import sys
from pathlib import Path
from threading import Event, Lock, Timer
from typing import BinaryIO, cast

from indicators.export.drawing import Drawing

_LOGGER = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parents[2]
# Seconds: the longest that a picture may take (a nation by county takes two), and how long a process waits for another.
LONGEST, IDLE = 30.0, 60.0
# Processes at most, however many processors there are: each takes up to 270 MB, after ten pictures and after 200.
MOST = 2


# What a pipe raises when the process at its other end is gone.
BROKEN = (OSError, EOFError, pickle.UnpicklingError)


class DrawError(Exception):
    """A picture could not be drawn; the text is for the log."""


class TooLongError(DrawError):
    """Drawing took longer than a picture may take."""


class EndedError(DrawError):
    """Something outside ended the process, or it crashed."""


def process_count() -> int:
    """How many pictures are drawn at the same time: one processor is left to the viewers."""
    return min(max((os.cpu_count() or 1) - 1, 1), MOST)


class Drawer:
    """A child process that draws. It serves one thread at a time."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "web.exports.draw_worker"]
        self.process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def draw(self, drawing: Drawing, seconds: float) -> bytes:
        """Draw a file. Raises DrawError; a process that still runs afterwards can draw the next one."""
        overdue = Event()
        timer = Timer(seconds, self._end_overdue, (overdue,))
        timer.daemon = True
        timer.start()
        try:
            is_drawn, content = self._ask((seconds, drawing))
        except Exception as error:
            self.stop()  # whatever went wrong, half a request or half an answer may be in the pipes
            if overdue.is_set():
                raise TooLongError(f"a {drawing.kind} took longer than {seconds:g} seconds") from None
            if isinstance(error, BROKEN):
                raise EndedError(f"the process that draws ended with code {self.process.returncode}") from None
            raise DrawError(f"a {drawing.kind} could not be sent: {error}") from error
        finally:
            timer.cancel()
        if not is_drawn:
            raise DrawError(content)
        return cast(bytes, content)

    def stop(self) -> None:
        """End the process, whatever it is doing, and close its pipes."""
        self.process.kill()
        if not cast(BinaryIO, self.process.stdin).closed:
            self.process.communicate()

    def _ask(self, request: tuple[float, Drawing]) -> tuple[bool, bytes | str]:
        requests, answers = cast(BinaryIO, self.process.stdin), cast(BinaryIO, self.process.stdout)
        pickle.dump(request, requests, pickle.HIGHEST_PROTOCOL)
        requests.flush()
        return cast("tuple[bool, bytes | str]", pickle.load(answers))

    def _end_overdue(self, overdue: Event) -> None:
        overdue.set()
        self.process.kill()


class DrawProcesses:
    """A pool: as many child processes as threads draw at the same time. Safe to share between threads."""

    def __init__(self, longest: float = LONGEST, idle: float = IDLE) -> None:
        self._longest, self._idle = longest, idle
        self._free: list[Drawer] = []
        self._lock = Lock()
        self._timer: Timer | None = None

    def draw(self, drawing: Drawing) -> bytes:
        """Draw a file. Tries once more where the process ended. Raises DrawError."""
        try:
            return self._draw(drawing)
        except EndedError as error:
            _LOGGER.warning("%s; another is started", error)
            return self._draw(drawing)

    def stop(self) -> None:
        """End the processes that have nothing to draw."""
        with self._lock:
            free, self._free = self._free, []
            if self._timer is not None:
                self._timer.cancel()
        for drawer in free:
            drawer.stop()

    def _draw(self, drawing: Drawing) -> bytes:
        drawer = self._take()
        try:
            return drawer.draw(drawing, self._longest)
        finally:
            self._give_back(drawer)

    def _take(self) -> Drawer:
        with self._lock:
            while self._free:
                drawer = self._free.pop()
                if drawer.process.poll() is None:
                    return drawer
                drawer.stop()
        return Drawer()

    def _give_back(self, drawer: Drawer) -> None:
        if drawer.process.poll() is not None:
            drawer.stop()
            return
        with self._lock:
            self._free.append(drawer)
            if self._timer is not None:
                self._timer.cancel()
            self._timer = Timer(self._idle, self.stop)
            self._timer.daemon = True
            self._timer.start()
