"""Whatever the data say is text: names, notes and sources that hold Markdown, addresses and symbols go through md().

Pages read a store whose every word is nasty; whatever they send as Markdown may have it only as md() writes it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from indicators.core.estimate import Estimate
from indicators.core.geography import Level
from indicators.core.provenance import Provenance
from indicators.core.result import Result
from pages.blocks.text import md
from pages.runtime import snapshots
from pages.screens import methods_page
from tests.pages.conftest import PAGES, visit
from tests.pages.fake_store import FakeMaps, FakeStore

SIGNS = (
    ":smile: http://evil.example www.e.example a@b.c -- (c) :material/home: <b>x</b> $x$ **b** _i_ ~~d~~ [l](u) `c` #x"
)
# Of these, parts that no page says itself.
TELLING = [sign for sign in SIGNS.split() if sign not in ("--", "(c)", "`c`", "#x")]
PAGES_FOLDER = Path(__file__).resolve().parents[2] / "pages"


class NastyStore(FakeStore):
    """As the small store, with signs in every name, note and source."""

    def __init__(self) -> None:
        super().__init__()
        self.names = {
            level: {code: _nasty(name) for code, name in names.items()} for level, names in self.names.items()
        }

    def provenance(self, dataset: str) -> Provenance:
        return _nasty_source(super().provenance(dataset))

    def result(self, key: str, level: Level, period: str | None = None) -> Result:
        result = super().result(key, level, period)
        return replace(result, provenance=tuple(_nasty_source(source) for source in result.provenance))

    def _figure(self, key: str, level: Level, code: str) -> Estimate:
        return replace(super()._figure(key, level, code), note=SIGNS)


def _nasty(name: str) -> str:
    first, mark, state = name.partition(", ")
    return f"{first} {SIGNS}{mark}{state}"


def _nasty_source(source: Provenance) -> Provenance:
    texts = {name: f"{getattr(source, name)} {SIGNS}" for name in ("producer", "title", "table", "version", "licence")}
    return replace(source, **texts)


@pytest.fixture
def _nasty_data(monkeypatch: pytest.MonkeyPatch) -> None:
    store = NastyStore()
    monkeypatch.setattr(snapshots, "shared_maps", lambda: FakeMaps(store))
    monkeypatch.setattr(methods_page, "figure_files", list)


# Elements that read no Markdown, and the fields of others that are not read as such.
PLAIN = {"html", "code", "dataframe", "vega_lite_chart", "arrow_data_frame", "arrow_table", "deck_gl_json_chart"}
PLAIN_FIELDS = {"id", "options", "raw_value", "raw_values", "placeholder", "icon", "query_string", "page", "default"}
# Here options are labels, and read.
LABELLED = {"button_group", "pills", "segmented_control", "radio"}


def markdown_of(at: AppTest) -> Iterator[tuple[str, str]]:
    """Every text that a page sends as Markdown, with the kind of its element."""
    for element in at._tree:  # every block and element
        proto, kind = getattr(element, "proto", None), str(element.type)
        if proto is not None and hasattr(proto, "ListFields") and kind not in PLAIN:
            plain = PLAIN_FIELDS - {"options"} if kind in LABELLED else PLAIN_FIELDS
            yield from ((kind, text) for text in _texts(proto, plain))


def _texts(proto: Any, plain: set[str]) -> Iterator[str]:
    for field, value in proto.ListFields():
        if field.name not in plain and not field.name.endswith("_id"):
            for part in [value] if isinstance(value, str) or hasattr(value, "ListFields") else _several(value):
                yield from [part] if isinstance(part, str) else _texts(part, plain)


def _several(value: Any) -> list[Any]:
    parts = list(value) if hasattr(value, "__iter__") and not isinstance(value, bytes) else []
    return [part for part in parts if isinstance(part, str) or hasattr(part, "ListFields")]


def read_as_markup(at: AppTest) -> list[tuple[str, str]]:
    """Texts that have a sign of the data otherwise than md() writes it."""
    return [
        (kind, text) for kind, text in markdown_of(at) if any(sign in text.replace(md(SIGNS), "") for sign in TELLING)
    ]


PLACES = (
    {},
    {"level": "county", "place": "48301"},
    {"level": "county", "place": "09001"},
    {"level": "place", "place": "4805000"},
)


@pytest.mark.usefixtures("_nasty_data")
@pytest.mark.parametrize("query", PLACES, ids=str)
@pytest.mark.parametrize("page", PAGES)
def test_signs_in_the_data_are_sent_as_text(page: str, query: dict[str, str]) -> None:
    at = visit(page, **query)
    assert not at.exception
    assert any(md(SIGNS) in text for _, text in markdown_of(at)), "the page shows nothing of the data"
    assert read_as_markup(at) == []


@pytest.mark.usefixtures("_nasty_data")
@pytest.mark.parametrize("page", ["segregation", "peers", "side_by_side"])
def test_signs_in_opened_boxes_are_sent_as_text(page: str) -> None:
    at = visit(page)
    for box in ("peers_open", "inside_open", "map_options", "share"):
        at.session_state[box] = True
    at.session_state["community_text"] = at.session_state["peer_text"] = "evil"
    at.run()
    assert not at.exception
    assert read_as_markup(at) == []


# Calls of Streamlit that read their first words as Markdown.
READING = (
    "markdown caption title header subheader warning info error success write toast badge button page_link popover "
    "expander status tabs metric link_button download_button toggle checkbox radio pills segmented_control selectbox "
    "multiselect text_input number_input text_area slider file_uploader dialog spinner"
)
# What stands in such texts without md(): words and numbers of the program's own, and functions whose text has it.
OWN = {
    "search.py: len(found)",
    "map_places.py: LEVEL_WORDS[shown.option.level][0]",
    "methods_page.py: word",
    "scorecard.py: factor.title.lower()",
    "commuting_zones.py: _outcome_words()",
}


def texts_of_calls() -> Iterator[tuple[str, ast.JoinedStr]]:
    """Every text with something put into it that is handed to such a call."""
    for file in sorted(PAGES_FOLDER.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in READING.split()
            ):
                given = [*node.args, *(word.value for word in node.keywords if word.arg in ("label", "body", "help"))]
                yield from (
                    (file.name, text) for part in given for text in ast.walk(part) if isinstance(text, ast.JoinedStr)
                )


def test_what_is_put_into_a_text_goes_through_md() -> None:
    bare = {
        f"{file}: {ast.unparse(part.value)}"
        for file, text in texts_of_calls()
        for part in text.values
        if isinstance(part, ast.FormattedValue) and not ast.unparse(part.value).startswith(("md(", "md_link("))
    }
    assert bare - OWN == set()
