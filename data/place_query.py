"""What a typed text may mean: a name, with or without a state and a kind of place, in any order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from data.place_names import spoken, state_words
from indicators.core.geography import Level

# Letters and words beyond these are not read: no name is longer.
LONGEST, MOST_WORDS = 100, 14
_COUNTY: frozenset[Level] = frozenset({"county"})
_METRO: frozenset[Level] = frozenset({"cbsa"})
_CITY: frozenset[Level] = frozenset({"place"})
_KINDS: dict[str, frozenset[Level]] = {
    **dict.fromkeys(("county", "co", "parish", "borough", "census area", "municipio", "planning region"), _COUNTY),
    **dict.fromkeys(("city", "town", "village"), _CITY),
    **dict.fromkeys(("city and county", "city and borough", "municipality"), _COUNTY | _CITY),
    **dict.fromkeys(("metro", "metropolitan", "msa", "micro", "micropolitan", "cbsa", "area", "region"), _METRO),
    **dict.fromkeys(("metro area", "metropolitan area", "metropolitan statistical area", "metro region"), _METRO),
    **dict.fromkeys(("micro area", "micropolitan area", "micropolitan statistical area"), _METRO),
}
_BEFORE = {"greater": _METRO} | _KINDS | {f"{kind} of": levels for kind, levels in _KINDS.items()}
_LONGEST_PHRASE = 4
_COUNTRY = ("usa", "us", "u s", "u s a", "united states", "united states of america")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand a text. state: "" for any. levels: None for any."""

    name: str
    state: str = ""
    levels: frozenset[Level] | None = None


def readings(text: str) -> list[Reading]:
    """Every way to understand a text, as it stands first; [] where it holds no letter or digit."""
    words = _without_country(spoken(text[:LONGEST]).split()[:MOST_WORDS])
    with_states = [(words, ""), *_without_state(words)]
    every = [Reading(" ".join(rest), state) for rest, state in with_states]
    every += [Reading(" ".join(less), state, kind) for rest, state in with_states for less, kind in _without_kind(rest)]
    return [one for one in dict.fromkeys(every) if one.name]


def states_alone(text: str) -> str:
    """The code of the state that is all of the text, "" where there is none."""
    return state_words().get(spoken(text[:LONGEST]), "")


def _without_country(words: list[str]) -> list[str]:
    for country in _COUNTRY:
        size = len(country.split())
        if len(words) > size and words[-size:] == country.split():
            return words[:-size]
    return words


def _without_state(words: list[str]) -> Iterator[tuple[list[str], str]]:
    known = state_words()
    for start in range(len(words)):
        for end in range(start + 1, min(start + _LONGEST_PHRASE, len(words)) + 1):
            state = known.get(" ".join(words[start:end]))
            if state and end - start < len(words):
                yield words[:start] + words[end:], state


def _without_kind(words: list[str]) -> Iterator[tuple[list[str], frozenset[Level]]]:
    for size in range(1, min(_LONGEST_PHRASE, len(words) - 1) + 1):
        before, after = " ".join(words[:size]), " ".join(words[-size:])
        if after in _KINDS:
            yield words[:-size], _KINDS[after]
        if before in _BEFORE:
            yield words[size:], _BEFORE[before]
