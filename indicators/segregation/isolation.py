"""Isolation of a group, from census counts by tract (Lieberson 1981; Massey & Denton 1988)."""

from __future__ import annotations

from functools import partial
from typing import Any

import narwhals as nw

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
from indicators.segregation._references import ACS_TABLE_B11002, CENSUSES, LIEBERSON, MASSEY_DENTON
from indicators.segregation._topics import OWN_GROUP
from indicators.stats.exposure import isolation
from indicators.stats.frames import NativeT


def compute(frame: NativeT, group: str = "black") -> NativeT:
    """xPx of each place from tract counts ``group`` and ``everyone``.

    Returns place, value, units, smallest_group, note (the group's share of everyone, without which isolation can't be
    read), quality and, where the tracts are judged, flags.
    """
    places: Any = nw.from_native(isolation(frame, "group", "everyone"))
    noted: NativeT = places.with_columns(note=_share_note(nw.col("share"))).drop("share").to_native()
    return with_check(with_census_grade(noted), frame, {"group": group})


def _share_note(share: nw.Expr) -> nw.Expr:
    percent = nw.when(share > 0).then((share * 100 + 0.5).floor()).otherwise(nw.lit(0.0)).cast(nw.Int64())
    percentage = nw.concat_str(nw.lit("The group is "), percent.cast(nw.String()), nw.lit("% of everyone here."))
    return nw.when(share >= 0.005).then(percentage).otherwise(nw.lit("The group is under 1% of everyone here."))


CAVEATS = (
    "Isolation depends on the size of the group: two places with the same pattern and different shares of the "
    "group have different figures.",
    GROUPS_CAVEAT,
    PERIODS_CAVEAT,
    *QUALITY_CAVEATS,
    DIFFERENCE_CAVEAT,
    SIZE_CAVEAT,
    BETWEEN_CAVEAT,
)


def _spec(group: str) -> IndicatorSpec:
    word = GROUP_WORDS[group]
    return IndicatorSpec(
        key=f"isolation_{group}",
        factor="segregation",
        title=f"Isolation index, {word}",
        short=f"{word} isolation",
        topic=OWN_GROUP,
        question=f"What share of the people in the average {word} resident’s neighborhood are {word} too?",
        unit=f"share of the average {word} resident’s census tract",
        direction="neutral",
        format="percent",
        bounds=(0.0, 1.0),
        series=census_series({"group": group, "everyone": "everyone"}),
        compute=partial(compute, group=group),
        basis="full_count",
        minimum_difference=MINIMUM_DIFFERENCE,
        groups=(group,),
        family="isolation",
        family_title="Isolation index",
        family_unit="share of the average resident’s census tract",
        group=group,
        without_institutions=f"isolation_{group}{SUFFIX}",
        plain=(
            f"Take every {word} resident, look at the census tract where that person lives, and ask what share of its "
            f"people are {word}. The average of these shares is the isolation index. It can’t be lower than the "
            f"group’s share of the whole place, and 100% means that {word} residents share no tract with anyone else. "
            "Higher means more apart, but a large group has a high figure even where nobody is kept apart. So read it "
            "beside the group’s share; higher is neither better nor worse by itself."
        ),
        sentence=(
            f"In the census tract of the average {word} {{person}} of {{place}}, {{value}} of the {{people}} are {word}"
        ),
        formula=f"xPx = Σj (xj/X) × (xj/tj), over census tracts j; x = {word} residents, X their total, t = everyone.",
        references=(LIEBERSON, MASSEY_DENTON, *CENSUSES, ACS_TABLE_B11002),
        caveats=(*CAVEATS, CAVEAT),
    )


def _twin(spec: IndicatorSpec) -> IndicatorSpec:
    word = GROUP_WORDS[spec.group]
    sentence = (
        f"{{value}} of the {{people}} are {word} in the census tract of the average {word} {{person}} of {{place}}"
    )
    return spec_without_institutions(
        spec, formula_without_institutions(partial(compute, group=spec.group), ("group", "everyone")), CAVEATS, sentence
    )


_PLAIN = tuple(_spec(group) for group in ("white", "black", "hispanic", "asian"))
SPECS = (*_PLAIN, *map(_twin, _PLAIN))
