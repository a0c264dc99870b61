"""Economic connectedness as a share, by county and city (Urban Institute, 2025 edition)."""

from __future__ import annotations

from indicators.core.spec import IndicatorSpec, Input, Reference, Series
from indicators.social_capital._atlas import (
    ATLAS,
    FACEBOOK_CAVEAT,
    INCOME_WORDS,
    NATURE_1,
    PERIOD,
    SNAPSHOT_CAVEAT,
    USERS,
)
from indicators.social_capital._topics import FRIENDS

DATASET = "urban_economic_connectedness_2022"
VALUE = "share_economic_connectedness"
CITY = {"value": VALUE, "quality": f"{VALUE}_quality"}
COUNTY = CITY | {"lower95": f"{VALUE}_lb", "upper95": f"{VALUE}_ub"}

WITHHELD = (
    "city figures are means of ZIP codes weighted by area, not by the people whose friends are counted, and contradict "
    "the county’s: San Francisco, one area, has 71% as a city and 66% as a county"
)

SPEC = IndicatorSpec(
    key="economic_connectedness_share",
    factor="social_capital",
    title="High-income friends of low-income people",
    short="High-income friends",
    topic=FRIENDS,
    question="What share of low-income people’s friends have high income?",
    unit="share of friends",
    direction="higher_is_better",
    format="percent",
    decimals=1,
    bounds=(0.0, 1.0),
    sentence=("In {place}, {value} of the Facebook friends of low-income people aged 25 to 44 have high income"),
    series=(
        Series(
            "county",
            (PERIOD,),
            Input(DATASET, "county", COUNTY),
            USERS,
            vintage="2020",
            joins_trend=False,
        ),
        Series(
            "place",
            (PERIOD,),
            Input(DATASET, "place", CITY),
            USERS,
            note="A mean of the ZIP codes that touch the city, weighted by the part of each in the city; no limits.",
            joins_trend=False,
            withheld=WITHHELD,
        ),
    ),
    plain=(
        "Of the friends of people with below-median income, the share who have above-median income. 50% would be in "
        "proportion: half of all people are above the middle. It is economic connectedness on "
        "another scale: one half of it."
    ),
    formula="Economic connectedness × 0.5. City: Σ ZIP codes (share of its area in the city × EC) / Σ shares, × 0.5.",
    references=(
        Reference(
            "Urban Institute. Upward Mobility data: social capital, 2025 edition.", "https://upward-mobility.urban.org/"
        ),
        NATURE_1,
        ATLAS,
    ),
    caveats=(
        "The Social Capital Atlas divides this share by one half: 40.7% here is 0.814 there. The two scales never "
        "share an axis.",
        "Figures of cities are withheld. The publisher weights the ZIP codes that touch a city by their area, and "
        "where city and county are one area, 19 of 22 such figures lie outside the county’s margin.",
        INCOME_WORDS,
        FACEBOOK_CAVEAT,
        SNAPSHOT_CAVEAT,
    ),
)
