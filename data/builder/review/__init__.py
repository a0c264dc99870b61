"""Compare all finished figures with each other before they are written, and report contradictions."""

from __future__ import annotations

import json
from typing import Any

from data.builder.places.levels import Places
from data.builder.review.collapses import review_collapses
from data.builder.review.identity import review_identity
from data.builder.review.jumps import review_jumps
from data.builder.review.tables import Tables

REPORT = "report.json"


def report_text(report: dict[str, list[dict[str, Any]]]) -> str:
    """The report as it is written, a line an entry: the same bytes for the same figures."""
    parts = []
    for name, entries in report.items():
        lines = ",\n".join(f"  {json.dumps(entry, ensure_ascii=False)}" for entry in entries)
        parts.append(f" {json.dumps(name)}: [\n{lines}\n ]" if entries else f" {json.dumps(name)}: []")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def review(tables: Tables, places: Places) -> dict[str, list[dict[str, Any]]]:
    """Withhold, doubt and explain figures in place; returns the build report.

    tables: finished figures by indicator, level and period (columns FIGURE), changed where a check fails.
    Order matters: a figure that is withheld is not compared any more. The report is the same for the same figures.
    """
    collapses, identity = review_collapses(tables, places), review_identity(tables, places)
    limits, jumps = review_jumps(tables, places)
    return {"coextensive": identity, "collapses": collapses, "usual changes": limits, "jumps": jumps}
