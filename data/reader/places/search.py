"""Find places by what people type: names in any order, with state and kind, nicknames, old names, one typing error."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import takewhile
from typing import NamedTuple

from data.core.coextensive import is_independent_city
from data.reader.places.entries import Entry
from data.reader.places.names import state_words
from data.reader.places.query import (
    Reading,
    code_of,
    joined_names,
    levels_of_kind,
    mended_words,
    readings,
    states_named,
    without_codes,
)
from indicators.core.geography import Geography, Level

# How well a text matches, best first.
WHOLE, EXACT, BEGINS, WORDS_BEGIN, MISTYPED, CONTAINS, MISTYPED_TWICE = range(7)
# Turn of a name that is the whole text before one that is the text without a state or kind: Carson City before Carson.
AS_IT_STANDS, LATER = 0, 100
# A name of this many letters may be typed with one error, with two.
ONE_ERROR, TWO_ERRORS = 4, 8
# Below this likeness (Jaro-Winkler, 0 to 1) two names have nothing to do with each other.
LEAST_LIKE = 0.8


class Match(NamedTuple):
    """A place that a text may mean; the order of its fields is the order of matches."""

    rank: int
    order: int
    minus_people: float
    code: str
    entry: Entry


def _match(rank: int, order: int, entry: Entry, people: float | None = None) -> Match:
    return Match(rank, order, -(entry.population if people is None else people), entry.place.geoid, entry)


class PlaceSearch:
    """The search over the communities of one snapshot."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries
        self._of_code: dict[str, list[tuple[Entry, int]]] = defaultdict(list)
        self._of_whole: dict[str, list[tuple[Entry, int]]] = defaultdict(list)
        self._of_name: dict[str, list[tuple[Entry, int]]] = defaultdict(list)
        self._of_city: dict[str, list[tuple[Entry, float, int]]] = defaultdict(list)
        for entry in entries:
            for code, order in entry.codes.items():
                self._of_code[code].append((entry, order))
            for name, order in entry.whole.items():
                self._of_whole[_close(name)].append((entry, order))
            for name, order in entry.names.items():
                self._of_name[_close(name)].append((entry, order))
            for name, (people, order) in entry.cities.items():
                self._of_city[_close(name)].append((entry, people, order))
        self._in_order = sorted(self._of_name)

    def search(self, text: str, limit: int, levels: Collection[Level]) -> tuple[Geography, ...]:
        """Best matches first; () for no text or no match."""
        ways = readings(text)
        if not ways:
            return ()
        best = _best(self._by_code(code_of(text)), {}, levels)
        best = _best(self._by_name(ways), best, levels)
        if not any(match.rank == WHOLE for match in best.values()):
            best = _best(self._by_words(ways[0].name, _in_states(text)), best, levels)
            best = best or _best(self._joined(text), best, levels)
            is_name = any(match.rank == EXACT for match in best.values())
            best = _best(self._mistyped(text, 1 if is_name else 2, first_too=not is_name), best, levels)
            for mended in () if _is_sure(best) else mended_words(text):
                best = _best(self._mistyped(mended, 2), best, levels)
        name, codes = without_codes(text)
        if codes and not best:
            of_code = [entry.place for code in codes for entry, _ in self._of_code.get(code, ())]
            places = self.search(name, len(self._entries), levels)
            cities = [place for place in places[:3] if place.level == "place"]  # a ZIP code stands behind a city
            coded = [place for place in of_code if place in places]
            return tuple(dict.fromkeys((*coded, *cities, *places)))[:limit]
        ordered = sorted(best.values(), key=lambda match: match[:4])
        return tuple(match.entry.place for match in ordered[:limit])

    def nearest(self, text: str, limit: int, levels: Collection[Level]) -> tuple[Geography, ...]:
        """The places whose names are most like a text that names none; () where none is like it."""
        from rapidfuzz import process
        from rapidfuzz.distance import JaroWinkler

        alike = JaroWinkler.normalized_similarity
        wanted = _close(" ".join(way.name for way in readings(text)[:1]))
        here = {name for name, same in self._of_name.items() if any(entry.place.level in levels for entry, _ in same)}
        names = [name for name in self._in_order if name in here]
        like = process.extract(wanted, names, scorer=alike, score_cutoff=LEAST_LIKE, limit=8 * limit)
        ranked = [(-score, -entry.population, entry) for name, score, _ in like for entry, _ in self._of_name[name]]
        ranked.sort(key=lambda pair: pair[:2])
        return tuple(dict.fromkeys(entry.place for _, _, entry in ranked if entry.place.level in levels))[:limit]

    def _by_code(self, code: str) -> Iterator[Match]:
        """The place of a code, also where a spreadsheet took or a program put zeros before it."""
        for written in dict.fromkeys((code, f"0{code}", code.lstrip("0"))) if code else ():
            yield from (_match(WHOLE, order, entry) for entry, order in self._of_code.get(written, ()))

    def _by_name(self, ways: Sequence[Reading]) -> Iterator[Match]:
        text = ways[0].name
        yield from (_match(WHOLE, order, entry) for entry, order in self._of_whole.get(_close(text), ()))
        if text.isdigit():
            matching = (pair for code, same in self._of_code.items() if code.startswith(text) for pair in same)
            yield from (_match(BEGINS, order, entry) for entry, order in matching)
        for way in ways:
            if way.levels and not way.state:  # "Chicago-Naperville-Elgin, IL-IN-WI metropolitan area"
                same = self._of_whole.get(_close(way.name), ())
                yield from (_match(EXACT, order, entry) for entry, order in same if _fitting(way)(entry))
            yield from self._by_reading(way, AS_IT_STANDS if way is ways[0] else LATER)

    def _by_reading(self, way: Reading, order: int) -> Iterator[Match]:
        fits, name = _fitting(way), _close(way.name)
        for entry, own_order in self._of_name.get(name, ()):
            if fits(entry):
                is_city = way.says_county and is_independent_city(entry.place.geoid)
                yield _match(EXACT, order + own_order + is_city, entry)
        for entry, people, own_order in self._of_city.get(name, ()):
            if fits(entry) and (not way.maybe_state or way.maybe_state in entry.states):
                # Right behind the city; behind the county of that name where a county is asked for.
                yield _match(EXACT, order + own_order + way.says_county, entry, people - 0.5)
        matching = takewhile(lambda other: other.startswith(name), self._in_order[bisect_left(self._in_order, name) :])
        for other in matching:
            yield from (_match(BEGINS, own_order, entry) for entry, own_order in self._of_name[other] if fits(entry))

    def _by_words(self, text: str, in_state: Callable[[Entry], bool]) -> Iterator[Match]:
        """Places whose words begin as each word of the text does, and those that hold the text anywhere.

        in_state: "Union County, New Jersey" holds "union county ne", which doesn't mean it.
        """
        matching: Sequence[Entry] = self._entries
        for word in sorted(text.split(), key=len, reverse=True):
            part = f" {word} " if word in state_words() else f" {word}"
            matching = [entry for entry in matching if part in entry.line]
        yield from (_match(WORDS_BEGIN, 0, entry) for entry in matching if in_state(entry))
        part = f" {text}" if " " in text else text  # "Wisconsin city" doesn't hold "sin city"
        yield from (_match(CONTAINS, 0, entry) for entry in self._entries if part in entry.line and in_state(entry))

    def _joined(self, text: str) -> Iterator[Match]:
        """Places of a text that joins several names ("Raleigh-Durham", an older title of a metro area).

        Those with most of the names come first, then metro areas, then those of the first name.
        """
        names = joined_names(text)
        states = {code for _, code in states_named(text)}
        hits: dict[int, tuple[Entry, list[int]]] = {}
        for number, name in enumerate(names):
            for entry, order in self._of_name.get(_close(name), ()):
                if not order and (not states or states & entry.states):
                    hits.setdefault(id(entry), (entry, []))[1].append(number)
        for entry, numbers in hits.values():
            is_other = entry.place.level != "cbsa"
            yield _match(WORDS_BEGIN, (len(names) - len(numbers)) * LATER + is_other * len(names) + numbers[0], entry)

    def _mistyped(self, text: str, most: int, first_too: bool = False) -> Iterator[Match]:
        """Places whose name is the text but for an error or two: letters left out, put in, changed or swapped.

        A state in the text is no error: only places that are in it, or have its words in their name.
        most: errors; 1 where the text is a name as it stands, for it may still be another's: Pittsburg, Pittsburgh.
        first_too: whether the error may be in the first letter of a short name; few people make it.
        """
        ways, in_state = readings(text), _in_states(text)
        for way in ways:
            fits, name = _fitting(way), _close(way.name)
            errors = min(most, 0 if len(name) < ONE_ERROR else 1 if len(name) < TWO_ERRORS else 2)
            for other, distance in _alike(name, self._names_by_length, errors, first_too):
                namesakes = self._of_name[other]
                fitting = ((entry, own_order) for entry, own_order in namesakes if fits(entry) and in_state(entry))
                yield from (_match(_rank(distance), own_order, entry) for entry, own_order in fitting)
        name = _close(ways[0].name)
        for other, distance in _alike(name, self._whole_by_length, most if len(name) >= TWO_ERRORS else 0):
            namesakes = self._of_whole[other]
            yield from (_match(_rank(distance), 0, entry) for entry, _ in namesakes if in_state(entry))

    @cached_property
    def _names_by_length(self) -> Mapping[int, list[str]]:
        return _by_length(self._of_name)

    @cached_property
    def _whole_by_length(self) -> Mapping[int, list[str]]:
        return _by_length(self._of_whole)


