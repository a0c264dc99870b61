"""Every indicator, found by walking the folders of the factors: adding an indicator is adding one file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

import indicators
from indicators.core.spec import IndicatorSpec
from indicators.factors import FACTORS, Factor, FactorError

# Folders of indicators/ that hold no measures.
ROOMS = frozenset({"core", "stats", "compare", "present", "export"})


@cache
def specs() -> dict[str, IndicatorSpec]:
    """Key -> spec, factors in the order of the table, within a factor by file, the headline first.

    Raises FactorError where the table and the folders do not fit together, ValueError where keys are not unique.
    """
    check_folders(FACTORS, _folders())
    by_key: dict[str, IndicatorSpec] = {}
    for factor in FACTORS.values():
        measures = list(_walk(factor.key))
        check_headlines(factor, measures)
        for spec in sorted(measures, key=lambda spec: spec.key != factor.headlines.get("county")):
            if spec.key in by_key:
                raise ValueError(f"two indicators have the key {spec.key!r}: keys are unique")
            by_key[spec.key] = spec
    return by_key


def of_factor(factor: str) -> tuple[IndicatorSpec, ...]:
    """The indicators of one factor, by its key."""
    return tuple(spec for spec in specs().values() if spec.factor == factor)


def check_folders(factors: Mapping[str, Factor], folders: Iterable[str]) -> None:
    """Raise FactorError for a row without a folder, and for a folder that is neither a row's nor a room's."""
    names = frozenset(folders)
    for name in sorted(names - ROOMS - factors.keys()):
        raise FactorError(f"the folder indicators/{name}/ has no row in indicators/factors.py")
    for key in sorted(factors.keys() - names):
        raise FactorError(f"the row {key!r} of indicators/factors.py has no folder indicators/{key}/")


def check_headlines(factor: Factor, measures: Iterable[IndicatorSpec]) -> None:
    """Raise FactorError for a measure in the wrong folder, and for a headline that is none or lacks the level."""
    by_key = {spec.key: spec for spec in measures}
    for spec in by_key.values():
        if spec.factor != factor.key:
            raise FactorError(f"{spec.key!r} says factor {spec.factor!r} but lies in indicators/{factor.key}/")
    for level, key in factor.headlines.items():
        if key not in by_key:
            raise FactorError(f"the headline {key!r} of {factor.key!r} is no measure in indicators/{factor.key}/")
        if level not in by_key[key].levels:
            raise FactorError(f"the headline {key!r} of {factor.key!r} has no figures at the level {level!r}")


def _folders() -> frozenset[str]:
    """Names of the packages beside this file."""
    return frozenset(module.name for module in iter_modules(indicators.__path__) if module.ispkg)


def _walk(factor: str) -> Iterator[IndicatorSpec]:
    """What the files of a folder call SPEC or SPECS; files whose name begins with _ are helpers."""
    package = import_module(f"indicators.{factor}")
    for name in sorted(module.name for module in iter_modules(package.__path__)):
        if name.startswith("_"):
            continue
        module = import_module(f"{package.__name__}.{name}")
        if hasattr(module, "SPEC"):
            yield module.SPEC
        yield from getattr(module, "SPECS", ())
