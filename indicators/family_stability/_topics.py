"""Questions that several measures of families answer together."""

from __future__ import annotations

ONE_PARENT = "How many children live with one parent?"
TWO_PARENTS = "How many children live with two married parents?"
