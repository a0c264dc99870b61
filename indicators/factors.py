"""The table of factors: what a page, the menu, the overview, the exports and the documents know about each.

A factor is a row here and the folder of its name beside this file, which holds its measures. ``indicators.registry``
checks that both are there and that each headline is a measure of the folder.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from indicators.core.geography import Level

# factor: goes together with mobility. outcome: mobility itself. context: who lives in a place; has no page.
Kind = Literal["factor", "outcome", "context"]


class FactorError(ValueError):
    """The table and the folders of factors do not fit together."""


@dataclass(frozen=True, slots=True)
class Factor:
    """One row of the table.

    key: its folder, and its page's path. title: its name in menus and tables. question: what its page answers, as a
    visitor would ask; without a place. summary: what its measures are about, a few words. headlines: level of the
    community -> key of the measure that speaks for the factor; the county's counts where a level has none of its own.
    """

    key: str
    title: str
    question: str
    summary: str
    headlines: Mapping[Level, str] = field(default_factory=dict)
    kind: Kind = "factor"

    @property
    def cache_key(self) -> str:
        """The key of this factor in caches."""
        return self.key

    @property
    def has_page(self) -> bool:
        """True for factors and the outcome: each has a page, a row of the overview and an entry of the menu."""
        return self.kind != "context"

    def headline(self, level: Level) -> str:
        """Key of the measure that speaks for the factor at a community's level. Raises KeyError for context."""
        return self.headlines.get(level, self.headlines["county"])


def table(rows: Iterable[Factor]) -> dict[str, Factor]:
    """Key -> row, in the order of the rows. Raises FactorError for a key twice and for a row without a headline."""
    factors: dict[str, Factor] = {}
    for row in rows:
        if row.key in factors:
            raise FactorError(f"indicators/factors.py has two rows with the key {row.key!r}")
        if row.has_page and "county" not in row.headlines:
            raise FactorError(f"the row {row.key!r} of indicators/factors.py names no headline for the county")
        factors[row.key] = row
    return factors


# In the order of the menu, the overview and the documents.
FACTORS = table(
    (
        Factor(
            key="segregation",
            title="Segregation",
            question="Do people of different groups live in the same neighborhoods?",
            summary="how evenly groups are spread over neighborhoods",
            headlines={"county": "dissimilarity_black_white"},
        ),
        Factor(
            key="income_inequality",
            title="Income inequality",
            question="How far apart are the incomes of households?",
            summary="the gap between high and low incomes",
            headlines={"county": "income_ratio_80_20", "place": "income_percentile_ratio_80_20"},
        ),
        Factor(
            key="school_quality",
            title="School quality",
            question="Do schools carry students through to graduation?",
            summary="graduation, learning and the state's ratings",
            headlines={"county": "graduation_rate_4yr", "place": "high_school_degree"},
        ),
        Factor(
            key="social_capital",
            title="Social capital",
            question="Do people with low incomes have friends with high incomes?",
            summary="friendships across incomes, and civic life",
            headlines={"county": "economic_connectedness"},
        ),
        Factor(
            key="family_stability",
            title="Family stability",
            question="How many children live with two parents?",
            summary="the families that children live in",
            headlines={"county": "children_in_single_parent_families"},
        ),
        Factor(
            key="mobility",
            title="Upward mobility",
            question="How far do children from families with low income rise?",
            summary="incomes as adults of children from families with low income",
            headlines={"county": "mean_income_rank_p25"},
            kind="outcome",
        ),
        Factor(
            key="context",
            title="Context",
            question="Who lives here?",
            summary="population, education and homes",
            kind="context",
        ),
    )
)

# The factors and the outcome: what has a page.
SUBJECTS: tuple[Factor, ...] = tuple(factor for factor in FACTORS.values() if factor.has_page)
