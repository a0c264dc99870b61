"""The ways to choose peers, a button each: in the editor of peers, and on their page."""

from __future__ import annotations

import streamlit as st

from indicators.core.peers import PeerRule
from pages.blocks.no_figures import instead
from pages.view.peer_choice import group_of, rule_of, rules_for, usual_rule
from pages.view.session import View, change, current

LABELS: dict[PeerRule, str] = {
    "growing": "Large, growing regions",
    "alike": "Alike anywhere",
    "state": "Same state",
    "region": "Same region",
    "size": "Same size",
    "hand": "By hand",
}
# Where a session holds the peers that the visitor last chose by hand, and of which community.
_PICKED = "peers_picked"


def show(view: View, key: str) -> None:
    """The buttons. key: of the widget, for a page may show them twice."""
    st.session_state[key] = view.peers.chosen_by
    st.pills(
        "How peers are chosen",
        rules_for(view.level, view.place),
        format_func=LABELS.__getitem__,
        key=key,
        required=True,
        on_change=_choose,
        args=(key,),
    )


@instead()
def _choose(key: str) -> None:
    rule: PeerRule = st.session_state[key]
    known = current()
    place = (known.level, known.place)
    if rule_of(known) == "hand":
        st.session_state[_PICKED] = place, known.peers
    if rule == "hand":
        of, picked = st.session_state.get(_PICKED, (None, None))
        change(peers=picked if of == place else group_of(known).geoids, peer_rule="hand")
    else:
        change(peers=None, peer_rule="" if rule == usual_rule(*place) else rule)
