"""Streamlit asks nobody for this machine's addresses.

Streamlit 1.67 looks them up, in the event loop and over the network, when a websocket comes from a site that it does
not know. Here origins.py decides before that (docs/decisions/edge.md), and nothing else needs them.
"""

from __future__ import annotations

from streamlit import net_util

ASKING = ("get_external_ip", "get_internal_ip")


def ask_nobody() -> None:
    """Have both look-ups say that nothing is known. A Streamlit without them is left as it is."""
    for name in ASKING:
        if hasattr(net_util, name):
            setattr(net_util, name, _unknown)


def _unknown() -> None:
    return None
