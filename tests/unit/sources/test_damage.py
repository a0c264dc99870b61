"""Every reader of the catalog on damaged files: one line that names the file, or figures as they were. Nothing else.

Files are small copies of the publishers' own. A cut at the end of a line leaves a table that is whole in itself: that
it lacks rows is noticed by the counts of the catalog (test_data_editions).
"""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pandas as pd
import pytest

from data.sources.errors import InputError
from tests.unit.mutations import mutations
from tests.unit.small_inputs import files_of, readers

DATASETS = tuple(readers())
EACH = 9  # kinds of damage tried on each file; those of one kind are tried on several
SAME_KIND = ("geo/tracts_", "schools/tea/district_accountability_")  # folders of like files: two of each are tried
LONGEST = 500
KEYS = ("geoid", "level", "period", "cbsa", "cz", "county")


def figures(result: object) -> pd.DataFrame:
    """What must not change in silence: codes and numbers, not names."""
    if isinstance(result, dict):
        return pd.DataFrame({"geoid": list(result)})
    assert isinstance(result, pd.DataFrame)
    frame = pd.DataFrame(result.drop(columns="geometry", errors="ignore"))
    return frame[[name for name in frame if name in KEYS or pd.api.types.is_numeric_dtype(frame[name])]].reset_index(
        drop=True
    )


def tried(dataset: str) -> list[str]:
    """Files of a dataset to be damaged: of a folder of like files the first and the last."""
    files = list(files_of(dataset))
    for start in SAME_KIND:
        like = [file for file in files if file.startswith(start)]
        files = [file for file in files if file not in like[1:-1]]
    return files


@pytest.mark.inputs
@pytest.mark.parametrize("dataset", DATASETS)
def test_a_damaged_file_is_one_line_or_changes_nothing(dataset: str, small: Path, tmp_path: Path) -> None:
    folder = tmp_path / "inputs"
    shutil.copytree(small, folder)
    read = readers()[dataset]
    whole = figures(read(folder))
    for file in tried(dataset):
        content = (folder / file).read_bytes()
        kinds = list(mutations(file, content))
        for name, damaged, firm in random.Random(f"{dataset} {file}").sample(kinds, min(EACH, len(kinds))):
            (folder / file).write_bytes(damaged)
            try:
                after = figures(read(folder))
            except InputError as error:
                line = str(error)
                assert file.rsplit(".", 1)[0] in line, name
                assert "\n" not in line, name
                assert len(line) < LONGEST, name
            else:
                assert not firm or after.equals(whole), f"{file}, {name}: other figures without a word"
        (folder / file).write_bytes(content)


@pytest.mark.inputs
@pytest.mark.parametrize("dataset", DATASETS)
def test_a_file_that_is_not_there_is_named(dataset: str, small: Path, tmp_path: Path) -> None:
    for file in tried(dataset):
        folder = tmp_path / file.replace("/", "-")
        shutil.copytree(small, folder)
        (folder / file).unlink()
        if not file.endswith(".prj"):  # a shapefile is read without it: its degrees are known
            with pytest.raises(InputError, match="the file is not there") as error:
                readers()[dataset](folder)
            assert error.value.file == file
