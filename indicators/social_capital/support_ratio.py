"""Support ratio: friendships backed by a common friend (Social Capital Atlas 2022)."""

from __future__ import annotations

from indicators.core.spec import IndicatorSpec
from indicators.social_capital._atlas import (
    ATLAS,
    FACEBOOK_CAVEAT,
    NATURE_1,
    NO_MARGIN,
    PRIVACY_CAVEAT,
    SNAPSHOT_CAVEAT,
    atlas_series,
)
from indicators.social_capital._topics import COHESION

SPEC = IndicatorSpec(
    key="support_ratio",
    factor="social_capital",
    title="Support ratio of friendships",
    short="Support ratio",
    topic=COHESION,
    question="How many friendships are backed by a common friend in the same place?",
    unit="share of friendships within the place",
    direction="neutral",
    format="percent",
    decimals=1,
    bounds=(0.0, 1.0),
    sentence="{value} of friendships within {place} are backed by a common friend there",
    series=atlas_series("support_ratio"),
    plain=(
        "Of the friendships between two people of the place, the share where both have a third friend there in common. "
        "Nearly all friendships within a county are supported in this way, so counties differ little."
    ),
    formula="Friendships within the place with at least one common friend there / all friendships within the place.",
    references=(NATURE_1, ATLAS),
    caveats=(
        NO_MARGIN,
        "ZIP codes are small: many friendships have their common friend in the next one, so figures are lower and vary "
        "more.",
        FACEBOOK_CAVEAT,
        SNAPSHOT_CAVEAT,
        PRIVACY_CAVEAT,
    ),
)
