"""The command line: exact columns, clear mistakes, and output that other programs can read."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from data.__main__ import main
from data.cli.user_text import level_of
from data.core.errors import UserError
from indicators.core.estimate import Flag
from indicators.core.geography import LEVELS
from indicators.registry import specs

ROOT = Path(__file__).resolve().parents[3]
COLUMNS = (
    "geoid,name,level,indicator,period,period_in_words,value,moe,lower,upper,interval,status,quality,note,flags,source"
)
TRAVIS = ["export", "--indicator", "income_ratio_80_20", "--level", "county", "--place", "48453"]


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    try:
        code = main(arguments)
    except SystemExit as stopped:
        code = int(stopped.code or 0)
    output = capsys.readouterr()
    return code, output.out, output.err


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_export_has_the_promised_columns(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, *TRAVIS)
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == COLUMNS
    (row,) = rows_of(out)
    assert (row["geoid"], row["name"], row["level"]) == ("48453", "Travis County, Texas", "county")
    assert float(row["value"]) == pytest.approx(4.5941, abs=5e-5)
    assert float(row["moe"]) == pytest.approx(0.1142, abs=5e-5)
    assert (row["interval"], row["status"]) == ("sampling", "ok")
    assert row["source"].endswith("B19080, 2019-2023")


@pytest.mark.parametrize(
    ("key", "value", "moe"),
    [
        ("dissimilarity_black_white_household", 0.491316, 0.0184505),
        ("dissimilarity_black_white", 0.499068, None),
        ("economic_connectedness", 0.81379, 1.645 * 0.00636),
        ("mean_income_rank_p25", 0.39073, 1.645 * 0.0015372),
        ("children_in_single_parent_families", 0.21382, 0.01361),
        ("absolute_upward_mobility", 38.73, None),
    ],
)
def test_known_answers(key: str, value: float, moe: float | None, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "export", "--indicator", key, "--level", "county", "--place", "48453")
    (row,) = rows_of(out)
    assert float(row["value"]) == pytest.approx(value, rel=1.5e-4)
    assert (float(row["moe"]) if row["moe"] else None) == (pytest.approx(moe, rel=1e-3) if moe else None)


def test_json_has_null_where_there_is_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    key = ["--indicator", "graduation_rate_4yr", "--level", "county", "--place", "48453", "01001"]
    _, out, _ = run(capsys, "export", *key, "--format", "json")
    first, second = json.loads(out, parse_constant=lambda word: pytest.fail(f"{word} is not JSON"))
    assert list(first) == COLUMNS.split(",")
    assert [first["geoid"], second["geoid"]] == ["48453", "01001"]
    assert (first["value"], first["interval"]) == (None, "bounds")
    assert first["lower"] < first["upper"]


def test_parquet_keeps_codes_as_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "figures.parquet"
    code, out, _ = run(capsys, *TRAVIS, "01001", "--format", "parquet", "--out", str(file))
    table = pq.read_table(file)
    assert (code, out) == (0, "")
    assert ",".join(table.column_names) == COLUMNS
    assert table["geoid"].to_pylist() == ["48453", "01001"]
    assert table["value"].to_pylist()[0] == pytest.approx(4.59413)


@pytest.mark.parametrize(
    ("key", "level", "place", "reason", "flag"),
    [
        ("graduation_rate_4yr", "county", "13311", "Mountain Education Charter High Scho", "beyond_county"),
        ("social_associations", "place", "0667000", "Withheld: the publisher joined ZIP codes", "withheld"),
    ],
)
def test_reasons_go_with_the_figure_in_every_format(
    key: str, level: str, place: str, reason: str, flag: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command, file = ("export", "--indicator", key, "--level", level, "--place", place), tmp_path / "figures.parquet"
    (as_csv,) = rows_of(run(capsys, *command)[1])
    (as_json,) = json.loads(run(capsys, *command, "--format", "json")[1])
    run(capsys, *command, "--format", "parquet", "--out", str(file))
    (as_parquet,) = pq.read_table(file).to_pylist()
    for row in (as_csv, as_json, as_parquet):
        assert reason in row["note"]
        assert row["flags"] == flag


def test_a_dash_is_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, *TRAVIS, "--out", "-")
    assert (code, err) == (0, "")
    assert out.startswith("geoid,"), "no byte order mark: programs read it"
    assert not Path("-").exists()


def test_flags_are_sorted_with_blanks_between(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "export", "--indicator", "dissimilarity_black_white_household", "--level", "county")
    flags = [row["flags"].split(" ") for row in rows_of(out) if row["flags"]]
    assert any(len(names) > 1 for names in flags)
    assert all(names == sorted(set(names) & set(Flag)) for names in flags)


def test_every_place_has_a_row_where_none_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "export", "--indicator", "median_household_income_black", "--level", "county")
    rows = rows_of(out)
    assert len({row["geoid"] for row in rows}) == len(rows) > 3_200
    absent = [row for row in rows if row["status"] == "missing"]
    assert absent
    assert all(row["value"] == row["moe"] == "" and row["quality"] == "not graded" for row in absent)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["export", "--indicator", "gini_income", "--level", "county"], "Did you mean gini_household_income"),
        (["export", "--indicator", "population", "--level", "countey"], "Did you mean county?"),
        (["export", "--indicator", "population", "--level", "tract"], "It has: county, cbsa"),
        ([*TRAVIS, "--period", "2010"], "It has: 2019-2023"),
        ([*TRAVIS, "1001"], "Did you mean 01001 (Autauga County, Alabama)?"),
        ([*TRAVIS, "Hennepin"], "Did you mean 27053 (Hennepin County, Minnesota)?"),
        ([*TRAVIS, "09001"], "09001 (Fairfield County, Connecticut) is not among"),
        ([*TRAVIS, "--out", "/no/such/folder/file.csv"], "No such file or directory"),
        ([*TRAVIS, "--snapshot", "/no/such/folder"], "Run: python -m data build"),
        (["export", "--level", "county"], "--indicator"),
        (["measure"], "invalid choice"),
        ([], "required"),
        (["build", "--inputs", "/no/such/folder", "--out", "/no/such/folder"], "there is no folder"),
    ],
)
def test_a_mistake_is_one_line_and_code_2(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert message in err
    assert err.count("\n") == 1


def test_indicators_lists_everything(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "indicators")
    assert code == 0
    assert out.splitlines()[0] == "key,factor,title,unit,direction,levels,periods,source"
    assert [row["key"] for row in rows_of(out)] == list(specs())
    assert all(all(row.values()) for row in rows_of(out))
    _, output, _ = run(capsys, "indicators", "--format", "json")
    by_key = {entry["key"]: entry for entry in json.loads(output)}
    assert by_key["dissimilarity_black_white"]["periods"]["county"] == ["2010", "2020"]
    assert by_key["dissimilarity_black_white"]["levels"] == ["county", "cbsa", "state", "us"]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("County", "county"),
        ("CBSA", "cbsa"),
        ("metro", "cbsa"),
        ("US", "us"),
        ("Nation", "us"),
        ("city", "place"),
        ("ZIP", "zip"),
        ("high school", "high_school"),
        ("High-School", "high_school"),
        ("commuting zone", "cz"),
        *((level, level) for level in LEVELS),
    ],
)
def test_levels_in_peoples_words(text: str, level: str) -> None:
    assert level_of(text) == level


def test_an_unknown_level_names_the_levels() -> None:
    with pytest.raises(UserError, match="Levels: us, state, county"):
        level_of("galaxy")


def test_it_runs_from_any_folder_and_ends_quietly_when_the_reader_goes(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "data", "export", "--indicator", "economic_connectedness", "--level", "zip"]
    running = subprocess.Popen(
        command,
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert running.stdout is not None
    assert running.stderr is not None
    assert running.stdout.readline().decode().strip() == COLUMNS
    running.stdout.close()
    assert running.stderr.read() == b""
    assert running.wait() == 0
    running.stderr.close()


def test_a_mistake_leaves_the_process_with_code_2() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "data", "export", "--indicator", "x", "--level", "county"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("python -m data export: unknown indicator 'x'")
