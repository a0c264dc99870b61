"""Gini index of household income, as the Census Bureau publishes it (ACS B19083)."""

from __future__ import annotations

from indicators.core.spec import IndicatorSpec, Input, Series
from indicators.income_inequality._references import ACS_HANDBOOK, GINI_1912, TABLE_B19083
from indicators.income_inequality._topics import APART

UNIVERSE = "Households"
PUBLISHED = Input("acs_county_gini_b19083", "county", {"value": "B19083_001E"})

SPEC = IndicatorSpec(
    key="gini_household_income",
    factor="income_inequality",
    title="Gini index of household income",
    short="Gini index",
    topic=APART,
    question="How unequal are household incomes, from the poorest to the richest?",
    unit="index from 0 (all households alike) to 1 (one household has it all)",
    direction="lower_is_better",
    format="index",
    bounds=(0.0, 1.0),
    sentence=(
        "In {place}, the incomes of two households drawn by lot differ, on average, by {per100} percent of the mean "
        "income"
    ),
    per_100=200,
    series=(
        Series("county", ("2016-2020",), PUBLISHED, UNIVERSE, vintage="2020"),
        Series("county", ("2019-2023",), PUBLISHED, UNIVERSE, vintage="2022"),
    ),
    plain=(
        "One number for the whole range of incomes. 0 would mean that every household has the same income, 1 that a "
        "single household has all of it. Lower is more equal. Most counties lie between 0.40 and 0.50. Two places "
        "with the same Gini index can differ: one may have many poor households, the other a few very rich ones."
    ),
    formula="Published: B19083_001. G = half the mean absolute difference between two households ÷ the mean income.",
    references=(TABLE_B19083, GINI_1912, ACS_HANDBOOK),
    caveats=(
        "No margin of error: the Census Bureau publishes one, but the copy that was read does not have it. So no "
        "difference between two places can be tested here. In small counties the margin is large.",
        "The two periods share the survey years 2019 and 2020. They may be looked at side by side, but a change "
        "between them must not be tested as if they were independent.",
        "For 2016–2020, 80 counties are blank in the copy, all of Puerto Rico among them. Connecticut has its former "
        "counties in 2016–2020 and its planning regions in 2019–2023.",
        "Incomes are before taxes and without benefits in kind.",
    ),
)
