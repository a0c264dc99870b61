"""Processes that draw: the same bytes, limits, deaths, and no process left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from indicators.export.drawing import KINDS, draw
from tests.unit.drawings import endless, outside, quick
from web.exports import answers
from web.exports.draw_processes import Drawer, DrawError, DrawProcesses, TooLongError
from web.exports.draw_worker import GRACE

ROOT = Path(__file__).resolve().parents[3]
WAIT = 30
needs_signals = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


@pytest.fixture
def processes() -> Iterator[DrawProcesses]:
    answers.FILES.processes.stop()  # those of another test
    processes = DrawProcesses()
    yield processes
    processes.stop()
    assert not drawing()


def drawing(parent: int | None = None) -> list[psutil.Process]:
    """Processes that draw for a process, for this one by default."""
    return [process for process in psutil.Process(parent).children(recursive=True) if _draws(process)]


def _draws(process: psutil.Process) -> bool:
    try:
        return "web.exports.draw_worker" in process.cmdline()
    except psutil.Error:  # another test's process, which has ended
        return False


def have_ended(processes: list[psutil.Process], seconds: float = WAIT) -> bool:
    """Whether all of them end in time."""
    return not psutil.wait_procs(processes, seconds)[1]


@pytest.mark.parametrize("kind", KINDS)
def test_every_process_draws_the_same_bytes(processes: DrawProcesses, kind: str) -> None:
    first, again = processes.draw(quick(kind)), processes.draw(quick(kind))
    processes.stop()
    assert {first, again, processes.draw(quick(kind)), draw(quick(kind))} == {first}


def test_one_process_draws_one_after_another_and_starts_with_the_first(processes: DrawProcesses) -> None:
    assert not drawing()
    processes.draw(quick())
    before = [process.pid for process in drawing()]
    processes.draw(quick())
    assert [process.pid for process in drawing()] == before
    assert len(before) == 1


def test_what_cannot_be_drawn_is_one_line_and_harms_no_process(processes: DrawProcesses) -> None:
    processes.draw(quick())
    before = drawing()
    with pytest.raises(DrawError, match="not allowed") as caught:
        processes.draw(outside())
    assert "\n" not in str(caught.value)
    assert processes.draw(quick()).startswith(b"<svg")
    assert drawing() == before


def test_what_cannot_be_sent_leaves_nothing_half_said(processes: DrawProcesses) -> None:
    processes.draw(quick())
    with pytest.raises(DrawError, match="could not be sent"):
        processes.draw(quick(data={"values": [{"place": "x" * 100_000}, print, lambda: None]}))
    assert processes.draw(quick()).startswith(b"<svg")


def test_a_process_killed_while_nobody_asks_is_replaced(processes: DrawProcesses) -> None:
    processes.draw(quick())
    (before,) = drawing()
    before.kill()
    assert processes.draw(quick()).startswith(b"<svg")
    assert drawing() != [before]


@needs_signals
def test_a_drawing_whose_process_is_killed_is_drawn_by_another(processes: DrawProcesses) -> None:
    processes.draw(quick())
    (before,) = drawing()
    before.suspend()  # so that it is killed with a drawing in hand
    with ThreadPoolExecutor(1) as thread:
        picture = thread.submit(processes.draw, quick())
        while processes._free:
            time.sleep(0.01)
        before.kill()
        assert picture.result(WAIT).startswith(b"<svg")
    assert drawing() != [before]


def test_a_stuck_drawing_is_ended_and_the_next_one_drawn(processes: DrawProcesses) -> None:
    processes.draw(quick())
    before, patience = drawing(), processes._longest
    processes._longest = 1
    with pytest.raises(TooLongError):
        processes.draw(endless())
    assert have_ended(before, 0)
    processes._longest = patience
    assert processes.draw(quick()).startswith(b"<svg")


def test_processes_end_when_nobody_asks_for_a_while() -> None:
    processes = DrawProcesses(idle=0.2)
    processes.draw(quick())
    assert have_ended(drawing())
    assert processes.draw(quick()).startswith(b"<svg")
    assert have_ended(drawing())


@pytest.mark.skipif(not hasattr(os, "nice"), reason="no niceness on this system")
def test_viewers_come_before_pictures(processes: DrawProcesses) -> None:
    processes.draw(quick())
    (process,) = drawing()
    assert process.nice() > os.nice(0)


PARENT = """
import sys
from threading import Thread
from web.exports import answers
from web.exports.draw_processes import DrawProcesses
from tests.unit.drawings import endless, quick

processes = DrawProcesses()
processes.draw(quick())
if sys.argv[1] == "busy":
    processes._longest = 4
    Thread(target=processes.draw, args=(endless(),), daemon=True).start()
print("ready", flush=True)
sys.stdin.read()
"""


@needs_signals
@pytest.mark.parametrize(
    ("state", "end"),
    [
        ("idle", signal.SIGKILL),
        ("idle", signal.SIGTERM),
        ("idle", signal.SIGINT),
        ("idle", None),
        ("busy", signal.SIGKILL),
    ],
)
def test_no_process_is_left_behind(state: str, end: signal.Signals | None) -> None:
    command = [sys.executable, "-c", PARENT, state]
    parent = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert parent.stdout is not None
    assert parent.stdout.readline() == b"ready\n"
    children = drawing(parent.pid)
    assert len(children) == 1
    if end is not None:
        parent.send_signal(end)
    parent.communicate(timeout=WAIT)
    assert have_ended(children)


def test_a_stuck_process_without_a_server_ends_itself() -> None:
    drawer = Drawer()
    with ThreadPoolExecutor(1) as thread:
        future = thread.submit(drawer._ask, (0.5, endless()))
        assert have_ended([psutil.Process(drawer.process.pid)], GRACE + WAIT)
        with pytest.raises(EOFError):
            future.result(WAIT)
    drawer.stop()
