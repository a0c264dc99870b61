"""The browser for tests, measurements and screenshots: the system's Chromium, else apt's, else Playwright's own.

``python -m tools.browser --install`` sees to it that there is one. Without one it fails in CI and says so elsewhere.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# The map needs WebGL, which a machine without a graphics card draws in software: the map alone, not the page around it.
WEBGL = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"]
ARGUMENTS = ["--no-sandbox", *WEBGL, "--disable-gpu-rasterization", "--disable-gpu-compositing"]
NONE_FOUND = (
    "no Chromium found: install it (Debian and Ubuntu: apt install chromium) or run `playwright install chromium`"
)


def find() -> str | None:
    """Path of a Chromium that is installed; None where there is none."""
    for name in NAMES:
        path = shutil.which(name)
        if path:
            return path
    with sync_playwright() as playwright:
        bundled = playwright.chromium.executable_path
    return bundled if Path(bundled).exists() else None


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium. Raises RuntimeError where there is none."""
    path = find()
    if path is None:
        raise RuntimeError(NONE_FOUND)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


def install() -> str | None:
    """Try apt, then Playwright's own download, until there is a browser."""
    for command in _ways():
        path = find()
        if path:
            return path
        subprocess.run(command, check=False)
    return find()


def _ways() -> list[list[str]]:
    ways = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if shutil.which("apt-get") and os.geteuid() == 0:
        ways = [["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"], *ways]
    return ways


def main() -> int:
    """Print the browser's path; 1 in CI where there is none."""
    path = install() if "--install" in sys.argv[1:] else find()
    print(f"browser: {path or NONE_FOUND}")
    return 0 if path or not os.environ.get("CI") else 1


if __name__ == "__main__":
    sys.exit(main())
