"""The headline of a figure that counts many people in institutions: it must not be read as one of neighborhoods."""

from __future__ import annotations

from dataclasses import replace

from indicators.compare.alternative import Alternative
from indicators.core.estimate import Estimate, Status
from indicators.core.spec import IndicatorSpec
from indicators.present.numbers import in_sentence


def institutions_sentence(
    spec: IndicatorSpec, estimate: Estimate, place_name: str, when: str, beside: Alternative | None
) -> str:
    """First who is counted where, which the note says; then the figure, and the one without those tracts."""
    plain = in_sentence(spec, replace(estimate, status=Status.OK))
    doubt = "unreliable; " if estimate.status is Status.UNRELIABLE else ""
    figure = f"{spec.short[:1].upper()}{spec.short[1:]}, {plain} ({doubt}{when})"
    says = f"{figure}, says more about such tracts than about neighborhoods"
    return f"In {place_name}, {estimate.note} {says}{_without(beside)}."


def _without(beside: Alternative | None) -> str:
    if beside is None:
        return ""
    figure = beside.estimate
    if figure.value is not None:
        return f"; without them it is {in_sentence(beside.spec, figure)}"
    reason = f"{figure.note[:1].lower()}{figure.note[1:]}".rstrip(".")
    return f"; without them there is no figure ({reason})"
