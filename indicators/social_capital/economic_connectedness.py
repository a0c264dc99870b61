"""Economic connectedness: friendships across income (Social Capital Atlas 2022)."""

from __future__ import annotations

from indicators.core.spec import IndicatorSpec, Input, Series
from indicators.social_capital._atlas import (
    ATLAS,
    FACEBOOK_CAVEAT,
    HIGH_SCHOOL,
    INCOME_WORDS,
    NATURE_1,
    NATURE_2,
    PERIOD,
    PRIVACY_CAVEAT,
    SNAPSHOT_CAVEAT,
    atlas_series,
    columns_of,
)
from indicators.social_capital._topics import FRIENDS

STUDENTS = (
    "Facebook users born 1990 to 1996 who went to the high school, by their own income as adults; their friends from "
    "the same school and years"
)

SPEC = IndicatorSpec(
    key="economic_connectedness",
    factor="social_capital",
    title="Economic connectedness",
    short="Economic connectedness",
    topic=FRIENDS,
    question="How many of low-income people’s friends have high income?",
    unit="share of high-income friends / 0.5; 1 = in proportion, 0.5 = half as many",
    direction="higher_is_better",
    format="index",
    decimals=2,
    bounds=(0.0, 2.0),
    sentence=(
        "{per100} of 100 Facebook friends of people with low income in {place}, aged 25 to 44, have high income; half "
        "would be even"
    ),
    per_100=50,
    series=(
        *atlas_series("ec", se="ec_se"),
        Series(
            "high_school",
            (PERIOD,),
            Input(HIGH_SCHOOL, "high_school", columns_of("ec_own_ses", "ec_own_ses_se", "hs")),
            STUDENTS,
            note=(
                "Own-income edition: users are placed by their own income as adults, not by their parents’. Points are "
                "shown for Texas schools whose location of 2013-14 is known."
            ),
            joins_trend=False,
            counted="students",
        ),
    ),
    plain=(
        "Of the friends of people with below-median income, the share who have above-median income, divided by one "
        "half, because half of all people are above the middle. 1 means that half of their friends have high income, "
        "as half of all people do; 0.8 means that 40% have. Friends are friends on Facebook. Of the "
        "measures of social capital that the Atlas has, it goes most closely with upward mobility across places."
    ),
    formula="EC = (mean share of high-income friends among low-income people) / 0.5. Margin: 1.645 standard errors.",
    references=(NATURE_1, NATURE_2, ATLAS),
    caveats=(
        "The 2025 edition of Urban Institute shows the share itself, not divided by one half: 40.7% there is 0.814 "
        "here. The two scales are different keys and never share an axis.",
        "It is not the product of exposure and one minus friending bias: those two are measured in groups such as "
        "schools, workplaces and neighborhoods, this one over all friendships.",
        INCOME_WORDS,
        FACEBOOK_CAVEAT,
        SNAPSHOT_CAVEAT,
        PRIVACY_CAVEAT,
        "Counties are those of 2010: Connecticut’s eight former counties.",
    ),
)
