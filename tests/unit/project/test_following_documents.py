"""docs/following-*.md tell the truth: each function is there, no file comes twice, and each ends where it says."""

from __future__ import annotations

import ast
import re
from math import hypot, sqrt
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from data.reader.store import open_store
from indicators.core.selection import from_query
from pages.runtime.snapshots import maps, showing
from pages.view import map_choice
from pages.view.link_places import DEFAULT_LEVEL, DEFAULT_PLACE
from pages.view.measure_choice import chosen
from pages.view.session import View, view_of
from tests.pages.asking import ask

ROOT = Path(__file__).resolve().parents[3]
DOCUMENTS = {file.stem: file.read_text(encoding="utf-8") for file in sorted((ROOT / "docs").glob("following-*.md"))}
FIGURE, QUERY = DOCUMENTS["following-a-figure"], DOCUMENTS["following-a-query-string"]
MAP, EXPORT = DOCUMENTS["following-a-map-choice"], DOCUMENTS["following-an-export"]

FUNCTION = re.compile(r"\[`([\w/]+\.py)::([\w.]+)`\]\(\.\./([\w/]+\.py)\)")
PYTHON_FILE = re.compile(r"\]\(\.\./([\w/]+\.py)\)")
VARIABLE = re.compile(r"^\| (B09005_\d{3}) \|[^|]+\| ([\d,]+) \| ([\d,]+) \|$", re.MULTILINE)
FIELD = re.compile(r"^\| `(\w+)` \| `([^`]+)` \| ([^|]+) \|$", re.MULTILINE)


def steps(text: str) -> list[str]:
    """The numbered steps of a document."""
    return re.split(r"^(?=\*\*\d+\. )", text, flags=re.MULTILINE)[1:]


def names_in(code: str) -> set[str]:
    """Functions, classes and constants of a file, methods as ``Class.method``."""
    names: set[str] = set()
    for node in ast.parse(code).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        if isinstance(node, ast.ClassDef):
            names |= {f"{node.name}.{part.name}" for part in node.body if isinstance(part, ast.FunctionDef)}
        if isinstance(node, ast.Assign):
            names |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return names


def test_there_are_four_of_them() -> None:
    assert len(DOCUMENTS) == 4


@pytest.mark.parametrize("name", DOCUMENTS)
def test_steps_are_numbered_and_name_functions_that_are_there(name: str) -> None:
    numbered = steps(DOCUMENTS[name])
    assert [int(re.findall(r"\d+", step)[0]) for step in numbered] == list(range(1, len(numbered) + 1))
    named = [place for step in numbered for place in FUNCTION.findall(step)]
    assert len(named) >= 6
    for shown, function, target in named:
        assert shown == target
        assert function in names_in((ROOT / target).read_text(encoding="utf-8")), f"{target}::{function}"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_step_goes_back_to_a_file_of_an_earlier_one(name: str) -> None:
    before: set[str] = set()
    for step in steps(DOCUMENTS[name]):
        files = set(PYTHON_FILE.findall(step))
        assert files.isdisjoint(before), step
        before |= files


def number(text: str) -> float:
    return float(text.replace(",", ""))


def test_the_figure_is_the_one_that_the_document_computes() -> None:
    rows = {name: (number(estimate), number(margin)) for name, estimate, margin in VARIABLE.findall(FIGURE)}
    (men, men_moe), (women, women_moe) = rows["B09005_004"], rows["B09005_005"]
    children, children_moe = rows["B09005_001"]
    share = (men + women) / children
    margin = sqrt(hypot(men_moe, women_moe) ** 2 - (share * children_moe) ** 2) / children
    figure = open_store().result("children_in_single_parent_families", "county", "2019-2023").get("48453")
    assert figure is not None
    assert (figure.value, figure.moe) == pytest.approx((share, margin), rel=1e-5)
    assert f"{share:.6f}" in FIGURE
    assert f"{margin:.7f}" in FIGURE


def address_in(text: str) -> tuple[str, dict[str, str]]:
    """Page and query of the first address in a document."""
    url = urlsplit(re.findall(r"`(/\w[^`]*\?[^`]+)`", text)[0])
    return url.path, dict(parse_qsl(url.query))


def test_the_query_is_read_as_the_document_says() -> None:
    _, query = address_in(QUERY)
    rows = {field: (text, read.strip()) for field, text, read in FIELD.findall(QUERY)}
    assert {field: text for field, (text, _) in rows.items()} == query
    selection = from_query(query, DEFAULT_LEVEL, DEFAULT_PLACE)
    own = {"level": selection.level, "place": selection.place, "peers": ", ".join(selection.peers or ())}
    read = own | {"measure": selection.measure} | dict(selection.options)
    assert read == {field: shown for field, (_, shown) in rows.items()}


def test_the_view_is_the_one_that_the_document_says() -> None:
    path, query = address_in(QUERY)
    with showing():
        view = view_of(path.strip("/"), query)
        measure, problems = chosen(view, view.path)
    assert [f"{problem.text}, {problem.instead}" for problem in view.problems] == [
        "“99999” (peer) is not the code of a county that we know, it is left out"
    ]
    assert view.problems[0].text in QUERY.replace("\n", " ")
    assert view.peers.geoids == ("48113", "48201")
    assert view.selection.options == (("classing", "natural"),)
    assert measure is not None
    assert (measure.spec.key, measure.target.geoid, problems) == ("isolation_black", "48029", [])


def view_of_travis(**options: str) -> View:
    return view_of("segregation", {"level": "county", "place": "48453", **options})


def test_the_map_is_the_one_that_the_document_chooses() -> None:
    name = re.findall(r"ends in `map=([\w.]+)`", MAP.replace("\n", " "))
    with showing():
        view = view_of_travis(map=name[0])
        measure, _ = chosen(view, view.path)
        assert measure is not None
        options, _ = map_choice.options_of(measure)
        first, shown = (map_choice.shown_of(one, options, "light") for one in (view_of_travis(), view))
        drawn = map_choice.drawn_of(shown)
        assert drawn is not None
        file = maps().file(drawn.url.removeprefix("/maps/"))
    assert first.option.label.endswith("who lives where")
    assert f"“{shown.option.label}”" in MAP
    assert drawn.url.replace(drawn.snapshot, "<snapshot>") in MAP
    assert file is not None


def test_the_file_is_the_one_that_the_document_asks_for() -> None:
    address = re.findall(r"`(/export/[^`]+)`", EXPORT)[0]
    answer = ask(address)
    assert answer.status_code == 200
    name = re.findall(r'filename="(.*)"', answer.headers["content-disposition"])[0]
    assert f"`{name}`" in EXPORT
    assert b"48453" in bytes(answer.body)
