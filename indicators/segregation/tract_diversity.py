"""How mixed a census tract is: its entropy over six groups, as a share of the highest possible."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.core.spec import IndicatorSpec
from indicators.segregation._census import (
    DIFFERENCE_CAVEAT,
    GROUPS,
    GROUPS_CAVEAT,
    MINIMUM_DIFFERENCE,
    PERIODS_CAVEAT,
    QUALITY_CAVEATS,
    TRACT_CAVEAT,
)
from indicators.segregation._institutions import CHECK_OF_TRACT_CAVEAT, with_check_of_tract
from indicators.segregation._references import (
    ACS_TABLE_B03002,
    ACS_TABLE_B11002,
    CENSUSES,
    REARDON_FIREBAUGH,
    THEIL_FINIZZA,
)
from indicators.segregation._topics import MIX
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
from indicators.stats.institutions import BY_EVERYONE
from indicators.stats.simulate import diversity_draws
from indicators.stats.unevenness import diversity

if TYPE_CHECKING:
    import pandas as pd


def compute(frame: NativeT) -> NativeT:
    """E_j / ln 6 of each tract: geoid, value, status, note, quality and, of a judged tract, flags."""
    tracts = figures(diversity(six_groups(frame), GROUPS), frame, "Nobody was counted in this tract.")
    return with_check_of_tract(tracts, frame)


def margins(frame: pd.DataFrame) -> pd.DataFrame:
    """Margin by simulation where the counts come from a sample: geoid, moe, noise_shift."""
    return group_margins(frame, diversity_draws)


SPEC = IndicatorSpec(
    key="diversity",
    factor="segregation",
    title="Diversity (entropy of six groups)",
    short="Diversity",
    topic=MIX,
    question="How mixed are the people of each neighborhood?",
    unit="index from 0 (one group only) to 1 (six groups of the same size)",
    direction="neutral",
    format="index",
    bounds=(0.0, 1.0),
    series=tract_series(CENSUS_GROUPS, SURVEY_GROUPS, of_people=True, judged_by=BY_EVERYONE),
    compute=compute,
    margins=margins,
    basis="full_count",
    minimum_difference=MINIMUM_DIFFERENCE,
    groups=GROUPS,
    plain=(
        "How evenly the people of a census tract are divided among six groups: White, Black, Asian, Native American, "
        "two or more races, and Hispanic. 0 means that everyone is of one group; 1 would mean six groups of the same "
        "size. "
        "Higher means more mixed, which is neither better nor worse by itself: a tract can only be as mixed as the "
        "people who live in the region."
    ),
    formula=f"Ej / ln 6, with Ej = −Σk pjk ln pjk over the six groups of tract j. {SIMULATION_WORDS}",
    references=(THEIL_FINIZZA, REARDON_FIREBAUGH, *CENSUSES, ACS_TABLE_B11002, ACS_TABLE_B03002),
    caveats=(
        "Diversity is about one tract; segregation is about how tracts differ. A diverse region can be segregated.",
        GROUPS_CAVEAT,
        PERIODS_CAVEAT,
        SURVEY_CAVEAT,
        "Sampling noise makes a small tract look more mixed than it is. Where noise alone adds more than the margin, "
        "the figure is grade 2 at best and says how much.",
        MARGIN_CAVEAT,
        *QUALITY_CAVEATS,
        CHECK_OF_TRACT_CAVEAT,
        DIFFERENCE_CAVEAT,
        TRACT_CAVEAT,
    ),
)
