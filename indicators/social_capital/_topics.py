"""Questions that several measures of social capital answer together."""

from __future__ import annotations

FRIENDS = "How many friends of people with low income have high income?"
MEETING = "Do people of low and high income meet, and become friends?"
COHESION = "Are people’s friends friends with each other?"
JOINING = "Do people join in?"
