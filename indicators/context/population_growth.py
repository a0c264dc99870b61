"""By how much the number of people changed from 2014 to 2023 (Census Bureau population estimates)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.context._areas import area_series
from indicators.context._references import POPULATION_ESTIMATES
from indicators.core.spec import IndicatorSpec, Input, Series

if TYPE_CHECKING:
    import pandas as pd

PERIOD = "2014-2023"
UNIVERSE = "Everyone who lives there"
COLUMNS = {"first": "population_2014", "last": "population_2023"}


def compute(frame: pd.DataFrame) -> pd.DataFrame:
    """last / first - 1 row by row. frame: geoid; people in the first and in the last year."""
    import pandas as pd

    growth = (frame["last"] / frame["first"] - 1).where(frame["first"] > 0)
    return pd.DataFrame({"geoid": frame["geoid"], "value": growth})


SPEC = IndicatorSpec(
    key="population_growth",
    factor="context",
    title="Population growth, 2014 to 2023",
    short="Population growth",
    question="Is this place growing or shrinking?",
    sentence="The number of people in {place} changed by {value}",
    unit="change from 2014 to 2023, as a share of the people in 2014",
    direction="neutral",
    format="percent",
    decimals=1,
    basis="model",
    bounds=(-1.0, None),
    series=(
        *area_series("census_population_counties", COLUMNS, PERIOD, UNIVERSE),
        Series("place", (PERIOD,), Input("census_population_places", "place", COLUMNS), UNIVERSE),
    ),
    compute=compute,
    plain=(
        "How many more people, or fewer, lived here on 1 July 2023 than nine years before, in percent of those in "
        "2014. Used to find places that change in a similar way; neither high nor low is better."
    ),
    formula="(people 2023 − people 2014) / people 2014",
    references=(POPULATION_ESTIMATES,),
    caveats=(
        "The estimate of 2014 builds on the 2010 Census, that of 2023 on the 2020 Census: a part of the change "
        "corrects errors that had built up. Growth of one or two percent may be no growth.",
        "Counties whose boundaries changed in between have no figure (Connecticut; Chugach and Copper River in "
        "Alaska).",
        "Cities also grow by taking in land: the boundaries of each year are used.",
    ),
)
