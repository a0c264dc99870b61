"""The page about the peers: who they are, how they are chosen, how far they are, and how sure that is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from math import nan
from typing import TYPE_CHECKING, Any

import streamlit as st

from indicators.compare.peers import CONTEXT
from indicators.core.estimate import Estimate
from indicators.core.exhibit import Exhibit
from indicators.core.geography import LEVEL_WORDS, Level
from indicators.core.peers import Peer, PeerGroup
from indicators.core.result import Result
from indicators.core.spec import IndicatorSpec
from indicators.export.citation import cited
from indicators.export.csv import PERIOD
from indicators.present.phrases import sentence_case
from indicators.present.tables import PLACE_MARK, Readable
from indicators.registry import specs
from pages.blocks import charts, data_table, export_menu, page_frame, peer_presets
from pages.blocks.text import html
from pages.runtime.cache import cached
from pages.view import peer_choice, place_names
from pages.view.session import View, address

if TYPE_CHECKING:
    import pandas as pd

DISTANCE, STAYS, ALIKE = "Distance", "Stays (%)", "Most and least alike in"
SHORT = {key.key: sentence_case(key.short) for key in CONTEXT}


def show(view: View) -> None:
    """The whole page."""
    page_frame.head(view, f"Peers of {view.name}")
    page_frame.headline(_headline(view))
    peer_presets.show(view, "peers_how")
    foot = data_table.foot(address(view), date.today())
    _table(view, foot)


@charts.replayed
def _table(view: View, foot: str) -> None:
    if view.peers.chosen_by == "hand":
        st.html('<p class="cm-words cm-screen">Add, remove and pin them under “Change”, above.</p>')
    data_table.small(_context(view.peers), f"{view.name} and its peers", as_cards=True)
    menu = export_menu.menu(view, "peers", picture=False, name=f"table of the peers of {view.name}")
    st.html(f"{menu}{_method(view.peers)}{foot}")


@cached
def _headline(view: View) -> str:
    if not view.peers.members:
        return f"{view.name} is shown without peers. {view.peers.rule}"
    if view.peers.chosen_by != "hand":
        return view.peers.rule
    count = len(view.peers.members)
    return f"{count} {LEVEL_WORDS[view.level][0 if count == 1 else 1]}. {view.peers.rule}"


@cached
def _context(group: PeerGroup) -> Readable:
    """One row a place: the community first, then its peers; context as people write it, how far, and in what."""
    import pandas as pd

    explained = peer_choice.explained(group)
    peers = [replace(explained.get(peer.geoid, Peer(peer.geoid)), is_pinned=peer.is_pinned) for peer in group.members]
    columns: dict[str, list[Any]] = {"Place": _names(group.level, group.focus, peers)}
    formats = {}
    for key, result in peer_choice.context_results(group.level).items():
        head = _head(specs()[key])
        columns[head] = [_cell(specs()[key], result.get(code)) for code in (group.focus, *group.geoids)]
        formats[head] = "%.1f" if specs()[key].format == "percent" else ","
    columns |= _likeness(group, peers)
    formats |= {DISTANCE: "%.2f", STAYS: "%.0f"}
    return Readable(
        pd.DataFrame(columns), {head: form for head, form in formats.items() if head in columns}, marked_row=0
    )


def _names(level: Level, focus: str, peers: list[Peer]) -> list[str]:
    pinned = {True: " (pinned)", False: ""}
    own = f"{PLACE_MARK} {place_names.title(level, focus)}"
    return [own, *(f"{place_names.title(level, peer.geoid)}{pinned[peer.is_pinned]}" for peer in peers)]


def _likeness(group: PeerGroup, peers: list[Peer]) -> dict[str, list[Any]]:
    """How far each peer is from the community, and in what; {} where nothing is known to measure it by."""
    if all(peer.distance is None for peer in peers):
        return {}
    columns: dict[str, list[Any]] = {DISTANCE: [nan, *(nan if p.distance is None else p.distance for p in peers)]}
    survival = peer_choice.survival(group.level, group.focus) if group.chosen_by == "alike" else {}
    if survival:
        columns[STAYS] = [nan, *(100 * survival.get(peer.geoid, nan) for peer in peers)]
    columns[ALIKE] = ["", *("; ".join(filter(None, (peer.alike, peer.unlike))) for peer in peers)]
    return columns


def _head(spec: IndicatorSpec) -> str:
    """The head of a column on the screen, short enough for a phone."""
    return _with_unit(spec, SHORT[spec.key])


def _with_unit(spec: IndicatorSpec, text: str) -> str:
    return f"{text} (%)" if spec.format == "percent" else text


def _cell(spec: IndicatorSpec, figure: Estimate | None) -> float:
    """The figure as a number to sort by; shares in percent."""
    if figure is None or figure.value is None:
        return nan
    return round(figure.value * 100, 1) if spec.format == "percent" else round(figure.value, 1)


def _method(group: PeerGroup) -> str:
    """What the columns mean, closed until it is asked for, as HTML."""
    words = ", ".join(key.label for key in CONTEXT if key.key in peer_choice.context_results(group.level))
    lines = [
        f"Distance says how unlike two places are in {words}: 1 means that they differ by one standard deviation of "
        "all places on average. Each counts alike. Nothing that is compared on the other pages is used.",
        "Nearness in population is by ratio: twice as many people is as far as half as many. Regions are the four of "
        "the Census Bureau. Density is people per square mile.",
    ]
    if group.chosen_by == "alike":
        lines.append("Stays: how often a place is among the nearest when figures vary within their margins.")
    paragraphs = "".join(f"<p>{html(line)}</p>" for line in lines)
    return f'<details class="cm-read"><summary>How likeness is measured</summary>{paragraphs}</details>'


def _with_periods(view: View) -> pd.DataFrame:
    """The table with a column of its period behind each column of context, and whole counts as whole numbers."""
    import pandas as pd

    table = _context(view.peers).frame
    context = {_head(result.spec): result for result in peer_choice.context_results(view.level).values()}
    columns: dict[str, Any] = {}
    for head in map(str, table):
        result = context.get(head)
        if result is None:
            columns[head] = table[head]
            continue
        exact = [result.spec.exact(number) for number in table[head]]
        columns[_with_unit(result.spec, result.spec.short)] = pd.Series(exact, dtype=object)
        columns[_period_column(result)] = [result.period if number is not None else "" for number in exact]
    return pd.DataFrame(columns)


def _period_column(result: Result) -> str:
    return f"{result.spec.key}_{PERIOD}"


def exhibit(view: View, link: str) -> Exhibit:
    """The table for export, with the sources of the context figures."""
    results = [result for result in peer_choice.context_results(view.level).values() if result.provenance]
    sources = tuple(dict.fromkeys(source for result in results for source in result.provenance))
    title, table = f"Peers of {view.name}", _with_periods(view)
    names = [place_names.title(view.level, code) for code in (view.place, *view.peers.geoids)]
    reasons = ["", *(peer.reason for peer in view.peers.members)]
    exact = {head: table[head].round(2) for head in table.columns.intersection([DISTANCE, STAYS])}
    return Exhibit(
        title=title,
        takeaway=view.peers.rule,
        table=table.assign(Place=names, **exact, **{"Why it is here": reasons, "Chosen by": view.peers.chosen_by}),
        citation=cited(f"{title}. {view.peers.rule}".rstrip("."), sources, link, date.today()),
        permalink=link,
        provenance=sources,
        periods=tuple(_period_column(result) for result in peer_choice.context_results(view.level).values()),
    )
