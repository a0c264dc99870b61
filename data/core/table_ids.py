"""Which of a dataset's tables an indicator really uses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from indicators.core.provenance import Provenance

# A Census Bureau variable: B19013B_001E is line 1 of table B19013B.
_VARIABLE = re.compile(r"([BCS]\d{5}[A-Z]*)_\d+")


def of_variables(provenance: Provenance, variables: Iterable[str]) -> Provenance:
    """The receipt and its citation with the tables of these variables alone; unchanged where names tell of none."""
    found = sorted({match[1] for variable in variables if (match := _VARIABLE.match(variable))})
    if not found:
        return provenance
    table = ", ".join(found)
    cited = f"table{'s' if len(found) > 1 else ''} {table}"
    citation = provenance.citation.replace(f"tables {provenance.table}", cited)
    return replace(provenance, table=table, citation=citation)
