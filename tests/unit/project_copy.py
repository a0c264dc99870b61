"""A copy of the project, to which a test adds what a document tells people to add, and a small snapshot of it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from data.reader.store import SNAPSHOTS

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("indicators", "data", "pages", "web", "tools", ".streamlit", "tests/contract", "tests/pages")
FILES = ("pyproject.toml", "tests/snapshots.py")
# What the pages need beside a new measure.
BESIDE = ("population", "economic_connectedness_share", "income_ratio_80_20")
# Outlines are those of the embedded snapshot: no measure changes them, to draw them anew takes
# longer than all else, and tests/unit/builder/test_build.py does it.
SMALL_BUILD = """
import shutil, sys
from pathlib import Path
import pyarrow.parquet as pq
from data.builder import snapshot
from data.builder.outlines import files
from data.core.map_sets import TRACT_VINTAGES, tract_set

INPUTS, EMBEDDED, *WANTED = sys.argv[1:]
every = snapshot.tasks()

def copy_outlines(inputs, staging):
    for name in ("outlines", "maps"):
        shutil.copytree(Path(EMBEDDED) / name, Path(staging) / name)

def tracts_with_outlines(inputs):
    file = str(Path(EMBEDDED) / "outlines" / "{}.parquet")
    tables = {vintage: pq.read_table(file.format(tract_set(vintage)), columns=["geoid"]) for vintage in TRACT_VINTAGES}
    return {vintage: frozenset(table["geoid"].to_pylist()) for vintage, table in tables.items()}

if __name__ == "__main__":
    snapshot.tasks = lambda: [task for task in every if task.spec.key in WANTED]
    snapshot._draw, files.tract_vintages = copy_outlines, tracts_with_outlines
    snapshot.build(Path(INPUTS), Path("data/snapshots"))
"""


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


def build(folder: Path, inputs: Path, measure: str) -> None:
    """A snapshot of the new measure and of what the pages need beside it, made with the copy's code."""
    (folder / "small_build.py").write_text(SMALL_BUILD, encoding="utf-8")
    embedded = SNAPSHOTS / (SNAPSHOTS / "CURRENT").read_text(encoding="utf-8").strip()
    run(folder, "small_build.py", str(inputs), str(embedded), measure, *BESIDE)
