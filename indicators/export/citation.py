"""How to cite a figure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from indicators.core.provenance import Provenance
from indicators.core.spec import IndicatorSpec
from indicators.present.wording import period_words

PRODUCT = "Common Measure"


def citation(
    provenance: Iterable[Provenance], spec: IndicatorSpec, place: str, period: str, permalink: str, today: date
) -> str:
    """A citation of one measure as plain text."""
    return cited(f"{spec.title}: {place}, {period_words(period)}", provenance, permalink, today)


def cited(title: str, provenance: Iterable[Provenance], permalink: str, today: date) -> str:
    """A citation as plain text: the view first, then each source as its publisher wants to be cited."""
    view = f"{PRODUCT}. “{title}.” Retrieved {_day(today)}, from {permalink}"
    sources = [_source(item) for item in dict.fromkeys(provenance)]
    return "\n".join([view, *(f"Source: {text}" for text in dict.fromkeys(sources))])


def _source(item: Provenance) -> str:
    text = item.citation or ". ".join(part for part in (item.producer, item.title, item.table, item.version) if part)
    tail = [text.rstrip(".")]
    if item.url:
        tail.append(item.url)
    if item.retrieved:
        tail.append(f"retrieved {_day(date.fromisoformat(item.retrieved))}")
    return ", ".join(tail) + "."


def _day(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"
