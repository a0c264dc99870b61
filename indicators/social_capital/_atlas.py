"""What the indicators from the Social Capital Atlas share: inputs, who is counted, references, what to mind."""

from __future__ import annotations

from collections.abc import Mapping

from indicators.core.geography import Level
from indicators.core.spec import Input, Reference, Series

PERIOD = "2022"
COUNTY, ZIP, HIGH_SCHOOL = (
    "social_capital_atlas_county_2022",
    "social_capital_atlas_zip_2022",
    "social_capital_atlas_high_school_2022",
)
USERS = "US Facebook users aged 25 to 44 in 2022, active, with at least 100 friends, living in the area"

NATURE_1 = Reference(
    "Chetty, R., Jackson, M. O., Kuchler, T., Stroebel, J. et al. (2022). Social capital I: measurement and "
    "associations with economic mobility. Nature 608, 108-121.",
    "https://doi.org/10.1038/s41586-022-04996-4",
)
NATURE_2 = Reference(
    "Chetty, R., Jackson, M. O., Kuchler, T., Stroebel, J. et al. (2022). Social capital II: determinants of economic "
    "connectedness. Nature 608, 122-134.",
    "https://doi.org/10.1038/s41586-022-04997-3",
)
ATLAS = Reference(
    "Opportunity Insights and Meta. Social Capital Atlas (2022).",
    "https://data.humdata.org/dataset/social-capital-atlas",
)

FACEBOOK_CAVEAT = (
    "Friendships on Facebook stand for friendships. Among people aged 25 to 44 coverage is high, but it differs by "
    "place, and income is estimated from many signals, not known."
)
SNAPSHOT_CAVEAT = "One snapshot (2022): there is no trend, and none is drawn."
PRIVACY_CAVEAT = (
    "Places with too few users are left out, and figures are slightly changed to protect privacy; ZIP codes most."
)
ZIP_NOTE = "ZIP code areas have no outlines here: they are shown as a table."
NO_MARGIN = "No standard error is published for this measure: places can’t be tested against each other."
INCOME_WORDS = (
    "Low and high income mean below and above the middle of the nation’s users of the same age, by an index of "
    "socioeconomic status."
)


def atlas_series(column: str, universe: str = USERS, se: str = "") -> tuple[Series, Series]:
    """County and ZIP series of one measure. column, se: names in the Atlas without their ending."""
    return _series("county", COUNTY, column, universe, se), _series("zip", ZIP, column, universe, se)


def columns_of(column: str, se: str, ending: str) -> Mapping[str, str]:
    """Figure fields -> columns of one file of the Atlas."""
    error = {"se": f"{se}_{ending}"} if se else {}
    return {"value": f"{column}_{ending}", **error}


def _series(level: Level, dataset: str, column: str, universe: str, se: str) -> Series:
    is_county = level == "county"
    table = Input(dataset, level, columns_of(column, se, level))
    vintage, note = ("2010", "") if is_county else ("", ZIP_NOTE)
    return Series(level, (PERIOD,), table, universe, vintage=vintage, note=note, joins_trend=False)
