"""Mean individual income rank of children of low-income parents, by tract (Opportunity Atlas)."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from indicators.core.spec import IndicatorSpec, Input, Series
from indicators.mobility._opportunity import ATLAS, ATLAS_DATA, ATLAS_PERIOD, CHILDREN, NATION_CAVEAT, OUTCOME_CAVEAT
from indicators.mobility._topics import CLIMB
from indicators.stats.frames import NativeT


def compute(frame: NativeT) -> NativeT:
    """Rank from 0 to 1 from the published ``percentile``, 0 to 100."""
    tracts: Any = nw.from_native(frame)
    scaled: NativeT = tracts.select("geoid", value=nw.col("percentile") / 100.0).to_native()
    return scaled


SPEC = IndicatorSpec(
    key="mean_individual_income_rank_p25",
    factor="mobility",
    title="Mean individual income rank of children from low-income families",
    short="Upward mobility by tract (own income)",
    topic=CLIMB,
    question="In which neighborhoods did children of low-income parents climb furthest?",
    unit="rank among the nation’s individual incomes, 0 to 1",
    direction="higher_is_better",
    shown_unit="percentile among the nation’s individual incomes",
    format="rank",
    decimals=0,
    bounds=(0.0, 1.0),
    series=(
        Series(
            "tract",
            (ATLAS_PERIOD,),
            Input("opportunity_atlas_tract", "tract", {"percentile": "kir_pooled_p25", "children": "kid_pooled_n"}),
            CHILDREN,
            vintage="2010",
            note="Tracts of 2010: shown where outlines of that year exist, never on the tracts of 2020.",
            joins_trend=False,
        ),
    ),
    compute=compute,
    basis="model",
    plain=(
        "Of the children who grew up in the tract with parents at the 25th percentile of the nation’s incomes, the "
        "average place that their own, individual income reached in the nation. It leaves a "
        "spouse’s income out: so it is not the household rank that is shown for counties, and the two are not "
        "compared."
    ),
    formula=(
        "The mean individual income rank of children at parents’ rank 0.25, predicted from the relation of "
        "children’s to parents’ ranks in the tract. Hidden where fewer than 100 children stand behind it."
    ),
    references=(ATLAS, ATLAS_DATA),
    caveats=(
        OUTCOME_CAVEAT,
        NATION_CAVEAT,
        "No margin is published in this file: tracts can’t be tested, and neighbors a few points apart may be alike.",
        "Tracts with fewer than 100 children are hidden by us: their figures run from below 0 to above 100, so small "
        "numbers and the noise added for privacy outweigh what they say.",
    ),
)
