"""Share of children in households of a householder without spouse or partner (ACS B09005)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.core.estimate import Status
from indicators.core.geography import Level
from indicators.core.spec import IndicatorSpec, Input, Series
from indicators.family_stability._references import ACS_HANDBOOK, CHETTY_2014, TABLE_B09005
from indicators.family_stability._topics import ONE_PARENT
from indicators.stats.margins import proportion_moe, sum_moe

if TYPE_CHECKING:
    import pandas as pd

PERIOD = "2019-2023"
UNIVERSE = "Children under 18 in households (but those who are themselves householder, spouse or partner)"
LEVELS: tuple[Level, ...] = ("county", "state", "us")
COLUMNS = {
    "children": "B09005_001E",
    "children_moe": "B09005_001M",
    "male": "B09005_004E",
    "male_moe": "B09005_004M",
    "female": "B09005_005E",
    "female_moe": "B09005_005M",
}


def compute(frame: pd.DataFrame) -> pd.DataFrame:
    """p = (male + female) / children with its margin, row by row.

    frame: geoid; children under 18, and of these in households of a male and of a female householder without spouse or
    partner, each with its 90 % margin. Margin of the sum, then of the proportion (ACS handbook 2020, ch. 8).
    """
    import pandas as pd

    parts, margins = frame[["male", "female"]], frame[["male_moe", "female_moe"]]
    single = parts.sum(axis=1, skipna=False)
    single_moe = sum_moe(parts, margins)
    moe = proportion_moe(single, single_moe, frame["children"], frame["children_moe"])
    nobody = frame["children"] == 0
    blank = pd.Series("", index=frame.index, dtype="str")
    return pd.DataFrame(
        {
            "geoid": frame["geoid"],
            "value": (single / frame["children"]).mask(nobody),
            "moe": moe,
            "base": frame["children"],
            "status": blank.mask(nobody, Status.NOT_APPLICABLE.value),
            "note": blank.mask(nobody, "The survey found no children in households here."),
        }
    )


def _series(level: Level) -> Series:
    vintage = "2022" if level == "county" else ""
    return Series(level, (PERIOD,), Input("acs_county_2019_2023", level, COLUMNS), UNIVERSE, vintage=vintage)


SPEC = IndicatorSpec(
    key="children_in_single_parent_families",
    factor="family_stability",
    title="Children in single-parent families",
    short="Children in single-parent families",
    topic=ONE_PARENT,
    question="How many children grow up in a home with one parent and no spouse or partner?",
    sentence="In {place}, {per100} of 100 children live with a householder who has no spouse or partner in the home",
    per_100=100,
    unit="share of children",
    direction="lower_is_better",
    format="percent",
    bounds=(0.0, 1.0),
    series=tuple(_series(level) for level in LEVELS),
    compute=compute,
    plain=(
        "Of all children under 18 who live in a household, the share whose household is headed by a woman or a man "
        "with no spouse and no partner living there. Lower is taken to be better here, since areas with fewer such "
        "families tend to have more upward mobility; it is no judgment on any family. Children whose parents live "
        "together without being married are not counted."
    ),
    formula=(
        "p = (B09005_004 + B09005_005) / B09005_001. Margin: √(MOE₄² + MOE₅²) for the sum "
        "(of parts whose estimate is 0 only the largest margin counts, once), then √(MOE_sum² − p² MOE₁²) / B09005_001 "
        "(with plus where the root would be negative)."
    ),
    references=(TABLE_B09005, ACS_HANDBOOK, CHETTY_2014),
    caveats=(
        "A share of children, not of households: it can differ by ten points from the share of households with "
        "children.",
        "The householder need not be the parent: a child who lives with a grandmother without a husband counts too.",
        "Since 2019 this table counts homes of unmarried couples apart, so they are not in this figure. Tables B09002, "
        "B23008 and B11003 do not part them and give higher figures. The two kinds are never joined in one trend.",
        "Not comparable with the share of single-parent households of 1990 to 2010 on this page, nor with the share of "
        "children with two married parents: each counts something else.",
        "A sample survey over five years. The margin leaves out that the parts come from the same households.",
    ),
)
