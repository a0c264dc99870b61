"""Share of children who live with two married parents, by county (Urban Institute, from ACS microdata)."""

from __future__ import annotations

from indicators.core.spec import IndicatorSpec, Input, Series
from indicators.family_stability._references import URBAN
from indicators.family_stability._topics import TWO_PARENTS

UNIVERSE = "Children under 18 in households"
MARRIED = Input(
    "urban_family_structure",
    "county",
    {
        "value": "famstruc_2par_married",
        "lower95": "famstruc_2par_married_lb",
        "upper95": "famstruc_2par_married_ub",
        "quality": "famstruc_quality",
    },
)

SPEC = IndicatorSpec(
    key="children_with_two_married_parents",
    factor="family_stability",
    title="Children with two married parents",
    short="Children with two married parents",
    topic=TWO_PARENTS,
    question="How many children live with two parents who are married?",
    sentence="In {place}, {per100} of 100 children live with two married parents",
    per_100=100,
    unit="share of children",
    direction="higher_is_better",
    format="percent",
    bounds=(0.0, 1.0),
    series=(Series("county", ("2018", "2021"), MARRIED, UNIVERSE, vintage="2020"),),
    plain=(
        "Of all children under 18, the share who live in one home with two parents who are married; step- and adoptive "
        "parents count as parents. Higher is taken to be better here, since areas with more two-parent families "
        "tend to have more upward mobility; it is no judgment on any family. The Urban Institute counts them in the "
        "individual answers to the American Community Survey."
    ),
    formula=(
        "Published: famstruc_2par_married, with 95% limits p ± 1.96 √(p (1 − p) / n), brought to 90% here "
        "(times 1.645 / 1.96)."
    ),
    references=(URBAN,),
    caveats=(
        "The microdata name only areas of at least 100,000 people. A county with fewer people, or the same figures as "
        "another county of its state, stands for a larger area: grade 3, “area larger than the county”. Such counties "
        "are shown, and never ranked or compared.",
        "The publisher’s limits treat the children in the sample as if each had been drawn by itself. Brothers and "
        "sisters are drawn together and answers are weighted, so true limits are wider.",
        "Not the counterpart of the single-parent share: parents who live together unmarried, and children who live "
        "with relatives, are in neither.",
        "One year of the survey for each figure; in 2021 fewer people answered than before the pandemic.",
        "County codes before the changes in Connecticut (2022) and in Alaska (2019).",
    ),
)
