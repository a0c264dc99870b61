"""Volunteering: members of groups about volunteering and activism (Social Capital Atlas 2022)."""

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
from indicators.social_capital._topics import JOINING

SPEC = IndicatorSpec(
    key="volunteering_rate",
    factor="social_capital",
    title="Volunteering rate",
    short="Volunteering",
    topic=JOINING,
    question="How many people belong to a group that volunteers?",
    unit="share of users",
    direction="higher_is_better",
    format="percent",
    decimals=1,
    bounds=(0.0, 1.0),
    sentence="In {place}, {value} of Facebook users belong to a group about volunteering or activism",
    series=atlas_series("volunteering_rate"),
    plain=(
        "The share of Facebook users who are members of a group that its title and text show to be about "
        "volunteering or activism. It says who signed up, not how many hours anyone gives."
    ),
    formula="Users in at least one volunteering or activism group / users of the place.",
    references=(NATURE_1, ATLAS),
    caveats=(
        NO_MARGIN,
        "Groups are classed by a program, from their titles and descriptions; groups off Facebook are not seen.",
        FACEBOOK_CAVEAT,
        SNAPSHOT_CAVEAT,
        PRIVACY_CAVEAT,
    ),
)
