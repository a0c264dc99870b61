"""Measure many viewers on one server; the viewers run in a process of their own, on any processor."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from bench.reruns import resident
from bench.table import Row, at_most
from tools.server import ROOT, Server, running

# viewers, seconds between changes, seconds measured, p95 limit in ms, memory limit in MB (0: none)
CROWDS = ((300, 10.0, 60.0, 250, 600), (100, 1.0, 30.0, 500, 0))


def rows() -> Iterator[Row]:
    """Each crowd on a fresh server."""
    for viewers, interval, seconds, p95, memory in CROWDS:
        with running() as server:
            seen, peak = _watch(server, viewers, interval, seconds)
        name = f"{viewers} viewers, one change each {interval:g} s"
        times = f"median {seen['median_ms']:.0f}, p95 {seen['p95_ms']:.0f}, max {seen['max_ms']:.0f} ms"
        yield Row(f"{name}: rerun", f"{times} (n = {seen['reruns']})", f"p95 <= {p95} ms", seen["p95_ms"] <= p95)
        failures = seen["errors"] + seen["dropped"] + seen["timed_out"]
        counts = f"{seen['errors']} errors, {seen['dropped']} dropped, {seen['timed_out']} timed out"
        yield Row(f"{name}: trouble", f"{counts} {seen['first_error']}".strip(), "none", failures == 0)
        if memory:
            yield at_most(f"{name}: resident memory, highest", peak, memory, "MB")


def _watch(server: Server, viewers: int, interval: float, seconds: float) -> tuple[dict[str, Any], float]:
    command = [sys.executable, "-m", "bench.viewers", server.url, "--viewers", str(viewers)]
    command += ["--every", str(interval), "--seconds", str(seconds)]
    crowd = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    peak = 0.0
    while True:
        peak = max(peak, resident(server))
        try:
            out, _ = crowd.communicate(timeout=0.5)
        except subprocess.TimeoutExpired:
            continue
        if crowd.returncode:
            raise RuntimeError(f"the viewers stopped with code {crowd.returncode}; the server said:\n{server.output()}")
        return json.loads(out), peak
