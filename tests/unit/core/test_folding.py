"""One folding of letters for search, boxes, links and names of files."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.core.folding import folded


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Mayagüez", "mayaguez"),
        ("Mayagu\u0308ez", "mayaguez"),
        ("O’Fallon", "ofallon"),
        ("O'Fallon", "ofallon"),
        ("O‘Fallon", "ofallon"),
        ("O`Fallon", "ofallon"),
        ("Hawaiʻi", "hawaii"),
        ("Coeur d’Alene", "coeur dalene"),
        ("St. Louis", "st louis"),
        ("D.C.", "dc"),
        ("Winston-Salem", "winston salem"),
        ("Winston–Salem", "winston salem"),
        ("Louisville/Jefferson County", "louisville jefferson county"),
        ("Census tract 11.01", "census tract 11 01"),
        ("King & Queen", "king and queen"),
        ("  DOÑA   ANA ", "dona ana"),
        ("ＡＵＳＴＩＮ", "austin"),
        ("Łódź", "lodz"),
        ("\u200bAustin\ufeff", "austin"),
        ("", ""),
        ("—", ""),
    ],
)
def test_folded(text: str, plain: str) -> None:
    assert folded(text) == plain


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    plain = folded(text)
    assert folded(plain) == plain
    assert set(plain) <= set("abcdefghijklmnopqrstuvwxyz0123456789 ")
    assert plain == " ".join(plain.split())
