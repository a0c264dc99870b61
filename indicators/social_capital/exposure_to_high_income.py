"""Exposure: high-income people in the groups of low-income people (Social Capital Atlas 2022)."""

from __future__ import annotations

from indicators.core.spec import IndicatorSpec
from indicators.social_capital._atlas import (
    ATLAS,
    FACEBOOK_CAVEAT,
    INCOME_WORDS,
    NATURE_1,
    NATURE_2,
    NO_MARGIN,
    PRIVACY_CAVEAT,
    SNAPSHOT_CAVEAT,
    atlas_series,
)
from indicators.social_capital._topics import MEETING

SPEC = IndicatorSpec(
    key="exposure_to_high_income",
    factor="social_capital",
    title="Exposure of low-income people to high-income people",
    short="Exposure to high income",
    topic=MEETING,
    question="Do people of low and high income meet in the same groups?",
    unit="share of high-income members in low-income people’s groups / 0.5; 1 = in proportion",
    direction="higher_is_better",
    format="index",
    decimals=2,
    bounds=(0.0, 2.0),
    sentence=(
        "In the groups that people with low income in {place} belong to, {per100} of 100 members have high income; "
        "half would be even"
    ),
    per_100=50,
    series=atlas_series("exposure_grp_mem"),
    plain=(
        "How many high-income people there are in the groups that low-income people belong to (schools, workplaces, "
        "faith communities, neighborhoods and others), divided by one half, because half of all people are above the "
        "middle. 1 means in proportion."
    ),
    formula="2 × mean share of above-median-income members in the groups of below-median-income people.",
    references=(NATURE_2, NATURE_1, ATLAS),
    caveats=(
        "Exposure is whom people can meet, not whom they befriend: friending bias says the rest, in the same groups. "
        "The two do not multiply to economic connectedness, which covers all friendships.",
        NO_MARGIN,
        INCOME_WORDS,
        FACEBOOK_CAVEAT,
        SNAPSHOT_CAVEAT,
        PRIVACY_CAVEAT,
    ),
)
