"""Families: Urban Institute's family structure of children, and the county covariates of the Opportunity Atlas."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from data.sources import tidy

STRUCTURE = "family/metrics_famstruc_{year}.csv"
YEARS = ("2018", "2021")
COVARIATES = "mobility/opportunity_atlas_county_covariates.csv"
KINDS = (
    "famstruc_2par_married",
    "famstruc_2par_unmarried",
    "famstruc_1par_plusadults",
    "famstruc_1par_noadults",
    "famstruc_0par_2adults",
    "famstruc_0par_other",
)
MARRIED = "famstruc_2par_married"
# Year that the publisher's name ends in -> what is read of it.
COVARIATES_OF_YEAR = {
    "1990": {"singleparent_share1990": "singleparent_share"},
    "2000": {"singleparent_share2000": "singleparent_share"},
    "2010": {
        "singleparent_share2010": "singleparent_share",
        "foreign_share2010": "foreign_share",
        "frac_coll_plus2010": "frac_coll_plus",
        "popdensity2010": "popdensity",
    },
}
SHARES = ("singleparent_share", "foreign_share", "frac_coll_plus")
LIMITS: dict[str, tuple[float, float | None]] = {**dict.fromkeys(SHARES, (0.0, 1.0)), "popdensity": (0.0, None)}


def family_structure(inputs: Path) -> pd.DataFrame:
    """Shares of children under 18 by who they live with, by county, 2018 and 2021, with 95 % limits and quality 1-3.

    Raises InputError.
    """
    return tidy.tidy(pd.concat([_structure(inputs, year) for year in YEARS], ignore_index=True))


def _structure(inputs: Path, year: str) -> pd.DataFrame:
    file = STRUCTURE.format(year=year)
    limits = [f"{kind}{end}" for kind in KINDS for end in ("_ub", "_lb")]
    values = [*KINDS, *limits, "famstruc_quality"]
    raw = tidy.read_table(inputs, file, ["year", "state", "county", *values])
    frame = tidy.numbers(raw, values, file)
    geoid = tidy.pad(frame.pop("state"), 2) + tidy.pad(frame.pop("county"), 3)
    frame = frame.rename(columns={"year": "period"}).assign(geoid=geoid, level="county")
    rule = tidy.schema(
        codes={"geoid": r"\d{5}", "level": "county", "period": year},
        # The 2018 file does not cut its limits off at 0: some lie a hair below.
        numbers=dict.fromkeys(KINDS, (0.0, 1.0))
        | dict.fromkeys(limits, (-0.05, 1.05))
        | {"famstruc_quality": (1.0, 3.0)},
    )
    tidy.check(frame, rule, file)
    tidy.check_limits(frame, MARRIED, f"{MARRIED}_lb", f"{MARRIED}_ub", file)
    columns = frame[["geoid", "level", "period", MARRIED, f"{MARRIED}_lb", f"{MARRIED}_ub", "famstruc_quality"]]
    return tidy.blank_is_missing(columns, [MARRIED], "not published for this county")


def covariates(inputs: Path) -> pd.DataFrame:
    """County covariates of the Opportunity Atlas (codes of 2010), one period a year.

    1990, 2000, 2010: ``singleparent_share``; 2010 also ``foreign_share``, ``frac_coll_plus`` (shares) and
    ``popdensity`` (people per square mile). Raises InputError.
    """
    names = [name for columns in COVARIATES_OF_YEAR.values() for name in columns]
    raw = tidy.read_table(inputs, COVARIATES, ["state", "county", *names], others=r"[a-z_0-9]+")
    frame = tidy.numbers(raw, names, COVARIATES)
    geoid = tidy.pad(frame.pop("state"), 2) + tidy.pad(frame.pop("county"), 3)
    frame.insert(0, "geoid", geoid)
    limits = {name: LIMITS[variable] for columns in COVARIATES_OF_YEAR.values() for name, variable in columns.items()}
    tidy.check(frame, tidy.schema(codes={"geoid": r"\d{5}"}, numbers=limits, key=("geoid",)), COVARIATES)
    years = [
        frame[["geoid", *columns]].rename(columns=columns).assign(level="county", period=year)
        for year, columns in COVARIATES_OF_YEAR.items()
    ]
    tall = pd.concat(years, ignore_index=True)
    return tidy.tidy(tidy.blank_is_missing(tall, [*SHARES, "popdensity"], "not published for this county and year"))
