"""The places that a link names, by code or by name: a sentence for each that is not known."""

from __future__ import annotations

from collections.abc import Mapping

from indicators.core.geography import COMMUNITY_LEVELS, LEVEL_WORDS, Level
from indicators.core.selection import LEVEL, PLACE
from pages.view import place_names
from pages.view.link_checks import LEFT_OUT
from pages.view.problems import Problem

DEFAULT_LEVEL: Level = "county"
DEFAULT_PLACE = "48453"


def community_of(query: Mapping[str, str], problems: list[Problem]) -> tuple[Level, str]:
    """Level and code of the community that a link asks for, else of the default one; problems: what was not right."""
    name, place = query.get(LEVEL, ""), query.get(PLACE, "")
    level = next((known for known in COMMUNITY_LEVELS if known == name), None)
    if name and level is None:
        problems.append(Problem(f"“{name[:40]}” is not a kind of community: it can be {', '.join(COMMUNITY_LEVELS)}"))
    if not place:
        if level and level != DEFAULT_LEVEL:
            problems.append(Problem(f"The link names a level ({LEVEL_WORDS[level][0]}) but no place"))
        return DEFAULT_LEVEL, DEFAULT_PLACE
    levels: tuple[Level, ...] = (level,) if level else COMMUNITY_LEVELS
    for candidate in levels:
        if place_names.known(candidate, place):
            return candidate, place
    for candidate in levels:
        if place_names.known(candidate, later := place_names.today(candidate, place)):
            shown = place_names.title(candidate, later)
            problems.append(
                Problem(f"“{place}” is a code of former times", f"you see {shown}, which has its area today")
            )
            return candidate, later
    named = place_names.named(place, 1, levels) if not place.isdecimal() else ()
    if named:
        shown = place_names.title(named[0].level, named[0].geoid)
        problems.append(Problem(f"“{place[:40]}” is a name, not a code", f"you see {shown}"))
        return named[0].level, named[0].geoid
    kind = LEVEL_WORDS[level][0] if level else "county, metro or city"
    shown = place_names.title(DEFAULT_LEVEL, DEFAULT_PLACE)
    problems.append(Problem(f"“{place[:40]}” is not the code of a {kind} that we know", f"you see {shown} instead"))
    return DEFAULT_LEVEL, DEFAULT_PLACE


def known_codes(
    level: Level, codes: tuple[str, ...] | None, word: str, problems: list[Problem]
) -> tuple[str, ...] | None:
    """The codes of a list that are known; None for no list, and for one of which none is. word: what they are."""
    if codes is None:
        return None
    codes = tuple(dict.fromkeys(place_names.today(level, code) for code in codes))
    known = tuple(code for code in codes[:60] if place_names.known(level, code))
    left = LEFT_OUT if known or word != "peer" else "you see the usual peers instead"
    problems += [
        Problem(f"“{code[:40]}” ({word}) is not the code of a {LEVEL_WORDS[level][0]} that we know", left)
        for code in codes[:60]
        if code not in known
    ]
    if len(codes) > 60:
        problems.append(Problem(f"The link names {len(codes)} {word}s", "the first 60 are shown"))
    return known if known or not codes else None
