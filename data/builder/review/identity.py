"""Places that are one area have one figure: a city that is a county, a metro area or zone of one county, DC."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from data.builder.grades import half_widths
from data.builder.places.levels import Places
from data.builder.review.tables import Amendment, Key, Tables, amend, names_of
from data.core.coextensive import coextensive_counties
from indicators.core.estimate import Flag, Quality, Status
from indicators.core.geography import LEVEL_WORDS, Level
from indicators.core.plain_number import plain_number
from indicators.core.spec import IndicatorSpec, Series
from indicators.registry import specs

ROUNDING = 0.01  # figures without a margin agree within this part of the larger one
POINTS = 0.005  # shares without a margin agree within this
# Limits at 90 % leave out one true figure in ten. More pairs than that, and at least two, mean another method.
BY_CHANCE, FEWEST = 0.10, 2
SHOWN = 10  # pairs of a series in the report


@dataclass(frozen=True, slots=True)
class Finding:
    """Pairs of one series. pairs: geoid, county, period, here, there, differs; one row a pair and period."""

    spec: IndicatorSpec
    series: Series
    pairs: pd.DataFrame

    @property
    def is_other(self) -> bool:
        """Whether the level has figures of another method than the county."""
        differ = int(self.pairs["differs"].sum())
        return differ >= FEWEST and differ > BY_CHANCE * len(self.pairs)


def same_areas(tables: Tables, places: Places) -> dict[Level, dict[str, str]]:
    """Level -> code of a place -> county that is the same area."""
    table = places.table
    cities = table[table["level"] == "place"]
    principal = dict(zip(cities["geoid"], cities["principal_county"], strict=True))
    alone = {code: min(counties) for code, counties in places.members.items() if len(counties) == 1}
    counties = table[table["level"] == "county"].groupby("state")["geoid"].unique()
    states = {str(state): str(codes[0]) for state, codes in counties.items() if len(codes) == 1}
    zones = table[table["cz"] != ""].groupby("cz")["geoid"].unique()
    zone = {str(code): str(counties[0]) for code, counties in zones.items() if len(counties) == 1}
    people = coextensive_counties(principal, _people(tables, "place"), _people(tables, "county"))
    return {"place": people, "cbsa": alone, "state": states, "cz": zone}


def _people(tables: Tables, level: Level) -> dict[str, float]:
    latest = max((key for key in tables if key[:2] == ("population", level)), default=None)
    return {} if latest is None else dict(zip(tables[latest]["geoid"], tables[latest]["value"], strict=True))


def findings(tables: Tables, places: Places) -> list[Finding]:
    """Every series that has a county's figures of the same periods beside it, by level and indicator."""
    areas = same_areas(tables, places)
    comparisons = [
        Finding(spec, series, compared(tables, spec, series, areas[series.level]))
        for spec in specs().values()
        for series in spec.series
        if series.level in areas
    ]
    ordered = sorted(
        comparisons, key=lambda comparison: (comparison.series.level, comparison.spec.key, comparison.series.periods)
    )
    return [finding for finding in ordered if not finding.pairs.empty or finding.series.withheld]


def compared(tables: Tables, spec: IndicatorSpec, series: Series, county_of: Mapping[str, str]) -> pd.DataFrame:
    """Pairs of one series where both levels have a figure of the period."""
    parts = [pd.DataFrame(columns=["geoid", "county", "period", "here", "there", "differs"])]
    for period in series.periods:
        here, there = (tables.get(Key(spec.key, level, period)) for level in (series.level, "county"))
        if here is None or there is None:
            continue
        matched, of_counties = (_with_widths(table) for table in (here, there))
        matched = matched[matched["geoid"].isin(county_of)]
        matched = matched.assign(county=matched["geoid"].map(county_of))
        both = matched.merge(of_counties, left_on="county", right_on="geoid", suffixes=("", "_there"))
        shown = {"geoid": both["geoid"], "county": both["county"], "period": period}
        figures = {"here": both["value"], "there": both["value_there"], "differs": differs(both, spec)}
        parts.append(pd.DataFrame(shown | figures))
    return pd.concat([part for part in parts if not part.empty] or parts[:1], ignore_index=True)


