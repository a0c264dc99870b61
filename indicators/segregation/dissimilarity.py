"""Dissimilarity between two groups, from census counts by tract (Duncan & Duncan 1955)."""

from __future__ import annotations

from functools import partial

from indicators.core.spec import IndicatorSpec
from indicators.segregation._census import (
    BETWEEN_CAVEAT,
    DIFFERENCE_CAVEAT,
    GROUP_WORDS,
    GROUPS_CAVEAT,
    MINIMUM_DIFFERENCE,
    PERIODS_CAVEAT,
    QUALITY_CAVEATS,
    SIZE_CAVEAT,
    census_series,
    with_census_grade,
)
from indicators.segregation._institutions import (
    CAVEAT,
    SUFFIX,
    formula_without_institutions,
    spec_without_institutions,
    with_check,
)
from indicators.segregation._references import ACS_TABLE_B11002, CENSUSES, DUNCAN, MASSEY_DENTON
from indicators.segregation._topics import SPREAD
from indicators.stats.frames import NativeT
from indicators.stats.unevenness import dissimilarity

FAMILY = "dissimilarity"


def compute(frame: NativeT, group: str = "black") -> NativeT:
    """D of each place from tract counts ``a`` (the group) and ``b`` (White).

    Returns place, value, units, smallest_group, quality and, where the tracts are judged, flags and note.
    """
    return with_check(with_census_grade(dissimilarity(frame, "a", "b")), frame, {"a": group, "b": "white"})


CAVEATS = (
    "The index is about two groups, not about one group against everyone else.",
    GROUPS_CAVEAT,
    PERIODS_CAVEAT,
    *QUALITY_CAVEATS,
    DIFFERENCE_CAVEAT,
    SIZE_CAVEAT,
    BETWEEN_CAVEAT,
)


def _spec(group: str) -> IndicatorSpec:
    word = GROUP_WORDS[group]
    pair = f"{word} and White residents"
    return IndicatorSpec(
        key=f"dissimilarity_{group}_white",
        factor="segregation",
        title=f"Dissimilarity index, {word} and White",
        short=f"{word}-White dissimilarity",
        topic=SPREAD,
        question=f"How unevenly are {pair} spread over the neighborhoods?",
        unit="index from 0 (spread alike) to 1 (fully apart)",
        direction="lower_is_better",
        format="index",
        bounds=(0.0, 1.0),
        series=census_series({"a": group, "b": "white"}),
        compute=partial(compute, group=group),
        basis="full_count",
        minimum_difference=MINIMUM_DIFFERENCE,
        groups=(group, "white"),
        family=FAMILY,
        family_title="Dissimilarity index",
        group=group,
        without_institutions=f"dissimilarity_{group}_white{SUFFIX}",
        plain=(
            f"The share of {word} residents, or of White residents, who would have to move to another census tract for "
            "the two groups to be spread over the tracts in the same way. 0 means that every tract has the same mix of "
            "the two; 1 means that no tract has both. Figures above 0.6 are usually called high, below 0.3 low."
        ),
        sentence=(
            f"In {{place}}, {{per100}} of every 100 {word} {{people}} would have to move to another neighborhood "
            "(census tract) to be spread like White {people}"
        ),
        per_100=100,
        formula=(
            "D = 1/2 × Σj |aj/A − bj/B|, over census tracts j; "
            f"a = {word} residents, b = White residents, A and B their totals in the place."
        ),
        references=(DUNCAN, MASSEY_DENTON, *CENSUSES, ACS_TABLE_B11002),
        caveats=(*CAVEATS, CAVEAT),
    )


def _twin(spec: IndicatorSpec) -> IndicatorSpec:
    sentence = (
        f"{{per100}} of every 100 {GROUP_WORDS[spec.group]} {{people}} in {{place}} would have to move to another "
        "neighborhood (census tract) to be spread like White {people}"
    )
    return spec_without_institutions(
        spec, formula_without_institutions(partial(compute, group=spec.group), ("a", "b")), CAVEATS, sentence
    )


_PLAIN = tuple(_spec(group) for group in ("black", "hispanic", "asian"))
SPECS = (*_PLAIN, *map(_twin, _PLAIN))
