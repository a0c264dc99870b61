"""Who may call whom: the contracts of import-linter in pyproject.toml hold."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_import_contracts() -> None:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_app_half_imports_nothing_heavy() -> None:
    heavy = ("geopandas", "pandera", "duckdb", "pyspark", "shapely", "scipy", "vl_convert", "data.builder", "data.cli")
    code = f"import sys, data.reader.store; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_first_page_does_not_wait_for_what_only_files_need() -> None:
    not_yet = ("vl_convert", "web.exports.answers", "web.exports.draw_processes", "indicators.export", "jenkspy")
    code = f"import sys, app; print([name for name in {not_yet} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_what_draws_imports_nothing_but_the_renderer() -> None:
    heavy = ("streamlit", "pandas", "pyarrow", "starlette", "data.reader.store")
    code = f"import sys, web.exports.draw_worker; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
