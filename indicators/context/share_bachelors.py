"""Share of adults of 25 to 44 years with a bachelor's degree or more (ACS B15001)."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from indicators.context._areas import area_series
from indicators.context._references import ACS_HANDBOOK, TABLE_B15001
from indicators.core.estimate import Status
from indicators.core.spec import IndicatorSpec
from indicators.stats.margins import proportion_moe, sum_moe

if TYPE_CHECKING:
    import pandas as pd

PERIOD = "2019-2023"
UNIVERSE = "People of 25 to 44 years"
# Lines of the table: men of 25-34 and 35-44, women of 25-34 and 35-44.
EVERYONE = ("011", "019", "052", "060")
GRADUATES = ("017", "018", "025", "026", "058", "059", "066", "067")
COLUMNS = {
    f"{kind}_{line}{end}": f"B15001_{line}{letter}"
    for (kind, lines), (end, letter) in product(
        (("adults", EVERYONE), ("graduates", GRADUATES)), (("", "E"), ("_moe", "M"))
    )
    for line in lines
}


def compute(frame: pd.DataFrame) -> pd.DataFrame:
    """p = graduates / adults of 25 to 44 years with its margin, row by row.

    frame: geoid; the lines of B15001 as adults_LINE and graduates_LINE, each with a 90 % margin. Margin of the two
    sums, then of the proportion; none where a margin of a line is not published.
    """
    import pandas as pd

    graduates, graduates_moe = _sum(frame, "graduates", GRADUATES)
    adults, adults_moe = _sum(frame, "adults", EVERYONE)
    moe = proportion_moe(graduates, graduates_moe, adults, adults_moe)
    nobody = adults == 0
    blank = pd.Series("", index=frame.index, dtype="str")
    return pd.DataFrame(
        {
            "geoid": frame["geoid"],
            "value": (graduates / adults).mask(nobody),
            "moe": moe,
            "base": adults,
            "status": blank.mask(nobody, Status.NOT_APPLICABLE.value),
            "note": blank.mask(nobody, "The survey found nobody of 25 to 44 years here."),
        }
    )


def _sum(frame: pd.DataFrame, kind: str, lines: tuple[str, ...]) -> tuple[pd.Series, pd.Series]:
    import pandas as pd

    counts = frame[[f"{kind}_{line}" for line in lines]]
    margins = frame[[f"{kind}_{line}_moe" for line in lines]]
    return counts.sum(axis=1, skipna=False), pd.Series(sum_moe(counts, margins), index=frame.index)


SPEC = IndicatorSpec(
    key="share_bachelors",
    factor="context",
    title="Adults of 25 to 44 years with a bachelor’s degree",
    short="Bachelor’s degree, age 25–44",
    question="How many of the younger adults here have finished college?",
    sentence="In {place}, {per100} of 100 people between 25 and 44 have a bachelor’s degree or more",
    per_100=100,
    unit="share of people of 25 to 44 years",
    direction="neutral",
    format="percent",
    bounds=(0.0, 1.0),
    series=area_series("acs_county_2019_2023", COLUMNS, PERIOD, UNIVERSE),
    compute=compute,
    plain=(
        "The share of people between 25 and 44 who have a bachelor’s degree or a higher one. Used to find places with "
        "similar people; neither high nor low is better here."
    ),
    formula=(
        "p = (B15001_017 + 018 + 025 + 026 + 058 + 059 + 066 + 067) / (B15001_011 + 019 + 052 + 060). Margin: root of "
        "the summed squares for both sums (of parts whose estimate is 0 only the largest margin counts, once), then "
        "√(MOE_n² − p² MOE_d²) / d of a proportion, with plus where the root would be negative."
    ),
    references=(TABLE_B15001, ACS_HANDBOOK),
    caveats=(
        "Ages 25 to 44 only: the inputs do not have older people’s degrees. The usual figure, for 25 and over, is "
        "lower in most places.",
        "A sample survey over five years. Margins leave out that the parts come from the same households. A few "
        "counties lack the margin of a line and so have none.",
        "Metro areas with a part in Connecticut or Puerto Rico have no figure: the data lack their counties.",
    ),
)
