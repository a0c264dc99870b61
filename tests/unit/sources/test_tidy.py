"""Reading input files: one clear error that names file, row and column; codes become statuses."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from data.sources import tidy
from data.sources.errors import InputError
from data.sources.metros import metro_sums


def written(folder: Path, text: str, name: str = "a/table.csv") -> Path:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_an_error_is_one_line_that_names_file_row_and_column() -> None:
    error = InputError("acs/gini.csv", 12, "gini", "impossible\nvalue 7", "Expected: at most 1")
    assert str(error) == "acs/gini.csv, row 12, column gini: impossible value 7. Expected: at most 1"
    assert str(InputError("acs/gini.csv", None, None, "the file is not there")) == "acs/gini.csv: the file is not there"


def test_codes_stay_text_and_blanks_are_no_number(tmp_path: Path) -> None:
    table = tidy.read_table(
        written(tmp_path, "fips,value\n01001,0.5\n01003,\n01005,NA\n"), "a/table.csv", ["fips", "value"]
    )
    assert list(table["fips"]) == ["01001", "01003", "01005"]
    assert tidy.numbers(table, ["value"], "a/table.csv")["value"].isna().tolist() == [False, True, True]


def test_a_table_may_be_zipped_or_gzipped(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "one.zip", "w") as archive:
        archive.writestr("inside.csv", "fips\n01001\n")
    (tmp_path / "two.csv.gz").write_bytes(gzip.compress(b"fips\n01003\n"))
    assert list(tidy.read_table(tmp_path, "one.zip", ["fips"])["fips"]) == ["01001"]
    assert list(tidy.read_table(tmp_path, "two.csv.gz", ["fips"])["fips"]) == ["01003"]


def test_an_archive_of_two_tables_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as archive:
        archive.writestr("a.csv", "x\n1\n")
        archive.writestr("b.csv", "x\n1\n")
    with pytest.raises(InputError, match=r"two\.zip: the archive holds 2 CSV files"):
        tidy.read_table(tmp_path, "two.zip", ["x"])


@pytest.mark.parametrize(
    ("text", "others", "message"),
    [
        ("fips\n01001\n", "", "a/table.csv, row 1, column value: the column is missing"),
        ("fips,value,new\n01001,1,2\n", "", "a/table.csv, row 1, column new: the column is unknown"),
        ("fips,value,new\n01001,1,2\n", "old|NAME", "column new: the column is unknown"),
        ("", "", "a/table.csv: the file can't be read as CSV"),
    ],
)
def test_a_header_that_is_not_as_expected(tmp_path: Path, text: str, others: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        tidy.read_table(written(tmp_path, text), "a/table.csv", ["fips", "value"], others=others)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("fips,value\n01001,1,\n", "row 2: the row has 3 cells, but the header has 2"),
        ("fips,value\n01001,1\n01003\n", "row 3: the row has 1 cells, but the header has 2"),
        ("fips,value,\n01001,1,\n", "row 1, column 3: the column has no name"),
        ("fips,value,value\n01001,1,2\n", "row 1, column value: the column stands twice"),
        ("fips,value\n", "the file has a header, but no rows"),
        ("fips,value\n01001,1\x00\n", "row 2: the file holds the control character"),
        ('fips,value\n01001,"1\n', "row 2: the file can't be read as CSV"),
        ("<!DOCTYPE html>\n<html></html>\n", "row 1: the file is a web page, not a table"),
        ("<html><body>No such file</body></html>", "row 1: the file is a web page, not a table"),
    ],
)
def test_a_damaged_table_is_refused_where_it_is_damaged(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InputError) as error:
        tidy.read_table(written(tmp_path, text), "a/table.csv", ["fips", "value"], others=".*")
    assert message in str(error.value)


@pytest.mark.parametrize(
    "text",
    [
        "fips,value\n\n01001,1\n\n\n01003,x\n",
        'fips,value\n"010\n01",1\n\n\n01003,x\n',
        "\n\nfips,value\n01001,1\n\n01003,x\n",
    ],
)
def test_a_row_is_the_line_of_the_file(tmp_path: Path, text: str) -> None:
    table = tidy.read_table(written(tmp_path, text), "a/table.csv", ["fips", "value"])
    with pytest.raises(InputError, match="row 6, column value: 'x' is not a number"):
        tidy.numbers(table, ["value"], "a/table.csv")


def test_bytes_of_another_encoding(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes("name\nDoña Ana\n".encode("latin-1"))
    with pytest.raises(InputError, match=r"t\.csv, row 2: the file is not in UTF-8 \(byte 0xf1\)"):
        tidy.read_table(tmp_path, "t.csv", ["name"])
    assert list(tidy.read_table(tmp_path, "t.csv", ["name"], encoding="latin-1")["name"]) == ["Doña Ana"]
    (tmp_path / "t.csv").write_text("name\nDoña Ana\n", encoding="utf-8")
    assert list(tidy.read_table(tmp_path, "t.csv", ["name"], encoding="latin-1")["name"]) == ["Doña Ana"]


@pytest.mark.parametrize("file", ["cut.zip", "cut.csv.gz", "cut.parquet"])
def test_a_cut_archive_is_one_line(tmp_path: Path, file: str) -> None:
    with zipfile.ZipFile(tmp_path / "whole.zip", "w") as archive:
        archive.writestr("inside.csv", "fips\n01001\n")
    pd.DataFrame({"fips": ["01001"], "n": [1.0]}).to_parquet(tmp_path / "whole.parquet")
    (tmp_path / "whole.csv.gz").write_bytes(gzip.compress(b"fips\n01003\n"))
    content = (tmp_path / file.replace("cut", "whole")).read_bytes()
    (tmp_path / file).write_bytes(content[: len(content) * 2 // 3])
    is_parquet = file.endswith("parquet")
    with pytest.raises(InputError, match=rf"^{file}: the file can't be read as ") as error:
        tidy.read_parquet(tmp_path, file, ["fips"], ["n"]) if is_parquet else tidy.read_table(tmp_path, file, ["fips"])
    assert "\n" not in str(error.value)


def test_a_column_of_another_kind_is_named(tmp_path: Path) -> None:
    pd.DataFrame({"fips": [1001], "n": ["many"]}).to_parquet(tmp_path / "t.parquet")
    with pytest.raises(InputError, match=r"t\.parquet, column fips: the column holds int64"):
        tidy.read_parquet(tmp_path, "t.parquet", ["fips"], [], others=".*")
    with pytest.raises(InputError, match=r"t\.parquet, column n: the column holds (large_)?string"):
        tidy.read_parquet(tmp_path, "t.parquet", [], ["n"], others=".*")


def test_a_file_that_is_absent(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"a/none\.csv: the file is not there"):
        tidy.read_table(tmp_path, "a/none.csv", ["x"])


def test_a_word_where_a_number_should_be() -> None:
    frame = pd.DataFrame({"value": ["1", "many", None]})
    with pytest.raises(InputError, match=r"t\.csv, row 3, column value: 'many' is not a number"):
        tidy.numbers(frame, ["value"], "t.csv")


def checked(rows: list[tuple[str, float | None]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["geoid", "value"]).astype({"value": "float64"})
    rule = tidy.schema(codes={"geoid": r"\d{5}"}, numbers={"value": (0.0, 1.0)}, key=("geoid",))
    return tidy.check(frame, rule, "t.csv")


def test_a_frame_that_keeps_the_rules_passes() -> None:
    assert len(checked([("01001", 0.5), ("01003", None)])) == 2


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([("01001", 0.5), ("01003", 7.0)], "t.csv, row 3, column value: impossible value 7. Expected: at most 1"),
        ([("01001", -0.1)], "t.csv, row 2, column value: impossible value -0.1. Expected: at least 0"),
        ([("01001", 0.5), ("1003", 0.5)], "t.csv, row 3, column geoid: impossible value '1003'"),
        ([("01001", 0.5), ("01003", 0.1), ("01001", 0.4)], r"row 2: duplicate key \(geoid 01001\), also in row 4"),
    ],
)
def test_the_first_failure_is_named(rows: list[tuple[str, float | None]], message: str) -> None:
    with pytest.raises(InputError, match=message):
        checked(rows)


def test_a_needed_figure_may_not_be_blank() -> None:
    frame = pd.DataFrame({"geoid": ["01001", "01003"], "people": [1.0, float("nan")]})
    rule = tidy.schema(codes={"geoid": r"\d{5}"}, numbers={"people": (0.0, None)}, required=("people",), key=("geoid",))
    with pytest.raises(InputError, match=r"t\.csv, row 3, column people: the cell is blank"):
        tidy.check(frame, rule, "t.csv")


def test_a_figure_outside_its_limits() -> None:
    frame = pd.DataFrame({"value": [0.5, 0.9], "low": [0.4, 0.1], "high": [0.6, 0.8]})
    with pytest.raises(
        InputError, match=r"t\.csv, row 3, column value: 0\.9 does not lie between its limits 0\.1 and 0\.8"
    ):
        tidy.check_limits(frame, "value", "low", "high", "t.csv")


def test_annotation_values_become_statuses() -> None:
    frame = pd.DataFrame({"x": [5.0, -666666666, -999999999, -888888888]})
    tidied = tidy.acs_estimates(frame, ["x"])
    assert tidied["x__status"].tolist() == ["ok", "suppressed", "suppressed", "not_applicable"]
    assert tidied["x"].isna().tolist() == [False, True, True, True]
    assert tidied["x__note"][1] == "too few sample cases to compute an estimate"


def test_a_controlled_margin_is_zero_and_others_are_absent() -> None:
    frame = pd.DataFrame({"m": [3.0, -555555555, -333333333, -222222222]})
    tidied = tidy.acs_margins(frame, ["m"])
    assert tidied["m"].fillna(-1).tolist() == [3.0, 0.0, -1, -1]
    assert "open-ended" in tidied["m__note"][2]
    assert "too few sample cases" in tidied["m__note"][3]


def test_open_ended_incomes_and_blanks() -> None:
    frame = pd.DataFrame({"x": [50_000.0, 250_001, 2_499, float("nan")]})
    tidied = tidy.blank_is_missing(tidy.income_codes(frame, ["x"]), ["x"])
    assert tidied["x__status"].tolist() == ["ok", "top_coded", "bottom_coded", "missing"]
    assert tidied["x__note"][3] == "not published for this place"


def test_a_metro_is_the_sum_of_all_its_counties_or_nothing() -> None:
    counties = pd.DataFrame({"geoid": ["01001", "01003", "01005"], "n": [10.0, 20.0, 5.0], "m": [3.0, 4.0, 1.0]})
    members = pd.DataFrame(
        {"cbsa": ["11111", "11111", "22222", "22222"], "county": ["01001", "01003", "01005", "09110"]}
    )
    sums = metro_sums(counties, members, {"n": "m"}).set_index("geoid")
    assert sums.loc["11111", "n"] == 30.0
    assert sums.loc["11111", "m"] == 5.0
    assert pd.isna(sums.loc["22222", "n"])
    assert sums.loc["22222", "n__status"] == "missing"
    assert sums.loc["22222", "n__note"] == "not computed: the data do not have 1 of the area’s 2 counties (09110)"


def test_margins_of_zero_counts_are_counted_once() -> None:
    counties = pd.DataFrame({"geoid": ["01001", "01003", "01005"], "n": [9.0, 0.0, 0.0], "m": [3.0, 4.0, 2.0]})
    members = pd.DataFrame({"cbsa": ["11111"] * 3, "county": ["01001", "01003", "01005"]})
    assert metro_sums(counties, members, {"n": "m"})["m"].tolist() == [5.0]
