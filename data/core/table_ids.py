"""Which of a dataset's tables an indicator really uses, and how they are cited."""

from __future__ import annotations

from collections.abc import Iterable

# Where a dataset's citation names its tables.
PLACE = "{tables}"


def used_tables(tables: Iterable[str], variables: Iterable[str]) -> tuple[str, ...]:
    """Those of the tables that variables are of (B19013B_001E is line 1 of B19013B); all where they are of none."""
    every = tuple(tables)
    wanted = {variable.partition("_")[0] for variable in variables}
    return tuple(table for table in every if table in wanted) or every


def with_tables(citation: str, tables: tuple[str, ...]) -> str:
    """The citation with the tables in the place that it has for them."""
    return citation.replace(PLACE, f"table{'s' if len(tables) > 1 else ''} {', '.join(tables)}")
