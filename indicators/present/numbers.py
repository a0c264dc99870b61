"""Numbers as people write them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import floor, inf, log10

from indicators.core.estimate import Estimate, Interval, Quality, Status
from indicators.core.spec import Format, IndicatorSpec

MINUS = "\N{MINUS SIGN}"
DASH = "\N{EN DASH}"
NO_FIGURE = "no figure"

# The publisher gives a limit instead of a value.
CODED = (Status.TOP_CODED, Status.BOTTOM_CODED)
STATUS_WORDS: dict[Status, str] = {
    Status.OK: "",
    Status.UNRELIABLE: "unreliable",
    Status.SUPPRESSED: "suppressed by the publisher",
    Status.MISSING: "not published",
    Status.NOT_APPLICABLE: "not applicable",
    Status.TOP_CODED: "top-coded",
    Status.BOTTOM_CODED: "bottom-coded",
}

# Decimals where neither the spec nor a margin says otherwise; for percent and rank, of the number written (39%).
DECIMALS: dict[Format, int] = {
    "index": 3,
    "percent": 0,
    "ratio": 1,
    "dollars": 0,
    "per_1000": 1,
    "per_10000": 1,
    "score": 1,
    "rank": 0,
    "letter": 0,
    "number": 0,
    "count": 0,
}
# Steps of the last digit that a class spans at least, and how many digits more than usual that may take.
NARROWEST, MOST_FINER = 4, 2
# Units that an axis or a title may say once for all; percent and dollars stay with every number.
_UNITS: dict[Format, str] = {"rank": " percentile", "per_1000": " per 1,000", "per_10000": " per 10,000"}


def format_value(spec: IndicatorSpec, value: float | None, moe: float | None = None, unit: bool = True) -> str:
    """A value with its unit: ``0.491``, ``39%``, ``$78,538``, ``39th percentile``. moe sets the decimals, see below.

    unit: False where a title or an axis names it.
    """
    if value is None:
        return NO_FIGURE
    if spec.format == "letter":
        return spec.labels.get(round(value), f"{value:g}")
    is_ordinal = spec.format == "rank" and moe is None
    number = ordinal(round(value * 100)) if is_ordinal else _number(spec, value, moe)
    return f"{number}{_suffix(spec, unit)}"


def _suffix(spec: IndicatorSpec, unit: bool = True) -> str:
    if spec.format == "percent":
        return "%"
    return _UNITS.get(spec.format, "") if unit else ""


def format_limits(spec: IndicatorSpec, limits: Sequence[float], unit: bool = True) -> list[str]:
    """Limits of classes, rising, as exact as it takes to tell them apart: ``41.4 percentile``, ``42.6 percentile``.

    The narrowest class spans at least NARROWEST steps of the last digit, within MOST_FINER more digits than usual.
    """
    narrowest = min((high - low for low, high in pairwise(limits)), default=inf) * _scale(spec)
    usual = _usual_of_limits(spec)
    steps = (narrowest * 10.0 ** (usual + finer) for finer in range(MOST_FINER))
    finer = next((at for at, span in enumerate(steps) if span > NARROWEST - 1e-9), MOST_FINER)
    return [_limit(spec, limit, finer, unit) for limit in limits]


def _usual_of_limits(spec: IndicatorSpec) -> int:
    return 0 if spec.format == "rank" else decimals(spec)  # the 41st percentile is a whole number, see format_value


def _limit(spec: IndicatorSpec, value: float, finer: int, unit: bool) -> str:
    if not finer or spec.format in ("letter", "dollars"):
        return format_value(spec, value, unit=unit)
    return f"{_written(spec, value * _scale(spec), _usual_of_limits(spec) + finer)}{_suffix(spec, unit)}"


def format_estimate(spec: IndicatorSpec, estimate: Estimate, unit: bool = True) -> str:
    """A figure with its margin, limits or status: ``0.491 ± 0.016``, ``80–84%``, ``at least 3.9``."""
    if estimate.status in CODED:
        return _coded(spec, estimate, unit)
    if estimate.interval is Interval.BOUNDS and estimate.value is None:
        return _range(spec, estimate, unit) + _doubt(estimate)
    if estimate.value is None:
        return STATUS_WORDS[estimate.status] or NO_FIGURE
    return _with_margin(spec, estimate, unit) + _doubt(estimate)


def is_doubtful(figure: Estimate) -> bool:
    """Whether nobody should act on a figure: unreliable, or of quality 3."""
    return figure.status is Status.UNRELIABLE or figure.quality is Quality.POOR


def in_sentence(spec: IndicatorSpec, estimate: Estimate) -> str:
    """The figure inside a sentence: a rank as ``percentile 39.1 (± 0.3)``, without a margin as ``39th percentile``."""
    moe = symmetric_moe(estimate)
    if spec.format != "rank" or estimate.value is None or moe is None or estimate.status is Status.UNRELIABLE:
        return format_estimate(spec, estimate)
    return f"percentile {_number(spec, estimate.value, moe)} ({margin_words(spec, estimate)})"


def margin_words(spec: IndicatorSpec, estimate: Estimate) -> str:
    """The margin or limits alone: ``± 0.016``, ``0.470 to 0.515``; empty where none is published."""
    if estimate.value is None or estimate.interval is not Interval.SAMPLING:
        return ""
    if (moe := symmetric_moe(estimate)) is not None:
        return f"± {_number(spec, moe, moe)}"
    if estimate.lower is None or estimate.upper is None:
        return ""
    width = (estimate.upper - estimate.lower) / 2
    return f"{_number(spec, estimate.lower, width)} to {_number(spec, estimate.upper, width)}"


def half_width(estimate: Estimate) -> float | None:
    """Half of the interval around a value, which says how many decimals are worth writing; None without a margin."""
    if (moe := symmetric_moe(estimate)) is not None:
        return moe
    if estimate.interval is not Interval.SAMPLING or estimate.lower is None or estimate.upper is None:
        return None
    return (estimate.upper - estimate.lower) / 2


def symmetric_moe(estimate: Estimate) -> float | None:
    """The margin where it may be written with ±: not where it would reach beyond what the measure can be."""
    return None if estimate.is_cut else estimate.moe


def decimals(spec: IndicatorSpec, moe: float | None = None) -> int:
    """Decimals to write: as many as give the margin two digits, at most one more than is usual for the format."""
    usual = spec.decimals if spec.decimals is not None else DECIMALS[spec.format]
    if not moe or spec.decimals is not None:
        return usual
    if spec.format in ("dollars", "index"):
        return usual
    return min(max(1 - floor(log10(abs(moe) * _scale(spec))), usual), usual + 1)


def ordinal(number: int) -> str:
    """``1st``, ``2nd``, ``11th``."""
    teen = 10 <= abs(number) % 100 <= 20
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(abs(number) % 10, 'th')}"


def _scale(spec: IndicatorSpec) -> float:
    return 100.0 if spec.format in ("percent", "rank") else 1.0


def _number(spec: IndicatorSpec, value: float, moe: float | None) -> str:
    scaled = value * _scale(spec)
    places = decimals(spec, moe)
    if spec.format == "number" and spec.decimals is None and moe is None and abs(scaled) < 100 and scaled % 1:
        places = 1 if abs(scaled) >= 10 else 2
    return _written(spec, scaled, places)


def _written(spec: IndicatorSpec, scaled: float, places: int) -> str:
    text = f"{abs(scaled):,.{places}f}"
    sign = MINUS if scaled < 0 and float(text.replace(",", "")) != 0 else ""
    return f"{sign}{'$' if spec.format == 'dollars' else ''}{text}"


def _with_margin(spec: IndicatorSpec, estimate: Estimate, unit: bool) -> str:
    margin = margin_words(spec, estimate)
    if not margin or estimate.value is None:
        return format_value(spec, estimate.value, unit=unit)
    if symmetric_moe(estimate) is None:
        return f"{format_value(spec, estimate.value, half_width(estimate), unit)} ({margin})"
    number = _number(spec, estimate.value, estimate.moe)
    if spec.format == "percent":
        return f"{number}% {margin} points"
    return f"{number} {margin}{_suffix(spec, unit)}"


def _range(spec: IndicatorSpec, estimate: Estimate, unit: bool) -> str:
    if estimate.lower is None or estimate.upper is None:
        return NO_FIGURE
    low, high = estimate.lower, estimate.upper
    floor_, ceiling = spec.bounds
    if ceiling is not None and high >= ceiling > low:
        return f"{format_value(spec, low, unit=unit)} or more"
    if floor_ is not None and low <= floor_ < high:
        return f"{format_value(spec, high, unit=unit)} or less"
    if low == high:
        return format_value(spec, low, unit=unit)
    ends = dict.fromkeys(_number(spec, end, None) for end in (low, high))  # one where both are written alike
    return f"{DASH.join(ends)}{_suffix(spec, unit)}"


def _coded(spec: IndicatorSpec, estimate: Estimate, unit: bool) -> str:
    is_top = estimate.status is Status.TOP_CODED
    bound = estimate.value if estimate.value is not None else (estimate.lower if is_top else estimate.upper)
    if bound is None:
        return STATUS_WORDS[estimate.status]
    return f"{'at least' if is_top else 'at most'} {format_value(spec, bound, unit=unit)}"


def _doubt(estimate: Estimate) -> str:
    return " (unreliable)" if estimate.status is Status.UNRELIABLE else ""
