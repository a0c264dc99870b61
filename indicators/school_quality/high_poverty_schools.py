"""Students in high-poverty schools, by race: exposure to poverty, not quality of schools (MEPS, by Urban Institute)."""

from __future__ import annotations

from indicators.core.geography import Level
from indicators.core.spec import IndicatorSpec, Input, Reference, Series
from indicators.school_quality._topics import POVERTY

GROUPS = {"black": "Black", "hispanic": "Hispanic", "white": "White"}
# St. Louis, a city and a county in one, 2021: as a city, as a county.
ST_LOUIS = {"black": ("79.2%", "94.4%"), "hispanic": ("41.5%", "88.1%"), "white": ("7.5%", "50.0%")}


def _series(group: str) -> tuple[Series, ...]:
    columns = {"value": f"share_meps20_{group}", "quality": f"share_meps20_{group}_quality"}
    hispanic = "" if group == "hispanic" else ", not Hispanic"
    universe = f"{GROUPS[group]} students{hispanic}, enrolled in public schools of the place"

    def of_level(level: Level, first: int, last: int, vintage: str = "") -> Series:
        years = tuple(str(year) for year in range(first, last + 1))
        note = "The year is the one in which the school year began: 2021 stands for 2021-22."
        table = Input("urban_high_poverty_schools", level, columns)
        return Series(
            level, years, table, universe, vintage, note, withheld=_withheld(group) if level == "place" else ""
        )

    return (
        of_level("county", 2014, 2019, "2010"),
        of_level("county", 2020, 2021, "2020"),
        of_level("place", 2014, 2021),
    )


def _withheld(group: str) -> str:
    city, county = ST_LOUIS[group]
    return (
        "the publisher took the schools with the city’s name in their postal address, which are not those in the city: "
        f"St. Louis, one area, has {city} of {GROUPS[group]} students as a city and {county} as a county (2021)"
    )


def _spec(group: str) -> IndicatorSpec:
    word = GROUPS[group]
    return IndicatorSpec(
        key=f"high_poverty_schools_{group}",
        factor="school_quality",
        title=f"{word} students in high-poverty schools",
        short=f"{word} students in high-poverty schools",
        topic=POVERTY,
        question=f"What share of {word} students attend a school where poverty is common?",
        unit=f"share of {word} public-school students",
        direction="lower_is_better",
        format="percent",
        bounds=(0.0, 1.0),
        series=_series(group),
        sentence=f"{{value}} of {word} public-school students in {{place}} attend a high-poverty school",
        basis="model",
        groups=(group,),
        family="high_poverty_schools",
        family_title="Students in high-poverty schools",
        family_unit="share of public-school students",
        group=group,
        plain=(
            f"The share of {word} public-school students whose school is one where at least 20% of the students "
            "live in poverty, by the Urban Institute’s estimate. It says whom students sit next "
            "to: exposure to poverty. It does not say how good the schools are."
        ),
        formula=(
            f"{word} students in schools with an estimated poverty share of 20% or more / all {word} students, over "
            "the public schools of the place."
        ),
        references=(
            Reference(
                "Gutierrez, E., Blagg, K. and Chingos, M. M. (2022). Model Estimates of Poverty in Schools: A New "
                "School-Level Measure of Economic Disadvantage. Urban Institute.",
                "https://www.urban.org/research/publication/model-estimates-poverty-schools",
            ),
            Reference(
                "National Center for Education Statistics, Common Core of Data, public school universe.",
                "https://nces.ed.gov/ccd/",
            ),
            Reference(
                "Urban Institute. Upward Mobility data: school economic diversity.",
                "https://upward-mobility.urban.org/",
            ),
        ),
        caveats=(
            "Exposure, not quality: a school with many poor students can teach well.",
            "Poverty means a family income at or below the federal poverty level. It is modeled for each school, "
            "because counts of free and reduced-price lunches no longer tell: many schools now serve them to "
            "everyone.",
            "Figures of cities are withheld: the publisher matched schools to cities by their postal address, and "
            "where city and county are one area the two disagree.",
            "A school without an estimate counts as not high-poverty, so a figure falls where estimates are missing. "
            "One that falls by 40 points or more to 10% or less and comes back is not shown. No margin is published: "
            "places can’t be tested.",
            "A threshold makes jumps: a large school that moves from 19% to 21% moves the whole figure.",
            "Quality, by the publisher: 1 for 30 or more students of the group, 2 for 15 to 29, 3 for fewer.",
        ),
    )


SPECS = tuple(_spec(group) for group in GROUPS)
