"""Share of people born outside the United States (Opportunity Atlas covariate, 2010)."""

from __future__ import annotations

from indicators.context._references import ATLAS
from indicators.core.spec import IndicatorSpec, Input, Series

COUNTY = Input("opportunity_atlas_county_covariates", "county", {"value": "foreign_share"})

SPEC = IndicatorSpec(
    key="share_foreign_born",
    factor="context",
    title="Share of people born abroad",
    short="Born abroad",
    question="How many of the people here were born outside the United States?",
    sentence="In {place}, {per100} of 100 people were born outside the United States",
    per_100=100,
    unit="share of people",
    direction="neutral",
    format="percent",
    bounds=(0.0, 1.0),
    series=(Series("county", ("2010",), COUNTY, "Everyone who lives there", vintage="2010"),),
    plain=(
        "The share of people who were born outside the United States. Used to find places with similar people; neither "
        "high nor low is better."
    ),
    formula="Published: foreign_share2010.",
    references=(ATLAS,),
    caveats=(
        "Of 2010, as Opportunity Insights publish it: newer figures for all counties are not in the inputs. The share "
        "has changed since, most where many people moved in.",
        "No margin is published. Puerto Rico has no figure.",
    ),
)
