"""Ways in which a file gets damaged on its way from a publisher: name -> the damaged bytes."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterator
from dataclasses import dataclass

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
        yield f"cut at {cut}", content[:cut], not _is_whole_table(file, content, cut)
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


def _is_whole_table(file: str, content: bytes, cut: int) -> bool:
    """A table that is cut at the end of a line, or within a last cell: that can only be told by its rows (and is)."""
    if not file.endswith(".csv"):
        return False
    rest = content[cut:].split(b"\n")[0]
    return content[:cut].endswith((b"\n", b"\r")) or (b"," not in rest and b'"' not in rest)


@dataclass(frozen=True)
class Table:
    """A CSV file in pieces: lines before the header, cells of the header and of every row, how lines end."""

    head: tuple[str, ...]
    grid: list[list[str]]
    end: str

    @classmethod
    def of(cls, content: bytes, preamble: int = 0) -> Table:
        text = content.decode("latin-1")
        lines = text.splitlines()
        grid = [next(csv.reader([line])) for line in lines[preamble:]]
        return cls(tuple(lines[:preamble]), grid, "\r\n" if "\r\n" in text else "\n")

    def written(self, grid: list[list[str]]) -> bytes:
        return self.joined([_line(row) for row in grid])

    def joined(self, lines: list[str]) -> bytes:
        return "".join(f"{line}{self.end}" for line in (*self.head, *lines)).encode("latin-1")

    def with_cell(self, row: int, column: int, text: str) -> bytes:
        cells = [*self.grid[row][:column], text, *self.grid[row][column + 1 :]]
        return self.written([*self.grid[:row], cells, *self.grid[row + 1 :]])


def _line(row: list[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="").writerow(row)
    return buffer.getvalue()


def _of_table(content: bytes, preamble: int, chance: random.Random) -> Iterator[tuple[str, bytes, bool]]:
    table = Table.of(content, preamble)
    names, *rows = [_line(row) for row in table.grid]
    yield "header only", table.joined([names]), True
    yield "comma after every row", table.joined([names, *(f"{row}," for row in rows)]), True
    yield "comma after every line", table.joined([f"{line}," for line in (names, *rows)]), True
    yield "comma before every row", table.joined([names, *(f",{row}" for row in rows)]), True
    yield "comma after one row", table.joined([names, *rows[:-1], f"{rows[-1]},"]), True
    yield "utf-16", content.decode("latin-1").encode("utf-16"), True
    yield "semicolons", content.replace(b",", b";"), True
    yield "a blank line after the header", table.joined([names, "", *rows]), True
    yield "a row twice", table.joined([names, *rows, rows[-1]]), True
    yield "a quote too many", table.joined([names, *rows[:3], f'"{rows[3]}', *rows[4:]]), True
    yield from _of_columns(table, chance)


def _of_columns(table: Table, chance: random.Random) -> Iterator[tuple[str, bytes, bool]]:
    grid = table.grid
    for at in chance.sample(range(len(grid[0])), min(CELLS, len(grid[0]))):
        name, row = grid[0][at], chance.randrange(1, len(grid))
        yield f"without {name}", table.written([cells[:at] + cells[at + 1 :] for cells in grid]), True
        yield f"{name} renamed", table.with_cell(0, at, "renamed"), True
        yield f"{name} twice", table.written([[*cells, cells[at]] for cells in grid]), True
        yield f"words in {name}", table.with_cell(row, at, "some words"), True
        short = [cells if number != row else cells[:at] + cells[at + 1 :] for number, cells in enumerate(grid)]
        yield f"a cell of {name} lost", table.written(short), True
