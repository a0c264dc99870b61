"""Find agencies that serve students far beyond the county of their headquarters."""

from __future__ import annotations

import re
from typing import NamedTuple

import pandas as pd

ONLINE = "teaches online, wherever students live"
BY_STATE = "is chartered by the state, for students of any county"
STATEWIDE = "takes in students from the whole state"
SEVERAL = "serves the districts of several counties"
HOST = "runs an online school for the whole state"
OTHER_COUNTY = "has its schools in another county"
BOARDING = "runs a residential school for the whole state"
CAMPUSES = "has campuses in many counties"
CHARTER = "is a charter school, open to students of other counties"
LISTED_TWICE = "runs no high school: its students are those of charter schools, most of them listed here as well"
CROWDED = "has more students than the county can have"


class Name(NamedTuple):
    """A pattern in the names of agencies that serve far beyond their county.

    state: as the publisher writes it, "" for any. pattern: matches a part of the name, in any case.
    """

    state: str
    pattern: str
    why: str


NAMES = (
    Name("", r"\b(virtual|online|cyber|digital|distance learning|connections academy)\b", ONLINE),
    Name("", r"\binsight (school|pa)\b", ONLINE),  # Insight: the online high schools of one company
    Name("", r"\bstate charter schools\b|\bstate-sponsored charter\b", BY_STATE),
    Name("SOUTH CAROLINA", r"\bcharter institute\b|\bpublic charter school district\b", BY_STATE),
    Name("", r"\bjuvenile justice\b|\bcorrections?\b|\byouth services?\b|\bjob corps\b", STATEWIDE),
    Name("", r"\bdeaf\b|\b(for|the) blind\b|\bsev(erely)? disabled\b|^VSDB\b", STATEWIDE),
    Name("MINNESOTA", r"\b(education|ed\.) district\b|\beducation coop\b|\bservice coop\b", SEVERAL),
    Name("WASHINGTON", r"\beducational service district\b|\besd\b", SEVERAL),
    Name("COLORADO", r"\bboces\b", SEVERAL),
    Name("CALIFORNIA", r"\belementary$", LISTED_TWICE),
    # The independent-study charter schools of one network, whose names do not say charter.
    Name("CALIFORNIA", r"\binnovation high\b|^kings valley academy\b", CHARTER),
    Name("VIRGINIA", r"\bco pblc schs$", OTHER_COUNTY),  # in an independent city: see is_beyond
)
# Agencies whose name does not tell, by their NCES number.
KNOWN = {
    "0101410": HOST,  # Eufaula City, Alabama: Alabama Virtual Academy
    "0102100": HOST,  # Limestone County, Alabama: Alabama Connections Academy
    "0200006": STATEWIDE,  # Mount Edgecumbe, Sitka, Alaska: the state's boarding school
    "0200090": HOST,  # Craig City, Alaska: PACE, by correspondence
    "0200540": HOST,  # Nenana City, Alaska: CyberLynx, by correspondence
    "0200770": HOST,  # Denali Borough, Alaska: Denali PEAK, by correspondence
    "0200862": OTHER_COUNTY,  # Yukon-Koyukuk, Alaska: offices in Fairbanks; Raven, by correspondence
    "0601583": STATEWIDE,  # Five Keys, San Francisco: charter schools in the jails of California
    "0601998": STATEWIDE,  # Five Keys
    "0602118": STATEWIDE,  # Five Keys
    "0602109": STATEWIDE,  # John Muir, California: charter schools of the conservation corps
    "0691052": CROWDED,  # Mono County, California: the county office lists more students than the county's districts
    "0802520": HOST,  # Branson, Colorado: Branson School Online
    "0802700": HOST,  # Byers, Colorado: several online schools
    "0803870": HOST,  # El Paso County 49, Colorado: GOAL Academy
    "0900003": STATEWIDE,  # Unified School District 1, Connecticut: the prisons
    "1200780": HOST,  # Hendry County, Florida: Digital Academy of Florida
    "1600149": ONLINE,  # Kootenai Bridge Academy, Idaho
    "1602520": BOARDING,  # Orofino, Idaho: Idaho Youth Challenge Academy
    "1801920": HOST,  # Clarksville, Indiana: Indiana Gateway Digital Academy
    "1811730": HOST,  # Union, Indiana: Indiana Digital Learning School
    "1905940": HOST,  # CAM, Iowa: Iowa Connections Academy
    "2007500": HOST,  # West Elk, Kansas: West Elk Virtual Academy
    "2007590": HOST,  # Humboldt, Kansas: Humboldt Virtual Education
    "2008940": HOST,  # Centre, Kansas: Kansas Online Learning Program
    "2601050": ONLINE,  # Great Lakes Learning Academy, Michigan
    "2601114": ONLINE,  # Michigan International Prep School
    "2601120": ONLINE,  # Uplift Michigan Academy
    "2605430": HOST,  # Berrien Springs, Michigan: online centers across the state
    "2633360": HOST,  # Suttons Bay, Michigan: Suttons Bay Virtual School
    "2700261": ONLINE,  # EdVisions Off Campus, Minnesota
    "2714280": HOST,  # Houston, Minnesota: Minnesota Virtual Academy
    "3100059": ONLINE,  # University of Nebraska High School: by correspondence
    "3900203": ONLINE,  # Alternative Education Academy, Ohio
    "3901450": ONLINE,  # Townsend North, Ohio
    "4100043": STATEWIDE,  # Oregon: schools of the youth corrections
    "4108100": HOST,  # Santiam Canyon, Oregon: Oregon Charter Academy
    "4108820": HOST,  # North Bend, Oregon: Evergreen Virtual Academy
    "4110110": HOST,  # Prairie City, Oregon: Oregon Connections Academy
    "4612300": HOST,  # Chester, South Dakota: online high school
    "4700147": OTHER_COUNTY,  # Achievement School District, Tennessee: offices in Nashville, schools in Memphis
    "4800016": CAMPUSES,  # Texans Can Academies
    "4800075": CAMPUSES,  # Richard Milburn, Texas
    "4800207": CAMPUSES,  # Premier High Schools, Texas
    "4824030": HOST,  # Huntsville, Texas: Texas Online Preparatory School
    "5103180": HOST,  # Radford City, Virginia: Radford City Virtual
    "5104020": OTHER_COUNTY,  # Williamsburg-James City, Virginia: nearly all of them in James City County
    "5303090": HOST,  # Goldendale, Washington: Washington Connections Academy
    "5306220": HOST,  # Omak, Washington: Washington Virtual Academy
    "5307020": HOST,  # Quillayute Valley, Washington: Insight School of Washington
    "5505670": HOST,  # Grantsburg, Wisconsin: iForward
    "5508910": HOST,  # McFarland, Wisconsin: Wisconsin Virtual Academy
    "5508940": HOST,  # Medford, Wisconsin: Rural Virtual Academy
    "5509210": HOST,  # Merrill, Wisconsin: Bridges Virtual Academy
    "5601420": HOST,  # Big Horn County 1, Wyoming: Wyoming Connections Academy
    "5604230": HOST,  # Niobrara 1, Wyoming: Wyoming Virtual Academy
}
CHARTER_NAME = r"\bcharter\b"
VIRGINIA_CITIES = "51500"  # codes of Virginia's independent cities begin here
# Students of one cohort for each adult of the county: 99 of 100 counties have fewer.
MOST_STUDENTS = 0.035
# An only agency of a county is judged by that from this many students on: a smaller cohort may be large by chance.
FEWEST_ALONE = 50


