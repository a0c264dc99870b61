"""Questions that several measures of income answer together."""

from __future__ import annotations

APART = "How far apart are the incomes of households?"
MIDDLE = "What income does the household in the middle have?"
JOBS = "How far apart are well-paid and badly paid jobs?"
