"""Fold text for comparison: the search, text boxes, links and names of files all use the same form."""

from __future__ import annotations

import re
import unicodedata

# Letters that Unicode does not take apart, as they are typed without them.
_PLAIN = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ł": "l", "þ": "th"})
# Marks that stand inside a word and are left out: apostrophes of every kind (Hawaiian letters among them), full stops,
# and what is not seen at all.
_DROPPED = re.compile(r"['’‘‛`´ʹʻʼʽʾʿˈˊˋ′＇.\u00ad\u200b-\u200f\u2060\ufeff]")
_BETWEEN = re.compile(r"[^0-9a-z]+")
_DOT_IN_NUMBER = re.compile(r"(?<=\d)\.(?=\d)")


def folded(text: str) -> str:
    """Lower case, no accents, no apostrophes, everything else that is no letter or digit a single space.

    "Mayagüez" and "Mayaguez", "O’Fallon" and "o'fallon", "D.C." and "dc" are the same.
    """
    letters = _DOT_IN_NUMBER.sub(" ", text).casefold()
    if not letters.isascii():
        letters = _without_accents(letters)
    return _BETWEEN.sub(" ", _DROPPED.sub("", letters).replace("&", " and ")).strip()


def _without_accents(letters: str) -> str:
    apart = unicodedata.normalize("NFKD", letters.translate(_PLAIN))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
