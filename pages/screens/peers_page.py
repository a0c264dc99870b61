"""The page about the peers: who they are, why, how far, and how sure that is."""

from __future__ import annotations

from datetime import date
from math import nan
from typing import TYPE_CHECKING, Any

import streamlit as st

from indicators.compare.peers import CONTEXT
from indicators.core.estimate import Estimate
from indicators.core.exhibit import Exhibit
from indicators.core.geography import LEVEL_WORDS, Level
from indicators.core.peers import PeerGroup
from indicators.core.result import Result
from indicators.core.spec import IndicatorSpec
from indicators.export.citation import cited
from indicators.export.csv import PERIOD
from indicators.present.tables import OWN, Readable
from indicators.registry import specs
from pages.blocks import data_table, export_menu, page_frame
from pages.blocks.text import md
from pages.runtime.cache import cached
from pages.view import peer_choice, place_names
from pages.view.peer_choice import How
from pages.view.session import View, address, change

if TYPE_CHECKING:
    import pandas as pd

NEAREST: How = "nearest"
DEFAULT: How = "default"
BY_HAND: How = "by hand"


def show(view: View) -> None:
    """The whole page."""
    page_frame.head(view, f"Peers of {view.name}")
    page_frame.headline(_headline(view))
    _choice(view)
    data_table.small(_context(view.peers), f"Context of {view.name} and its peers")
    st.html(export_menu.menu(view, "peers", picture=False) + data_table.foot(address(view), date.today()))
    st.markdown(_explained(view.level, view.place))


@cached
def _headline(view: View) -> str:
    names = [place_names.title(view.level, code) for code in view.peers.geoids]
    if not names:
        return f"{view.name} is shown without peers. {view.peers.rule}"
    start = f"{view.name} is compared with {len(names)} {LEVEL_WORDS[view.level][0 if len(names) == 1 else 1]}"
    if peer_choice.how(view.selection) == BY_HAND:
        return f"{start}, chosen by hand."
    return f"{start}. How they were chosen: {view.peers.rule}"


def _choice(view: View) -> None:
    options = [NEAREST, DEFAULT] if peer_choice.is_chosen_for_all(view.level, view.place) else [NEAREST]
    now = peer_choice.how(view.selection)
    st.session_state["peers_how"] = now
    st.segmented_control(
        "How peers are chosen",
        [*options, BY_HAND] if now == BY_HAND else options,
        format_func=lambda how: {NEAREST: "Most alike", DEFAULT: "Large, growing regions", BY_HAND: "By hand"}[how],
        key="peers_how",
        required=True,
        on_change=_choose,
        args=(view,),
    )
    said = "To choose by hand, open “Change” at the top of the page: add, remove, or pin a peer."
    st.html(f'<p class="cm-words cm-screen">{said}</p>')


def _nearest(level: Level, place: str) -> tuple[str, ...]:
    return peer_choice.likeness(level, place).geoids


def _choose(view: View) -> None:
    how = st.session_state["peers_how"]
    if how == DEFAULT or (how == NEAREST and not peer_choice.is_chosen_for_all(view.level, view.place)):
        change(peers=None)
    elif how == NEAREST:
        change(peers=_nearest(view.level, view.place))


@cached
def _context(group: PeerGroup) -> Readable:
    """One row a place: the community first, then its peers; context as people write it, distance and its reason."""
    import pandas as pd

    explained = peer_choice.explained(group)
    given = {peer.geoid: peer.reason for peer in group.members}
    codes = [group.focus, *group.geoids]
    own = f"{OWN} {place_names.title(group.level, group.focus)}"
    columns: dict[str, list[Any]] = {"Place": [own, *(place_names.title(group.level, code) for code in group.geoids)]}
    found = [explained.get(code) for code in codes]
    columns["Distance"] = [0.0, *(peer.distance if peer and peer.distance else nan for peer in found[1:])]
    formats = {"Distance": "%.2f"}
    for key, result in peer_choice.context_results(group.level).items():
        head = _head(specs()[key])
        columns[head] = [_cell(specs()[key], result.get(code)) for code in codes]
        formats[head] = "%.1f" if specs()[key].format == "percent" else ","
    columns["Likeness"] = ["your community", *(peer.reason if peer else "not known" for peer in found[1:])]
    reasons = [given[code] for code in group.geoids]
    if len(set(reasons)) > 1:  # one reason for all stands in the headline
        columns["Why it is here"] = ["", *reasons]
    return Readable(pd.DataFrame(columns), formats, own=0)


def _head(spec: IndicatorSpec) -> str:
    return f"{spec.short} (%)" if spec.format == "percent" else spec.short


def _cell(spec: IndicatorSpec, figure: Estimate | None) -> float:
    """The figure as a number to sort by; shares in percent."""
    if figure is None or figure.value is None:
        return nan
    return round(figure.value * 100, 1) if spec.format == "percent" else round(figure.value, 1)


@cached
def _explained(level: Level, place: str) -> str:
    words = ", ".join(key.words for key in CONTEXT if key.key in peer_choice.context_results(level))
    lines = [
        "#### How likeness is measured",
        f"Distance says how unlike two places are in context that is not compared on the other pages: {md(words)}. "
        "1 means that they differ by one standard deviation of all places on average. No outcome is used, so a "
        "place can't be chosen as a peer because it does well.",
    ]
    survival = peer_choice.survival(level, place)
    nearest = _nearest(level, place)
    shares = [f"{place_names.title(level, code)} {survival[code]:.0%}" for code in nearest if code in survival]
    if shares:
        lines.append(
            "**How sure is it?** When the figures are drawn anew within their margins, each of the ten most alike "
            f"stays among the ten this often: {md('; '.join(shares))}."
        )
    return "\n\n".join(lines)


def _with_periods(view: View) -> pd.DataFrame:
    """The table with a column of its period behind each column of context, and whole counts as whole numbers."""
    import pandas as pd

    table = _context(view.peers).frame
    context = {_head(result.spec): result for result in peer_choice.context_results(view.level).values()}
    columns: dict[str, Any] = {}
    for head in map(str, table):
        columns[head] = table[head]
        if head in context:
            result = context[head]
            exact = [result.spec.exact(number) for number in table[head]]
            columns[head] = pd.Series(exact, dtype=object)
            columns[_period_column(result)] = [result.period if number is not None else "" for number in exact]
    return pd.DataFrame(columns)


def _period_column(result: Result) -> str:
    return f"{result.spec.key}_{PERIOD}"


def exhibit(view: View, link: str) -> Exhibit:
    """The table as it leaves the screen, with the sources of what likeness is measured by."""
    results = [one for one in peer_choice.context_results(view.level).values() if one.provenance]
    sources = tuple(dict.fromkeys(source for one in results for source in one.provenance))
    title, table = f"Peers of {view.name}", _with_periods(view)
    names = [place_names.title(view.level, code) for code in (view.place, *view.peers.geoids)]
    return Exhibit(
        title=title,
        takeaway=view.peers.rule,
        table=table.assign(Place=names, Distance=table["Distance"].round(2)),
        citation=cited(title, sources, link, date.today()),
        permalink=link,
        provenance=sources,
        periods=tuple(_period_column(result) for result in peer_choice.context_results(view.level).values()),
    )
