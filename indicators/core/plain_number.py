"""Numbers in notes and messages, as people write them."""

from __future__ import annotations


def plain_number(value: float, digits: int = 12) -> str:
    """``4,835,125``, ``0.38``, ``100``: so many significant digits, and never a power of ten (``1e+02``)."""
    rounded = float(f"{value:.{digits}g}")
    text = f"{rounded:,.12f}"
    return text.rstrip("0").rstrip(".")
