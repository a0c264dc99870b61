"""Schools: learning rate, high-school degree and high-poverty schools, from the Upward Mobility Framework's files."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from data.sources import framework, tidy
from indicators.core.estimate import Status
from indicators.core.geography import Level

LEARNING = {
    "learning_rate": (-5.0, 5.0),
    "learning_rate_lb": (None, None),
    "learning_rate_ub": (None, None),
    "learning_rate_quality": framework.QUALITY,
}
DEGREE = {
    "share_hs_degree": (0.0, 1.0),
    "share_hs_degree_lb": (0.0, 1.0),
    "share_hs_degree_ub": (0.0, 1.0),
    "share_hs_degree_quality": framework.QUALITY,
}
GROUPS = ("black", "hispanic", "white")
POVERTY = {f"share_meps20_{group}": (0.0, 1.0) for group in GROUPS} | {
    f"share_meps20_{group}_quality": framework.QUALITY for group in GROUPS
}

DELINEATION = "geo/county_to_cbsa_2020.csv"

NO_LEARNING = "not published: too few grades or students with test scores to fit a slope"
NO_DEGREE = "not published: the survey's areas do not single this place out"
NO_STUDENTS = "not published: no students of this group, or no poverty estimate, in the place's schools"
BY_DIVISION = "published only for its metropolitan divisions, not for the whole area"


def learning_rate(inputs: Path) -> pd.DataFrame:
    """Grades of growth in reading per school year, by county, metro and city.

    The metro file gives large metros by metropolitan division, and some areas under codes of 2013: those have no row
    here, and a metro that is given by division is ``missing``, with the reason.
    Source: Urban Institute from the Stanford Education Data Archive (SEDA 4.1), Reardon et al. 2021.
    """
    files: dict[Level, str] = {"county": "SEDA_all_county", "cbsa": "SEDA_all_metro", "place": "SEDA_all_city"}
    parts = [framework.read(inputs, f"schools/{file}.csv", level, LEARNING) for level, file in files.items()]
    all_rates = pd.concat(parts, ignore_index=True)
    areas = tidy.read_table(inputs, DELINEATION, ("CBSA Code", "Metropolitan Division Code"), others=".*")
    known_areas = all_rates[(all_rates["level"] != "cbsa") | all_rates["geoid"].isin(areas["CBSA Code"])]
    divided = set(areas.dropna()["CBSA Code"]) - set(known_areas["geoid"])
    periods = sorted(set(parts[1]["period"]))
    blank = pd.DataFrame([(code, "cbsa", year) for code in sorted(divided) for year in periods], columns=list(tidy.KEY))
    rates = pd.concat([known_areas, blank], ignore_index=True)
    rates = tidy.mark(rates, "learning_rate", rates["geoid"].isin(divided), Status.MISSING, BY_DIVISION)
    return tidy.tidy(tidy.blank_is_missing(rates, ["learning_rate"], NO_LEARNING))


def high_school_degree(inputs: Path) -> pd.DataFrame:
    """Share of 19- and 20-year-olds with a high-school degree, by county and city.

    Source: Urban Institute from American Community Survey microdata.
    """
    file = "schools/metrics_college_{level}_all_longitudinal.csv"
    counties = framework.read(inputs, file.format(level="county"), "county", DEGREE)
    cities = framework.read(inputs, file.format(level="place"), "place", DEGREE)
    both = pd.concat([counties, cities], ignore_index=True)
    return tidy.tidy(tidy.blank_is_missing(both, ["share_hs_degree"], NO_DEGREE))


def high_poverty_schools(inputs: Path) -> pd.DataFrame:
    """Share of a group's public-school students in schools where 20 % or more of students are poor, county and city.

    Source: Urban Institute from the Common Core of Data (NCES) and its own Model Estimates of Poverty in Schools.
    """
    county = framework.read(inputs, "schools/meps_county_2014-2021.csv", "county", POVERTY)
    city = framework.read(inputs, "schools/meps_city_2014-2021.csv", "place", POVERTY)
    shares = [f"share_meps20_{group}" for group in GROUPS]
    return tidy.tidy(tidy.blank_is_missing(pd.concat([county, city], ignore_index=True), shares, NO_STUDENTS))
