"""A property: in whatever dialect a table is written, its figures are those of the formula, or it is refused."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import lzma
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.cli import compute
from data.cli.compute import compute_table
from data.cli.tables.units_table import Limits, read_units
from data.core.errors import UserError

Rows = list[tuple[str, float, float]]
FEWEST = 2  # areas for an index


@dataclass(frozen=True)
class Dialect:
    delimiter: str
    quoting: int
    line_end: str
    encoding: str
    pack: Callable[[bytes], bytes]
    blank_lines: bool
    note: str | None
    ends_in_delimiter: bool


def plain(content: bytes) -> bytes:
    return content


DIALECTS = st.builds(
    Dialect,
    delimiter=st.sampled_from(",;\t|"),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
    line_end=st.sampled_from(["\n", "\r\n", "\r"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]),
    pack=st.sampled_from([plain, gzip.compress, bz2.compress]),
    blank_lines=st.booleans(),
    note=st.none() | st.text(max_size=6),
    ends_in_delimiter=st.sampled_from([False, False, False, True]),
)
COUNTS = st.integers(0, 5000) | st.integers(0, 40_000).map(lambda n: n / 8)
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
PLACES = st.sampled_from(["01001", "48453", "Doña Ana", "Coös, N. H.", "O’Fallon", 'the "Loop"']) | ANY_TEXT
TABLES = st.lists(st.tuples(PLACES, COUNTS, COUNTS), min_size=1, max_size=12)


def written(rows: Rows, how: Dialect) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=how.delimiter, quoting=how.quoting, lineterminator=how.line_end)
    more: list[Any] = [] if how.note is None else [how.note]
    writer.writerow(["county", "black", "white", *(["note"] if more else [])])
    for row in rows:
        writer.writerow([*row, *more, *([None] if how.ends_in_delimiter else [])])
        text.write(how.line_end if how.blank_lines else "")
    return how.pack(text.getvalue().encode(how.encoding))


def by_hand(rows: Rows) -> dict[str, float | None]:
    """Dissimilarity of each place, None where a group has nobody or fewer than two areas are populated."""
    areas: dict[str, list[tuple[float, float]]] = {}
    for place, black, white in rows:
        areas.setdefault(place.strip(), []).append((black, white))
    figures: dict[str, float | None] = {}
    for place, counts in areas.items():
        a, b = (sum(column) for column in zip(*counts, strict=True))
        if not a or not b or sum(x + y > 0 for x, y in counts) < FEWEST:
            figures[place] = None
        else:
            figures[place] = sum(abs(x / a - y / b) for x, y in counts) / 2
    return figures


def figures(path: Path, decimal: Any = None) -> dict[str, float | None]:
    table = compute_table(
        "dissimilarity", read_units(path, "county", ["black", "white"], decimal=decimal), "county", ["black", "white"]
    )
    values = table["value"].astype(object).where(table["value"].notna(), None)
    return dict(zip(table["place"], values, strict=True))


@settings(max_examples=300, deadline=None)
@given(TABLES, DIALECTS)
def test_figures_are_those_of_the_formula_or_the_table_is_refused(rows: Rows, how: Dialect) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        path.write_bytes(written(rows, how))
        read, refusal = figures_or_refusal(path)
    if refusal:
        assert refusal.startswith("table.csv")
        assert "\n" not in refusal
        assert may_be_refused(rows, how)
    else:
        # A line that is broken by its last cell does not end in a delimiter any more.
        assert not how.ends_in_delimiter or set(how.note or "") & {"\r", "\n"}
        assert read == pytest.approx(by_hand(rows))


def figures_or_refusal(path: Path) -> tuple[dict[str, float | None], str]:
    try:
        return figures(path), ""
    except UserError as error:
        return {}, str(error)


def may_be_refused(rows: Rows, how: Dialect) -> bool:
    """No place, a sign that is no text, a quote after a space, 1.125 between semicolons, a delimiter at the end."""
    texts = [*(row[0] for row in rows), how.note or ""]
    has_no_place = any(not row[0].strip() for row in rows)
    is_odd = any("\0" in text or text[:1].isspace() or text.strip()[:1] == '"' for text in texts)
    is_ambiguous = how.delimiter in ";\t" and any(n % 1 and n >= 1 for row in rows for n in row[1:])
    is_broken = (
        any(set(text) & {"\r", "\n"} for text in texts) and how.quoting != csv.QUOTE_ALL
    )  # csv quotes one of both
    return has_no_place or is_odd or is_broken or is_ambiguous or how.ends_in_delimiter


@settings(max_examples=50, deadline=None)
@given(TABLES, st.booleans())
def test_parquet_gives_the_same(rows: Rows, is_index: bool) -> None:
    frame = pd.DataFrame(rows, columns=["county", "black", "white"])
    with TemporaryDirectory() as folder:
        path = Path(folder) / "table.parquet"
        (frame.set_index("county") if is_index else frame).to_parquet(path)
        if any(not row[0].strip() for row in rows):
            with pytest.raises(UserError, match="is empty"):
                figures(path)
        else:
            assert figures(path) == pytest.approx(by_hand(rows))


@pytest.mark.parametrize("measure", compute.MEASURES)
def test_places_computed_some_at_a_time_are_the_same(measure: str, monkeypatch: pytest.MonkeyPatch) -> None:
    units = pd.DataFrame(
        {"county": [f"{i * 7 % 5}" for i in range(60)], "a": range(60), "b": [i * i % 50 for i in range(60)]}
    )
    units["all"] = units["a"] + units["b"]
    groups = ["a"] if measure in ("gini", "isolation", "normalised_isolation") else ["a", "b"]
    whole = compute_table(measure, units, "county", groups, "all")
    monkeypatch.setattr(compute, "SLICE", 20)
    pd.testing.assert_frame_equal(compute_table(measure, units, "county", groups, "all"), whole)


def test_a_line_is_named_in_any_chunk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.cli.tables.text_table.CHUNK", 7)
    monkeypatch.setattr("data.cli.tables.text_table.STEP", 9)
    monkeypatch.setattr("data.cli.tables.text_table.BLOCK", 11)
    path = tmp_path / "t.csv"
    for bad in range(2, 60):
        lines = ["county,black,white", *(f"{i % 3},1,2" if i % 5 else '"a\nb",1,2' for i in range(2, 60))]
        lines[bad - 1] = "0,few,2"
        text = "\n".join(lines)
        path.write_text(text)
        line = text[: text.index("few")].count("\n") + 1
        with pytest.raises(UserError, match=rf"t\.csv, line {line}: column 'black' has 'few'"):
            read_units(path, "county", ["black", "white"])


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        (Limits(rows=4), "t.csv has more than 4 rows, the most that are read: see --max-rows"),
        (Limits(size=50), "t.csv holds more than 0 MB of text, the most that is read: see --max-mb"),
    ],
)
def test_limits_are_kept(limits: Limits, message: str, tmp_path: Path) -> None:
    text = "county,black,white\n" + "1,2,3\n" * 9
    for name, content in (("t.csv", text.encode()), ("t.csv.gz", gzip.compress(text.encode()))):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(UserError, match=message.removeprefix("t.csv ")):
            read_units(tmp_path / name, "county", ["black"], limits)


def test_limits_of_parquet_are_known_from_its_foot(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    pd.DataFrame({"county": ["1"] * 999, "black": range(999), "text": ["x" * 999] * 999}).to_parquet(
        path, use_dictionary=False
    )
    assert pq.ParquetFile(path).metadata.row_group(0).column(2).total_uncompressed_size > 20_000
    assert len(read_units(path, "county", ["black"], Limits(size=20_000))) == 999
    with pytest.raises(UserError, match=r"t\.parquet has 999 rows; 998 are the most that are read"):
        read_units(path, "county", ["black"], Limits(rows=998))
    with pytest.raises(UserError, match="MB in these columns"):
        read_units(path, "county", ["black"], Limits(size=7_000))


def test_a_column_that_names_no_places_is_said(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("id,black\n" + "".join(f"{i},1\n" for i in range(1_100)))
    with pytest.raises(UserError, match="column 'id' names more than 1,000 places"):
        read_units(path, "id", ["black"], Limits(rows=2_000))


def zipped(content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("table.csv", content)
    return file.getvalue()


def parquet(content: bytes) -> bytes:
    file = io.BytesIO()
    pd.read_csv(io.BytesIO(content), dtype={"county": str}).to_parquet(file)
    return file.getvalue()


SOUND = b"county,black,white\n" + b"".join(b"%05d,%d,%d\n" % (i % 3, i * 7 % 50, i * 5 % 40) for i in range(60))
PACKS = {
    "text": plain,
    "gzip": gzip.compress,
    "bzip2": bz2.compress,
    "xz": lzma.compress,
    "zip": zipped,
    "parquet": parquet,
}
PACKED = {name: pack(SOUND) for name, pack in PACKS.items()}


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_a_damaged_file_is_read_or_refused_in_one_line(data: st.DataObject) -> None:
    """Cut, or with other bytes in it, in any packing: a table or a UserError, never anything else."""
    content = bytearray(PACKED[data.draw(st.sampled_from(list(PACKED)))])
    for _ in range(data.draw(st.integers(0, 3))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    end = data.draw(st.integers(0, len(content)))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        path.write_bytes(content[:end] if data.draw(st.booleans()) else content)
        read, refusal = figures_or_refusal(path)
    assert read or refusal
    assert "\n" not in refusal
