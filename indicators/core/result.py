"""The result of a query to the store: the figures of one indicator, level and period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from indicators.core.estimate import Estimate
from indicators.core.geography import Level
from indicators.core.provenance import Provenance
from indicators.core.spec import IndicatorSpec


@dataclass(frozen=True, slots=True)
class Result:
    """One row per place, even where the figure is missing. Read-only: it is shared between visitors."""

    spec: IndicatorSpec
    level: Level
    period: str
    estimates: Mapping[str, Estimate]
    provenance: tuple[Provenance, ...]

    def get(self, geoid: str) -> Estimate | None:
        """The estimate of a place; None where the place is not of this vintage at all."""
        return self.estimates.get(geoid)
