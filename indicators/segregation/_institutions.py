"""Prisons, dormitories and barracks in the counts of a census: which figures they carry, and the figures without them.

A place's index is flagged where over a quarter of a group is counted in institutional tracts (METHODS: institutions).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import narwhals as nw

from indicators.core.estimate import Flag, Quality, Status
from indicators.core.spec import IndicatorSpec
from indicators.segregation._census import CENSUS_GRADE, GROUP_WORDS
from indicators.stats.frames import KEY, PLACE, NativeT
from indicators.stats.institutions import (
    INSTITUTIONAL,
    counted_in_institutions,
    is_institutional,
    without_institutions,
)
from indicators.stats.minimum_sizes import FEWEST_UNITS

# Over this share of a group, an index of it says more about institutions than about neighborhoods.
QUARTER = 0.25
# In an index of all groups a smaller one decides nothing.
FEWEST_OF_MANY = 100
SUFFIX = "_in_households"

WHERE = "in census tracts where many adults do not live in households (prisons, dormitories, barracks and the like)"
OF_TRACT = "many of the adults counted in this tract do not live in households"
TRACT_NOTE = f"{OF_TRACT[0].upper()}{OF_TRACT[1:]}, but in a prison, dormitory, barracks or the like."
NOT_JUDGED = "The survey of households has no tracts here, so institutions can’t be told from neighborhoods."

RULE = (
    "A tract is left out as institutional where over 30% of the adults counted in 2020, and over 200, do not live in "
    "households, or where over half of the White or of the Black adults, and over 100, do not, beyond the survey’s "
    "margin of error. The people in households are those of the American Community Survey 2019-2023 (tables B11002, "
    "B11002A and B11002B), of all ages and with Hispanics in both races, so a tract is rather taken for a neighborhood "
    "than for an institution. The table has no count for the other groups: the same tracts are left out for them."
)
CAVEAT = (
    "The census counts people where they are held or quartered. Where over a quarter of a group is counted in tracts "
    "where many adults do not live in households (prisons, dormitories, barracks), the figure of 2020 says so, is "
    "grade 3 and not ranked, and the figure without those tracts stands beside it. Such tracts are found by comparing "
    "the census with the household survey of 2019-2023; 2010 and Puerto Rico can’t be checked in this way."
)
CHECK_OF_TRACT_CAVEAT = (
    "The census counts people where they are held or quartered. A tract where over 30% of the adults counted in 2020, "
    "and over 200, do not live in households (a prison, dormitory, barracks or the like) says so and is grade 3. 2010 "
    "and 2019-2023 are not checked in this way."
)


def with_check(places: NativeT, frame: NativeT, groups: Mapping[str, str], fewest: float = 0) -> NativeT:
    """Add flags, note and quality to an index of places; a flagged figure is grade 3 and says why before other words.

    places: place, value, quality and perhaps note. frame: the tracts that they come from. groups: column -> group.
    fewest: adults that a group needs to decide. Unchanged where the frame does not tell institutional tracts.
    """
    if not _is_judged(frame):
        return places
    checked: NativeT = _with_flags(places, _judged(frame, groups, fewest), PLACE)
    return checked


def with_check_of_county(parts: NativeT, frame: NativeT, groups: Mapping[str, str], fewest: float = 0) -> NativeT:
    """The same for figures of tracts (``geoid``) that are parts of an index of their county (``place``)."""
    if not _is_judged(frame):
        return parts
    rows: Any = nw.from_native(frame)
    counties: Any = nw.from_native(_judged(frame, groups, fewest))
    checked: NativeT = _with_flags(
        parts, rows.select(KEY, PLACE).join(counties, on=PLACE, how="left").drop(PLACE).to_native(), KEY
    )
    return checked


def with_check_of_tract(tracts: NativeT, frame: NativeT) -> NativeT:
    """The same for figures of tracts by themselves: those of institutional tracts are flagged."""
    if not _is_judged(frame):
        return tracts
    rows: Any = nw.from_native(frame)
    why = nw.when(is_institutional()).then(nw.lit(TRACT_NOTE)).otherwise(nw.lit(""))
    checked: NativeT = _with_flags(tracts, rows.select(KEY, why=why).to_native(), KEY)
    return checked


def formula_without_institutions(compute: Callable[..., Any], counts: Sequence[str]) -> Callable[..., Any]:
    """The formula of a place's index, over its tracts that are not institutional. counts: columns of people."""

    def compute_without(frame: Any) -> Any:
        counted: Any = nw.from_native(counted_in_institutions(frame, ()))
        figures: Any = nw.from_native(compute(_without_people_of_institutions(frame, counts)))
        return _with_notes_on_tracts(figures.join(counted, on=PLACE, how="left")).to_native()

    return compute_without


def tract_formula_without_institutions(compute: Callable[..., Any], counts: Sequence[str]) -> Callable[..., Any]:
    """The formula of a tract's part of its county's index, where institutional tracts have no part."""

    def compute_without(frame: Any) -> Any:
        rows: Any = nw.from_native(frame)
        parts: Any = nw.from_native(compute(_without_people_of_institutions(frame, counts)))
        parts = parts.join(rows.select(KEY, is_out=is_institutional()), on=KEY, how="left")
        is_one = nw.col("is_out")
        return (
            parts.with_columns(
                value=nw.when(~is_one).then(nw.col("value")),
                status=nw.when(is_one).then(nw.lit(Status.NOT_APPLICABLE.value)).otherwise(nw.col("status")),
                note=nw.when(is_one).then(nw.lit(f"Left out: {OF_TRACT}.")).otherwise(nw.col("note")),
            )
            .drop("is_out")
            .to_native()
        )

    return compute_without


