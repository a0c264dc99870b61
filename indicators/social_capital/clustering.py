"""Clustering: how tightly friendship networks close (Social Capital Atlas 2022)."""

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
    key="clustering",
    factor="social_capital",
    title="Clustering of friendships",
    short="Clustering",
    topic=COHESION,
    question="Are people’s friends friends with each other?",
    unit="share of pairs of friends",
    direction="neutral",
    format="percent",
    decimals=1,
    bounds=(0.0, 1.0),
    sentence="In {place}, {value} of the pairs of friends that a person has are friends with each other",
    series=atlas_series("clustering"),
    plain=(
        "Take two friends of one person: how often are they friends with each other? This is the average over the "
        "people of the place. A high figure means close circles where news and norms travel fast; it can also mean "
        "few ties beyond the circle."
    ),
    formula="Mean over people of (pairs of their friends who are friends) / (all pairs of their friends).",
    references=(NATURE_1, ATLAS),
    caveats=(
        NO_MARGIN,
        "Small places have higher figures: with fewer people to know, circles close more easily.",
        FACEBOOK_CAVEAT,
        SNAPSHOT_CAVEAT,
        PRIVACY_CAVEAT,
    ),
)
