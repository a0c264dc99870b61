"""The views that viewers look at: every page, several communities of every kind, several measures."""

from __future__ import annotations

from dataclasses import dataclass, field

from indicators.factors import SUBJECTS

FACTOR_PAGES = tuple(factor.key for factor in SUBJECTS)
PAGES = ("", *FACTOR_PAGES, "peers", "side_by_side", "methods")

# Austin first, then peers, a rural county, a micro area, cities, and a Connecticut county.
PLACES = (
    ("county", "48453"),
    ("county", "48029"),
    ("county", "53033"),
    ("county", "48301"),
    ("county", "09001"),
    ("cbsa", "12420"),
    ("place", "4805000"),
)
MEASURES = {
    "segregation": ("dissimilarity_black_white", "isolation_hispanic", "entropy_index"),
    "income_inequality": ("income_ratio_80_20", "gini_household_income", "median_household_income"),
    "school_quality": ("graduation_rate_4yr", "learning_rate"),
    "social_capital": ("economic_connectedness", "volunteering_rate"),
    "family_stability": ("children_in_single_parent_families", "single_parent_households"),
    "mobility": ("mean_income_rank_p25", "absolute_upward_mobility"),
}


# Views of a factor's panel beside the one that it opens with.
PANELS = ("map", "groups", "time", "table")


@dataclass(frozen=True)
class View:
    """A page (its path without the slash) and its query."""

    page: str
    query: dict[str, str] = field(default_factory=dict)


def views_of(page: str) -> list[View]:
    """The views of one page: communities, then measures and the panel's views of the default community."""
    measures = [View(page, {"level": "county", "place": "48453", "measure": key}) for key in MEASURES.get(page, ())]
    panels = [View(page, {"level": "county", "place": "48453", "view": name}) for name in PANELS if page in MEASURES]
    places = [View(page, {"level": level, "place": geoid}) for level, geoid in PLACES]
    return places + measures + panels


def every_view() -> list[View]:
    """All views of all pages."""
    return [view for page in PAGES for view in views_of(page)]


# The Austin metro area by tract, as a path with its query.
TRACT_MAP = "segregation?level=cbsa&place=12420&view=map"
