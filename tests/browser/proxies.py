"""nginx and Caddy as the guide has them, on free ports of this machine."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tools.server import HOST, ROOT, Server, free_port

GUIDE = ROOT / "docs" / "deploying.md"
FRAME = """
{user}
daemon off;
worker_processes 1;
pid {aside}/nginx.pid;
error_log {aside}/error.log;
events {{ worker_connections 512; }}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path {aside}/body;
    proxy_temp_path {aside}/proxy;
    fastcgi_temp_path {aside}/fastcgi;
    uwsgi_temp_path {aside}/uwsgi;
    scgi_temp_path {aside}/scgi;
{site}
}}
"""


def examples(language: str) -> list[str]:
    """The guide's examples in one language, in their order."""
    return re.findall(rf"```{language}\n(.*?)```", GUIDE.read_text(encoding="utf-8"), flags=re.DOTALL)


def nginx_site(below_path: bool) -> str:
    """The guide's site; under /dash with the locations that the guide has for it."""
    site, below = examples("nginx")
    start, end = site.index("    location / {"), site.rindex("}")
    return f"{site[:start]}{below}{site[end:]}" if below_path else site


@contextmanager
def nginx(site: str, server: Server, folder: Path) -> Iterator[str]:
    """nginx with a site of the guide: names, ports and places of this test in the place of those there. Its address."""
    program, port = _program("nginx"), free_port()
    _certificate(folder)
    changed = site.replace("127.0.0.1:8501", f"{HOST}:{server.port}").replace("443 ssl", f"{HOST}:{port} ssl")
    changed = changed.replace("/etc/ssl/dash.example.org", str(folder / "own")).replace("/var/cache/nginx", str(folder))
    # Its workers give up root's rights, and could not write into this folder.
    user = "user root;" if os.geteuid() == 0 else ""
    settings = folder / "nginx.conf"
    settings.write_text(FRAME.format(aside=folder, site=changed, user=user), encoding="utf-8")
    with _started([program, "-e", str(folder / "start.log"), "-c", str(settings)], port, folder):
        yield f"https://{HOST}:{port}"


@contextmanager
def caddy(site: str, server: Server, folder: Path) -> Iterator[str]:
    """Caddy with a site of the guide, without TLS: its certificates come from elsewhere. Its address."""
    program, port = _program("caddy"), free_port()
    changed = site.replace("127.0.0.1:8501", f"{HOST}:{server.port}").replace(
        "dash.example.org", f"http://{HOST}:{port}"
    )
    settings = folder / "Caddyfile"
    settings.write_text(f"{{\n    admin off\n}}\n{changed}", encoding="utf-8")
    with _started([program, "run", "--config", str(settings), "--adapter", "caddyfile"], port, folder):
        yield f"http://{HOST}:{port}"


def _program(name: str) -> str:
    path = shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin")
    if path is None:
        pytest.skip(f"{name} is not installed (Debian and Ubuntu: apt install {name})")
    return path


def _certificate(folder: Path) -> None:
    program = shutil.which("openssl")
    if program is None:
        pytest.skip("openssl is not installed, which makes the test's certificate")
    names = ["-subj", f"/CN={HOST}", "-addext", f"subjectAltName=IP:{HOST}"]
    files = ["-keyout", str(folder / "own.key"), "-out", str(folder / "own.pem")]
    command = [program, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *names, *files]
    subprocess.run(command, check=True, capture_output=True)


@contextmanager
def _started(command: list[str], port: int, folder: Path) -> Iterator[None]:
    with (folder / "proxy.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, env={"HOME": str(folder), "PATH": ""})
    try:
        _wait(process, port, folder)
        yield
    finally:
        process.terminate()
        process.wait(10)


def _wait(process: subprocess.Popen[bytes], port: int, folder: Path) -> None:
    for _ in range(200):
        if process.poll() is not None:
            break
        try:
            socket.create_connection((HOST, port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"the proxy does not answer:\n{(folder / 'proxy.log').read_text()}")
