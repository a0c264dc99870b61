"""docs/adding-an-indicator.md keeps its promise: the file in it, and nothing else, makes a new indicator.

The project is copied, the document's file is added, a small snapshot is built, and the new measure is looked for on the
command line and on the page of its factor.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.unit.project_copy import ROOT, build, copied, run

DOCUMENT = (ROOT / "docs" / "adding-an-indicator.md").read_text(encoding="utf-8")
KEY = "income_ratio_white_black"
TRAVIS = (112_492 / 69_384, 0.102360)  # medians of table B19013H and B19013B, 2019-2023; the margin by hand

LOOK = """
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash
page = AppTest.from_file("pages/router.py", default_timeout=60)
page._page_hash = calc_hash("income_inequality")
page.query_params["measure"] = "income_ratio_white_black"
page.run()
assert not page.exception, page.exception
print(page.query_params["measure"], page.selectbox(key="topic").value)
print(" ".join(element.value for element in page.main.markdown))
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project with the document's file in it."""
    folder = copied(tmp_path_factory.mktemp("project"))
    name, code = re.findall(r"^`(indicators/\S+\.py)`:\n\n```python\n(.*?)^```", DOCUMENT, re.MULTILINE | re.DOTALL)[0]
    (folder / name).write_text(code, encoding="utf-8")
    return folder


def test_the_registry_and_the_command_line_know_it(copy: Path) -> None:
    listed = json.loads(run(copy, "-m", "data", "indicators", "--format", "json"))
    assert KEY in {row["key"] for row in listed}


def test_the_file_is_as_the_project_wants_it(copy: Path) -> None:
    file = next(copy.glob(f"indicators/*/{KEY}.py"))
    run(ROOT, "-m", "ruff", "check", "--config", str(ROOT / "pyproject.toml"), str(file))
    run(ROOT, "-m", "ruff", "format", "--check", "--config", str(ROOT / "pyproject.toml"), str(file))


@pytest.mark.inputs
def test_it_has_figures_and_a_place_on_its_page(copy: Path, inputs: Path) -> None:
    build(copy, inputs, KEY)
    command = ("-m", "data", "export", "--indicator", KEY, "--level", "county", "--place", "48453", "--format", "json")
    (row,) = json.loads(run(copy, *command))
    assert (row["value"], row["moe"]) == pytest.approx(TRAVIS, rel=1e-5)
    tested = run(copy, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/contract", "-k", KEY)
    assert " passed" in tested
    shown, _, page_text = run(copy, "-c", LOOK).partition("\n")
    assert KEY in shown
    assert shown.endswith("?")
    assert "Take the household in the middle of all White households" in page_text
