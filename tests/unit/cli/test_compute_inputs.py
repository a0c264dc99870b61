"""Tables as people have them: each is read as meant, or refused in one line that says where. Never anything else."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zipfile
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data.__main__ import main

# Two places of five areas each: dissimilarity is 1 in the first, and 0 in the second.
FIRST = [("01001", 10, 0), ("01001", 90, 0), ("01001", 0, 30), ("01001", 0, 40), ("01001", 0, 30)]
SECOND = [("48453", 20, 10)] * 5
ROWS = [*FIRST, *SECOND]
RIGHT = "01001 1.0, 48453 0.0"


def table(delimiter: str = ",", head: str = "county,black,white", end: str = "\n", tail: str = "") -> str:
    lines = [head.replace(",", delimiter), *(delimiter.join(map(str, row)) + tail for row in ROWS)]
    return end.join(lines) + end


def run(
    capsys: pytest.CaptureFixture[str], path: Path, *more: str, groups: str = "black,white"
) -> tuple[int, str, str]:
    """Code, the places and values, and what was said."""
    given = ["compute", "dissimilarity", "--units", str(path), "--place", "county", "--groups", groups, *more]
    code = main(given)
    output = capsys.readouterr()
    rows = [line.split(",")[:2] for line in output.out.splitlines()[1:]]
    return code, ", ".join(" ".join(row) for row in rows), output.err.removeprefix("python -m data compute: ")


def changed(number: int, line: str, text: str | None = None) -> str:
    """The table with another line of this number."""
    lines = (text or table()).split("\n")
    return "\n".join([*lines[: number - 1], line, *lines[number:]])


CASES: dict[str, tuple[str | bytes, str]] = {
    # What is meant is clear.
    "plain": (table(), RIGHT),
    "spaces after the commas": (table(", ", "county,black,white"), RIGHT),
    "spaces around everything": (table(" , ", " county , black , white "), RIGHT),
    "spaces that do not break": (table().replace(",20,", ",\u00a020\u00a0,"), RIGHT),
    "semicolons": (table(";"), RIGHT),
    "tabs": (table("\t"), RIGHT),
    "bars": (table("|"), RIGHT),
    "sep= before the header": ("sep=;\n" + table(";"), RIGHT),
    "byte order mark": ("\ufeff" + table(), RIGHT),
    "UTF-16, little end first": (table("\t").encode("utf-16"), RIGHT),
    "UTF-16, big end first": (b"\xfe\xff" + table("\t").encode("utf-16-be"), RIGHT),
    "UTF-32": (table().encode("utf-32"), RIGHT),
    "line ends of Windows": (table(end="\r\n"), RIGHT),
    "line ends of old Macs": (table(end="\r"), RIGHT),
    "line ends of all kinds": (table().replace("\n", "\r\n", 4).replace("10,0\r\n", "10,0\r"), RIGHT),
    "no end of the last line": (table().rstrip("\n"), RIGHT),
    "blank lines everywhere": ("\n \n" + table(end="\n\n") + "\n,,\n", RIGHT),
    "a first column without a name": (
        ",county,black,white\n" + "".join(f"{i},{a},{b},{c}\n" for i, (a, b, c) in enumerate(ROWS)),
        RIGHT,
    ),
    "a column more, without a name": (table(head="county,black,white,", tail=", \u00a0"), RIGHT),
    "two columns without a name": (table(head="county,black,white,,", tail=",,"), RIGHT),
    "quoted cells": (table().replace("48453", '"48453"'), RIGHT),
    "quoted cells after a space": (table().replace("\n48453,", '\n "48453", '), RIGHT),
    "line ends in a quoted cell": (table(head='county,black,white,"a\nnote"', tail=',"two\nlines"'), RIGHT),
    "decimals": (table().replace("48453,20,10", "48453,20.0,1e1"), RIGHT),
    "a plus sign": (table().replace(",90,", ",+90,"), RIGHT),
    "letters beyond ASCII": (table().replace("48453", "Doña Ana"), "01001 1.0, Doña Ana 0.0"),
    "one area": (changed(7, "99999,5,5"), "01001 1.0, 48453 0.0, 99999 "),
    "blank counts": (changed(7, "48453,,10"), "01001 1.0, 48453 "),
    "gzip": (gzip.compress(table().encode()), RIGHT),
    "gzip, two parts": (gzip.compress(table().encode()[:40]) + gzip.compress(table().encode()[40:]), RIGHT),
    "bzip2": (bz2.compress(table().encode()), RIGHT),
    "xz": (lzma.compress(table().encode()), RIGHT),
    "codes as a workbook writes them": (table().replace("48453,", "48453.0,", 2), RIGHT),
    "codes as formulas": (table().replace("01001,", '"=""01001""",'), RIGHT),
    "two byte order marks": ("\ufeff\ufeff" + table(), RIGHT),
    "signs that nobody sees": (
        table(head="county\u200b,\u2060black,white").replace("48453,", "48453\u200b,", 2),
        RIGHT,
    ),
    # What isn't is refused, in one line.
    "codes with and without a zero": (
        changed(6, "1001,0,30"),
        "f.csv: column 'county' has '01001' and '1001', which are one code",
    ),
    "codes without their last digits": (
        changed(6, "4.8453E+10,5,30"),
        "f.csv, line 6: column 'county' has '4.8453E+10', a code without its last digits",
    ),
    "thousands parted by spaces": (changed(6, "01001,1 234,30"), "'1 234', not a number; write it without thousands"),
    "thousands parted by apostrophes": (changed(6, "01001,1'234,30"), "not a number; write it without thousands"),
    "a name of a column that has no end": (
        f"county,black,white,{'x' * 200_000}\n",
        "f.csv, line 1: a name has more than 131,072 letters",
    ),
    "packed twice": (
        gzip.compress(gzip.compress(table().encode())),
        "f.csv is a file of gzip that holds one of gzip: unpack it first",
    ),
    "packed in two ways": (
        gzip.compress(lzma.compress(table().encode())),
        "f.csv is a file of gzip that holds one of xz",
    ),
    "rows end in a comma": (table(tail=","), "f.csv, line 2: 4 cells, but the header has 3 names"),
    "one row ends in a comma": (changed(9, "48453,20,10,"), "f.csv, line 9: 4 cells, but the header has 3 names"),
    "cells without a name": (
        table(head="county,black,white,", tail=",x"),
        "f.csv, line 2: column 4 has 'x' but no name in the header; give it a name, or mend the row",
    ),
    "thousands under a header that ends in a comma": (
        changed(9, "48453,1,250,200", table(head="county,black,white,", tail=",")),
        "f.csv, line 9: column 4 has '200' but no name in the header",
    ),
    "thousands of zeros under a header that ends in a comma": (
        changed(7, "1,1,000,200", table(head="county,black,white,", tail=",")),
        "f.csv, line 7: column 4 has '200' but no name in the header",
    ),
    "thousands under a header that has no more": (
        changed(7, "1,1,000,200"),
        "f.csv, line 7: 4 cells, but the header has 3 names",
    ),
    "a cell below no name amid others": (
        "county,,black,white\n01001,,10,0\n01001,7,90,0\n",
        "f.csv, line 3: column 2 has '7' but no name",
    ),
    "a cell without a name below a cell of two lines": (
        'county,black,white,note,\n\n01001,1,2,"two\nlines",\n01001,1,2,"two\nlines",x\n',
        "f.csv, line 6: column 5 has 'x' but no name",
    ),
    "a cell too many": (changed(4, "01001,0,30,7"), "f.csv, line 4: 4 cells, but the header has 3 names"),
    "a cell too few": (changed(4, "01001,30"), "f.csv, line 4: 2 cells, but the header has 3 names"),
    "the header ends in a comma": (table(head="county,black,white,"), "f.csv, line 2: 3 cells, but the header has 4"),
    "row names without a head": (
        "county,black,white\n" + "".join(f"{i},48453,{i},9\n" for i in range(9)),
        "f.csv, line 2: 4 cells, but the header has 3 names",
    ),
    "a repeated name": (table(head="county,black,white,black", tail=",1"), "f.csv has 2 columns named 'black'"),
    "a repeated name but for spaces": (table(head="county,black,white, black ", tail=",1"), "2 columns named 'black'"),
    "a repeated place": (table(head="county,black,white,county", tail=",1"), "f.csv has 2 columns named 'county'"),
    "another case": (table(head="county,Black,white"), "f.csv has no column 'black'. Did you mean Black?"),
    "a title above the header": (
        "Counties of 2020\n" + table(),
        "f.csv has no column 'county'. It has: Counties of",
    ),
    "columns parted by spaces": (table(" "), "f.csv has no column 'county'. Did you mean county black"),
    "a word": (changed(6, "01001,few,30"), "f.csv, line 6: column 'black' has 'few', not a number"),
    "a word after blank lines": (changed(4, "\n \n01001,0,few"), "f.csv, line 6: column 'white' has 'few'"),
    "a word below a cell of three lines": (
        "note,county,black,white\n\n" + '"one\ntwo\nthree",01001,few,3\n',
        "f.csv, line 5: column 'black' has 'few'",
    ),
    "a word after rows of three lines": (
        "note,county,black,white\n" + '"one\ntwo\r\nthree",01001,5,3\n' * 2 + "x,01001,5,few\n",
        "f.csv, line 8: column 'white' has 'few'",
    ),
    "a thousands separator": (
        changed(6, '01001,"1,234",30'),
        "f.csv, line 6: column 'black' has '1,234', not a number; ",
    ),
    "a decimal comma": (
        table(";").replace(";90;", ";90,5;"),
        "f.csv, line 3: column 'black' has '90,5', not a number; ",
    ),
    "a thousands point": (
        table(";").replace(";90;", ";1.090;"),
        "line 3: column 'black' has '1.090', which may mean 1090 or",
    ),
    "a percent sign": (changed(6, "01001,12%,30"), "f.csv, line 6: column 'black' has '12%', not a number; write it"),
    "a dollar sign": (changed(6, "01001,$12,30"), "f.csv, line 6: column 'black' has '$12', not a number"),
    "a hexadecimal number": (changed(6, "01001,0x1F,30"), "f.csv, line 6: column 'black' has '0x1F', not a number"),
    "an underscore": (changed(6, "01001,1_000,30"), "f.csv, line 6: column 'black' has '1_000', not a number"),
    "digits of another script": (changed(6, "01001,١٢,30"), "f.csv, line 6: column 'black' has '١٢', not a number"),
    "infinity": (changed(6, "01001,inf,30"), "f.csv, line 6: column 'black' has 'inf', not a number"),
    "a number too large": (changed(6, "01001,1e300,30"), "f.csv, line 6: column 'black' has 1e300, too large"),
    "beyond all numbers": (changed(6, "01001,1e999,30"), "f.csv, line 6: column 'black' has '1e999', not a number"),
    "a publisher's code": (changed(6, "01001,-666666666,30"), "f.csv, line 6: column 'black' has -666666666; counts"),
    "no place": (changed(6, " ,5,30"), "f.csv, line 6: column 'county' is empty; every row needs its place"),
    "a place too long": (changed(6, f"{'x' * 501},5,30"), "f.csv, line 6: column 'county' has more than 500 letters"),
    "Latin-1": (changed(5, "Doña Ana,5,30").encode("latin-1"), "f.csv, line 5: not UTF-8 text; save it as CSV (UTF-8)"),
    "a NUL": (changed(5, "01001,5\0,30"), "f.csv, line 5: not UTF-8 text"),
    "UTF-16 without its mark": (table().encode("utf-16-le"), "f.csv, line 1: not UTF-8 text"),
    "UTF-16, cut": (table().encode("utf-16")[:-1], "f.csv, after line 1: not UTF-8 text"),
    "nothing": ("", "f.csv is empty"),
    "blank lines alone": ("\n \n\n", "f.csv is empty"),
    "a mark alone": ("\ufeff", "f.csv is empty"),
    "a header alone": ("county,black,white\n", "f.csv has a header but no rows"),
    "a header above commas": ("county,black,white\n,,\n,,\n", "f.csv has a header but no rows"),
    "a quote that does not end": (changed(4, '01001,"0,30'), "f.csv, line 4: a quoted cell of this row does not end"),
    "letters behind a quote": (changed(4, '"01001"x,0,30'), "f.csv, line 4: ',' expected after '\"'"),
    "quotes of the header that do not end": (
        '"county,black,white\n01001,1,2\n',
        "f.csv, line 1: the quotes of the header",
    ),
    "a cell of a megabyte": (changed(4, f"01001,{'1' * 1_000_000},3"), "f.csv, line 4: a cell has more than 131,072"),
    "a line of five megabytes": (table() + "1," * 2_500_000, "a line too long for a table"),
    "gzip, cut": (gzip.compress(table().encode())[:-9], "f.csv can't be read, it is cut or damaged"),
    "gzip, damaged": (gzip.compress(table().encode())[:12] + b"\xff" * 40, "f.csv can't be read, it is cut or damaged"),
    "bzip2, cut": (bz2.compress(table().encode())[:-9], "f.csv can't be read, it is cut or damaged"),
    "xz, cut": (lzma.compress(table().encode())[:-9], "f.csv can't be read, it is cut or damaged"),
    "zip, cut": (b"PK\x03\x04" + b"x" * 50, "f.csv can't be read, it is cut or damaged"),
    "a workbook of old": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "is a file of Excel, not a table as text"),
    "zstandard": (b"\x28\xb5\x2f\xfd" + bytes(60), "f.csv is a file of zstd, not a table as text: unpack it first"),
    "Parquet, cut": (b"PAR1" + bytes(60), "f.csv can't be read"),
}


