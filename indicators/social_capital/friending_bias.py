"""Friending bias: whether low-income people befriend the high-income people they meet (Social Capital Atlas 2022)."""

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
    key="friending_bias",
    factor="social_capital",
    title="Friending bias of low-income people",
    short="Friending bias",
    topic=MEETING,
    question="Do people befriend those of higher income whom they meet?",
    unit="share by which friendships fall short of exposure",
    direction="lower_is_better",
    format="percent",
    decimals=1,
    bounds=(None, 1.0),
    sentence=(
        "In {place}, low-income people’s friendships with high-income people in the groups they share fall {value} "
        "short of what chance would give"
    ),
    series=atlas_series("bias_grp_mem"),
    plain=(
        "In the groups where people meet (schools, workplaces, faith communities, neighborhoods and others), "
        "low-income people make friends with high-income people less often than their share in the group would give. "
        "Friending bias is that shortfall: 0 means none, 10% means a tenth fewer. Below 0, they make such friends "
        "more often than chance."
    ),
    formula=(
        "1 − (share of high-income friends made in a group) / (share of high-income members of that group), averaged "
        "over low-income people and their groups."
    ),
    references=(NATURE_2, NATURE_1, ATLAS),
    caveats=(
        "It belongs to exposure to high-income people in the same groups. The two do not multiply to economic "
        "connectedness, which covers all friendships.",
        NO_MARGIN,
        INCOME_WORDS,
        FACEBOOK_CAVEAT,
        SNAPSHOT_CAVEAT,
        PRIVACY_CAVEAT,
    ),
)
