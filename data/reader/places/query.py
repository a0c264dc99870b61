"""What a typed text may mean: a name, with or without a state and a kind of place, in any order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from data.core.county_changes import STATES
from data.reader.places.names import SHORT_FIRST, spoken, state_words
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
_KINDS |= {"cnty": _COUNTY, "cty": _COUNTY | _CITY} | dict.fromkeys(("bay area", "metroplex"), _METRO)
_BEFORE = {"greater": _METRO} | _KINDS | {f"{kind} of": levels for kind, levels in _KINDS.items()}
_BEFORE |= {"municipio de": _COUNTY}
_LONGEST_PHRASE = 4
_COMPASS = {"n": "north", "s": "south", "e": "east", "w": "west", "no": "north", "so": "south"}
# Words of names as addresses shorten them (United States Postal Service, Publication 28).
_SHORT_WORDS = {"pt": "port", "spgs": "springs", "spg": "springs", "hts": "heights", "bch": "beach", "lk": "lake"}
_SHORT_WORDS |= {"pk": "park", "jct": "junction", "vly": "valley", "is": "island", "gr": "grand", "gt": "great"}
_CODE_WORDS = frozenset(("fips", "geoid", "geo", "id", "code"))
# An identifier of the Census Bureau's files: summary level, variant, "US", code.
_GEO_ID = re.compile(r"\s*[0-9]{3}[0-9a-z]{0,6}us([0-9]+)\s*", re.IGNORECASE)
_WHOLE_NUMBER = re.compile(r"\s*([0-9]+)\.0*\s*")
_JOINTS = re.compile(r"[-‐-―/&+,;]+|\band\b", re.IGNORECASE)
# A name of a state with so many letters may be typed with one error, with two.
_STATE_ERROR, _STATE_ERRORS = 5, 9
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

    @property
    def says_county(self) -> bool:
        """Whether a county is asked for by its kind, as in "Roanoke Co VA", where Roanoke city is another place."""
        return self.levels == _COUNTY


def readings(text: str) -> list[Reading]:
    """Every way to understand a text, as it stands first; [] where it holds no letter or digit."""
    tokens = _tokens(text)
    with_states = [(tokens, ""), *_without_state(tokens)]
    with_states += [(other, state) for rest, state in with_states for other in _in_full(rest)]
    ways = [Reading(" ".join(rest), state) for rest, state in with_states]
    ways += [
        Reading(" ".join(less), state, kind, "" if state else maybe)
        for rest, state in with_states
        for less, kind, maybe in _without_kind(rest)
    ]
    return [way for way in dict.fromkeys(ways) if way.name]


def _in_full(tokens: list[str]) -> Iterator[list[str]]:
    """The tokens without a leading "the", with short words written out, and with a leading state in full."""
    last = len(tokens) - 1
    if last < 1:
        return
    rest = tokens[1:] if tokens[0] == "the" else tokens
    if rest != tokens:
        yield rest
        yield from _in_full(rest)
        return
    full = [
        _SHORT_WORDS.get(word, _COMPASS.get(word, word) if position < last else word)
        for position, word in enumerate(tokens)
    ]
    if full != tokens:
        yield full
    state = STATES[state_words()[tokens[0]]][1].lower() if tokens[0] in state_words() else tokens[0]
    if state != tokens[0]:
        yield [*state.split(), *full[1:]]


def code_of(text: str) -> str:
    """The digits of a text that is a code, in any of the ways that files and spreadsheets write one; "" for others."""
    if match := _GEO_ID.fullmatch(text) or _WHOLE_NUMBER.fullmatch(text):
        return match[1]
    tokens = [token for token in _tokens(text) if token not in _CODE_WORDS and token not in _KINDS]
    return "".join(tokens) if tokens and all(token.isdigit() for token in tokens) else ""


def joined_names(text: str) -> list[str]:
    """The names of a text that joins some, as titles of metro areas do, each without a state; [] for one name."""
    parts = [_tokens(part) for part in _JOINTS.split(text[:LONGEST])]
    known = state_words()
    names = [" ".join(part) for part in parts if part and " ".join(part) not in known]
    names = [next((rest for rest, _ in _stateless(name)), name) for name in names]
    return names if len(names) > 1 else []


def _stateless(name: str) -> Iterator[tuple[str, str]]:
    tokens = name.split()
    for size in range(min(_LONGEST_PHRASE, len(tokens) - 1), 0, -1):
        if " ".join(tokens[-size:]) in state_words():
            yield " ".join(tokens[:-size]), " ".join(tokens[-size:])


def mended_words(text: str) -> list[str]:
    """The text with a mistyped state at its end or in front put right, and with a mistyped Saint, Fort or Mount."""
    return [mended for mended in (_mended_state(_tokens(text)), _mended_first(_tokens(text))) if mended]


def _mended_first(tokens: list[str]) -> str:
    from rapidfuzz.distance import OSA

    near = [word for word in SHORT_FIRST if len(tokens) > 1 and OSA.distance(tokens[0], word, score_cutoff=1) == 1]
    return " ".join((SHORT_FIRST[near[0]], *tokens[1:])) if near else ""


def _mended_state(tokens: list[str]) -> str:
    for size in range(min(3, len(tokens) - 1), 0, -1):
        for start in (len(tokens) - size, 0):
            state = _state_like(" ".join(tokens[start : start + size]))
            if state:
                return " ".join((*tokens[:start], state, *tokens[start + size :]))
    return ""


def _state_like(phrase: str) -> str:
    from rapidfuzz.distance import OSA

    if len(phrase) < _STATE_ERROR or phrase in state_words():
        return ""
    errors = 2 if len(phrase) >= _STATE_ERRORS else 1
    names = (name.lower() for _, name in STATES.values())
    near = ((OSA.distance(phrase, name, score_cutoff=errors), name) for name in names)
    return min(((distance, name) for distance, name in near if distance <= errors), default=(0, ""))[1]


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
    return _without_country(list(_with_letters_joined(spoken(text[:LONGEST]).split()[:MOST_WORDS])))


def _with_letters_joined(tokens: list[str]) -> Iterator[str]:
    """A state's two letters as one word: "n c" is nc, "d c" dc."""
    rest = iter(zip(tokens, (*tokens[1:], ""), strict=False))
    for word, after in rest:
        is_state = len(word) == len(after) == 1 and word + after in state_words()
        yield word + after if is_state else word
        if is_state:
            next(rest)


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
