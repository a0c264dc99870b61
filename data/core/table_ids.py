"""Tell which of a dataset's tables an indicator uses, and cite them."""

from __future__ import annotations

from collections.abc import Iterable

# Where a dataset's citation names its tables.
PLACE = "{tables}"


def used_tables(tables: Iterable[str], variables: Iterable[str]) -> tuple[str, ...]:
    """The tables that the variables belong to (B19013B_001E is line 1 of B19013B); all tables where none matches."""
    all_tables = tuple(tables)
    wanted = {variable.partition("_")[0] for variable in variables}
    return tuple(table for table in all_tables if table in wanted) or all_tables


def with_tables(citation: str, tables: tuple[str, ...]) -> str:
    """Fill the tables into the place that the citation has for them."""
    return citation.replace(PLACE, f"table{'s' if len(tables) > 1 else ''} {', '.join(tables)}")
