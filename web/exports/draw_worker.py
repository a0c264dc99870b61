"""The program of a child process that draws pictures: ``python -m web.exports.draw_worker``.

It reads pickled pairs (seconds, drawing) and answers each with a pair: (True, the file) or (False, why not). It ends
when nobody is left to ask it, and when a drawing takes longer than its seconds.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import pickle
import signal
import sys
from typing import BinaryIO

from indicators.export.drawing import Drawing, draw

# Below the server's own: viewers come first.
NICENESS = 10
# Seconds that the server has for ending a stuck drawing, before the process ends itself.
GRACE = 5


def main() -> None:
    """Draw until the server closes the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the server says when to end
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints belongs in the log
    with contextlib.suppress(EOFError, BrokenPipeError, pickle.UnpicklingError):  # the server has gone
        while True:
            _answer_next(sys.stdin.buffer, answers)


def _answer_next(requests: BinaryIO, answers: BinaryIO) -> None:
    seconds, drawing = pickle.load(requests)
    # By a thread of C: no Python runs while the renderer holds the interpreter.
    faulthandler.dump_traceback_later(seconds + GRACE, exit=True)
    answer = _attempt(drawing)
    faulthandler.cancel_dump_traceback_later()
    pickle.dump(answer, answers)
    answers.flush()


def _attempt(drawing: Drawing) -> tuple[bool, bytes | str]:
    try:
        return True, draw(drawing)
    except Exception as error:
        return False, f"{type(error).__name__}: {' '.join(str(error).split())[:500]}"


if __name__ == "__main__":
    main()
