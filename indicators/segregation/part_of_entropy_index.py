"""A census tract's share of its county's multigroup entropy index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.core.spec import IndicatorSpec
from indicators.segregation._census import GROUPS, GROUPS_CAVEAT, PERIODS_CAVEAT, QUALITY_CAVEATS, TRACT_CAVEAT
from indicators.segregation._institutions import (
    CAVEAT,
    FEWEST_OF_MANY,
    SUFFIX,
    spec_without_institutions,
    tract_formula_without_institutions,
    with_check_of_county,
)
from indicators.segregation._references import (
    ACS_TABLE_B03002,
    ACS_TABLE_B11002,
    CENSUSES,
    REARDON_FIREBAUGH,
    THEIL_FINIZZA,
)
from indicators.segregation._topics import PARTS
from indicators.segregation._tracts import (
    CENSUS_GROUPS,
    MARGIN_CAVEAT,
    SIMULATION_WORDS,
    SURVEY_CAVEAT,
    SURVEY_GROUPS,
    figures,
    group_margins,
    six_groups,
    tract_series,
)
from indicators.stats.frames import NativeT
from indicators.stats.simulate import part_of_entropy_draws
from indicators.stats.unevenness import part_of_entropy_index

if TYPE_CHECKING:
    import pandas as pd


def compute(frame: NativeT) -> NativeT:
    """Share of the county's H from the six groups (``place``: the county): geoid, value, status, note, quality.

    Where the tracts are judged: flags too.
    """
    absent = "Its county has no index: only one group lives there, or all tracts are alike."
    parts = figures(part_of_entropy_index(six_groups(frame), GROUPS), frame, absent)
    return with_check_of_county(parts, frame, CENSUS_GROUPS, FEWEST_OF_MANY)


def margins(frame: pd.DataFrame) -> pd.DataFrame:
    """Margin by simulation where the counts come from a sample: geoid, moe, noise_shift."""
    return group_margins(frame, part_of_entropy_draws)


FORMULA = (
    "tj × (E − Ej) / Σi ti × (E − Ei), over the census tracts of the county; E and Ej the entropy of the six groups in "
    "the county and in the tract."
)

CAVEATS = (
    "The part looks at how mixed a tract is, not at which groups live there: a tract with the county’s mix turned "
    "around has a part of 0.",
    "There is no lower or upper bound: where some tracts take away, others add more than 100% together.",
    GROUPS_CAVEAT,
    PERIODS_CAVEAT,
    *QUALITY_CAVEATS,
    "Parts of different counties are not compared: each is a share of its own county’s index.",
    TRACT_CAVEAT,
)

SPEC = IndicatorSpec(
    key="part_of_entropy_index",
    role="part",
    factor="segregation",
    title="Part of the county’s multigroup entropy index",
    short="Part of the segregation of all groups",
    topic=PARTS,
    question="Which neighborhoods are less mixed than the county, and how much does that add to its segregation?",
    unit="share of the county’s index; below 0: more mixed than the county",
    direction="neutral",
    format="percent",
    decimals=2,
    series=tract_series(CENSUS_GROUPS, SURVEY_GROUPS),
    compute=compute,
    margins=margins,
    basis="full_count",
    minimum_difference=0.0,
    groups=GROUPS,
    without_institutions=f"part_of_entropy_index{SUFFIX}",
    plain=(
        "How much of the county’s entropy index H, over six groups, comes from this census tract. A tract that is less "
        "mixed than its county adds to the index; a tract that is more mixed takes away from it and has a figure below "
        "0. The parts of all tracts of a county add up to 100%. Higher means that the tract adds more to the county’s "
        "segregation."
    ),
    formula=f"{FORMULA} {SIMULATION_WORDS}",
    references=(THEIL_FINIZZA, REARDON_FIREBAUGH, *CENSUSES, ACS_TABLE_B11002, ACS_TABLE_B03002),
    caveats=(
        *CAVEATS,
        SURVEY_CAVEAT,
        MARGIN_CAVEAT,
        CAVEAT,
    ),
)
SPECS = (
    spec_without_institutions(SPEC, tract_formula_without_institutions(compute, GROUPS), CAVEATS, formula=FORMULA),
)
