"""docs/adding-a-factor.md keeps its promise: its row and its folder, and nothing else, make a new factor.

The project is copied, the row and the files of the document are added, a small snapshot is built, and the new factor is
looked for wherever a factor is seen.
"""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from pathlib import Path
from textwrap import indent

import pytest

from tests.unit.project_copy import ROOT, build, copied, run

DOCUMENT = (ROOT / "docs" / "adding-a-factor.md").read_text(encoding="utf-8")
FILES = re.findall(r"^`(indicators/\S+\.py)`:\n\n```python\n(.*?)^```", DOCUMENT, re.MULTILINE | re.DOTALL)
ROW = re.findall(r"^```python\n(Factor\(.*?)\n```", DOCUMENT, re.MULTILINE | re.DOTALL)[0]
AFTER = """            headlines={"county": "children_in_single_parent_families"},
        ),
"""
RENTED = 1 - 297_755 / 561_491  # Travis County, table B25003, 2019-2023

LOOK = """
import json
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

def visit(page):
    at = AppTest.from_file("pages/router.py", default_timeout=60)
    if page:
        at._page_hash = calc_hash(page)
    at.run()
    assert not at.exception, at.exception
    return at

def texts(at):
    return " ".join(str(element.value) for kind in ("title", "markdown", "html") for element in at.get(kind))

overview, page, methods = visit(""), visit("housing"), visit("methods")
print(json.dumps({
    "overview": texts(overview),
    "links": [link.proto.page for link in overview.get("page_link")],
    "page": texts(page),
    "methods": texts(methods),
}))
"""
MENU = "import json; from pages.view.site import PAGES; print(json.dumps(PAGES))"
EXPORT = """
import asyncio
from tests.pages.asking import ask
answer = ask("/export/housing/peers.csv?level=county&place=48453")
assert answer.status_code == 200, answer.status_code
print(bytes(answer.body).decode("utf-8-sig"))
assert ask("/export/overview/housing.csv?level=county&place=48453").status_code == 200
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project with the document's row and folder in it."""
    folder = copied(tmp_path_factory.mktemp("project"))
    for name, code in FILES:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(code, encoding="utf-8")
    add_row(folder, ROW)
    return folder


@pytest.fixture(scope="module")
def with_figures(project: Path, inputs: Path) -> Path:
    build(project, inputs, "homes_rented")
    return project


def add_row(folder: Path, row: str) -> None:
    table = folder / "indicators" / "factors.py"
    text = table.read_text(encoding="utf-8")
    assert text.count(AFTER) == 1
    table.write_text(text.replace(AFTER, AFTER + indent(f"{row},\n", 8 * " ")), encoding="utf-8")


def refused(folder: Path) -> str:
    """What the command line says where the table and the folders do not fit together."""
    command = [sys.executable, "-m", "data", "indicators"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300)
    assert done.returncode != 0
    return done.stderr


def test_the_files_are_as_the_project_wants_them(project: Path) -> None:
    config = ("--config", str(ROOT / "pyproject.toml"))
    files = [str(project / "indicators" / "factors.py"), *(str(project / name) for name, _ in FILES)]
    run(ROOT, "-m", "ruff", "check", *config, *files)
    run(ROOT, "-m", "ruff", "format", "--check", *config, *files)


def test_the_registry_and_the_command_line_know_it(project: Path) -> None:
    listed = json.loads(run(project, "-m", "data", "indicators", "--format", "json"))
    assert "homes_rented" in {row["key"] for row in listed}


def test_the_menu_has_it_where_its_row_stands(project: Path) -> None:
    pages = list(json.loads(run(project, "-c", MENU)).items())
    before = pages.index(("family_stability", "Family stability"))
    assert pages[before + 1] == ("housing", "Housing")


def test_the_document_of_methods_has_it(project: Path) -> None:
    document = run(project, "-c", "from tools.methods import document; print(document())")
    assert "## Housing" in document
    assert "`homes_rented` (headline of the factor)" in document


def test_one_word_gives_the_folder_its_layer(project: Path) -> None:
    lint = ("-c", "from importlinter.cli import lint_imports_command; lint_imports_command()")
    file = project / "pyproject.toml"
    text = file.read_text(encoding="utf-8")
    refusal = subprocess.run([sys.executable, *lint], cwd=project, capture_output=True, text=True, timeout=300)
    assert refusal.returncode != 0
    assert "housing" in refusal.stdout
    file.write_text(text.replace("family_stability | ", "family_stability | housing | "), encoding="utf-8")
    run(project, *lint)


def test_a_row_or_a_folder_alone_is_refused_by_name(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / "indicators" / "housing").mkdir()
    (folder / "indicators" / "housing" / "__init__.py").write_text("", encoding="utf-8")
    assert "the folder indicators/housing/ has no row in indicators/factors.py" in refused(folder)
    add_row(folder, ROW)
    assert "the headline 'homes_rented' of 'housing' is no measure in indicators/housing/" in refused(folder)
    (folder / "indicators" / "housing" / "__init__.py").unlink()
    assert "the row 'housing' of indicators/factors.py has no folder indicators/housing/" in refused(folder)


@pytest.mark.inputs
def test_it_has_a_page_a_row_of_the_overview_and_a_section_of_the_methods(with_figures: Path) -> None:
    shown = json.loads(run(with_figures, "-c", LOOK).splitlines()[-1])
    assert "More on housing" in shown["overview"]
    assert "of 100 homes are rented" in shown["overview"]
    assert "housing" in shown["links"]
    assert "homes that somebody lives in" in shown["page"].lower()
    assert "of 100 homes are rented" in shown["page"]
    assert "Housing: 1 measure" in shown["methods"]


@pytest.mark.inputs
def test_its_figures_are_exported(with_figures: Path) -> None:
    command = ("--indicator", "homes_rented", "--level", "county", "--place", "48453", "--format", "json")
    (row,) = json.loads(run(with_figures, "-m", "data", "export", *command))
    rows = csv.DictReader(run(with_figures, "-c", EXPORT).splitlines())
    exported = {line["geoid"]: line for line in rows}
    assert row["value"] == pytest.approx(RENTED, rel=1e-5)
    assert float(exported["48453"]["value"]) == pytest.approx(RENTED, rel=1e-5)
    assert exported["48453"]["indicator"] == "homes_rented"
