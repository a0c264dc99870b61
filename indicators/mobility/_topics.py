"""Questions that several measures of mobility answer together."""

from __future__ import annotations

CLIMB = "How far do children of low-income parents climb?"
