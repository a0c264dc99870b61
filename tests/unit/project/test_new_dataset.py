"""docs/adding-a-dataset.md keeps its promise: its catalog file is valid, and its reader reads a small file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from data.catalog.reader import read_dataset
from data.sources.errors import InputError

TEXT = (Path(__file__).resolve().parents[3] / "docs" / "adding-a-dataset.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^`(data/\S+)`:\n\n```\w+\n(.*?)^```", re.MULTILINE | re.DOTALL)
FILES = dict(BLOCK.findall(TEXT))


def test_the_catalog_file_is_valid_and_names_the_reader(tmp_path: Path) -> None:
    file = tmp_path / "library_visits.toml"
    file.write_text(FILES["data/catalog/library_visits.toml"], encoding="utf-8")
    assert read_dataset(file).reader == "data.sources.libraries:visits"


def test_the_reader_pads_codes_and_marks_what_is_missing(tmp_path: Path) -> None:
    frame = read(tmp_path, "fips,visits\n48453,3.5\n1001,\n")
    assert list(frame["geoid"]) == ["01001", "48453"]
    assert frame["visits"].isna().tolist() == [True, False]
    assert frame["visits__status"].iloc[0] == "missing"


def test_the_reader_refuses_a_code_in_the_place_of_a_figure(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        read(tmp_path, "fips,visits\n48453,suppressed\n")


def read(inputs: Path, content: str) -> pd.DataFrame:
    (inputs / "libraries").mkdir()
    (inputs / "libraries" / "visits_2023.csv").write_text(content, encoding="utf-8")
    module: dict[str, Any] = {}
    exec(compile(FILES["data/sources/libraries.py"], "libraries.py", "exec"), module)
    frame = module["visits"](inputs)
    assert isinstance(frame, pd.DataFrame)
    return frame
