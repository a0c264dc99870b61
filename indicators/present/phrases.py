"""Small changes of text: lists in a sentence, first letters."""

from __future__ import annotations

from collections.abc import Sequence

# Words that keep their capital inside a sentence.
NAMES = ("Gini", "Hispanic", "Black", "White", "Asian", "Texas")


def listed(parts: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``; empty for none."""
    return "".join(parts) if len(parts) < 2 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def lower_first(text: str) -> str:
    """The text with a small first letter, unless it begins with a name or an abbreviation (``Gini``, ``EC``)."""
    if text.startswith(NAMES) or (text[:2].isupper() and text[:2].isalpha()):
        return text
    return text[:1].lower() + text[1:]


def sentence_case(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]
