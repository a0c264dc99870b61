"""Single-headed households as a share of households with children (Opportunity Atlas covariate)."""

from __future__ import annotations

from indicators.core.spec import IndicatorSpec, Input, Series
from indicators.family_stability._references import ATLAS, CHETTY_2014
from indicators.family_stability._topics import ONE_PARENT

UNIVERSE = "Households with own children under 18"
COUNTY = Input("opportunity_atlas_county_covariates", "county", {"value": "singleparent_share"})

SPEC = IndicatorSpec(
    key="single_parent_households",
    factor="family_stability",
    title="Single-parent share of households with children",
    short="Single-parent households",
    topic=ONE_PARENT,
    question="How many of the homes with children have one parent, and how did that change from 1990 to 2010?",
    sentence="In {place}, {per100} of 100 households with children are headed by one parent",
    per_100=100,
    unit="share of households with children",
    direction="lower_is_better",
    format="percent",
    bounds=(0.0, 1.0),
    series=(Series("county", ("1990", "2000", "2010"), COUNTY, UNIVERSE, vintage="2010"),),
    plain=(
        "Of all households with children of their own, the share headed by a woman without a husband, or a man without "
        "a wife, in the home. Lower is taken to be better here, since areas with fewer such households tend to "
        "have more upward mobility; it is no judgment on any family."
    ),
    formula="Published: singleparent_share1990, singleparent_share2000, singleparent_share2010.",
    references=(ATLAS, CHETTY_2014),
    caveats=(
        "A share of households, not of children: it can differ by ten points from the share of children in "
        "single-parent families, and the two are never joined in one trend.",
        "Parents who live together without being married count as single here.",
        "No margin is published, so no difference between two counties can be tested. Figures of small counties are "
        "uncertain.",
        "1990 and 2000 are from the long forms of the censuses; 2010 is believed to be from the American Community "
        "Survey around that year. A part of a change can be due to that.",
        "County codes of 2010. The newest figure is of 2010: it says where places come from, not where they are now.",
    ),
)
