"""The error of the readers: a publisher's file is not as expected."""

from __future__ import annotations


class InputError(Exception):
    """One clear line that names file, row and column.

    file: path relative to the inputs folder. row: line of the file as an editor numbers it (the header is line 1),
    None where the whole file or a column is meant. column: name in the file, None where no single one is meant.
    problem: what is wrong. hint: what to do about it.
    """

    def __init__(self, file: str, row: int | None, column: str | None, problem: str, hint: str = "") -> None:
        self.file, self.row, self.column, self.problem, self.hint = file, row, column, problem, hint
        super().__init__(str(self))

    def __str__(self) -> str:
        """``file, row 12, column x: problem. hint``, without line breaks."""
        where = [self.file]
        where += [f"row {self.row}"] if self.row is not None else []
        where += [f"column {self.column}"] if self.column is not None else []
        text = f"{', '.join(where)}: {self.problem}"
        return " ".join((f"{text}. {self.hint}" if self.hint else text).split())

    def __reduce__(self) -> tuple[type[InputError], tuple[object, ...]]:
        """Pickle all fields: the error passes from one process to another."""
        return type(self), (self.file, self.row, self.column, self.problem, self.hint)
