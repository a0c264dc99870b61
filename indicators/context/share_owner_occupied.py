"""Share of homes whose owner lives there (ACS B25003)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.context._areas import area_series
from indicators.context._references import ACS_HANDBOOK, TABLE_B25003
from indicators.core.spec import IndicatorSpec
from indicators.stats.margins import proportion_moe

if TYPE_CHECKING:
    import pandas as pd

PERIOD = "2019-2023"
UNIVERSE = "Homes that somebody lives in"
COLUMNS = {
    "homes": "B25003_001E",
    "homes_moe": "B25003_001M",
    "owned": "B25003_002E",
    "owned_moe": "B25003_002M",
}


def compute(frame: pd.DataFrame) -> pd.DataFrame:
    """p = owned / homes with the margin of a proportion, row by row. frame: geoid; the counts with 90 % margins."""
    import pandas as pd

    moe = proportion_moe(frame["owned"], frame["owned_moe"], frame["homes"], frame["homes_moe"])
    share = (frame["owned"] / frame["homes"]).where(frame["homes"] > 0)
    return pd.DataFrame({"geoid": frame["geoid"], "value": share, "moe": moe, "base": frame["homes"]})


SPEC = IndicatorSpec(
    key="share_owner_occupied",
    factor="context",
    title="Homes lived in by their owners",
    short="Homes lived in by owners",
    question="How many homes belong to the people who live in them?",
    sentence="In {place}, {per100} of 100 homes are lived in by their owners",
    per_100=100,
    unit="share of occupied homes",
    direction="neutral",
    format="percent",
    bounds=(0.0, 1.0),
    series=area_series("acs_county_2019_2023", COLUMNS, PERIOD, UNIVERSE),
    compute=compute,
    plain=(
        "Of all homes that somebody lives in, the share whose owner lives there, with or without a mortgage; the "
        "others are rented. Used to find similar places; neither high nor low is better here."
    ),
    formula=(
        "p = B25003_002 / B25003_001. Margin: √(MOE₂² − p² MOE₁²) / B25003_001 (with plus where the root would be "
        "negative)."
    ),
    references=(TABLE_B25003, ACS_HANDBOOK),
    caveats=(
        "A sample survey over five years.",
        "A share of homes, not of people. Empty homes and second homes are not counted.",
        "Metro areas with a part in Connecticut or Puerto Rico have no figure: the data lack their counties.",
    ),
)
