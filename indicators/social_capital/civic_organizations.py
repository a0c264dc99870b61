"""Civic organizations with a page on Facebook (Social Capital Atlas 2022)."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from indicators.core.spec import IndicatorSpec
from indicators.social_capital._atlas import (
    ATLAS,
    NATURE_1,
    NO_MARGIN,
    PRIVACY_CAVEAT,
    SNAPSHOT_CAVEAT,
    atlas_series,
)
from indicators.social_capital._topics import JOINING
from indicators.stats.frames import NativeT


def compute(frame: NativeT) -> NativeT:
    """Organizations per 1,000 users from the published ``value``, which is per user."""
    places: Any = nw.from_native(frame)
    scaled: NativeT = places.select("geoid", value=nw.col("value") * 1000.0).to_native()
    return scaled


SPEC = IndicatorSpec(
    key="civic_organizations",
    factor="social_capital",
    title="Civic organizations",
    short="Civic organizations",
    topic=JOINING,
    question="How many civic organizations are there for the people here?",
    unit="organizations per 1,000 Facebook users",
    direction="higher_is_better",
    format="per_1000",
    decimals=1,
    bounds=(0.0, None),
    series=atlas_series("civic_organizations", universe="Facebook pages of organizations for the public good"),
    compute=compute,
    plain=(
        "The number of Facebook pages of organizations for the public good (charities, community groups, faith "
        "groups and the like) for every 1,000 Facebook users of the place."
    ),
    formula="1,000 × pages of public-good organizations / users of the place.",
    references=(NATURE_1, ATLAS),
    caveats=(
        "The codebook says that the published values are per 1,000 users, but they look like values per user (0.003 to "
        "0.195 by county). We show them times 1,000. If the codebook were right, all figures would be a thousand times "
        "smaller; the order of places is the same.",
        NO_MARGIN,
        "Organizations without a Facebook page are not seen, and a page says nothing of an organization’s size.",
        "Small places have high figures: one organization weighs more there.",
        SNAPSHOT_CAVEAT,
        PRIVACY_CAVEAT,
    ),
)