def _with_widths(table: pd.DataFrame) -> pd.DataFrame:
    shown = table[table["value"].notna()]
    return shown[["geoid", "value"]].assign(half=half_widths(shown))


def differs(both: pd.DataFrame, spec: IndicatorSpec) -> pd.Series:
    """Whether value and value_there differ by more than their margins, or than rounding where neither has one."""
    gap = (both["value"] - both["value_there"]).abs()
    margin = both[["half", "half_there"]].fillna(0.0).pow(2).sum(axis=1).pow(0.5)
    larger = both[["value", "value_there"]].abs().max(axis=1)
    least = max(spec.minimum_difference, POINTS if spec.format == "percent" else 0.0)
    return gap > pd.concat([margin, ROUNDING * larger], axis=1).max(axis=1).clip(lower=least)


def review_identity(tables: Tables, places: Places) -> list[dict[str, Any]]:
    """Withhold series of another method; doubt single figures of others that differ. Returns every series compared."""
    report = []
    for finding in findings(tables, places):
        spec, series = finding.spec, finding.series
        is_withheld = finding.is_other or bool(series.withheld)
        for period in series.periods:
            key = Key(spec.key, series.level, period)
            if key in tables:
                table = tables[key]
                changes = _withheld(table, series) if is_withheld else _doubted(finding, period, places)
                tables[key] = amend(table, changes) if changes else table
        report.append(_entry(finding, is_withheld, names_of(places, series.level)))
    return report


def _withheld(table: pd.DataFrame, series: Series) -> list[Amendment]:
    city = LEVEL_WORDS[series.level][0]
    default = f"where a {city} and a county are one area, this source has two figures that contradict each other"
    note = f"Withheld: {series.withheld or default}".rstrip(".") + "."
    shown = table.loc[table["value"].notna() | table["lower"].notna() | table["upper"].notna(), "geoid"]
    missing, ungraded = Status.MISSING, Quality.NOT_GRADED
    return [Amendment(str(geoid), note, Flag.WITHHELD, missing, ungraded, removed=True) for geoid in shown]


def _doubted(finding: Finding, period: str, places: Places) -> list[Amendment]:
    names = names_of(places, "county")
    rows = finding.pairs[(finding.pairs["period"] == period) & finding.pairs["differs"]]
    return [
        Amendment(geoid, _same_area(names[county], there), Flag.IMPLAUSIBLE, quality=Quality.POOR)
        for geoid, county, there in zip(rows["geoid"], rows["county"], rows["there"], strict=True)
    ]


def _same_area(county: str, figure: float) -> str:
    return f"{county} is the same area, and has {plain_number(figure, 4)}."


def _entry(finding: Finding, is_withheld: bool, names: Mapping[str, str]) -> dict[str, Any]:
    pairs = finding.pairs
    gaps = pairs.assign(gap=(pairs["here"] - pairs["there"]).abs())
    cases = gaps[pairs["differs"].astype(bool)]
    return {
        "indicator": finding.spec.key,
        "level": finding.series.level,
        "periods": list(finding.series.periods),
        "pairs": len(pairs),
        "differ": len(cases),
        "median_ratio": _median_ratio(pairs),
        "contradicts": finding.is_other,
        "decision": "withheld" if is_withheld else "grade 3 where they differ" if len(cases) else "agrees",
        "furthest": [
            {name: row[name] for name in ("geoid", "period", "here", "there")} | {"name": names[row["geoid"]]}
            for row in cases.sort_values(["gap", "geoid"], ascending=[False, True]).head(SHOWN).to_dict("records")
        ],
    }


def _median_ratio(pairs: pd.DataFrame) -> float | None:
    ratio = (pairs["here"] / pairs["there"].where(pairs["there"] != 0)).astype(float).dropna()
    return round(float(ratio.median()), 4) if len(ratio) else None
