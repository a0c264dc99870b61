"""Texas ratings: letters, what is no letter, codes that lost their zeros, and the counties of campuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.sources import texas
from data.sources.errors import InputError

LIST_HEADER = '"DistrictNumber",District,"CampusNumber",Campus,County,Charter,"OverallRating","OverallScore"'
LIST = [
    "001902,CAYUGA ISD,,,ANDERSON,No,A,94",
    "001902,CAYUGA ISD,001902001,CAYUGA H S,ANDERSON,No,A,96",
    "001902,CAYUGA ISD,001902041,CAYUGA MIDDLE,ANDERSON,No,Not Rated: Senate Bill 1365,61",
    "227801,TWO TOWNS CHARTER,,,TRAVIS,Yes,Not Rated,        .",
    "227801,TWO TOWNS CHARTER,227801009,NEW CAMPUS,TRAVIS,Yes,Not Rated,        .",
]
PLACES_HEADER = "SURVYEAR,NCESSCH,STID,SEASCH,LATCOD,LONCOD,CONUM,CHARTR"
PLACES = [
    "2013,480000100001,001902,001902001,31.9,-95.9,48001,2",
    "2013,480000100002,227801,227801001,30.3,-97.7,48453,1",
    "2013,480000100003,227801,227801002,29.4,-98.5,48029,1",
]
YEAR_FILES = {
    "2018": ["DISTRICT,D_RATING", '"001902","B"', '"227801","Met Standard"'],
    "2019": ["DISTRICT,DISTNAME,DFLCHART,D_RATING", '"001902",CAYUGA ISD,N,"A"', "'227801,TWO TOWNS,Y,F"],
    "2020": ["DISTRICT,DISTNAME,DFLCHART,D_RATING", "1902,CAYUGA ISD,N,A", "227801,TWO TOWNS,Y,F"],
    "2021": [
        "DISTRICT,DISTNAME,DFLCHART,D_RATING",
        "1902,CAYUGA ISD,N,Not Rated: Declared State of Disaster",
        "227801,TWO TOWNS,Y,Not Rated: Declared State of Disaster",
    ],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, texas.RATINGS_2022, LIST_HEADER, *LIST)
    write(tmp_path, texas.LOCATIONS, PLACES_HEADER, *PLACES)
    for year, lines in YEAR_FILES.items():
        write(tmp_path, f"{texas.FOLDER}/district_accountability_{year}.csv", *lines)
    return tmp_path


def write(root: Path, file: str, *lines: str) -> None:
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_campuses_have_letter_points_score_and_place(folder: Path) -> None:
    frame = texas.campuses(folder).set_index("geoid")
    first, below, new = (frame.loc[code] for code in ("001902001", "001902041", "227801009"))
    assert (first["rating"], first["score"], first["county"], first["lat"]) == (4.0, 96.0, "48001", 31.9)
    assert below["rating__status"] == "suppressed"
    assert "no D or F was issued in 2022" in below["rating__note"]
    assert below["score"] == 61.0  # the score was published, the letter was not
    assert below["county"] == "48001"  # a newer campus of a district in one county
    assert new["score__status"] == "missing"
    assert new["county"] != new["county"]  # a newer campus of a charter in two counties: unknown


def test_districts_by_year(folder: Path) -> None:
    frame = texas.districts(folder).set_index(["geoid", "period"])
    assert list(frame.loc["001902"]["rating"].dropna()) == [3.0, 4.0, 4.0]
    assert frame.loc[("227801", "2019"), "rating"] == 0.0
    assert frame.loc[("227801", "2018"), "rating__status"] == "not_applicable"
    assert "Met Standard" in frame.loc[("227801", "2018"), "rating__note"]
    assert frame.loc[("001902", "2020"), "rating__status"] == "not_applicable"
    assert "those of 2019" in frame.loc[("001902", "2020"), "rating__note"]
    assert frame.loc[("001902", "2021"), "rating__status"] == "not_applicable"
    assert frame.loc[("227801", "2022"), "name"] == "TWO TOWNS CHARTER (charter)"


def test_a_new_letter_in_2020_is_refused(folder: Path) -> None:
    file = f"{texas.FOLDER}/district_accountability_2020.csv"
    write(folder, file, "DISTRICT,DISTNAME,DFLCHART,D_RATING", "1902,CAYUGA ISD,N,B")
    with pytest.raises(InputError, match=r"2020\.csv, row 2, column D_RATING: the letter 'B' is not that of 2019"):
        texas.districts(folder)


def test_an_unknown_rating_is_refused(folder: Path) -> None:
    write(folder, texas.RATINGS_2022, LIST_HEADER, *LIST[:2], "001902,CAYUGA ISD,001902041,X,ANDERSON,No,Paused,61")
    with pytest.raises(InputError, match="row 4, column rating: unknown rating 'Paused'"):
        texas.campuses(folder)


def test_impossible_score_duplicate_campus_and_missing_column(folder: Path) -> None:
    write(folder, texas.RATINGS_2022, LIST_HEADER, LIST[1].replace("96", "960"))
    with pytest.raises(InputError, match="row 2, column score: impossible value"):
        texas.campuses(folder)
    write(folder, texas.RATINGS_2022, LIST_HEADER, LIST[1], LIST[1])
    with pytest.raises(InputError, match="duplicate key"):
        texas.campuses(folder)
    write(folder, texas.RATINGS_2022, LIST_HEADER.replace("OverallScore", "Score"))
    with pytest.raises(InputError, match="column OverallScore: the column is missing"):
        texas.campuses(folder)


# ---- the publishers' own files


@pytest.mark.inputs
def test_campuses_of_2022(inputs: Path) -> None:
    frame = texas.campuses(inputs)
    assert len(frame) == 8966
    assert frame["lon"].notna().sum() == 7930
    assert frame["rating"].value_counts().to_dict() == {4.0: 2358, 3.0: 3893, 2.0: 1637}
    hidden = frame[frame["rating__status"] == "suppressed"]
    assert len(hidden) == 561
    assert hidden["score"].max() == 69
    assert frame["geoid"].str.len().eq(9).all()


@pytest.mark.inputs
def test_districts_of_five_years(inputs: Path) -> None:
    frame = texas.districts(inputs)
    austin = frame[frame["geoid"] == "227901"].set_index("period")
    assert list(austin["rating"].dropna().index) == ["2018", "2019", "2022"]
    assert set(austin["county"]) == {"48453"}
    rated = frame.dropna(subset=["rating"]).groupby("period").size().to_dict()
    assert rated == {"2018": 830, "2019": 1175, "2022": 1151}
