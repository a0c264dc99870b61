"""Text of data and of addresses stays text: nothing is lost, and nothing is left that Streamlit would read."""

from __future__ import annotations

import re
from collections.abc import Callable
from unicodedata import bidirectional

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pages.blocks.text import html, md, md_link

CUT = ":small[]"
# Classes of the signs that set a direction (UAX 9, table 4).
DIRECTIONS = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
# What Streamlit 1.67 does to finished text, piece by piece (its StreamlitMarkdown): see tests/browser/test_typed.py.
READ = (
    r":[\w+-]+:",
    r":material/",
    r"(?i)https?://|www\.",
    r"[\w.+-]@\w",
    r"(?:^|\s)(?:<->|->|<-|--|>=|<=|~=)(?=\s|$)",
)
MARKS = (
    r"http:// https:// www. @ : :: :smile: :material/ :material_home: -- -> <- <-> >= <= ~= (c) * _ ` $ $$ # [ ] ( ) ! "
    r"< > & ; &amp; \ | ~ ^ { } :red[ ]: a b 1 1. - + = --- === É ."
)
TEXTS = st.lists(st.sampled_from([*MARKS.split(" "), " "]), max_size=12).map("".join)


def shown(markdown: str) -> list[str]:
    """The pieces of text that Markdown leaves of it, cuts taken out and escapes undone."""
    return [re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", piece) for piece in markdown.split(CUT)]


@given(TEXTS)
@example("a -- b")
@example("x <-> y")
@example(":a:b:c:")
@example("me@here.example, http://evil.example")
def test_nothing_is_lost_and_nothing_is_read(text: str) -> None:
    pieces = shown(md(text))
    assert "".join(pieces) == " ".join(text.split())
    for piece in pieces:
        assert not [rule for rule in READ if re.search(rule, piece)]


@given(TEXTS)
def test_whatever_starts_markup_is_escaped(text: str) -> None:
    bare = re.sub(r"\\[!-/:-@\[-`{-~]", "•", md(text).replace(CUT, "•"))
    assert not re.search(r"[\\`*_\[\]<>#|~$^{}]|&#?\w+;|:[A-Za-z]", bare)
    assert not re.match(r"[-+](\s|$)|\d{1,9}[.)](\s|$)|[-=]+$", bare)


@pytest.mark.parametrize(
    "text", ["Winston-Salem", "St. Louis (city)", "49.9%", "-5.2 points", "Source: the Census", "3rd to 7th of 16"]
)
def test_plain_text_is_left_as_it_is(text: str) -> None:
    assert md(text) == text


def test_a_link_ends_where_its_address_ends() -> None:
    assert md_link("a [b]", "https://a.example/x(1) y>") == "[a \\[b\\]](<https://a.example/x(1)%20y%3E>)"


TURNING = [chr(code) for code in range(0x2000, 0x2070) if bidirectional(chr(code)) in DIRECTIONS]


@pytest.mark.parametrize("write", [md, html])
def test_no_text_turns_round_the_sentence_that_it_stands_in(write: Callable[[str], str]) -> None:
    assert len(TURNING) == len(DIRECTIONS)
    for sign in TURNING:
        assert write(f"a{sign}b") == "a\N{REPLACEMENT CHARACTER}b"
    assert write("עברית العربية") == "עברית العربية"
