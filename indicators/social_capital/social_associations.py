"""Membership associations per 10,000 residents (County Business Patterns, by Urban Institute)."""

from __future__ import annotations

from indicators.core.geography import Level
from indicators.core.spec import IndicatorSpec, Input, Reference, Series
from indicators.social_capital._topics import JOINING

DATASET = "urban_social_associations"
VALUE = "count_membership_associations_per_10k"
COLUMNS = {"value": VALUE, "quality": f"{VALUE}_quality"}
UNIVERSE = "Establishments of membership associations with paid employees; all residents"
BEFORE_2017 = (
    "Until 2016 every establishment was counted; since 2017 the Census Bureau withholds kinds with fewer than three "
    "establishments in an area, so figures from 2017 on are lower. The line is broken there."
)

WITHHELD = (
    "the publisher joined ZIP codes to cities by two tables at once, so that most associations of a city are counted "
    "twice: San Francisco, one area, has 18.0 as a city and 9.0 as a county (2016)"
)


def _series(level: Level, first: int, last: int, vintage: str = "") -> Series:
    years = tuple(str(year) for year in range(first, last + 1))
    is_early = last < 2017
    return Series(
        level,
        years,
        Input(DATASET, level, COLUMNS),
        UNIVERSE,
        vintage=vintage,
        joins_trend=not is_early,
        caveats=(BEFORE_2017,) if is_early else (),
        withheld=WITHHELD if level == "place" else "",
    )


SPEC = IndicatorSpec(
    key="social_associations",
    factor="social_capital",
    title="Social associations",
    short="Social associations",
    topic=JOINING,
    question="How many associations are there that people can join?",
    unit="associations per 10,000 residents",
    direction="higher_is_better",
    format="per_10000",
    decimals=1,
    bounds=(0.0, None),
    series=(
        _series("county", 2014, 2016, "2010"),
        _series("county", 2017, 2019, "2010"),
        _series("county", 2020, 2021, "2020"),
        _series("county", 2022, 2022, "2022"),
        _series("place", 2014, 2016),
        _series("place", 2017, 2022),
    ),
    basis="full_count",
    plain=(
        "Civic, religious, political, labor, business and professional associations, sports clubs, gyms, bowling "
        "centers and golf clubs with paid staff, for every 10,000 residents. It counts places to "
        "join, not members, and misses groups that run on volunteers alone."
    ),
    formula=(
        "10,000 × establishments in NAICS 813410, 713950, 713910, 713940, 711211, 813110, 813940, 813930, 813910 and "
        "813920 / residents, rounded to one decimal."
    ),
    references=(
        Reference("US Census Bureau, County Business Patterns.", "https://www.census.gov/programs-surveys/cbp.html"),
        Reference(
            "County Health Rankings & Roadmaps. Social associations: measure description.",
            "https://www.countyhealthrankings.org/",
        ),
        Reference("Urban Institute. Upward Mobility data: social capital.", "https://upward-mobility.urban.org/"),
        Reference(
            "Rupasingha, A., Goetz, S. J. and Freshwater, D. (2006). The production of social capital in US counties. "
            "Journal of Socio-Economics 35(1), 83-101.",
            "https://doi.org/10.1016/j.socec.2005.11.001",
        ),
    ),
    caveats=(
        "Figures of cities are withheld. Where city and county are one area, the publisher’s city figure is up to "
        "twice the county’s: it counts most associations of a city twice.",
        BEFORE_2017,
        "No margin is published: places can’t be tested against each other.",
        "Rural counties have few establishments and few residents: one church with staff moves the figure.",
    ),
)
