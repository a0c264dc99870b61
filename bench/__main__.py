"""``python -m bench [part ...]``: print one table. PARTS lists the parts."""

from __future__ import annotations

import importlib
import os
import platform
import sys

from bench.table import Row, written

PARTS = ("pysal", "sizes", "reruns", "starts", "paintings", "crowds", "exports")


def main() -> int:
    """Run the chosen parts, all of them without arguments; 2 for an unknown one."""
    chosen = sys.argv[1:] or PARTS
    unknown = [part for part in chosen if part not in PARTS]
    if unknown:
        print(f"unknown part {unknown[0]!r}: choose from {', '.join(PARTS)}", file=sys.stderr)
        return 2
    rows: list[Row] = []
    for part in chosen:
        print(f"measuring {part} ...", file=sys.stderr, flush=True)
        rows += importlib.import_module(f"bench.{part}").rows()
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}\n")
    print(written(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