@pytest.mark.parametrize("name", CASES)
def test_a_table_is_read_as_meant_or_refused(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content, expected = CASES[name]
    path = tmp_path / "f.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    code, figures, message = run(capsys, path)
    if expected.startswith("01001 "):
        assert (code, figures) == (0, expected)
        assert message == ("note: 1 place(s) have blank counts and so no value\n" if name == "blank counts" else "")
    else:
        assert (code, figures) == (2, "")
        assert message.count("\n") == 1
        assert expected in message


@pytest.mark.parametrize(
    ("cell", "advised"),
    [
        ("1,000", False),
        ("1,234,567", False),
        ("-1,000.50", False),
        ("90,5", True),
        ("1,0000", True),
        ("1.000,5", True),
        ("1,000,5", False),
        ("1,", False),
    ],
)
def test_decimal_commas_are_advised_only_where_they_may_be(
    cell: str, advised: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "f.csv"
    path.write_text(changed(6, f'01001,"{cell}",30'))
    code, _, message = run(capsys, path)
    assert code == 2
    assert "without thousands separators" in message
    assert ("--decimal" in message) == advised


def zipped(members: dict[str, str]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return content.getvalue()


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ({"t.csv": table()}, RIGHT),
        ({"a/": "", "a/t.csv": table(";"), "__MACOSX/a/._t.csv": "x"}, RIGHT),
        ({"t.csv": table(), "u.csv": table()}, "f.zip holds 2 files: give a zip of one table"),
        ({}, "f.zip holds 0 files"),
        ({"[Content_Types].xml": "", "xl/workbook.xml": ""}, "f.zip is a file of Excel, not a table as text"),
    ],
    ids=["one table", "in a folder", "two tables", "no table", "a workbook"],
)
def test_a_zip_holds_one_table(
    members: dict[str, str], expected: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "f.zip"
    path.write_bytes(zipped(members))
    code, figures, message = run(capsys, path)
    assert (code, figures) == (0, RIGHT) if expected == RIGHT else (code, figures) == (2, "")
    assert message == "" if expected == RIGHT else expected in message


def test_what_is_no_file_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, tmp_path) == (2, "", f"{tmp_path} is a folder, not a file\n")
    assert run(capsys, tmp_path / "none.csv") == (2, "", f"no file {tmp_path / 'none.csv'}\n")


@pytest.mark.parametrize(
    ("head", "groups"),
    [
        ('county,"Black, alone","White"', '"Black, alone",White'),
        ('county, "Black, alone", White', ' White , "Black, alone"'),
        ("county;Black, alone;White", '"Black, alone",White'),
        ("county,“Black”,White", "“Black”,White"),
        ("county,n\u0303,white", "ñ,white"),
    ],
)
def test_names_of_columns_are_found_as_written(
    head: str, groups: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "f.csv"
    delimiter = ";" if ";" in head else ","
    path.write_text("\n".join([head, *table(delimiter).splitlines()[1:]]))
    assert run(capsys, path, groups=groups) == (0, RIGHT, "")


def test_open_quotes_of_the_groups_are_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, message = run(capsys, tmp_path / "f.csv", groups='"Black, alone,White')
    assert code == 2
    assert "put one with a comma in it in double quotes" in message


def test_a_header_that_can_be_read_two_ways_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "f.csv"
    path.write_text("county,black,white,x;county;black;white\n" + "1,2,3,x;4;5;6\n" * 5)
    code, figures, message = run(capsys, path)
    assert (code, figures) == (2, "")
    assert "its columns may be parted by commas or by semicolons" in message


@pytest.mark.parametrize(
    ("cell", "decimal", "value"),
    [("1.090", ".", 1.09), ("1.090", ",", 1090), ("1.090,5", ",", 1090.5), ("90,5", ",", 90.5), ("90.5", ",", None)],
)
def test_the_sign_of_decimals_can_be_said(
    cell: str, decimal: str, value: float | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "f.csv"
    rows = [("1", cell, 1), *[("1", 100, 100)] * 4]
    path.write_text("\n".join(["county;black;white", *(";".join(map(str, row)) for row in rows)]))
    code, figures, message = run(capsys, path, "--decimal", decimal)
    if value is None:
        assert (code, "not a number with a decimal comma" in message) == (2, True)
        return
    black, white = [value, 100, 100, 100, 100], [1, 100, 100, 100, 100]
    gaps = [abs(a / sum(black) - b / sum(white)) for a, b in zip(black, white, strict=True)]
    assert float(figures.split()[1]) == pytest.approx(sum(gaps) / 2)


FRAME = pd.DataFrame(ROWS, columns=["county", "black", "white"])


@pytest.mark.parametrize(
    ("frame", "expected"),
    [
        (FRAME, RIGHT),
        (FRAME.set_index("county"), RIGHT),
        (FRAME.assign(tract=range(10)).set_index(["county", "tract"]), RIGHT),
        (FRAME.astype({"county": "category"}), RIGHT),
        (FRAME.astype({"county": int}), "1001 1.0, 48453 0.0"),
        (FRAME.astype({"county": float}), "1001 1.0, 48453 0.0"),
        (FRAME.astype({"black": "float32", "white": str}), RIGHT),
        (FRAME.astype({"black": "Int64"}).assign(white=[0, 0, 30, 40, 30, *[None] * 5]), "01001 1.0, 48453 "),
        (FRAME.rename(columns={"black": " black "}), RIGHT),
        (FRAME.assign(black=FRAME["black"] > 0), "f.parquet, row 1: column 'black' holds bool, not numbers"),
        (FRAME.assign(black=pd.Timestamp("2020-01-01")), "column 'black' holds timestamp"),
        (FRAME.assign(black=FRAME["black"].mask(FRAME["white"] == 40, -1)), "f.parquet, row 4: column 'black' has -1"),
        (
            FRAME.assign(county=FRAME["county"].where(FRAME["white"] != 40)),
            "f.parquet, row 4: column 'county' is empty",
        ),
        (
            FRAME.assign(black=FRAME["black"].astype(float) / 0),
            "f.parquet, row 1: column 'black' has 'inf', not a number",
        ),
        (FRAME.iloc[:0], "f.parquet has a header but no rows"),
        (FRAME.assign(county=[{"code": "01001"}] * 10), "f.parquet, row 1: column 'county' holds struct<"),
        (FRAME.assign(county=[b"\xff", b"\xfe"] * 5), "column 'county' holds bytes that are not UTF-8 text"),
    ],
)
def test_parquet_is_read_as_meant_or_refused(
    frame: pd.DataFrame, expected: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "f.parquet"
    frame.to_parquet(path)
    code, figures, message = run(capsys, path)
    if code == 0:
        assert figures == expected
    else:
        assert figures == ""
        assert message.count("\n") == 1
        assert expected in message


def test_an_index_that_pandas_writes_as_a_range_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "f.parquet"
    frame = pd.DataFrame({"black": [1, 2], "white": [3, 4]}, index=pd.RangeIndex(7, 11, 2, name="county"))
    frame.to_parquet(path)
    assert run(capsys, path)[:2] == (0, "7 , 9 ")


@pytest.mark.parametrize("name", ["x" * 5_000, "a\0b"])
def test_a_name_that_no_file_can_have_is_said(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "f.csv"
    path.write_text(table())
    code, _, message = run(capsys, tmp_path / name)
    assert (code, message.count("\n"), "can't be read" in message) == (2, 1, True)
    code, _, message = run(capsys, path, "--out", str(tmp_path / name))
    assert (code, message.count("\n"), message.startswith("--out ")) == (2, 1, True)


def test_packed_parquet_is_said_to_be(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    FRAME.to_parquet(tmp_path / "plain")
    packed = gzip.compress((tmp_path / "plain").read_bytes())
    (tmp_path / "f.parquet").write_bytes(packed)
    (tmp_path / "f.gz").write_bytes(packed)
    assert "f.parquet is a file of gzip, not of Parquet" in run(capsys, tmp_path / "f.parquet")[2]
    assert "f.gz is a file of gzip that holds one of parquet" in run(capsys, tmp_path / "f.gz")[2]


def test_a_repeated_name_in_parquet_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "f.parquet"
    pq.write_table(
        pa.table([pa.array(["a"]), pa.array([1]), pa.array([2]), pa.array([3])], ["county", "black", "white", "black"]),
        path,
    )
    assert run(capsys, path) == (2, "", "f.parquet has 2 columns named 'black': give each a name of its own\n")


def test_parquet_is_known_by_its_first_bytes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    FRAME.to_parquet(tmp_path / "f.csv")
    assert run(capsys, tmp_path / "f.csv") == (0, RIGHT, "")
    (tmp_path / "g.parquet").write_text(table())
    code, _, message = run(capsys, tmp_path / "g.parquet")
    assert (code, message.count("\n")) == (2, 1)
