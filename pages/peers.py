"""Peers: who they are, why, and how alike."""

from __future__ import annotations

from pages.components import peers_page
from pages.components.selection import view

peers_page.show(view())
