"""Multigroup entropy index H over six groups (Theil & Finizza 1971; Reardon & Firebaugh 2002)."""

from __future__ import annotations

from indicators.core.spec import IndicatorSpec
from indicators.segregation._census import (
    BETWEEN_CAVEAT,
    DIFFERENCE_CAVEAT,
    GROUPS,
    GROUPS_CAVEAT,
    MINIMUM_DIFFERENCE,
    PERIODS_CAVEAT,
    QUALITY_CAVEATS,
    census_series,
    with_census_grade,
)
from indicators.segregation._institutions import (
    CAVEAT,
    FEWEST_OF_MANY,
    SUFFIX,
    formula_without_institutions,
    spec_without_institutions,
    with_check,
)
from indicators.segregation._references import ACS_TABLE_B11002, CENSUSES, REARDON_FIREBAUGH, THEIL_FINIZZA
from indicators.segregation._topics import MIX
from indicators.stats.frames import NativeT
from indicators.stats.unevenness import entropy_index


def compute(frame: NativeT) -> NativeT:
    """H of each place from tract counts of the six groups: place, value, units, smallest_group, quality.

    smallest_group is everyone outside the largest group. Where the tracts are judged: flags and note too.
    """
    names = {group: group for group in GROUPS}
    return with_check(with_census_grade(entropy_index(frame, GROUPS)), frame, names, FEWEST_OF_MANY)


CAVEATS = (
    "H measures segregation, not diversity: a place can be very diverse with segregated tracts, or hardly diverse "
    "with even ones.",
    "Where only one group lives, H has no meaning and no figure is given.",
    "Where fewer than 100 people are outside the largest group, or there are fewer than five populated tracts, the "
    "figure is unreliable and not ranked; under 1,000 people it needs care.",
    GROUPS_CAVEAT,
    PERIODS_CAVEAT,
    *QUALITY_CAVEATS,
    DIFFERENCE_CAVEAT,
    BETWEEN_CAVEAT,
)

SPEC = IndicatorSpec(
    key="entropy_index",
    factor="segregation",
    title="Multigroup entropy index (Theil’s H)",
    short="Segregation of all groups",
    topic=MIX,
    question="How much less mixed are the neighborhoods than the whole place?",
    unit="index from 0 (every tract as mixed as the place) to 1 (one group in each tract)",
    direction="lower_is_better",
    format="index",
    bounds=(0.0, 1.0),
    series=census_series({group: group for group in GROUPS}),
    compute=compute,
    basis="full_count",
    minimum_difference=MINIMUM_DIFFERENCE,
    groups=GROUPS,
    without_institutions=f"entropy_index{SUFFIX}",
    sentence="In {place}, the average census tract is {per100} percent less mixed than the place as a whole",
    per_100=100,
    plain=(
        "One figure for all six groups at once: White, Black, Asian, Native American, two or more races, and Hispanic. "
        "It compares how mixed the average census tract is with how mixed the whole place is. 0 means that every tract "
        "is as mixed as the place; 1 means that every tract has one group only. The figures run lower "
        "than those of the dissimilarity index: 0.1 is common, and above 0.25 is high."
    ),
    formula=(
        "H = Σj tj × (E − Ej) / (T × E), over census tracts j; tj people in a tract, T in the place; "
        "E = −Σk Pk ln Pk over the six groups in the place, Ej alike in the tract. The base of the logarithm cancels."
    ),
    references=(THEIL_FINIZZA, REARDON_FIREBAUGH, *CENSUSES, ACS_TABLE_B11002),
    caveats=(
        *CAVEATS,
        CAVEAT,
        f"Groups with fewer than {FEWEST_OF_MANY} adults here are not looked at for this.",
    ),
)
WITHOUT = "the average census tract of {place} is {per100} percent less mixed than the place as a whole"
SPECS = (spec_without_institutions(SPEC, formula_without_institutions(compute, GROUPS), CAVEATS, WITHOUT),)
