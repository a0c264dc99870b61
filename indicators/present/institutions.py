"""The headline of a figure that counts many people in institutions: it must not be read as one of neighborhoods."""

from __future__ import annotations

from dataclasses import replace

from indicators.compare.alternative import Alternative
from indicators.core.estimate import Estimate, Status
from indicators.core.spec import IndicatorSpec
from indicators.present.numbers import in_sentence


def institutions_sentence(
    spec: IndicatorSpec, estimate: Estimate, place_name: str, when: str, alternative: Alternative | None
) -> str:
    """The headline: first who is counted where (from the note), then the figure, and the one without those tracts."""
    plain = in_sentence(spec, replace(estimate, status=Status.OK))
    doubt = "unreliable; " if estimate.status is Status.UNRELIABLE else ""
    figure = f"{spec.short[:1].upper()}{spec.short[1:]}, {plain} ({doubt}{when})"
    says = f"{figure}, says more about such tracts than about neighborhoods"
    return f"In {place_name}, {estimate.note} {says}{_without(alternative)}."


def _without(alternative: Alternative | None) -> str:
    if alternative is None:
        return ""
    figure = alternative.estimate
    if figure.value is not None:
        return f"; without them it is {in_sentence(alternative.spec, figure)}"
    reason = f"{figure.note[:1].lower()}{figure.note[1:]}".rstrip(".")
    return f"; without them there is no figure ({reason})"
