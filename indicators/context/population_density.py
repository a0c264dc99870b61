"""People per square mile: counties from the Opportunity Atlas, metro areas from estimates and land area."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.context._areas import METRO_NOTE
from indicators.context._references import ATLAS, POPULATION_ESTIMATES
from indicators.core.spec import IndicatorSpec, Input, Series

if TYPE_CHECKING:
    import pandas as pd

COUNTY = Input("opportunity_atlas_county_covariates", "county", {"density": "popdensity"})
METRO = Input("census_population_counties", "cbsa", {"people": "population", "land": "land_square_miles"})


def compute(frame: pd.DataFrame) -> pd.DataFrame:
    """The published density, or people / land, row by row.

    frame: geoid with either density (people per square mile), or people and land (square miles).
    """
    import pandas as pd

    density = frame["density"] if "density" in frame else (frame["people"] / frame["land"]).where(frame["land"] > 0)
    return pd.DataFrame({"geoid": frame["geoid"], "value": density})


SPEC = IndicatorSpec(
    key="population_density",
    factor="context",
    title="Population density",
    short="People per square mile",
    question="How close together do people live?",
    sentence="{place} has {value} people per square mile",
    unit="people per square mile",
    direction="neutral",
    format="number",
    basis="model",
    bounds=(0.0, None),
    series=(
        Series("county", ("2010",), COUNTY, "Everyone who lives there", vintage="2010"),
        Series("cbsa", ("2023",), METRO, "Everyone who lives there", note=f"{METRO_NOTE} Land area of 2019."),
    ),
    compute=compute,
    plain=(
        "The number of people divided by the area in square miles. Used to find places that are built in a similar "
        "way; neither high nor low is better."
    ),
    formula="Counties: published (popdensity2010). Metro areas: people 2023 / land area.",
    references=(ATLAS, POPULATION_ESTIMATES),
    caveats=(
        "Counties: of 2010, as Opportunity Insights publish it, for county codes of 2010. Metro areas: of 2023. The "
        "two are not compared with each other.",
        "An average over the whole area: a county with a large city and much empty land looks thinly settled.",
        "No margin is published.",
    ),
)
