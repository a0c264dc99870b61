"""The community that another is set beside, and the measure and maps of both: what an address leaves open is chosen."""

from __future__ import annotations

from dataclasses import replace

from indicators.core.geography import COMMUNITY_LEVELS
from indicators.core.spec import IndicatorSpec
from pages.view import place_names
from pages.view.map_pairs import PairedMaps, opening_peer, paired_maps, usable_measures
from pages.view.problems import Problem
from pages.view.session import Community, View, alone

DEFAULT_MEASURE = "dissimilarity_black_white"


def other_of(view: View, problems: list[Problem]) -> View | None:
    """The second community: of the link, else the peer to begin with, else the first one."""
    code, level = view.selection.option("other"), view.selection.option("other_level") or view.level
    if code and level in COMMUNITY_LEVELS and place_names.known(level, code):
        if (level, code) != view.community:
            return alone(view, level, code)
        problems.append(Problem("The second community is the first one", "you see another"))
    spec = spec_of(view, usable_measures((view.community,)))
    peer = opening_peer(view.community, view.peers.geoids, spec) if spec else None
    peer = peer or next(iter(view.peers.geoids), None)
    return alone(view, view.level, peer) if peer else None


def communities(view: View, other: View | None) -> tuple[Community, ...]:
    """One or both."""
    return tuple(shown.community for shown in (view, other) if shown)


def spec_of(view: View, usable: dict[str, IndicatorSpec]) -> IndicatorSpec | None:
    """The measure that the view asks for, else the usual one, else the first."""
    return usable.get(view.selection.measure) or usable.get(DEFAULT_MEASURE) or next(iter(usable.values()), None)


def chosen_pair(view: View, pairs: tuple[PairedMaps, ...], problems: list[Problem]) -> PairedMaps | None:
    """The maps that the view asks for, else the best."""
    name = view.selection.option("map")
    pair = next((pair for pair in pairs if pair.name == name), None)
    if name and pairs and pair is None:
        problems.append(Problem(f"There is no map “{name[:40]}” of this measure for both", "you see another"))
    return pair or next(iter(pairs), None)


def linked(view: View, other: View | None, pair: PairedMaps | None) -> View:
    """The view with its second community and its maps written out, for links that show exactly this."""
    place, level = (other.place, other.level) if other else ("", "")
    options = {"other": place, "other_level": level, "map": pair.name if pair else ""}
    return replace(view, selection=view.selection.with_options(**options))


def measure_shown(view: View) -> str:
    """Key of the measure that both maps show, "" where there is none."""
    spec = spec_of(view, usable_measures(communities(view, other_of(view, []))))
    return spec.key if spec else ""


def written_out(view: View) -> View:
    """The view with the second community and the maps that it leaves open."""
    other = other_of(view, [])
    spec = spec_of(view, usable_measures(communities(view, other)))
    pair = chosen_pair(view, paired_maps(view.community, other.community, spec), []) if other and spec else None
    return linked(view, other, pair)
