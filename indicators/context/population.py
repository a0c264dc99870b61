"""How many people live in a place (Census Bureau population estimates)."""

from __future__ import annotations

from indicators.context._areas import area_series
from indicators.context._references import POPULATION_ESTIMATES
from indicators.core.spec import IndicatorSpec, Input, Series

PERIOD = "2023"
UNIVERSE = "Everyone who lives there"
COLUMNS = {"value": "population"}

SPEC = IndicatorSpec(
    key="population",
    factor="context",
    title="Population",
    short="Population",
    question="How many people live here?",
    sentence="{place} has {value} people",
    unit="people",
    direction="neutral",
    format="count",
    basis="model",
    bounds=(0.0, None),
    series=(
        *area_series("census_population_counties", COLUMNS, PERIOD, UNIVERSE),
        Series("place", (PERIOD,), Input("census_population_places", "place", COLUMNS), UNIVERSE),
    ),
    plain=(
        "The Census Bureau’s estimate of everyone who lived here on 1 July 2023: the count of 2020, carried forward "
        "with births, deaths and moves. Used to find places of similar size; neither high nor low is better."
    ),
    formula="Published. States, the nation and metro areas: sum over their counties.",
    references=(POPULATION_ESTIMATES,),
    caveats=(
        "An estimate without a published margin.",
        "Metro areas with a part in Connecticut have no figure: its counties became planning regions in 2022, and the "
        "metro areas here are drawn by the former counties.",
        "Puerto Rico is not in the file.",
        "Cities: 486 of the larger ones.",
    ),
)
