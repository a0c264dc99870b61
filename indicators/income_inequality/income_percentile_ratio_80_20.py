"""P80/P20 of household income by county and city and year, from percentiles of the Urban Institute (ACS microdata)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from indicators.core.estimate import Z90, Z95, Flag, Interval
from indicators.core.geography import LEVEL_WORDS, Level
from indicators.core.spec import IndicatorSpec, Input, Series
from indicators.income_inequality._references import COWELL, URBAN
from indicators.income_inequality._topics import APART

if TYPE_CHECKING:
    import pandas as pd

UNIVERSE = "Households"
OLD_AREAS = ("2014", "2015", "2016", "2017", "2018", "2019", "2021")
NEW_AREAS = ("2022", "2023")
NEW_AREAS_NOTE = (
    "From 2022 the survey’s areas are those drawn after the 2020 Census: for places that share an area with others, "
    "figures before and after are of different areas."
)
COLUMNS = {
    f"p{rank}{end}": f"pctl_income_{rank}{name}"
    for rank in ("20", "80")
    for end, name in (("", ""), ("_low", "_lb"), ("_high", "_ub"), ("_grade", "_quality"))
} | {"p50": "pctl_income_50"}
SHARED = "Area larger than the {word}: another {word} of the state has the same figures."


def compute(frame: pd.DataFrame) -> pd.DataFrame:
    """R = P80 / P20 with 90 % limits exp(ln R -+ 1.645 sqrt(s80^2 + s20^2)), s = (ln high - ln low) / (2 x 1.96).

    frame: geoid; p20, p50, p80 (dollars); published 95% limits p20_low, p20_high, p80_low, p80_high; grades. Quality:
    the worse of the two grades, and 3 where all three percentiles equal those of another place of the state.
    The two percentiles are taken to be independent.
    """
    import pandas as pd

    ratio = frame["p80"] / frame["p20"]
    width = Z90 * np.sqrt(_log_error(frame, "p80") ** 2 + _log_error(frame, "p20") ** 2)
    shared = _shares_area(frame)
    grades = frame[["p20_grade", "p80_grade"]].max(axis=1, skipna=False)
    return pd.DataFrame(
        {
            "geoid": frame["geoid"],
            "value": ratio,
            "lower": ratio * np.exp(-width),
            "upper": ratio * np.exp(width),
            "interval": Interval.SAMPLING.value,
            "quality": grades,
            "note": pd.Series("", index=frame.index, dtype="str").mask(shared, SHARED.format(word=_word(frame))),
            "flags": pd.Series("", index=frame.index, dtype="str").mask(shared, Flag.SHARED_AREA.value),
        }
    ).assign(interval=lambda ratios: ratios["interval"].where(ratios["value"].notna(), Interval.NONE.value))


def _log_error(frame: pd.DataFrame, name: str) -> pd.Series:
    logs = frame[[f"{name}_high", f"{name}_low"]].apply(np.log)
    return (logs[f"{name}_high"] - logs[f"{name}_low"]) / (2 * Z95)


def _shares_area(frame: pd.DataFrame) -> pd.Series:
    """Where another place of the state has the same three percentiles: both stand for one larger survey area."""
    triple = frame[["p20", "p50", "p80"]]
    return triple.assign(state=frame["geoid"].str[:2]).duplicated(keep=False) & triple.notna().all(axis=1)


def _word(frame: pd.DataFrame) -> str:
    level: Level = "county" if (frame["geoid"].str.len() == 5).all() else "place"
    return LEVEL_WORDS[level][0]


def _input(level: Level) -> Input:
    return Input(f"urban_income_percentiles_{level}", level, COLUMNS)


SPEC = IndicatorSpec(
    key="income_percentile_ratio_80_20",
    factor="income_inequality",
    title="80/20 household income ratio, year by year (P80/P20)",
    short="80/20 income ratio, yearly",
    topic=APART,
    question="How far apart are the incomes of better-off and poorer households, and how did that change?",
    sentence=(
        "In {place}, a household better off than 80 of 100 has {value} times the income of a household better off "
        "than 20 of 100"
    ),
    unit="times the income at the 20th percentile",
    direction="lower_is_better",
    format="ratio",
    bounds=(1.0, None),
    series=(
        Series("county", OLD_AREAS, _input("county"), UNIVERSE, vintage="2020"),
        Series("county", NEW_AREAS, _input("county"), UNIVERSE, vintage="2022", note=NEW_AREAS_NOTE, redrawn=True),
        Series("place", OLD_AREAS, _input("place"), UNIVERSE),
        Series("place", NEW_AREAS, _input("place"), UNIVERSE, note=NEW_AREAS_NOTE, redrawn=True),
    ),
    compute=compute,
    passes_grade=True,
    plain=(
        "Line up all households from the lowest income to the highest. Take the income of the household that is better "
        "off than 80 of 100, and divide it by the income of the household that is better off than 20 of 100. Lower is "
        "more equal. The Urban Institute works out the two incomes for each year from the individual answers to the "
        "American Community Survey."
    ),
    formula=(
        "R = P80 / P20. 90% limits: exp(ln R ± 1.645 √(s₈₀² + s₂₀²)), with s = (ln upper − ln lower) / 3.92 from the "
        "published 95% limits of each percentile. The limits are not symmetric, so there is no single margin."
    ),
    references=(URBAN, COWELL),
    caveats=(
        "The microdata name only areas of at least 100,000 people. A county, or city, with fewer people, or with the "
        "same figures as another of its state, stands for a larger area: grade 3, “area larger than the county”. In "
        "2023 this holds for 2,251 of 2,800 counties and 154 of 486 cities. Such places are shown, and never ranked or "
        "compared.",
        "There is no figure for 2020: the survey of that year failed its own standards. The line has a gap there.",
        "Not the same as the 80/20 ratio of table B19080, which covers five years: never on one axis.",
        "The limits take the two percentiles to be independent of each other. The survey’s percentiles come in steps, "
        "so limits can look uneven.",
        "For smaller counties the publisher gives nothing at all: about 340 counties a year.",
        "The quality grade is the publisher’s (the worse of the two percentiles’), or ours where that is worse.",
    ),
)
