"""What a real server imports for its first page and its first map: what figures are built with is not among it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.edge.conftest import ask
from tools.server import Server, running

# Read by Python itself at its start: writes down every module that is looked for because it is not there yet.
RECORDER = """
import os, sys

class Recorder:
    @staticmethod
    def find_spec(name, path=None, target=None):
        with open(os.environ["IMPORTS"], "a", encoding="utf-8") as file:
            file.write(f"{name}\\n")

sys.meta_path.insert(0, Recorder)
"""
BUILDING = ("geopandas", "pandera", "duckdb", "pyspark", "shapely", "pyogrio", "pyproj", "scipy", "openpyxl")
DRAWING = ("vl_convert", "web.exports.answers")
OWN = ("data.builder", "data.cli", "data.sources")
PATIENCE = 120  # seconds until a server that does nothing else has opened its first map


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, set[str]]]:
    """Stage -> modules that were imported until the page had been sent, and until a map file had been."""
    folder = tmp_path_factory.mktemp("recorder")
    (folder / "sitecustomize.py").write_text(RECORDER, encoding="utf-8")
    log = folder / "imports.txt"
    with running(environment={"PYTHONPATH": str(folder), "IMPORTS": str(log)}) as server:
        address = first_map(server)
        page = names(log)
        answer = ask(server, address)
        assert answer.status == 200
        assert answer.headers["content-type"] == "application/geo+json"
        yield {"page": page, "map": names(log)}


def first_map(server: Server) -> str:
    """The address of a page's map, which the page's answer names once it is known."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        answer = ask(server, "/segregation?view=map")
        assert answer.status == 200
        if "link" in answer.headers:
            return answer.headers["link"].partition("<")[2].partition(">")[0]
        time.sleep(0.2)
    raise AssertionError(f"no map after {PATIENCE} seconds: {server.output()}")


def names(log: Path) -> set[str]:
    return set(log.read_text(encoding="utf-8").split())


def below(modules: set[str], names: tuple[str, ...]) -> list[str]:
    """Those of the modules that are one of the packages or lie in one."""
    return sorted(
        module for module in modules if any(module == name or module.startswith(f"{name}.") for name in names)
    )


def test_the_recorder_hears_what_is_imported(imported: dict[str, set[str]]) -> None:
    expected = {"streamlit", "pages.view.site", "data.reader.store", "indicators.segregation.dissimilarity"}
    assert expected <= imported["page"]


def test_what_builds_figures_is_not_imported(imported: dict[str, set[str]]) -> None:
    assert below(imported["map"], (*BUILDING, *OWN)) == []


def test_what_draws_pictures_is_not_imported(imported: dict[str, set[str]]) -> None:
    assert below(imported["map"], DRAWING) == []


def test_natural_breaks_are_computed_with_the_first_map(imported: dict[str, set[str]]) -> None:
    """A map file holds every place's class in each kind of classes: docs/decisions/natural-breaks.md."""
    assert "jenkspy" in imported["map"]
