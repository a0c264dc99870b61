"""P90/P10 of the wages of jobs, by metro area, nonmetropolitan area and state (BLS OEWS)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.core.geography import Level
from indicators.core.spec import IndicatorSpec, Input, Series
from indicators.income_inequality._references import OEWS
from indicators.income_inequality._topics import JOBS

if TYPE_CHECKING:
    import pandas as pd

PERIOD = "2025-05"
UNIVERSE = "Jobs of employees outside farms"
LEVELS: tuple[Level, ...] = ("cbsa", "nonmetro", "state", "us")
NOTES: dict[Level, str] = {
    "cbsa": "Metropolitan areas only, in the delineation of 2023: some have other counties, or another code, than the "
    "metro areas of the other pages.",
    "nonmetro": "The parts of a state outside all metropolitan areas, as the Bureau of Labor Statistics groups them.",
}


def compute(frame: pd.DataFrame) -> pd.DataFrame:
    """P90 / P10 row by row. frame: geoid; p10, p90 (annual wages, dollars). No interval is published."""
    import pandas as pd

    return pd.DataFrame({"geoid": frame["geoid"], "value": frame["p90"] / frame["p10"]})


def _series(level: Level) -> Series:
    columns = {"p10": "p10", "p90": "p90"}
    return Series(level, (PERIOD,), Input("bls_oews_2025_05", level, columns), UNIVERSE, note=NOTES.get(level, ""))


SPEC = IndicatorSpec(
    key="wage_ratio_90_10",
    factor="income_inequality",
    title="90/10 wage ratio of jobs",
    short="90/10 wage ratio (jobs)",
    topic=JOBS,
    question="How far apart are well-paid and badly paid jobs?",
    sentence="In {place}, a job paid better than 90 of 100 pays {value} times one that is paid better than 10 of 100",
    unit="times the wage at the 10th percentile",
    direction="lower_is_better",
    format="ratio",
    bounds=(1.0, None),
    series=tuple(_series(level) for level in LEVELS),
    compute=compute,
    plain=(
        "Line up all jobs in the area from the lowest wage to the highest. Take the wage that 90 of 100 jobs stay "
        "below, and divide it by the wage that 10 of 100 stay below. Lower is more equal. These are wages of jobs, not "
        "incomes of households: they are never shown on one axis with the income ratios."
    ),
    formula="R = P90 / P10 of annual wages, all occupations.",
    references=(OEWS,),
    caveats=(
        "Jobs, not people or households: somebody with two jobs counts twice, somebody without a job not at all. "
        "Self-employed people, farm workers, investments, pensions and benefits are left out.",
        "Hourly wages are taken times 2,080 hours, so part-time jobs look like full-time ones. Jobs are counted where "
        "they are, not where the worker lives.",
        "The publisher gives no margin for these percentiles, so no difference between two areas can be tested.",
        "Each year’s figures are built from three years of surveys; the Bureau advises against reading them as a "
        "trend.",
        "A low ratio can mean that the lowest wages are higher, or that the highest are lower; a state’s minimum wage "
        "holds up the 10th percentile. Look at both.",
    ),
)