def spec_without_institutions(
    spec: IndicatorSpec,
    compute: Callable[..., Any],
    caveats: tuple[str, ...],
    sentence: str = "",
    formula: str = "",
) -> IndicatorSpec:
    """The measure without institutional tracts, under a key of its own: those periods whose tracts are judged.

    caveats: those of the measure that hold here too. sentence: the headline, after a clause that says what is left out.
    formula: where the measure has survey periods too, the formula without their margins.
    """
    judged = [series for series in spec.series if series.joined]
    return replace(
        spec,
        key=spec.without_institutions,
        title=f"{spec.title}, without institutions",
        short=f"{spec.short} without institutions",
        question=f"{spec.question.removesuffix('?')}, prisons, dormitories and barracks left out?",
        series=tuple(
            replace(series, universe=f"{series.universe}, outside tracts of institutions") for series in judged
        ),
        compute=compute,
        margins=None,
        formula=formula or spec.formula,
        family=f"{spec.family}{SUFFIX}" if spec.family else "",
        family_title=f"{spec.family_title}, without institutions" if spec.family_title else "",
        without_institutions="",
        sentence=f"Without the tracts where many adults do not live in households, {sentence}" if sentence else "",
        plain=f"{spec.plain} Here the tracts where many adults do not live in households (prisons, "
        "dormitories, barracks and the like) are left out.",
        caveats=(
            RULE,
            "People in households of such a tract are left out with it, and people in small institutions elsewhere "
            "stay in. Where no tract is left out, the figure is that of all tracts.",
            *caveats,
        ),
    )


def _is_judged(frame: Any) -> bool:
    """Whether the frame tells institutional tracts."""
    return INSTITUTIONAL in nw.from_native(frame).collect_schema().names()


def _without_people_of_institutions(frame: Any, counts: Sequence[str]) -> Any:
    """Set the counts of institutional tracts to 0, and drop the columns of the check."""
    rows: Any = nw.from_native(without_institutions(frame, counts))
    return rows.drop(INSTITUTIONAL).to_native()


def _judged(frame: Any, groups: Mapping[str, str], fewest: float) -> Any:
    """place, why: words where over a quarter of a group is counted in institutional tracts, else empty."""
    shares: Any = nw.from_native(counted_in_institutions(frame, tuple(groups)))
    counts = {name: nw.when(nw.col(f"all_{name}") >= fewest).then(nw.col(name)) for name in groups}
    shares = shares.with_columns(
        **{name: nw.when(share > 0).then(share).otherwise(nw.lit(0.0)) for name, share in counts.items()}
    )
    first, *others = groups  # one engine's greatest needs two columns
    worst = nw.max_horizontal(first, *others) if others else nw.col(first)
    shares = shares.with_columns(worst=worst)
    why = nw.lit("")
    for name, group in groups.items():
        is_worst = (nw.col(name) == nw.col("worst")) & (nw.col("worst") > QUARTER)
        why = nw.when(is_worst).then(_share_words(nw.col("worst"), group)).otherwise(why)
    return shares.select(PLACE, why=why).to_native()


def _share_words(share: nw.Expr, group: str) -> nw.Expr:
    percent = (share * 100 + 0.5).floor().cast(nw.Int64()).cast(nw.String())
    whom = "adults of two or more races" if group == "multiple" else f"{GROUP_WORDS[group]} adults"
    return nw.concat_str(percent, nw.lit(f"% of the {whom} counted are {WHERE}."))


def _with_flags(figures: Any, judged: Any, key: str) -> Any:
    """judged: ``key`` and why, empty where nothing is flagged. A figure that is not there is not flagged."""
    joined: Any = nw.from_native(figures).join(nw.from_native(judged), on=key, how="left")
    is_one = (nw.col("why") != "") & ~nw.col("value").is_null()
    if "units" in joined.collect_schema().names():
        is_one = is_one & (nw.col("units") >= FEWEST_UNITS)
    joined = joined.with_columns(
        quality=nw.when(is_one).then(nw.lit(Quality.POOR.value)).otherwise(nw.lit(CENSUS_GRADE)),
        flags=nw.when(is_one).then(nw.lit(Flag.INSTITUTIONS.value)).otherwise(nw.lit("")),
        why=nw.when(is_one).then(nw.col("why")).otherwise(nw.lit("")),
    )
    return _with_note(joined, nw.col("why")).drop("why").to_native()


def _with_notes_on_tracts(rows: Any) -> Any:
    """Note how many tracts are left out. A place that the survey does not know gets no figure."""
    known, number = nw.col("judged_areas") > 0, nw.col("institutional_areas")
    note = nw.concat_str(nw.lit("Census tracts left out: "), number.cast(nw.String()), nw.lit("."))
    noted = _with_note(rows, nw.when(number > 0).then(note).otherwise(nw.lit("")))
    marked = noted.with_columns(
        *[nw.when(known).then(nw.col(name)).alias(name) for name in ("value", "units", "smallest_group")],
        status=nw.when(known).then(nw.lit("")).otherwise(nw.lit(Status.MISSING.value)),
        note=nw.when(known).then(nw.col("note")).otherwise(nw.lit(NOT_JUDGED)),
    )
    return marked.drop("judged_areas", "institutional_areas")


def _with_note(rows: Any, why: nw.Expr) -> Any:
    """Put words before the note, where there is one."""
    if "note" not in rows.collect_schema().names():
        return rows.with_columns(note=why)
    return rows.with_columns(note=nw.concat_str(why, nw.lit(" "), nw.col("note")).str.strip_chars())
