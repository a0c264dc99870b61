"""Median household income, for all households and by race of the householder (ACS B19013 and B19013B, D, H, I)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.core.estimate import Status
from indicators.core.geography import Level
from indicators.core.spec import IndicatorSpec, Input, Series
from indicators.income_inequality._coded import BOTTOM, TOP, is_bottom, is_top, plain_figures, with_bound
from indicators.income_inequality._references import ACS_HANDBOOK, TABLES_B19013
from indicators.income_inequality._topics import MIDDLE

if TYPE_CHECKING:
    import pandas as pd

PERIOD = "2019-2023"
FAMILY = "median_household_income"
LEVELS: tuple[Level, ...] = ("county", "state", "us")
TOP_NOTE = "$250,000 or more: the survey gives no exact figure above that."
BOTTOM_NOTE = "$2,500 or less: the survey gives no exact figure below that."

# group -> (letter of the table, householder in words, in a sentence)
GROUPS: dict[str, tuple[str, str, str]] = {
    "black": ("B", "whose householder is Black or African American alone", "Black households"),
    "asian": ("D", "whose householder is Asian alone", "Asian households"),
    "hispanic": ("I", "whose householder is Hispanic or Latino, of any race", "Hispanic households"),
    "white": (
        "H",
        "whose householder is White alone, not Hispanic or Latino",
        "White households that are not Hispanic",
    ),
}

CAVEATS = (
    "A sample survey over five years, in dollars of 2023.",
    "The survey writes medians above $250,000 as “250,000 or more” and below $2,500 as “2,500 or less”: such a "
    "place is neither ranked nor tested.",
    "Prices differ between places and are not taken into account, nor is the size of households.",
)
GROUP_CAVEATS = (
    "The race is that of the householder, the person in whose name the home is owned or rented; others in the "
    "household may be of another race.",
    "Black and Asian include people who are also Hispanic; White here means not Hispanic. So a few households are in "
    "two groups, and people of two or more races are in none of the four.",
    "Many counties have no figure for a group: too few households in the sample. The copy that was read leaves them "
    "blank without saying why; they are shown as not published.",
)
PLAIN = (
    "Line up {who} from the lowest income to the highest: the one in the middle has the median income. Half have less, "
    "half have more. It says where the middle is, not how far apart poor and rich are."
)


def compute(frame: pd.DataFrame) -> pd.DataFrame:
    """The published median with its margin, row by row; a bound where the median is coded.

    frame: geoid, median (dollars) and margin (90 %).
    """
    median = frame["median"]
    figures = plain_figures(frame["geoid"], median, frame["margin"])
    figures = with_bound(figures, is_bottom(median), Status.BOTTOM_CODED, median * 0 + BOTTOM, BOTTOM_NOTE)
    return with_bound(figures, is_top(median), Status.TOP_CODED, median * 0 + TOP, TOP_NOTE)


def _series(letter: str, universe: str) -> tuple[Series, ...]:
    """For all households their number stands behind the figure; for one group the input has none."""
    table = f"B19013{letter}_001"
    columns = {"median": f"{table}E", "margin": f"{table}M"} | ({} if letter else {"base": "B25003_001E"})
    return tuple(
        Series(
            level,
            (PERIOD,),
            Input("acs_county_2019_2023", level, columns),
            universe,
            vintage="2022" if level == "county" else "",
        )
        for level in LEVELS
    )


TRACTS = Series(
    "tract",
    (PERIOD,),
    Input(
        "acs_austin_tract_2019_2023", "tract", {"median": "B19013_001E", "margin": "B19013_001M", "base": "B03002_001E"}
    ),
    "Households",
    vintage="2020",
    note=(
        "Census tracts of the five counties of the Austin area only. Margins of tracts are wide: read the pattern, not "
        "single tracts."
    ),
)

FAMILY_TITLE = "Median household income"

EVERYONE = IndicatorSpec(
    key=FAMILY,
    factor="income_inequality",
    title=FAMILY_TITLE,
    short="Median household income",
    topic=MIDDLE,
    question="What income does the household in the middle have?",
    sentence="In {place}, the household in the middle has an income of {value} a year",
    unit="dollars of 2023 a year",
    direction="higher_is_better",
    format="dollars",
    bounds=(0.0, None),
    series=(*_series("", "Households"), TRACTS),
    compute=compute,
    family=FAMILY,
    family_title=FAMILY_TITLE,
    group="all",
    plain=PLAIN.format(who="all households"),
    formula="Published: B19013_001 with its margin.",
    references=(TABLES_B19013, ACS_HANDBOOK),
    caveats=CAVEATS,
)


def _group(name: str, letter: str, householder: str, who: str) -> IndicatorSpec:
    return IndicatorSpec(
        key=f"{FAMILY}_{name}",
        factor="income_inequality",
        title=f"{FAMILY_TITLE}, {who}",
        short=f"Median income, {who}",
        topic=MIDDLE,
        question=f"What income does the household in the middle have among {who}?",
        sentence=f"In {{place}}, the household in the middle among {who} has an income of {{value}} a year",
        unit="dollars of 2023 a year",
        direction="higher_is_better",
        format="dollars",
        bounds=(0.0, None),
        series=_series(letter, f"Households {householder}"),
        compute=compute,
        groups=(name,),
        family=FAMILY,
        family_title=FAMILY_TITLE,
        group=name,
        plain=PLAIN.format(who=f"all households {householder},"),
        formula=f"Published: B19013{letter}_001 with its margin.",
        references=(TABLES_B19013, ACS_HANDBOOK),
        caveats=(*CAVEATS, *GROUP_CAVEATS),
    )


SPECS = (EVERYONE, *(_group(name, *texts) for name, texts in GROUPS.items()))
