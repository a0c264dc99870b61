"""Ratio of the income that the top fifth begins at to the income that the bottom fifth ends at (ACS B19080)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.core.estimate import Status
from indicators.core.spec import IndicatorSpec, Input, Series
from indicators.income_inequality._coded import BOTTOM, TOP, is_bottom, is_top, plain_figures, with_bound
from indicators.income_inequality._references import ACS_HANDBOOK, COWELL, TABLE_B19080
from indicators.income_inequality._topics import APART
from indicators.stats.margins import ratio_moe

if TYPE_CHECKING:
    import pandas as pd

PERIOD = "2019-2023"
UNIVERSE = "Households"
LIMITS = {
    "low": "B19080_001E",
    "low_moe": "B19080_001M",
    "high": "B19080_004E",
    "high_moe": "B19080_004M",
    "base": "B25003_001E",
}
TOP_NOTE = (
    "The top fifth of households begins at $250,000 or more; the survey gives no exact limit, so the ratio is at least "
    "this. The sampling error of the lower limit is not in this bound."
)
BOTTOM_NOTE = "The bottom fifth of households ends at $2,500 or less, so the ratio is at least this."


def compute(frame: pd.DataFrame) -> pd.DataFrame:
    """R = high / low with its margin, row by row; a bound where a limit is coded.

    frame: geoid; low, high (upper limits of the first and the fourth fifth, dollars) and their 90 % margins.
    Margin: sqrt(MOE_high^2 + R^2 MOE_low^2) / low (Census Bureau, ACS handbook 2020, ch. 8).
    """
    import pandas as pd

    low, high = frame["low"], frame["high"]
    margin = pd.Series(ratio_moe(high, frame["high_moe"], low, frame["low_moe"]), index=frame.index)
    figures = plain_figures(frame["geoid"], (high / low).where(low > 0), margin)
    least = high.mask(is_top(high), TOP) / low.mask(is_bottom(low), BOTTOM)
    figures = with_bound(figures, is_bottom(low), Status.TOP_CODED, least, BOTTOM_NOTE)
    return with_bound(figures, is_top(high), Status.TOP_CODED, least, TOP_NOTE)


SPEC = IndicatorSpec(
    key="income_ratio_80_20",
    factor="income_inequality",
    title="80/20 household income ratio",
    short="80/20 income ratio",
    topic=APART,
    question="How far apart are the incomes of better-off and poorer households?",
    sentence=(
        "In {place}, the household at the start of the top fifth has {value} times the income of the household at the "
        "end of the bottom fifth"
    ),
    unit="times the income of the household at the end of the bottom fifth",
    direction="lower_is_better",
    format="ratio",
    bounds=(1.0, None),
    series=(
        Series("county", (PERIOD,), Input("acs_county_2019_2023", "county", LIMITS), UNIVERSE, vintage="2022"),
        Series("state", (PERIOD,), Input("acs_county_2019_2023", "state", LIMITS), UNIVERSE),
        Series("us", (PERIOD,), Input("acs_county_2019_2023", "us", LIMITS), UNIVERSE),
    ),
    compute=compute,
    plain=(
        "Line up all households from the lowest income to the highest. Take the income that four fifths of them stay "
        "below, and divide it by the income that one fifth stays below. A ratio of 4 means: a household at the start "
        "of the top fifth has four times the income of a household at the end of the bottom fifth. Lower is more "
        "equal. The ratio says nothing about the very rich or the very poor, who lie beyond the two points."
    ),
    formula=(
        "R = B19080_004 / B19080_001 (upper limits of the fourth and of the lowest fifth). "
        "Margin: √(MOE₄² + R² MOE₁²) / B19080_001."
    ),
    references=(TABLE_B19080, ACS_HANDBOOK, COWELL),
    caveats=(
        "A sample survey over five years: the figure is an average of 2019 to 2023, in dollars of 2023.",
        "The margin leaves out that the two limits come from the same households (their covariance).",
        "Where the top fifth begins at $250,000 or more, the survey gives no exact limit: the ratio is “at least” the "
        "figure shown, and such a place is neither ranked nor tested (22 counties).",
        "Incomes are before taxes, and without food stamps and other benefits in kind; differences in prices between "
        "places and in the size of households are not taken into account.",
        "Not the same as the P80/P20 ratio made from the survey’s microdata: other years and another sample. The two "
        "are never drawn on one axis.",
    ),
)
