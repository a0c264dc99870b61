"""Every indicator, found by walking the factor folders: adding an indicator is adding one file."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from indicators.core.spec import FACTORS, Factor, IndicatorSpec

# The measure that speaks for a factor, by level of the community.
HEADLINES: dict[Factor, str] = {
    "segregation": "dissimilarity_black_white",
    "income_inequality": "income_ratio_80_20",
    "school_quality": "graduation_rate_4yr",
    "social_capital": "economic_connectedness",
    "family_stability": "children_in_single_parent_families",
    "mobility": "mean_income_rank_p25",
}
PLACE_HEADLINES: dict[Factor, str] = {
    "income_inequality": "income_percentile_ratio_80_20",
    "school_quality": "high_school_degree",
}


@cache
def specs() -> dict[str, IndicatorSpec]:
    """Key -> spec, factors in the order of FACTORS, within a factor by file, the headline first."""
    found: dict[str, IndicatorSpec] = {}
    for factor in FACTORS:
        for spec in sorted(_walk(factor), key=lambda spec: spec.key != HEADLINES.get(factor)):
            if spec.key in found:
                raise ValueError(f"two indicators have the key {spec.key!r}: keys are unique")
            if spec.factor != factor:
                raise ValueError(f"{spec.key!r} says factor {spec.factor!r} but lies in indicators/{factor}/")
            found[spec.key] = spec
    return found


def of_factor(factor: Factor) -> tuple[IndicatorSpec, ...]:
    """The indicators of one factor."""
    return tuple(spec for spec in specs().values() if spec.factor == factor)


def _walk(factor: Factor) -> list[IndicatorSpec]:
    package = import_module(f"indicators.{factor}")
    found: list[IndicatorSpec] = []
    for module_info in sorted(iter_modules(package.__path__), key=lambda info: info.name):
        if module_info.name.startswith("_"):
            continue
        module = import_module(f"{package.__name__}.{module_info.name}")
        one = getattr(module, "SPEC", None)
        several = getattr(module, "SPECS", ())
        found.extend([one] if one is not None else [])
        found.extend(several)
    return found
