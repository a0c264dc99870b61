"""Ways in which a file gets damaged on its way from a publisher: name -> the damaged bytes."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterator

from tests.unit.small_inputs import PREAMBLE, unzipped, zipped

WEB_PAGE = b"<!DOCTYPE html><html><head><title>Not found</title></head><body>The page has moved</body></html>\n"
CUTS, FLIPS, CELLS = 5, 6, 4


def mutations(file: str, content: bytes) -> Iterator[tuple[str, bytes, bool]]:
    """Name, bytes, and whether the damage is such that figures must be refused or left as they are.

    A byte that is changed can make another figure of one: then the result is valid, and nobody can tell.
    """
    chance = random.Random(file)
    yield "empty", b"", True
    yield "web page", WEB_PAGE, True
    yield "only zeros", bytes(len(content)), True
    yield "zeros inside", content[: len(content) // 2] + bytes(16) + content[len(content) // 2 :], True
    for cut in sorted(chance.sample(range(1, len(content) - 1), CUTS)):
        yield f"cut at {cut}", content[:cut], content[cut - 1 : cut] not in (b"\n", b"\r")
    for place in sorted(chance.sample(range(len(content)), FLIPS)):
        bit = 1 << chance.randrange(8)
        yield (
            f"bit {bit} of byte {place}",
            content[:place] + bytes([content[place] ^ bit]) + content[place + 1 :],
            False,
        )
    if file.endswith(".csv"):
        yield from _of_table(content, PREAMBLE.get(file, 0), chance)
    elif file.endswith(".zip"):
        inner = unzipped(content)
        yield "two tables", zipped(inner, other=inner), True
        for name, table, firm in _of_table(inner, 0, chance):
            yield f"inside: {name}", zipped(table), firm


def _of_table(content: bytes, preamble: int, chance: random.Random) -> Iterator[tuple[str, bytes, bool]]:
    text = content.decode("latin-1")
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.splitlines()
    head, names, rows = lines[:preamble], lines[preamble], lines[preamble + 1 :]

    def table(header: str, body: list[str]) -> bytes:
        return (end.join([*head, header, *body]) + end).encode("latin-1")

    yield "header only", table(names, []), True
    yield "comma after every row", table(names, [f"{row}," for row in rows]), True
    yield "comma after every line", table(f"{names},", [f"{row}," for row in rows]), True
    yield "comma before every row", table(names, [f",{row}" for row in rows]), True
    yield "comma after one row", table(names, [*rows[:-1], f"{rows[-1]},"]), True
    yield "utf-16", text.encode("utf-16"), True
    yield "semicolons", text.replace(",", ";").encode("latin-1"), True
    yield "a blank line after the header", table(names, ["", *rows]), True
    yield "a row twice", table(names, [*rows, rows[-1]]), True
    yield "a quote too many", table(names, [*rows[:3], f'"{rows[3]}', *rows[4:]]), True
    yield from _of_columns(names, rows, table, chance)


def _of_columns(names: str, rows: list[str], table: object, chance: random.Random) -> Iterator[tuple[str, bytes, bool]]:
    grid = [next(csv.reader([line])) for line in (names, *rows)]
    columns = chance.sample(range(len(grid[0])), min(CELLS, len(grid[0])))
    for at in columns:
        name = grid[0][at]
        yield f"without {name}", _joined([row[:at] + row[at + 1 :] for row in grid], table), True
        yield f"{name} renamed", _joined([[*grid[0][:at], "renamed", *grid[0][at + 1 :]], *grid[1:]], table), True
        yield f"{name} twice", _joined([[*row, row[at]] for row in grid], table), True
        row = chance.randrange(1, len(grid))
        cells = [*grid[row][:at], "some words", *grid[row][at + 1 :]]
        yield f"words in {name}", _joined([*grid[:row], cells, *grid[row + 1 :]], table), True
        short = [line if number != row else line[:at] + line[at + 1 :] for number, line in enumerate(grid)]
        yield f"a cell of {name} lost", _joined(short, table), True


def _joined(grid: list[list[str]], table: object) -> bytes:
    lines = []
    for row in grid:
        buffer = io.StringIO()
        csv.writer(buffer, lineterminator="").writerow(row)
        lines.append(buffer.getvalue())
    assert callable(table)
    made = table(lines[0], lines[1:])
    assert isinstance(made, bytes)
    return made
