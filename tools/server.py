"""A fresh Streamlit server on a free port of this machine, for tests, measurements and screenshots."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.parse import quote
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[1]
HOST = "127.0.0.1"
# As on a user's machine: the first start writes the compiled modules, later ones read them.
WRITES_COMPILED = {"PYTHONDONTWRITEBYTECODE": ""}


@dataclass(frozen=True)
class Server:
    """A running server: its port, the process, when it was started (``time.perf_counter``), its log and base path."""

    port: int
    process: subprocess.Popen[bytes]
    started: float
    log: Path
    base: str = ""

    @property
    def url(self) -> str:
        """Address without a slash at the end."""
        return f"http://{HOST}:{self.port}{self.base}"

    def output(self) -> str:
        """What it printed so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")


@contextmanager
def running(
    script: str | Path = "app.py",
    folder: Path = ROOT,
    environment: Mapping[str, str] | None = None,
    wait: float = 60,
    options: Mapping[str, str | None] | None = None,
) -> Iterator[Server]:
    """Start a server in ``folder``, wait until it answers, stop it at the end.

    options: of Streamlit, over those that every server here has; None leaves one of these to the configuration.

    Raises RuntimeError with its output where it stops or does not answer within ``wait`` seconds.
    """
    port = free_port()
    with tempfile.TemporaryDirectory() as temporary:
        log = Path(temporary) / "server.log"
        with log.open("wb") as out:
            started = time.perf_counter()
            process = subprocess.Popen(
                _command(script, port, options or {}),
                cwd=folder,
                env={**os.environ, **WRITES_COMPILED, **(environment or {})},
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        server = Server(port, process, started, log, _base(options or {}))
        try:
            _wait_until_healthy(server, wait)
            yield server
        finally:
            _stop(process)


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _base(options: Mapping[str, str | None]) -> str:
    path = (options.get("server.baseUrlPath") or "").strip("/")
    return f"/{quote(path)}" if path else ""


def _command(script: str | Path, port: int, options: Mapping[str, str | None]) -> list[str]:
    usual = {
        "server.headless": "true",
        "server.port": str(port),
        "server.address": HOST,
        "browser.gatherUsageStats": "false",
    }
    settings = {**usual, **options}
    flags = [part for name, value in settings.items() if value is not None for part in (f"--{name}", value)]
    return [sys.executable, "-m", "streamlit", "run", str(script), *flags]


def _wait_until_healthy(server: Server, wait: float) -> None:
    end = time.perf_counter() + wait
    while time.perf_counter() < end:
        if server.process.poll() is not None:
            raise RuntimeError(f"the server stopped with code {server.process.returncode}:\n{server.output()}")
        try:
            with urlopen(f"{server.url}/_stcore/health", timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.02)
    raise RuntimeError(f"the server did not answer within {wait:.0f} s:\n{server.output()}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(10)
