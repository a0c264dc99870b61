"""Social Capital Atlas, Opportunity Atlas and the study of 2014: codes, blanks, hidden figures, known answers."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from data.sources import mobility, social, workbook
from data.sources.errors import InputError

COUNTY_HEADER = (
    "county,county_name,pop2018,ec_county,ec_se_county,exposure_grp_mem_county,bias_grp_mem_county,clustering_county,"
    "support_ratio_county,volunteering_rate_county,civic_organizations_county"
)
AUTAUGA = '1001,"Autauga, Alabama",55200,.72,.008,.81,-.05,.10,.98,.04,.015'
ZIP_HEADER = COUNTY_HEADER.replace("county,county_name,pop2018", "zip,county,pop2018").replace("_county", "_zip")
TRACT_HEADER = "state,county,tract,kir_black_p25,kir_pooled_p25,kir_white_p25,kid_pooled_n,kid_white_n,kid_black_n"


def write(root: Path, file: str, *lines: str) -> Path:
    path = root / file
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return root


def county(root: Path, *rows: str, header: str = COUNTY_HEADER) -> pd.DataFrame:
    return social.county(write(root, "social_capital/social_capital_county.csv", header, *rows))


def tracts(root: Path, *rows: str) -> pd.DataFrame:
    return mobility.atlas_tract(write(root, mobility.TRACT_FILE, TRACT_HEADER, *rows))


def test_a_blank_is_missing_with_a_reason(tmp_path: Path) -> None:
    row = county(tmp_path, '1003,"Baldwin, Alabama",1,,,,,.1,.9,.05,.01').iloc[0]
    assert row["geoid"] == "01003"
    assert row["ec_county__status"] == "missing"
    assert "clustering_county__status" not in row


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (AUTAUGA.replace(".72", "2.72"), "row 2, column ec_county: impossible value"),
        (AUTAUGA.replace(".98", "98"), "row 2, column support_ratio_county: impossible value"),
        (AUTAUGA.replace(".72", "x"), "row 2, column ec_county: 'x' is not a number"),
        (AUTAUGA.replace("1001", "100100"), "row 2, column geoid: impossible value"),
    ],
)
def test_an_impossible_cell_is_named(tmp_path: Path, row: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        county(tmp_path, row)


def test_missing_column_and_duplicate_key(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="column ec_se_county: the column is missing"):
        county(tmp_path, header=COUNTY_HEADER.replace("ec_se_county,", ""))
    with pytest.raises(InputError, match="duplicate key"):
        county(tmp_path, AUTAUGA, AUTAUGA)


def test_a_negative_count_of_organizations_is_hidden(tmp_path: Path) -> None:
    rows = ["1001,25013,17621,.88,.02,1.1,.02,.1,.9,.05,-.001", "1002,25015,30066,.88,.02,1.1,.02,.1,.9,.05,.02"]
    frame = social.zip_code(write(tmp_path, "social_capital/social_capital_zip.csv", ZIP_HEADER, *rows))
    assert list(frame["geoid"]) == ["01001", "01002"]
    assert list(frame["civic_organizations_zip__status"]) == ["suppressed", "ok"]
    assert pd.isna(frame["civic_organizations_zip"][0])
    assert list(frame["county"]) == ["25013", "25015"]


def test_tracts_with_few_children_are_hidden(tmp_path: Path) -> None:
    frame = tracts(tmp_path, "1,1,20100,41,36.4,35,519,457,42", "1,1,20200,,-4.5,,99,1,1", "1,1,20300,,,,150,1,1")
    assert list(frame["geoid"]) == ["01001020100", "01001020200", "01001020300"]
    assert list(frame["kir_pooled_p25__status"]) == ["ok", "suppressed", "missing"]
    assert pd.isna(frame["kir_pooled_p25"][1])


def test_an_impossible_rank_with_many_children_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="row 2, column kir_pooled_p25: impossible value"):
        tracts(tmp_path, "1,1,20100,41,136.4,35,519,457,42")


def test_a_workbook_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"chetty_2014_online_data_tables\.xls: the file is not there"):
        mobility.study_zone(tmp_path)


@pytest.mark.parametrize("script", ["import os; os.abort()", "raise ValueError"])
def test_a_workbook_that_ends_its_reader_is_one_line(
    script: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "reader.py").write_text(script, encoding="utf-8")
    monkeypatch.setattr(workbook, "_READER", tmp_path / "reader.py")
    (tmp_path / "book.xls").write_bytes(script.encode())
    with pytest.raises(InputError, match=r"^book\.xls: the file can't be read as a workbook"):
        workbook.sheets(tmp_path, "book.xls")
    assert capfd.readouterr() == ("", "")


# ---- the publishers' own files


def row_of(frame: pd.DataFrame, geoid: str) -> pd.Series:
    return frame[frame["geoid"] == geoid].iloc[0]


@pytest.mark.inputs
def test_known_answers_of_social_capital(inputs: Path) -> None:
    travis = row_of(social.county(inputs), "48453")
    assert travis["ec_county"] == pytest.approx(0.81379, abs=5e-6)
    assert travis["ec_se_county"] == pytest.approx(0.00636, abs=5e-6)
    zips = social.zip_code(inputs)
    assert row_of(zips, "78702")["county"] == "48453"
    assert (zips["civic_organizations_zip__status"] == "suppressed").sum() == 16


@pytest.mark.inputs
def test_the_headline_is_no_product_of_exposure_and_bias(inputs: Path) -> None:
    travis = row_of(social.county(inputs), "48453")
    product = travis["exposure_grp_mem_county"] * (1 - travis["bias_grp_mem_county"])
    assert abs(product - travis["ec_county"]) > 0.1


@pytest.mark.inputs
def test_high_schools_of_texas_have_points(inputs: Path) -> None:
    frame = social.high_school(inputs)
    anderson = row_of(frame, "480894000292")
    assert anderson["name"] == "Anderson HS"
    assert anderson["ec_own_ses_hs"] == pytest.approx(1.46771)
    assert anderson["lat"] == pytest.approx(30.376, abs=1e-3)
    located = frame.dropna(subset=["lon"])
    assert len(located) == 1211
    assert set(located["geoid"].str[:2]) == {"48"}


@pytest.mark.inputs
def test_known_answers_of_mobility(inputs: Path) -> None:
    travis = row_of(mobility.atlas_county(inputs), "48453")
    assert travis["kfr_pooled_pooled_p25"] == pytest.approx(0.39073, abs=5e-6)
    assert travis["kfr_pooled_pooled_p25_se"] == pytest.approx(0.0015, abs=5e-5)
    assert travis["kfr_black_pooled_p25"] < travis["kfr_hisp_pooled_p25"] < travis["kfr_white_pooled_p25"]
    assert row_of(mobility.study_county(inputs), "48453")["absolute_upward_mobility"] == pytest.approx(38.73, abs=5e-3)
    assert row_of(mobility.study_zone(inputs), "31201")["absolute_upward_mobility"] == pytest.approx(40.41, abs=5e-3)


@pytest.mark.inputs
@pytest.mark.parametrize(
    ("zone", "mobility_published"),
    # Chetty, Hendren, Kline & Saez 2014, table III: the 50 largest zones, absolute upward mobility.
    [("36100", 46.2), ("39400", 43.2), ("37500", 44.7), ("09100", 36.0), ("00900", 35.8), ("24300", 39.4)],
)
def test_zones_agree_with_the_printed_table(inputs: Path, zone: str, mobility_published: float) -> None:
    mobility_read = row_of(mobility.study_zone(inputs), zone)["absolute_upward_mobility"]
    assert mobility_read == pytest.approx(mobility_published, abs=0.06)


@pytest.mark.inputs
def test_characteristics_of_the_austin_zone(inputs: Path) -> None:
    frame = mobility.study_characteristics(inputs)
    rows = frame[frame["geoid"] == "31201"].set_index("period")
    assert set(rows["name"]) == {"Austin, TX"}
    assert rows.loc["2000", "racial_segregation"] == pytest.approx(0.1714787)
    assert rows.loc["1996-2000", "gini"] == pytest.approx(0.54151)
    assert rows.loc["2000", "single_mothers"] == pytest.approx(0.1927756)
    assert rows.loc["2000-01", "dropout_rate__status"] == "ok"
    assert rows.drop("2000")["racial_segregation"].isna().all(), "no other period has a figure of 2000"


@pytest.mark.inputs
def test_correlations_have_the_printed_signs(inputs: Path) -> None:
    """Chetty, Hendren, Kline & Saez 2014, figure VIII: signs and rough sizes across zones."""
    zones = mobility.study_zone(inputs).merge(mobility.study_characteristics(inputs), on="geoid")
    correlations = zones[["absolute_upward_mobility", *_PRINTED]].corr()["absolute_upward_mobility"]
    for name, printed in _PRINTED.items():
        assert correlations[name] == pytest.approx(printed, abs=0.08), name


# Their figure VIII prints absolute values of unweighted correlations over zones; signs as in the text.
_PRINTED = {
    "racial_segregation": -0.361,
    "gini": -0.578,
    "test_scores": 0.588,
    "dropout_rate": -0.574,
    "social_capital": 0.641,
    "single_mothers": -0.764,
}
