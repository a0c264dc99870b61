"""Read a workbook in a child process.

A damaged one can end the process that reads it (a cell far out asks for more memory than there is, and the library
aborts), or have it print pages.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from data.sources.errors import InputError
from data.sources.tables import WHOLE_HINT, read_bytes

Cells = list[list[object]]
_READER = Path(__file__).with_name("workbook_process.py")


def sheets(inputs: Path, file: str) -> Mapping[str, Cells]:
    """Name of each sheet -> its rows of cells, from the first cell of the sheet. Raises InputError."""
    cells = _sheets(read_bytes(inputs, file))
    if cells is None:
        raise InputError(file, None, None, "the file can't be read as a workbook", WHOLE_HINT)
    return cells


@lru_cache(maxsize=1)
def _sheets(content: bytes) -> Mapping[str, Cells] | None:
    """The sheets; None where the file can't be read. The last workbook is cached: several datasets are in one."""
    done = subprocess.run([sys.executable, "-I", str(_READER)], input=content, capture_output=True, check=False)
    if done.returncode != 0:
        return None
    cells: Mapping[str, Cells] = pickle.loads(done.stdout)
    return cells