def _best(matches: Iterator[Match], best: dict[int, Match], levels: Collection[Level]) -> dict[int, Match]:
    """Each place by the best of its matches and those from before, places of other levels left out."""
    for match in matches:
        before = best.get(id(match.entry))
        if match.entry.place.level in levels and (before is None or match[:4] < before[:4]):
            best[id(match.entry)] = match
    return best


def _is_sure(best: Mapping[int, Match]) -> bool:
    """Whether a name, its beginning, or a name with one error is among the matches."""
    return any(match.rank < CONTAINS for match in best.values())


def _rank(errors: int) -> int:
    return MISTYPED if errors < 2 else MISTYPED_TWICE


def _alike(
    name: str, names: Mapping[int, list[str]], errors: int, first_too: bool = False
) -> Iterator[tuple[str, int]]:
    """Names that are ``name`` but for so many letters left out, put in, changed or swapped, and how many.

    names: by their length, so that most are never looked at.
    """
    from rapidfuzz import process  # 20 ms that most searches need not wait for
    from rapidfuzz.distance import OSA

    if errors and not name.isdigit():
        for length in range(len(name) - errors, len(name) + errors + 1):
            same = names.get(length, [])
            for other, distance, _ in process.extract(name, same, scorer=OSA.distance, score_cutoff=errors, limit=None):
                may_differ = len(name) >= TWO_ERRORS or (first_too and len(name) > ONE_ERROR)
                if may_differ or other[0] == name[0]:  # few mistype a first letter: Windy is not Indy
                    yield other, int(distance)


def _by_length(names: Iterable[str]) -> dict[int, list[str]]:
    lists: dict[int, list[str]] = defaultdict(list)
    for name in names:
        lists[len(name)].append(name)
    return lists


def _close(text: str) -> str:
    """Remove spaces: "de kalb" is DeKalb, "o fallon" O'Fallon."""
    return text.replace(" ", "")


def _fitting(way: Reading) -> Callable[[Entry], bool]:
    def fits(entry: Entry) -> bool:
        of_level = way.levels is None or entry.place.level in way.levels
        return of_level and (not way.state or way.state in entry.states)

    return fits


def _in_states(text: str) -> Callable[[Entry], bool]:
    """Whether a place agrees with every state that the text names: "Denver TX" is not Denver with two errors."""
    named = states_named(text)

    def agrees(entry: Entry) -> bool:
        return all(
            state in entry.states
            or entry.place.level in levels_of_kind(phrase)
            or any(f" {phrase} " in f" {name} " for name in entry.names)
            for phrase, state in named
        )

    return agrees
