"""Texas accountability ratings: the worked example of a local dataset.

Campus and district ratings of the Texas Education Agency (TEA), and campus locations of NCES. A letter is stored as
grade points: A 4, B 3, C 2, D 1, F 0. Whatever is no letter is a status with its reason, never a number.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from data.sources import tidy
from data.sources.errors import InputError
from indicators.core.estimate import Status

FOLDER = "schools/tea"
RATINGS_2022 = f"{FOLDER}/statewide_accountability_ratings_2022.csv"
LOCATIONS = f"{FOLDER}/campus_locations_ccd_2014.csv"
YEARS = ("2018", "2019", "2020", "2021")
LATEST = "2022"

GRADE_POINTS = {"A": 4.0, "B": 3.0, "C": 2.0, "D": 1.0, "F": 0.0}

# What TEA writes instead of a letter -> status and reason.
NO_LETTER: dict[str, tuple[Status, str]] = {
    "Not Rated: Senate Bill 1365": (
        Status.SUPPRESSED,
        "not rated: under Senate Bill 1365 no D or F was issued in 2022, so the score was below 70",
    ),
    "Not Rated: Declared State of Disaster": (
        Status.NOT_APPLICABLE,
        "not rated: declared state of disaster (COVID-19), no ratings were issued this year",
    ),
    "Not Rated: Harvey Provision": (Status.NOT_APPLICABLE, "not rated: hit by Hurricane Harvey"),
    "Not Rated: Data Under Review": (Status.MISSING, "not rated: data under review"),
    "Data Integrity Issues": (Status.MISSING, "not rated: data integrity issues"),
    "Not Rated": (Status.NOT_APPLICABLE, "not rated: too few results, or a special kind of school"),
    "Met Standard": (Status.NOT_APPLICABLE, "no letter: rated Met Standard, on the scale that letters replaced"),
    "Met Alternative Standard": (
        Status.NOT_APPLICABLE,
        "no letter: rated Met Alternative Standard, on the scale that letters replaced",
    ),
    "Improvement Required": (
        Status.NOT_APPLICABLE,
        "no letter: rated Improvement Required, on the scale that letters replaced",
    ),
}
DISASTER_2020 = (
    "not rated: declared state of disaster (COVID-19), no ratings were issued in 2020; "
    "the letters in the source file for 2020 are those of 2019"
)
NO_SCORE = "no score: the campus was not rated"


def campuses(inputs: Path) -> pd.DataFrame:
    """Campus ratings of 2022: ``rating`` (grade points), ``score`` (0 to 100), name, county, lon and lat.

    County: of the campus where its location of 2013-14 is known, else of its district; blank for a newer campus of a
    charter that works in several counties.
    Source: TEA, 2022 accountability ratings after appeals; NCES, Common Core of Data 2013-14 for locations.
    """
    frame = _ratings_2022(inputs)
    campus = frame[frame["campus"].notna()]
    joined = campus.join(locations(inputs).set_index("campus")[["county", "lon", "lat"]], on="campus")
    homes = district_counties(inputs)
    homes = homes[~homes["several"] | ~homes.index.isin(campus.loc[campus["charter"] == "Yes", "district"])]
    rows = pd.DataFrame(
        {
            "geoid": joined["campus"],
            "level": "campus",
            "period": LATEST,
            "name": joined["campus_name"] + " (" + joined["district_name"] + ")",
            "county": joined["county"].fillna(joined["district"].map(homes["county"])),
            "lon": joined["lon"],
            "lat": joined["lat"],
            "score": joined["score"],
            "letter": joined["letter"],
        }
    )
    rated = _rated(rows, RATINGS_2022)
    return tidy.tidy(tidy.blank_is_missing(rated, ["score"], NO_SCORE))


def districts(inputs: Path) -> pd.DataFrame:
    """District ratings 2018 to 2022: ``rating`` (grade points), name, county (where most of its campuses lie).

    In 2020 and 2021 no ratings were issued. Raises InputError where the file of 2020 holds letters that are not those
    of 2019: then it would be a rating of its own.
    Source: TEA, accountability ratings; 2022 after appeals.
    """
    by_year = {year: _district_year(inputs, year) for year in YEARS}
    _check_repeats(by_year["2020"], by_year["2019"])
    frames = [_rated(frame, _district_file(year)) for year, frame in by_year.items()]
    frames.append(_rated(_districts_2022(inputs), RATINGS_2022))
    together = _no_ratings_2020(pd.concat(frames, ignore_index=True))
    return tidy.tidy(together.merge(_district_names(inputs), on="geoid", how="left", validate="many_to_one"))


def locations(inputs: Path) -> pd.DataFrame:
    """Campuses of 2013-14: campus (9 digits), nces (12), district (6), county (5), lon, lat, charter (text 1 or 2).

    Source: NCES, Common Core of Data, public school universe 2013-14.
    """
    columns = ("NCESSCH", "STID", "SEASCH", "CONUM", "LONCOD", "LATCOD", "CHARTR")
    frame = tidy.numbers(
        tidy.read_table(inputs, LOCATIONS, columns, others="[A-Z0-9]+"), ["LONCOD", "LATCOD"], LOCATIONS
    )
    names = dict(zip(columns, ("nces", "district", "campus", "county", "lon", "lat", "charter"), strict=True))
    schools = frame.rename(columns=names)
    codes = {"nces": r"\d{12}", "district": r"\d{6}", "campus": r"\d{9}", "county": r"\d{5}", "charter": "[12]"}
    box = {"lon": (-107.0, -93.0), "lat": (25.0, 37.0)}
    return tidy.check(schools, tidy.schema(codes=codes, numbers=box, key=["campus"]), LOCATIONS)


def district_counties(inputs: Path) -> pd.DataFrame:
    """By district with a located campus: ``county`` where most of its campuses lie (the first code in a tie).

    ``several``: its campuses lie in more than one county.
    """
    counts = locations(inputs).groupby(["district", "county"]).size().reset_index(name="campuses")
    most = counts.sort_values(["campuses", "county"], ascending=[False, True]).drop_duplicates("district")
    several = counts["district"][counts["district"].duplicated()]
    return most.set_index("district").assign(several=lambda frame: frame.index.isin(several))[["county", "several"]]


def _ratings_2022(inputs: Path) -> pd.DataFrame:
    """Rows of districts (campus blank) and campuses."""
    columns = ("DistrictNumber", "District", "CampusNumber", "Campus", "Charter", "OverallRating", "OverallScore")
    raw = tidy.read_table(inputs, RATINGS_2022, columns, others=".*", blanks=("", "NA", "        ."))
    frame = tidy.numbers(raw, ["OverallScore"], RATINGS_2022)
    names = ("district", "district_name", "campus", "campus_name", "charter", "letter", "score")
    ratings = frame.rename(columns=dict(zip(columns, names, strict=True)))
    codes = {"district": r"\d{6}", "charter": "Yes|No", "letter": ".+", "district_name": ".+"}
    schema = tidy.schema(
        codes=codes, numbers={"score": (0.0, 100.0)}, texts=["campus", "campus_name"], key=["district", "campus"]
    )
    return tidy.check(ratings, schema, RATINGS_2022)


def _districts_2022(inputs: Path) -> pd.DataFrame:
    frame = _ratings_2022(inputs)
    rows = frame[frame["campus"].isna()]
    return rows[["letter"]].assign(geoid=rows["district"], level="district", period=LATEST)


def _district_names(inputs: Path) -> pd.DataFrame:
    """Name and county by district. The name is the newest one; a charter district has "(charter)" in it."""
    older = [_names_of(inputs, year) for year in ("2019", "2020", "2021")]
    newest = _ratings_2022(inputs)
    newest = newest[newest["campus"].isna()]
    charter = newest["charter"] == "Yes"
    names = newest["district_name"].mask(charter, newest["district_name"] + " (charter)")
    frames = [*older, pd.DataFrame({"geoid": newest["district"], "name": names})]
    districts = pd.concat(frames, ignore_index=True).drop_duplicates("geoid", keep="last")
    return districts.assign(county=districts["geoid"].map(district_counties(inputs)["county"]))


def _names_of(inputs: Path, year: str) -> pd.DataFrame:
    frame = tidy.read_table(inputs, _district_file(year), ("DISTRICT", "DISTNAME", "DFLCHART"), others=".*")
    charter = frame["DFLCHART"] == "Y"
    names = frame["DISTNAME"].mask(charter, frame["DISTNAME"] + " (charter)")
    return pd.DataFrame({"geoid": _district_code(frame["DISTRICT"]), "name": names})


def _district_file(year: str) -> str:
    return f"{FOLDER}/district_accountability_{year}.csv"


def _district_code(codes: pd.Series) -> pd.Series:
    """Six digits; some files wrap them in quotes or apostrophes, or lost their zeros."""
    return tidy.pad(codes.str.strip("'\" "), 6)


def _district_year(inputs: Path, year: str) -> pd.DataFrame:
    file = _district_file(year)
    frame = tidy.read_table(inputs, file, ("DISTRICT", "D_RATING"), others="[A-Z0-9_]+")
    letters = pd.DataFrame({"geoid": _district_code(frame["DISTRICT"]), "letter": frame["D_RATING"].str.strip()})
    return letters.assign(level="district", period=year)


def _check_repeats(year: pd.DataFrame, before: pd.DataFrame) -> None:
    """Raise InputError where a letter of the 2020 file is not that of 2019."""
    old = year["geoid"].map(before.drop_duplicates("geoid").set_index("geoid")["letter"])
    new = year["letter"].isin(GRADE_POINTS) & (old != year["letter"])
    if new.any():
        first = int(year.index[new][0])
        problem = f"the letter {year['letter'][first]!r} is not that of 2019"
        hint = "No ratings were issued in 2020"
        raise InputError(_district_file("2020"), first + tidy.FIRST_ROW, "D_RATING", problem, hint)


def _no_ratings_2020(frame: pd.DataFrame) -> pd.DataFrame:
    year = frame["period"] == "2020"
    marked = tidy.mark(frame, "rating", year, Status.NOT_APPLICABLE, DISASTER_2020)
    return marked.assign(rating=marked["rating"].mask(year))


def _rated(frame: pd.DataFrame, file: str) -> pd.DataFrame:
    """Convert letters to grade points, other ratings to statuses. Raises InputError for an unknown rating."""
    known = frame["letter"].isin([*GRADE_POINTS, *NO_LETTER])
    if not known.all():
        first = int(frame.index[~known][0])
        problem = f"unknown rating {frame['letter'][first]!r}"
        raise InputError(file, first + tidy.FIRST_ROW, "rating", problem, "Add it to NO_LETTER with its reason")
    ratings = frame.assign(rating=frame["letter"].map(GRADE_POINTS).astype("float64"))
    for letter, (status, reason) in NO_LETTER.items():
        ratings = tidy.mark(ratings, "rating", ratings["letter"] == letter, status, reason)
    codes = {"geoid": r"\d{9}" if (ratings["level"] == "campus").any() else r"\d{6}", "level": ".+", "period": r"\d{4}"}
    key = ratings[["geoid", "level", "period", "rating"]]
    tidy.check(key, tidy.schema(codes=codes, numbers={"rating": (0.0, 4.0)}), file)
    return ratings.drop(columns="letter")
