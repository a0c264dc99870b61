"""Questions that several measures of schools answer together."""

from __future__ import annotations

GRADUATES = "Do students graduate?"
LEARNING = "How much do students learn in a school year?"
POVERTY = "Who attends a school where poverty is common?"
RATINGS = "How does the state of Texas rate its schools?"
