"""Questions that several measures of segregation answer together."""

from __future__ import annotations

SPREAD = "How unevenly are two groups spread over the neighborhoods?"
MIX = "How mixed are the neighborhoods?"
OWN_GROUP = "How much do people live among their own group?"
PARTS = "Which neighborhoods make up the segregation?"
WHERE = "Where do people of each group live?"
