"""Peers: who they are, why, and how alike."""

from __future__ import annotations

from pages.screens import peers_page
from pages.view.session import view

peers_page.show(view())