# A county's rate that such agencies move by at least MOVES is graded 2, by at least FAR 3, wherever in their published
# ranges the rates stand; and 3 where they have most of its students. A charter school counts among them only where it
# lies at least BELOW below the rest.
MOVES, FAR, BELOW, MOST = 0.01, 0.05, 0.15, 0.5
SUMMED = ["cohort", "graduates_lower", "graduates_upper"]
NAMED = 2  # agencies that a note names
# A whole district does not fail nine of ten students: dropouts were counted, or another school is meant.
UNLIKELY = 0.10
UNKNOWN = 0.5  # a range this wide says next to nothing


def outside_agencies(agencies: pd.DataFrame, adults: pd.Series) -> pd.DataFrame:
    """Counties whose rate moves with agencies that serve far beyond them: compare those agencies with all others.

    agencies: geoid, name, state, county, published, and the numbers of SUMMED; one row an agency that counts.
    Returns, by county, ``far`` (1 where the rate moves by FAR or more, or most students are theirs, else 0) and
    ``outside`` (words for the note).
    """
    judged = agencies.assign(why=reasons_beyond_county(agencies, adults))
    judged = judged.assign(why=judged["why"].where((judged["why"] != "") | ~_far_lower_charters(judged), CHARTER))
    those = judged[judged["why"] != ""]
    beyond = those.groupby("county")[SUMMED].sum()
    rest = judged.groupby("county")[SUMMED].sum().loc[beyond.index] - beyond
    beyond_low, beyond_high = _rates(beyond)
    rest_low, rest_high = _rates(rest)
    gap = pd.concat([rest_low - beyond_high, beyond_low - rest_high], axis=1).max(axis=1)
    share = beyond["cohort"] / (beyond["cohort"] + rest["cohort"])
    moved = (gap * share).where(share <= MOST, 1.0)
    counties = moved.index[moved >= MOVES]
    sentences = [_sentence(those[those["county"] == c], rest_low[c], rest_high[c]) for c in counties]
    far = (moved[counties] >= FAR).astype("float64")
    return pd.DataFrame({"far": far, "outside": pd.Series(sentences, index=counties, dtype="str")})


