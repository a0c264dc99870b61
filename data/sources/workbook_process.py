"""The process that `workbook` starts: a workbook on standard input, its cells on standard output (pickled)."""

from __future__ import annotations

import io
import pickle
import sys

MOST_MEMORY = 2 * 1024**3  # bytes; the largest workbook that is read here needs a twentieth of it


def main() -> None:
    """Exit code 0 where all sheets could be read."""
    from python_calamine import CalamineWorkbook

    _limit_memory()
    book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
    cells = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    sys.stdout.buffer.write(pickle.dumps(cells))


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


if __name__ == "__main__":
    main()
