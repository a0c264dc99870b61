"""Black-White dissimilarity of the household population, from a survey, with a simulated margin (ACS B11002A and B)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.core.geography import Level
from indicators.core.spec import IndicatorSpec, Input, Series
from indicators.segregation._census import LEVEL_NOTES, SIZE_CAVEAT
from indicators.segregation._references import (
    ACS_HANDBOOK,
    ACS_TABLE_B11002,
    DUNCAN,
    MASSEY_DENTON,
    SAMPLING_BIAS,
)
from indicators.segregation._topics import SPREAD
from indicators.stats.frames import NativeT
from indicators.stats.simulate import dissimilarity_draws, simulated_margins
from indicators.stats.unevenness import dissimilarity

if TYPE_CHECKING:
    import pandas as pd

PERIOD = "2019-2023"
TRACTS = Input(
    "acs_tract_b11002_2019_2023",
    "tract",
    {"a": "B11002B_001E", "a_moe": "B11002B_001M", "b": "B11002A_001E", "b_moe": "B11002A_001M"},
)
UNIVERSE = "People in households, of all ages (not in dormitories, prisons, nursing homes or barracks)"
LEVELS: tuple[Level, ...] = ("county", "cbsa", "state")


def compute(frame: NativeT) -> NativeT:
    """D of each place from tract counts ``a`` (Black alone) and ``b`` (White alone), people in households."""
    return dissimilarity(frame, "a", "b")


def margins(frame: pd.DataFrame) -> pd.DataFrame:
    """Margin of D by simulation: place, moe, noise_shift (what sampling noise alone adds)."""
    return simulated_margins(frame, ("a", "b"), ("a_moe", "b_moe"), dissimilarity_draws)


def _series(level: Level) -> Series:
    vintage = "2022" if level == "county" else ""
    return Series(level, (PERIOD,), TRACTS, UNIVERSE, vintage, LEVEL_NOTES.get(level, ""))


SPEC = IndicatorSpec(
    key="dissimilarity_black_white_household",
    factor="segregation",
    title="Dissimilarity index, Black alone and White alone, people in households",
    short="Black-White dissimilarity (households, survey)",
    topic=SPREAD,
    question="How unevenly are Black and White people in households spread over the neighborhoods?",
    unit="index from 0 (spread alike) to 1 (fully apart)",
    direction="lower_is_better",
    format="index",
    bounds=(0.0, 1.0),
    series=tuple(_series(level) for level in LEVELS),
    compute=compute,
    margins=margins,
    groups=("black", "white"),
    sentence=(
        "In {place}, {per100} of every 100 Black people in households would have to move to another neighborhood "
        "(census tract) to be spread like White people"
    ),
    per_100=100,
    plain=(
        "The share of Black people, or of White people, who would have to move to another census tract for the two "
        "groups to be spread over the tracts in the same way. It is newer than the census figure, but it comes from a "
        "sample: five years of the American Community Survey. Here Black and White include Hispanics "
        "of that race, and only people in households are counted."
    ),
    formula=(
        "D = 1/2 × Σj |aj/A − bj/B|, over census tracts j; a = Black alone, b = White alone. Margin: each tract count "
        "is drawn 500 times from a normal distribution with its estimate and MOE/1.645, cut at 0, and D is computed "
        "from every draw; the margin is 1.645 standard deviations of the 500 results."
    ),
    references=(DUNCAN, MASSEY_DENTON, ACS_TABLE_B11002, ACS_HANDBOOK, SAMPLING_BIAS),
    caveats=(
        "Hispanics are included in both groups, unlike in the figures from the census: the two are different measures "
        "and are never joined.",
        "Households only: students in dormitories, people in prisons and in nursing homes are not counted.",
        "Sampling noise pushes the index up, most where the group or the sample is small. Where noise alone adds more "
        "than the margin, the figure is grade 2 at best and says how much. Ranks of small places are partly ranks of "
        "noise.",
        "The margin takes the tracts and the two groups to be independent of each other.",
        "Limits end at 0 and 1, the margin itself is not cut.",
        SIZE_CAVEAT,
    ),
)