def _rates(sums: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    cohort = sums["cohort"].where(sums["cohort"] > 0)
    return sums["graduates_lower"] / cohort, sums["graduates_upper"] / cohort


def _far_lower_charters(agencies: pd.DataFrame) -> pd.Series:
    totals = agencies.groupby("county")[SUMMED].transform("sum")
    rest_low, _ = _rates(totals - agencies[SUMMED])
    below = rest_low - agencies["graduates_upper"] / agencies["cohort"]
    moves = below * agencies["cohort"] / totals["cohort"] >= MOVES
    return is_charter(agencies) & (below >= BELOW) & moves


def _sentence(agencies: pd.DataFrame, low: float, high: float) -> str:
    ordered = agencies.sort_values(["cohort", "geoid"], ascending=[False, True])
    shown = [f"{name} ({published})" for name, published in ordered[["name", "published"]].itertuples(index=False)]
    more = len(shown) - NAMED
    names = f"{', '.join(shown[:NAMED])} and {more} more" if more > 0 else " and ".join(shown)
    where = (
        "is counted here, where it has its headquarters," if len(shown) == 1 else "are counted here, at headquarters,"
    )
    why = ordered["why"].iloc[0] if len(shown) == 1 else "serve students far beyond the county"
    them = "it" if len(shown) == 1 else "them"
    return f"{names} {where} but {why}; {_left(them, low, high)}"


def _left(them: str, low: float, high: float) -> str:
    if low != low:
        return "there is no other district"
    if high - low >= UNKNOWN:
        return f"without {them} the rate is hardly known ({range_words(low, high)})"
    return f"without {them} the rate would be {range_words(low, high)}"


def range_words(low: float, high: float) -> str:
    """``about 90%``, ``78 to 88%``."""
    lowest, highest = f"{low:.0%}", f"{high:.0%}"
    return f"about {lowest}" if lowest == highest else f"{lowest[:-1]} to {highest}"


def reasons_beyond_county(agencies: pd.DataFrame, adults: pd.Series) -> pd.Series:
    """Why each agency serves far beyond its county, "" where nothing says so.

    agencies: geoid, name, state, county, cohort. adults: county -> people aged 18 and over. An agency is known by its
    number, by its name, or by its size: the largest agency of a county that has more students of one cohort for each
    adult than 99 of 100 counties (an only one from FEWEST_ALONE students on).
    """
    named = [_by_name(*row) for row in agencies[["state", "name", "county"]].itertuples(index=False, name=None)]
    known = agencies["geoid"].map(KNOWN).fillna("")
    reasons = known.where(known != "", pd.Series(named, index=agencies.index, dtype="str"))
    return reasons.where((reasons != "") | ~_crowds(agencies, adults), CROWDED)


def is_charter(agencies: pd.DataFrame) -> pd.Series:
    """Whether an agency says in its name that it is a charter school. Most serve the children of their own city."""
    return agencies["name"].str.contains(CHARTER_NAME, case=False)


def _by_name(state: str, name: str, county: str) -> str:
    for rule in NAMES:
        if rule.state in ("", state) and re.search(rule.pattern, name, re.IGNORECASE):
            return "" if rule.state == "VIRGINIA" and county < VIRGINIA_CITIES else rule.why
    return ""


def _crowds(agencies: pd.DataFrame, adults: pd.Series) -> pd.Series:
    by_county = agencies.groupby("county")["cohort"]
    total, largest = by_county.transform("sum"), by_county.transform("max")
    several = by_county.transform("size") > 1
    crowded = total > MOST_STUDENTS * agencies["county"].map(adults)
    return (several | (largest >= FEWEST_ALONE)) & crowded & (agencies["cohort"] == largest)
