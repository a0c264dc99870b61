"""Files of the Upward Mobility Framework: schools, connectedness as a share, associations."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from data.sources import framework, schools, social
from data.sources.errors import InputError

FILE = "schools/small.csv"
FIGURES = {
    "share": (0.0, 1.0),
    "share_lb": (0.0, 1.0),
    "share_ub": (0.0, 1.0),
    "share_quality": framework.QUALITY,
}
HEADER = "year,state,county,share,share_lb,share_ub,share_quality"
GOOD = ["2021,1,1,.4,.3,.5,1", "2021,48,453,.5,.4,.6,2", "2023,48,453,,,,"]


def read(root: Path, rows: list[str], header: str = HEADER) -> pd.DataFrame:
    (root / "schools").mkdir(exist_ok=True)
    (root / FILE).write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return framework.read(root, FILE, "county", FIGURES)


def test_codes_are_text_with_their_zeros(tmp_path: Path) -> None:
    frame = read(tmp_path, GOOD)
    assert list(frame["geoid"]) == ["01001", "48453", "48453"]
    assert list(frame["period"]) == ["2021", "2021", "2023"]
    assert frame["share"].isna().sum() == 1


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"small\.csv, row 1, column share_lb: the column is missing"):
        read(tmp_path, [], HEADER.replace("share_lb,", ""))


def test_an_unknown_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="column subgroup: the column is unknown"):
        read(tmp_path, [f"{row},All" for row in GOOD], f"{HEADER},subgroup")


def test_a_place_given_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"duplicate key \(geoid 48453, level county, period 2021\)"):
        read(tmp_path, [*GOOD, "2021,48,453,.5,.4,.6,2"])


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("2021,48,029,1.4,.3,.5,1", "row 5, column share: impossible value"),
        ("2021,48,029,abc,.3,.5,1", "row 5, column share: 'abc' is not a number"),
        ("2021,48,029,.4,.3,.5,4", "row 5, column share_quality: impossible value"),
        ("2021,48,029,.4,.45,.5,1", "row 5, column share: 0.4 does not lie between its limits"),
        ("21,48,029,.4,.3,.5,1", "row 5, column period: impossible value"),
    ],
)
def test_an_impossible_cell_names_file_row_and_column(tmp_path: Path, row: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read(tmp_path, [*GOOD, row])


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"small\.csv: the file is not there"):
        framework.read(tmp_path, FILE, "county", FIGURES)


# ---- the publisher's own files


def row_of(frame: pd.DataFrame, level: str, geoid: str, period: str) -> pd.Series:
    return frame[(frame["level"] == level) & (frame["geoid"] == geoid) & (frame["period"] == period)].iloc[0]


@pytest.mark.inputs
def test_learning_rate(inputs: Path) -> None:
    frame = schools.learning_rate(inputs)
    assert row_of(frame, "county", "48453", "2017")["learning_rate"] == pytest.approx(0.938976, abs=1e-6)
    assert row_of(frame, "place", "4805000", "2018")["learning_rate"] == pytest.approx(0.816848, abs=1e-6)
    by_division = row_of(frame, "cbsa", "19100", "2017")
    assert by_division["learning_rate__status"] == "missing"
    assert "metropolitan divisions" in by_division["learning_rate__note"]
    assert not frame[(frame["level"] == "cbsa") & (frame["geoid"] == "19124")].shape[0]  # a division, not a metro
    median = frame[(frame["level"] == "county") & (frame["period"] == "2017")]["learning_rate"].median()
    assert 0.9 < median < 1.05  # by definition about one grade a year


@pytest.mark.inputs
def test_high_school_degree_has_both_vintages_of_connecticut(inputs: Path) -> None:
    frame = schools.high_school_degree(inputs)
    county = frame[frame["level"] == "county"]
    assert "09001" in set(county[county["period"] == "2021"]["geoid"])
    assert "09110" in set(county[county["period"] == "2023"]["geoid"])
    assert row_of(frame, "county", "48453", "2023")["share_hs_degree"] == pytest.approx(0.937934, abs=1e-6)
    blank = county[county["share_hs_degree"].isna()]
    assert set(blank["share_hs_degree__status"]) == {"missing"}


@pytest.mark.inputs
def test_high_poverty_schools(inputs: Path) -> None:
    frame = schools.high_poverty_schools(inputs)
    row = row_of(frame, "county", "48453", "2021")
    assert row["share_meps20_black"] == pytest.approx(0.528516, abs=1e-6)
    assert row["share_meps20_hispanic"] > row["share_meps20_white"]


@pytest.mark.inputs
def test_connectedness_share_is_half_of_the_atlas(inputs: Path) -> None:
    share, atlas = social.connectedness_share(inputs), social.county(inputs)
    assert row_of(share, "county", "48453", "2022")["share_economic_connectedness"] == pytest.approx(0.407, abs=5e-4)
    assert row_of(share, "place", "4805000", "2022")["share_economic_connectedness"] == pytest.approx(0.491, abs=5e-4)
    both = share[share["level"] == "county"].merge(atlas, on="geoid")
    difference = both["share_economic_connectedness"] * 2 - both["ec_county"]
    assert difference.abs().max() < 1e-6


@pytest.mark.inputs
def test_associations_break_in_2017(inputs: Path) -> None:
    frame = social.associations(inputs)
    county = frame[frame["level"] == "county"].groupby("period")["count_membership_associations_per_10k"].median()
    assert county["2016"] - county["2017"] > 1
    assert county[["2014", "2015", "2016"]].max() - county[["2014", "2015", "2016"]].min() < 0.2
    assert county["2017":].max() - county["2017":].min() < 0.5
    assert row_of(frame, "county", "48453", "2022")["count_membership_associations_per_10k"] == 8.8
    assert row_of(frame, "place", "4805000", "2022")["count_membership_associations_per_10k"] == 17.4
