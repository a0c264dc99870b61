"""On-time graduation: the four-year adjusted cohort graduation rate, with the bounds that EDFacts leaves."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from indicators.core.estimate import Flag
from indicators.core.spec import IndicatorSpec, Input, Reference, Series
from indicators.school_quality._topics import GRADUATES
from indicators.stats.frames import NativeT

DATASET = "edfacts_acgr_2021_22"
COLUMNS = {
    "fewest": "graduates_lower",
    "most": "graduates_upper",
    "cohort": "cohort",
    "moved": "moved",
    "beyond": "beyond",
}
UNIVERSE = "Public-school students who first entered 9th grade in 2018-19, adjusted for moves and deaths"
PERIOD = "2021-22"
ACROSS_STATES = "States differ in what they ask for a diploma: compare places of different states with care."


def compute(frame: NativeT) -> NativeT:
    """Bounds of the rate from ``fewest`` and ``most`` students who can have graduated on time, and the ``cohort``.

    Returns geoid, lower, upper, interval, quality (``moved`` + 1: 2 where a far lower district, or one that serves far
    beyond the county, moves it by a point or more, 3 where the latter moves it by five points, or the former does at
    an unlikely rate), flags (by ``beyond``: 1 beyond the county, 2 implausible) and the note of the input.
    """
    places: Any = nw.from_native(frame)
    unlikely = nw.when(nw.col("beyond") == 2.0).then(nw.lit(Flag.IMPLAUSIBLE.value)).otherwise(nw.lit(""))
    rated: NativeT = places.select(
        "geoid",
        lower=nw.col("fewest") / nw.col("cohort"),
        upper=nw.col("most") / nw.col("cohort"),
        interval=nw.lit("bounds"),
        quality=nw.when(nw.col("moved") > 0).then(nw.col("moved") + 1.0),
        flags=nw.when(nw.col("beyond") == 1.0).then(nw.lit(Flag.BEYOND_COUNTY.value)).otherwise(unlikely),
        note=nw.col("fewest__note"),
    ).to_native()
    return rated


SPEC = IndicatorSpec(
    key="graduation_rate_4yr",
    factor="school_quality",
    title="On-time high-school graduation (four-year adjusted cohort graduation rate)",
    short="On-time graduation",
    topic=GRADUATES,
    question="How many high-school students graduate within four years?",
    unit="share of the cohort",
    direction="higher_is_better",
    format="percent",
    decimals=1,
    bounds=(0.0, 1.0),
    across_states=ACROSS_STATES,
    sentence="{value} of public high-school students in {place} graduate within four years",
    series=(
        Series(
            "county",
            (PERIOD,),
            Input(DATASET, "county", COLUMNS),
            UNIVERSE,
            vintage="2020",
            note="Districts are counted in the county of their headquarters, weighted by the size of their cohort.",
        ),
        Series("district", (PERIOD,), Input(DATASET, "district", COLUMNS), UNIVERSE),
    ),
    compute=compute,
    basis="full_count",
    minimum_difference=0.01,
    plain=(
        "Of the students who started 9th grade together, the share who earned a regular diploma within four years. "
        "Students who transfer in are added; those who transfer out, emigrate or die are taken out; those who drop out "
        "stay in. Small districts’ rates are published as ranges, such as “80-84%”: a county’s range runs from all "
        "districts at their low end to all at their high end."
    ),
    formula=(
        "District: graduates in four years / adjusted cohort. County: lower = Σ cohort × lower bound / Σ cohort, "
        "upper = Σ cohort × upper bound / Σ cohort, over the districts with headquarters in the county. A rate that is "
        "published as one whole percent is a value: both bounds are equal."
    ),
    references=(
        Reference(
            "US Department of Education, EDFacts: four-year adjusted-cohort graduation rates, school year 2021-22, "
            "data groups 695 and 696.",
            "https://www.ed.gov/data/edfacts-initiative",
        ),
        Reference(
            "US Department of Education. Elementary and Secondary Education Act of 1965 as amended, section 8101(25): "
            "four-year adjusted cohort graduation rate.",
            "https://www.law.cornell.edu/uscode/text/20/7801",
        ),
        Reference(
            "National Center for Education Statistics, Common Core of Data, Local Education Agency Universe Survey "
            "2021-22 (county of each district).",
            "https://nces.ed.gov/ccd/",
        ),
    ),
    caveats=(
        ACROSS_STATES,
        "How rates are blurred: cohorts of up to 5 students are suppressed; 6 to 15 are given as under or over 50%; "
        "16 to 30 in steps of 20 points; 31 to 60 of 10 points; 61 to 200 of 5 points; larger ones as a whole "
        "percent.",
        "Published rates are rounded to a whole percent, so a figure without a range can still be off by half a point.",
        "A suppressed district widens its county’s range by all of its (at most 5) students.",
        "A district is counted at its headquarters, wherever its students live. Where online schools, statewide "
        "charters, prisons or the schools of another county move a county’s rate by five points or more, the figure is "
        "grade 3 and not ranked; by one point or more, grade 2. Where any other smaller district with a far lower rate "
        "(15 points) moves it by one point, it is grade 2 too, and grade 3 where that district’s rate is 10% or less, "
        "which a whole district hardly has, and moves it by five. The note names them and says what the rate would be "
        "without them. They are known by their names, by a list, or because the county has more students for each "
        "adult than 99 of 100 counties.",
        "Maine, New Mexico and Oklahoma are missing from the 2021-22 file. Hawaii is one district, counted in "
        "Honolulu.",
        "The Utah State Board of Education is listed as if it were a district, with the whole state’s students: it is "
        "left out. So are Californian elementary districts that repeat the figures of a charter school they oversee.",
        "Some Californian elementary districts are listed with the sum of several charter schools that are listed "
        "themselves too. These can’t be told apart for sure and still count; where they move a county by a point or "
        "more, as Fresno County, its sentence says what the rate would be without them.",
        "Schools of the Bureau of Indian Education and the district of Puerto Rico have no county in the source: they "
        "are shown as districts only.",
        "A raw rate: it is not adjusted for the income of families, unlike the dropout measure of the 2014 mobility "
        "study. States differ in what a regular diploma asks for.",
    ),
)
