"""Check what a link names besides community and peers: a problem for each thing that no page knows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Literal, get_args

from indicators.core.geography import COMMUNITY_LEVELS, LEVELS, Level
from indicators.core.peers import PeerRule
from indicators.core.selection import Selection
from indicators.factors import FACTORS
from indicators.present.maps.choices import LAYER_WORDS, Kind
from indicators.registry import specs
from indicators.stats.classes import CLASSINGS
from pages.view import place_names
from pages.view.peer_choice import rules_for
from pages.view.problems import Problem
from pages.view.view_names import TITLES

LEFT_OUT, USUAL_PEERS = "it is left out", "you see the usual peers"


def not_understood(path: str, selection: Selection) -> list[Problem]:
    """Problems for the page of ``path``. Pages of factors say themselves what is wrong with measure and period."""
    problems = [] if path in FACTORS else list(_measure_and_period(selection))
    for name, value in selection.options:
        noun, known = OPTIONS.get(name, ("", _anything))
        if value and not known(value, selection):
            problems.append(Problem(f"“{value[:40]}” is not {noun} that we know", LEFT_OUT))
    return problems


def peer_rule(
    level: Level, place: str, peers: tuple[str, ...] | None, read: Selection, problems: list[Problem]
) -> PeerRule | Literal[""]:
    """The rule of a link where it is one that the community can have, else "". peers: those of the link that we know.

    A link of peers chosen by hand names them.
    """
    rule_text: str = read.peer_rule
    rule = next((known for known in rules_for(level, place) if known == rule_text), None)
    if rule_text and rule is None:
        problems.append(Problem(f"“{rule_text[:40]}” is not a way to choose the peers of this place", USUAL_PEERS))
    if rule == "hand" and peers is None:
        if read.peers is None:
            problems.append(Problem("The link says that peers are chosen by hand, but names none", USUAL_PEERS))
        return ""
    return rule or ""


def _measure_and_period(selection: Selection) -> Iterator[Problem]:
    if selection.measure and selection.measure not in specs():
        yield Problem(f"“{selection.measure[:60]}” is not a measure that we know", LEFT_OUT)
    if selection.period and selection.period not in _periods():
        yield Problem(f"“{selection.period[:40]}” is not a period of any measure", LEFT_OUT)


@cache
def _periods() -> frozenset[str]:
    return frozenset(period for spec in specs().values() for level in spec.levels for period in spec.periods(level))


def _map(value: str, _: Selection) -> bool:
    kind, _mark, level = value.partition(".")
    return kind in get_args(Kind) and level in LEVELS


def _layers(value: str, _: Selection) -> bool:
    return value == "none" or set(value.split(",")) <= set(LAYER_WORDS)


def _picked(value: str, _: Selection) -> bool:
    return value in specs() or any(place_names.known(level, value) for level in LEVELS)


def _other(value: str, selection: Selection) -> bool:
    level = selection.option("other_level") or selection.level
    return level in COMMUNITY_LEVELS and place_names.known(level, value)


def _zone_factor(value: str, _: Selection) -> bool:
    return value in specs() and specs()[value].role == "zone_factor"


def _anything(value: str, _: Selection) -> bool:
    return True


# Option -> what it should be, in words, and whether a value is one. Not here: other_level, which other is read by.
OPTIONS: dict[str, tuple[str, Callable[[str, Selection], bool]]] = {
    "view": ("a view of a measure", lambda value, _: value in TITLES),
    "map": ("a map", _map),
    "classing": ("a kind of color classes", lambda value, _: value in CLASSINGS),
    "layers": ("a list of lines and names", _layers),
    "picked": ("a place on a map, or a measure,", _picked),
    "other": ("a second community", _other),
    "group": ("a factor of the commuting zones", _zone_factor),
}
