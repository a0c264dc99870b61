"""`python -m data compute` on a user's own table."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from data.__main__ import main
from data.cli.compute import MEASURES, compute_table
from data.cli.tables.units_table import read_units
from data.core.errors import UserError

CSV = """county,black,white,all,score
01001,10,0,20,1
01001,0,30,40,3
48453,10,5,20,2
48453,20,10,40,2
09999,0,5,5,0
09999,0,5,5,0
"""


@pytest.fixture
def units(tmp_path: Path) -> Path:
    path = tmp_path / "units.csv"
    path.write_text(CSV)
    return path


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    code = main(["compute", *[str(argument) for argument in arguments]])
    output = capsys.readouterr()
    return code, output.out, output.err


def test_place_codes_keep_their_zeros_and_what_is_undefined_is_empty(
    units: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, "dissimilarity", "--units", units, "--place", "county", "--groups", "black,white")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "place,value,status,note",
        "01001,1.0,unreliable,Only 2 populated areas.",
        "09999,,not_applicable,A group that the index needs has nobody here.",
        "48453,0.0,unreliable,Only 2 populated areas.",
    ]


def test_json_has_null_for_undefined(units: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("isolation", "--units", units, "--place", "county", "--groups", "black", "--total", "all")
    code, out, _ = run(capsys, *arguments, "--format", "json")
    assert code == 0
    assert [{"place": row["place"], "value": row["value"]} for row in json.loads(out)] == [
        {"place": "01001", "value": 0.5},
        {"place": "09999", "value": None},
        {"place": "48453", "value": 0.5},
    ]


@pytest.mark.parametrize("measure", MEASURES)
def test_every_measure_gives_one_row_per_place(measure: str, units: Path, capsys: pytest.CaptureFixture[str]) -> None:
    groups = {"gini": "score", "isolation": "black", "normalised_isolation": "black"}.get(measure, "black,white")
    code, out, _ = run(capsys, measure, "--units", units, "--place", "county", "--groups", groups, "--total", "all")
    assert code == 0
    assert [line.split(",")[0] for line in out.splitlines()] == ["place", "01001", "09999", "48453"]
    assert "nan" not in out.casefold()


def test_parquet_is_read_alike(units: Path, tmp_path: Path) -> None:
    table = pd.read_csv(units, dtype={"county": str})
    table.to_parquet(tmp_path / "units.parquet")
    groups = ["black", "white"]
    read = [read_units(path, "county", groups) for path in (units, tmp_path / "units.parquet")]
    results = [compute_table("entropy_index", frame, "county", groups) for frame in read]
    pd.testing.assert_frame_equal(*results)


def test_exposure_without_a_total_takes_the_two_groups_for_everyone_and_says_so(
    units: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ("exposure", "--units", units, "--place", "county", "--groups")
    code, out, err = run(capsys, *arguments, "black,white")
    assert code == 0
    assert err == "note: without --total, everyone is black and white together\n"
    rows = pd.read_csv(units, dtype={"county": str}).assign(both=lambda frame: frame["black"] + frame["white"])
    rows.to_csv(units.with_name("both.csv"), index=False)
    given = ("--place", "county", "--groups", "black,white", "--total", "both")
    assert run(capsys, "exposure", "--units", units.with_name("both.csv"), *given) == (0, out, "")


def test_a_total_that_is_not_used_is_said(units: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("--units", units, "--place", "county", "--groups", "black,white", "--total", "all")
    code, _, err = run(capsys, "dissimilarity", *arguments)
    assert code == 0
    assert err == "note: dissimilarity looks at --groups alone; --total is not used\n"


def test_a_blank_count_leaves_its_place_without_value(units: Path, capsys: pytest.CaptureFixture[str]) -> None:
    units.write_text(CSV.replace("01001,10,", "01001,,"))
    code, out, err = run(capsys, "dissimilarity", "--units", units, "--place", "county", "--groups", "black,white")
    assert code == 0
    assert out.splitlines()[1] == "01001,,missing,A count is blank here."
    assert err.startswith("note: 1 place(s)")


@pytest.mark.parametrize(
    ("change", "arguments", "message"),
    [
        (("", ""), ["dissimilaritty", "--groups", "black,white"], "Did you mean dissimilarity?"),
        (("", ""), ["dissimilarity", "--groups", "black"], "takes two groups"),
        (("", ""), ["dissimilarity", "--groups", "black,black"], "names a column twice"),
        (("", ""), ["dissimilarity", "--groups", "Blak,white"], "Did you mean black?"),
        (("", ""), ["isolation", "--groups", "black"], "--total COLUMN"),
        (
            ("", ""),
            ["isolation", "--groups", "all", "--total", "black"],
            "units.csv, line 2: column 'all' has more people (20)",
        ),
        (("", ""), ["gini", "--groups", "county"], "can't be the place and a count"),
        (("01001,10,", "01001,-1,"), ["dissimilarity", "--groups", "black,white"], "line 2: column 'black' has -1"),
        (("01001,0,", "01001,few,"), ["dissimilarity", "--groups", "black,white"], "line 3: column 'black' has 'few'"),
        (("01001,0,", "01001,inf,"), ["dissimilarity", "--groups", "black,white"], "'inf', not a number"),
        (("01001,0,", ",0,"), ["dissimilarity", "--groups", "black,white"], "line 3: column 'county' is empty"),
    ],
)
def test_a_mistake_is_one_clear_line_and_exit_code_2(
    change: tuple[str, str],
    arguments: list[str],
    message: str,
    units: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    units.write_text(CSV.replace(*change, 1) if change[0] else CSV)
    code, out, err = run(capsys, *arguments, "--units", units, "--place", "county")
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert message in err


def test_a_file_that_is_no_table_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no file"):
        read_units(tmp_path / "none.csv", "county", ["a"])
    (tmp_path / "bad.parquet").write_bytes(b"no parquet")
    with pytest.raises(UserError, match=r"bad\.parquet can't be read"):
        read_units(tmp_path / "bad.parquet", "county", ["a"])
    (tmp_path / "latin.csv").write_bytes("county,a\nDoña Ana,1\n".encode("latin-1"))
    with pytest.raises(UserError, match="not UTF-8"):
        read_units(tmp_path / "latin.csv", "county", ["a"])


def test_a_place_is_never_a_formula(units: Path, capsys: pytest.CaptureFixture[str]) -> None:
    units.write_text(CSV.replace("01001", "=1+1"))
    _, out, _ = run(capsys, "dissimilarity", "--units", units, "--place", "county", "--groups", "black,white")
    assert "'=1+1,1.0" in out
