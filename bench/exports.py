"""Viewers while others download pictures: each crowd in a process of its own, beside one server."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.reruns import resident
from bench.table import Row, at_most
from tools.server import ROOT, Server, running

VIEWERS, EVERY, EXPORTERS = 20, 1.0, 50
SECONDS = 30.0
P95, MEMORY = 250, 600
# Seconds until every exporter has asked, and the longest that the last of a line of pictures waits for its own.
HEAD_START, LAST = 3.0, 120.0


def rows(folder: Path = ROOT) -> Iterator[Row]:
    """The same viewers twice on one server: alone, then beside exporters."""
    with running(folder=folder) as server:
        alone, _ = _together([_viewers(server)], server)
        exporters = _start("bench.exporters", server, exporters=EXPORTERS, seconds=SECONDS + HEAD_START)
        time.sleep(HEAD_START)
        with_exporters, peak = _together([_viewers(server), exporters], server)
    name = f"{VIEWERS} viewers, one change each {EVERY:g} s"
    yield Row(f"{name}: rerun", _times(alone[0]), "", None)
    seen, files = with_exporters
    busy = f"{name}, beside {EXPORTERS} exporters of PNGs"
    yield Row(f"{busy}: rerun", _times(seen), f"p95 <= {P95} ms", seen["p95_ms"] <= P95)
    failures = [seen["errors"], seen["dropped"], seen["timed_out"], files["errors"]]
    counts = "{} errors, {} dropped, {} timed out, {} failed files".format(*failures)
    first = seen["first_error"] or files["first_error"]
    yield Row(f"{busy}: trouble", f"{counts} {first}".strip(), "none", not any(failures))
    waits = f"median {files['median_s']} s, max {files['max_s']} s (n = {files['files']})"
    yield Row(f"{busy}: wait for a file", f"{waits}; {files['refused']} times told to try again")
    yield at_most(f"{busy}: resident memory with the processes that draw, highest", peak, MEMORY, "MB")


def _viewers(server: Server) -> subprocess.Popen[str]:
    return _start("bench.viewers", server, viewers=VIEWERS, every=EVERY, seconds=SECONDS)


def _start(program: str, server: Server, **options: float) -> subprocess.Popen[str]:
    flags = [part for name, value in options.items() for part in (f"--{name}", str(value))]
    return subprocess.Popen(
        [sys.executable, "-m", program, server.url, *flags], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


def _together(crowds: list[subprocess.Popen[str]], server: Server) -> tuple[list[dict[str, Any]], float]:
    """What each crowd saw, and the highest memory until the last has gone."""
    peak, end = 0.0, time.perf_counter() + SECONDS + LAST
    while any(crowd.poll() is None for crowd in crowds) and time.perf_counter() < end:
        peak = max(peak, resident(server))
        time.sleep(0.5)
    codes = [crowd.poll() for crowd in crowds]
    if any(codes) or None in codes:
        for crowd in crowds:
            crowd.kill()
        raise RuntimeError(f"a crowd failed or hangs (codes {codes}); the server said:\n{server.output()}")
    return [json.loads(crowd.communicate()[0]) for crowd in crowds], peak


def _times(seen: dict[str, Any]) -> str:
    times = f"median {seen['median_ms']:.0f}, p95 {seen['p95_ms']:.0f}, max {seen['max_ms']:.0f} ms"
    return f"{times} (n = {seen['reruns']})"
