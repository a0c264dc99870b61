"""A census tract's share of its county's Black-White dissimilarity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.core.spec import IndicatorSpec
from indicators.segregation._census import GROUPS_CAVEAT, PERIODS_CAVEAT, QUALITY_CAVEATS, TRACT_CAVEAT
from indicators.segregation._institutions import (
    CAVEAT,
    SUFFIX,
    spec_without_institutions,
    tract_formula_without_institutions,
    with_check_of_county,
)
from indicators.segregation._references import ACS_TABLE_B03002, ACS_TABLE_B11002, CENSUSES, DUNCAN, MASSEY_DENTON
from indicators.segregation._topics import PARTS
from indicators.segregation._tracts import (
    MARGIN_CAVEAT,
    SIMULATION_WORDS,
    SURVEY_CAVEAT,
    figures,
    has_margins,
    no_margins,
    tract_series,
)
from indicators.stats.frames import KEY, NativeT
from indicators.stats.simulate import part_of_dissimilarity_draws, simulated_margins
from indicators.stats.unevenness import part_of_dissimilarity

if TYPE_CHECKING:
    import pandas as pd

COUNTS = {"a": "black", "b": "white"}


def compute(frame: NativeT) -> NativeT:
    """Share of the county's D from ``a`` and ``b`` (``place``: the county): geoid, value, status, note, quality.

    Where the tracts are judged: flags too.
    """
    absent = "Its county has no index: one of the two groups has nobody there, or all tracts are alike."
    parts = figures(part_of_dissimilarity(frame, "a", "b"), frame, absent)
    return with_check_of_county(parts, frame, COUNTS)


def margins(frame: pd.DataFrame) -> pd.DataFrame:
    """Margin by simulation where the counts come from a sample: geoid, moe, noise_shift."""
    if not has_margins(frame):
        return no_margins()
    return simulated_margins(frame, ("a", "b"), ("a_moe", "b_moe"), part_of_dissimilarity_draws, label=KEY)


FORMULA = (
    "|aj/A − bj/B| / Σi |ai/A − bi/B|, over the census tracts of the county; a = Black residents, b = White residents."
)

CAVEATS = (
    "A part of an index says where, not why: the pattern belongs to all tracts together. In a county with few "
    "tracts every part is large.",
    GROUPS_CAVEAT,
    PERIODS_CAVEAT,
    *QUALITY_CAVEATS,
    "Parts of different counties are not compared: each is a share of its own county’s index.",
    TRACT_CAVEAT,
)

SPEC = IndicatorSpec(
    key="part_of_dissimilarity_black_white",
    role="part",
    factor="segregation",
    title="Part of the county’s Black-White dissimilarity index",
    short="Part of Black-White dissimilarity",
    topic=PARTS,
    question="Which neighborhoods make up the separation of Black and White residents?",
    unit="share of the county’s index",
    direction="neutral",
    format="percent",
    bounds=(0.0, 1.0),
    decimals=2,
    series=tract_series(COUNTS, COUNTS),
    compute=compute,
    margins=margins,
    basis="full_count",
    minimum_difference=0.0,
    groups=("black", "white"),
    without_institutions=f"part_of_dissimilarity_black_white{SUFFIX}",
    plain=(
        "How much of the county’s Black-White dissimilarity index comes from this census tract. A tract adds nothing "
        "where its share of the county’s Black residents equals its share of the county’s White residents, and much "
        "where one is far larger than the other. The parts of all tracts of a county add up to 100%. Higher means "
        "that the tract makes up more of the separation; it does not say which group is the larger one."
    ),
    formula=f"{FORMULA} {SIMULATION_WORDS}",
    references=(DUNCAN, MASSEY_DENTON, *CENSUSES, ACS_TABLE_B11002, ACS_TABLE_B03002),
    caveats=(
        *CAVEATS,
        SURVEY_CAVEAT,
        MARGIN_CAVEAT,
        CAVEAT,
    ),
)
SPECS = (
    spec_without_institutions(SPEC, tract_formula_without_institutions(compute, ("a", "b")), CAVEATS, formula=FORMULA),
)
