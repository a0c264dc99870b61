"""What a typed text may mean: a name, with or without a state and a kind of place, in any order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from data.reader.places.names import spoken, state_words
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
# As the Census Bureau writes in full: "Indianapolis city (balance)".
_GOVERNMENTS = ("metropolitan government", "metro government", "consolidated government", "unified government")
_KINDS |= dict.fromkeys(("cdp", "city balance", "balance", "urban county", *_GOVERNMENTS), _CITY)
_KINDS |= {f"{government} balance": _CITY for government in _GOVERNMENTS}
_KINDS |= {"cnty": _COUNTY, "cty": _COUNTY | _CITY}
_BEFORE = {"greater": _METRO} | _KINDS | {f"{kind} of": levels for kind, levels in _KINDS.items()}
_LONGEST_PHRASE = 4
_COMPASS = {"n": "north", "s": "south", "e": "east", "w": "west"}
_COUNTRY = ("usa", "us", "u s", "u s a", "united states", "united states of america")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand a text. state: "" for any. levels: None for any.

    maybe_state: the code of the state that the word for the kind may have meant instead: "co" is Colorado too.
    """

    name: str
    state: str = ""
    levels: frozenset[Level] | None = None
    maybe_state: str = ""


def readings(text: str) -> list[Reading]:
    """Every way to understand a text, as it stands first; [] where it holds no letter or digit."""
    tokens = _tokens(text)
    with_states = [(tokens, ""), *_without_state(tokens)]
    if len(tokens) > 1 and tokens[0] in _COMPASS:
        with_states += [([_COMPASS[rest[0]], *rest[1:]], state) for rest, state in with_states if rest[0] in _COMPASS]
    every = [Reading(" ".join(rest), state) for rest, state in with_states]
    every += [
        Reading(" ".join(less), state, kind, "" if state else maybe)
        for rest, state in with_states
        for less, kind, maybe in _without_kind(rest)
    ]
    return [way for way in dict.fromkeys(every) if way.name]


def states_named(text: str) -> list[tuple[str, str]]:
    """States in a text that holds more than them: their words and code, the longest words where they overlap."""
    tokens, known = _tokens(text), state_words()
    spans: list[tuple[str, str]] = []
    start = 0
    while start < len(tokens):
        ends = range(min(start + _LONGEST_PHRASE, len(tokens)), start, -1)
        end = next((end for end in ends if " ".join(tokens[start:end]) in known), 0)
        phrase = " ".join(tokens[start:end])
        if end and end - start < len(tokens):
            spans.append((phrase, known[phrase]))
        start = max(start + 1, end)
    return spans


def without_codes(text: str) -> tuple[str, tuple[str, ...]]:
    """A name without the codes before and behind it, and those: a ZIP code, or the place's own."""
    tokens = _tokens(text)
    codes = tuple(token for token in tokens if token.isdigit() and 4 <= len(token) <= 9)
    rest = " ".join(token for token in tokens if token not in codes)
    return (rest, codes) if rest else (text, ())


def levels_of_kind(phrase: str) -> frozenset[Level]:
    """Levels that a phrase may be a kind of: "co" is a county too; none for other words."""
    return _KINDS.get(phrase, frozenset())


def _tokens(text: str) -> list[str]:
    return _without_country(spoken(text[:LONGEST]).split()[:MOST_WORDS])


def _without_country(tokens: list[str]) -> list[str]:
    for country in _COUNTRY:
        size = len(country.split())
        if len(tokens) > size and tokens[-size:] == country.split():
            return tokens[:-size]
    return tokens


def _without_state(tokens: list[str]) -> Iterator[tuple[list[str], str]]:
    known = state_words()
    for start in range(len(tokens)):
        for end in range(start + 1, min(start + _LONGEST_PHRASE, len(tokens)) + 1):
            state = known.get(" ".join(tokens[start:end]))
            if state and end - start < len(tokens):
                yield tokens[:start] + tokens[end:], state


def _without_kind(tokens: list[str]) -> Iterator[tuple[list[str], frozenset[Level], str]]:
    """What is left without a kind of place, its levels, and the code of the state that its word is too."""
    for size in range(1, min(_LONGEST_PHRASE, len(tokens) - 1) + 1):
        before, after = " ".join(tokens[:size]), " ".join(tokens[-size:])
        if after in _KINDS:
            yield tokens[:-size], _KINDS[after], state_words().get(after, "")
        if before in _BEFORE:
            yield tokens[size:], _BEFORE[before], ""
