"""Social capital: the Social Capital Atlas (2022), and two measures of the Urban Institute."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from data.sources import framework, texas, tidy
from indicators.core.estimate import Status
from indicators.core.geography import GEOID_WIDTHS, Level

PERIOD = "2022"
NOT_PUBLISHED = "not published: the Atlas leaves out places with too few users to protect their privacy"
NO_SHARE = "not published: the Atlas gives no figure here"
NO_ASSOCIATIONS = "not published: the Census Bureau gives no establishments of these kinds here"
BELOW_ZERO = "hidden: below zero, so the publisher's adjustments are larger than the figure itself"

# Economic connectedness, and exposure, are shares divided by one half: 0 to 2.
TWICE_A_SHARE: framework.Range = (0.0, 2.0)
SHARE: framework.Range = (0.0, 1.0)
ERROR: framework.Range = (0.0, 1.0)
BIAS: framework.Range = (None, 1.0)
PER_USER: framework.Range = (None, None)


@dataclass(frozen=True, slots=True)
class _File:
    """One file of the Atlas. figures: column -> lowest and highest possible value; others: columns not used.

    per_user: figures that the Atlas adjusts, some to below zero.
    """

    path: str
    level: Level
    code: str
    figures: Mapping[str, framework.Range]
    others: str
    texts: tuple[str, ...] = ()
    per_user: tuple[str, ...] = ()


def _figures(group: str) -> dict[str, framework.Range]:
    """Columns of the county file and of the ZIP code file, which differ by their ending alone."""
    return {
        f"ec_{group}": TWICE_A_SHARE,
        f"ec_se_{group}": ERROR,
        f"exposure_grp_mem_{group}": TWICE_A_SHARE,
        f"bias_grp_mem_{group}": BIAS,
        f"clustering_{group}": SHARE,
        f"support_ratio_{group}": SHARE,
        f"volunteering_rate_{group}": SHARE,
        f"civic_organizations_{group}": PER_USER,
    }


_COUNTY = _File(
    path="social_capital/social_capital_county.csv",
    level="county",
    code="county",
    figures=_figures("county"),
    per_user=("civic_organizations_county",),
    others="county_name|num_below_p50|pop2018|child_.*|ec_.*|exposure_grp_mem_high_county|bias_grp_mem_high_county",
)
_ZIP = _File(
    path="social_capital/social_capital_zip.csv",
    level="zip",
    code="zip",
    figures=_figures("zip"),
    per_user=("civic_organizations_zip",),
    others="num_below_p50|pop2018|nbhd_.*|ec_.*|exposure_grp_mem_high_zip|bias_grp_mem_high_zip",
    texts=("county",),
)
_HIGH_SCHOOL = _File(
    path="social_capital/social_capital_high_school.csv",
    level="high_school",
    code="high_school",
    figures={"ec_own_ses_hs": TWICE_A_SHARE, "ec_own_ses_se_hs": ERROR},
    others="zip|students_9_to_12|.*_hs",
    texts=("county", "high_school_name"),
)


def county(inputs: Path) -> pd.DataFrame:
    """Social Capital Atlas by county, under the Atlas's own column names; shares of 1 and shares divided by one half.

    Source: Chetty, Jackson, Kuchler, Stroebel et al. 2022, Social Capital Atlas, county file.
    """
    return _atlas(inputs, _COUNTY)


def zip_code(inputs: Path) -> pd.DataFrame:
    """Social Capital Atlas by ZIP code area, with its ``county``. Source: the Atlas's ZIP code file."""
    frame = _atlas(inputs, _ZIP)
    return frame.assign(
        name="ZIP code " + frame["geoid"], county=tidy.pad(frame["county"], 5).where(frame["county"].notna())
    )


def high_school(inputs: Path) -> pd.DataFrame:
    """Economic connectedness by high school (own-SES edition), with name, county and, in Texas, a location.

    Source: the same, high school file; locations from the Common Core of Data 2013-14 (NCES), by NCES school id.
    """
    frame = _atlas(inputs, _HIGH_SCHOOL).rename(columns={"high_school_name": "name"})
    located = texas.locations(inputs).set_index("nces")[["lon", "lat"]]
    return frame.assign(county=tidy.pad(frame["county"], 5)).join(located, on="geoid")


def connectedness_share(inputs: Path) -> pd.DataFrame:
    """Share of low-income people's friends who have high income, county (95 % limits) and city (no limits).

    Source: Urban Institute (2025 edition) from the Social Capital Atlas.
    """
    name = "share_economic_connectedness"
    folder = "social_capital/economic_connectedness_version2025"
    limits = {name: SHARE, f"{name}_lb": SHARE, f"{name}_ub": SHARE, f"{name}_quality": framework.QUALITY}
    counties = framework.read(inputs, f"{folder}_county_2022.csv", "county", limits)
    plain = {name: SHARE, f"{name}_quality": framework.QUALITY}
    cities = framework.read(inputs, f"{folder}_place_2022.csv", "place", plain)
    return tidy.tidy(tidy.blank_is_missing(pd.concat([counties, cities], ignore_index=True), [name], NO_SHARE))


def associations(inputs: Path) -> pd.DataFrame:
    """Membership associations per 10,000 residents, county and city: two methods.

    Source: Urban Institute from County Business Patterns (US Census Bureau).
    """
    name = "count_membership_associations_per_10k"
    figures = {name: (0.0, None), f"{name}_quality": framework.QUALITY}
    folder = "social_capital/social_associations_all"
    counties = framework.read(inputs, f"{folder}_county.csv", "county", figures)
    cities = framework.read(inputs, f"{folder}_city.csv", "place", figures)
    return tidy.tidy(tidy.blank_is_missing(pd.concat([counties, cities], ignore_index=True), [name], NO_ASSOCIATIONS))


def _atlas(inputs: Path, file: _File) -> pd.DataFrame:
    raw = tidy.read_table(inputs, file.path, (file.code, *file.texts, *file.figures), others=file.others)
    frame = tidy.numbers(raw, list(file.figures), file.path)
    geoid = _codes(frame[file.code], GEOID_WIDTHS[file.level])
    figures = frame.drop(columns=[file.code] if file.code not in file.texts else []).assign(
        geoid=geoid, level=file.level, period=PERIOD
    )
    pattern = "|".join(rf"[0-9A-Z]{{{width}}}" for width in GEOID_WIDTHS[file.level])
    codes = {"geoid": pattern, "level": file.level, "period": PERIOD}
    tidy.check(figures, tidy.schema(codes=codes, numbers=file.figures, texts=file.texts), file.path)
    return tidy.tidy(_statuses(figures, file))


def _codes(codes: pd.Series, widths: Sequence[int]) -> pd.Series:
    """Pad codes of one width with zeros. Codes of several widths (high schools) have theirs in the file."""
    return tidy.pad(codes, widths[0]) if len(widths) == 1 else codes.str.strip()


def _statuses(frame: pd.DataFrame, file: _File) -> pd.DataFrame:
    for name in file.per_user:
        below = frame[name] < 0
        frame = tidy.mark(frame.assign(**{name: frame[name].mask(below)}), name, below, Status.SUPPRESSED, BELOW_ZERO)
    return tidy.blank_is_missing(frame, file.figures, NOT_PUBLISHED)
