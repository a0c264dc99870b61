"""A copy of the project, to which a test adds what a document tells people to add."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("indicators", "data", "pages", "web", "tools", ".streamlit", "tests/contract", "tests/pages")
FILES = ("pyproject.toml", "tests/snapshots.py")


def copied(folder: Path) -> Path:
    """The project's code without its snapshots, in ``folder``."""
    for name in FOLDERS:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("snapshots", "__pycache__"))
    for name in FILES:
        shutil.copy(ROOT / name, folder / name)
    return folder


def run(folder: Path, *arguments: str) -> str:
    """What Python prints there. Fails with what it complains of."""
    done = subprocess.run([sys.executable, *arguments], cwd=folder, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout
