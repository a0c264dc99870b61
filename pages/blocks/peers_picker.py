"""How many peers there are; when opened, who they are, and add, remove, pin and reset."""

from __future__ import annotations

import streamlit as st

from indicators.core.geography import LEVEL_WORDS, Level
from indicators.core.peers import PeerGroup
from pages.blocks import peer_presets
from pages.blocks.no_figures import instead
from pages.blocks.search import community_search
from pages.blocks.text import md, peers_counted
from pages.runtime.cache import cached
from pages.view import place_names
from pages.view.peer_choice import group_of
from pages.view.session import View, change, current

MOST = 40


def show(view: View) -> None:
    """Their number, and a button for the rest, which is sent when it is opened.

    The number is no part of the button: Streamlit takes a popover with another label for another, and closes it.
    """
    st.markdown(_count(view.peers), width="content")
    editor = st.popover("Change", key="peers_open", on_change="rerun")
    if editor.open:
        with editor, st.container(key="peers_editor"):
            st.markdown(_who(view.peers, view.selection.pinned))
            _editor(view)


def _count(peers: PeerGroup) -> str:
    return f":small[{peers_counted(len(peers.geoids)) if peers.geoids else 'No peers'}]"


@cached
def _who(peers: PeerGroup, pinned_codes: tuple[str, ...]) -> str:
    names = [place_names.title(peers.level, code) for code in peers.geoids]
    if not names:
        return md(peers.rule)
    shown = "; ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")
    pinned = [place_names.title(peers.level, code) for code in pinned_codes if code in peers.geoids]
    rule = f"{peers.rule} Pinned: {'; '.join(pinned)}." if pinned else peers.rule
    return f"{md(shown)}\n\n:small[{md(rule)}]"


def _editor(view: View) -> None:
    peer_presets.show(view, "peers_how_editor")
    codes = list(view.peers.geoids)
    st.session_state["peers_chosen"] = codes
    st.multiselect(
        "Peers (remove with ×)",
        codes,
        format_func=lambda code: place_names.title(view.level, code),
        key="peers_chosen",
        on_change=_choose,
        placeholder="None",
        select_all=False,
        wrap=True,
    )
    word = LEVEL_WORDS[view.level][0]
    community_search("peer", f"Add a {word}", _add, only=view.level)
    st.session_state["peers_pinned"] = [code for code in view.selection.pinned if code in codes]
    st.pills(
        "Pin: these stay when you look at another community",
        codes,
        selection_mode="multi",
        format_func=lambda code: md(place_names.title(view.level, code)),
        key="peers_pinned",
        on_change=_pin,
    )


def _choose() -> None:
    codes = tuple(st.session_state["peers_chosen"])
    pinned = tuple(code for code in current().pinned if code in codes)
    change(peers=codes, pinned=pinned, peer_rule="hand")


@instead()
def _add(level: Level, geoid: str) -> None:
    codes = group_of(current()).geoids
    if geoid != current().place and geoid not in codes and len(codes) < MOST:
        change(peers=(*codes, geoid), peer_rule="hand")


def _pin() -> None:
    change(pinned=tuple(st.session_state["peers_pinned"]))
