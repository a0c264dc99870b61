"""Absolute upward mobility by county and commuting zone (Chetty, Hendren, Kline & Saez 2014)."""

from __future__ import annotations

from indicators.core.spec import IndicatorSpec, Input, Series
from indicators.mobility._opportunity import CORE_SAMPLE, NATION_CAVEAT, OUTCOME_CAVEAT, STUDY, STUDY_PERIOD
from indicators.mobility._topics import CLIMB

COLUMNS = {"value": "absolute_upward_mobility", "base": "children"}

SPEC = IndicatorSpec(
    key="absolute_upward_mobility",
    factor="mobility",
    title="Absolute upward mobility",
    short="Absolute upward mobility (2014 study)",
    topic=CLIMB,
    question="How far do children of low-income parents climb, in the study of 2014?",
    unit="percentile of the nation’s incomes, 0 to 100",
    direction="higher_is_better",
    format="score",
    decimals=1,
    bounds=(0.0, 100.0),
    sentence=(
        "Children of low-income parents, born 1980 to 1982, who grew up in {place} reached, on average, "
        "percentile {value} of the nation’s incomes"
    ),
    series=(
        Series(
            "county",
            (STUDY_PERIOD,),
            Input("chetty_2014_county", "county", COLUMNS),
            CORE_SAMPLE,
            vintage="2010",
            note="Online data table 3. Counties follow the codes of 2000; some in Alaska and Virginia are retired.",
            joins_trend=False,
        ),
        Series(
            "cz",
            (STUDY_PERIOD,),
            Input("chetty_2014_cz", "cz", COLUMNS),
            CORE_SAMPLE,
            note="Online data table 5. Commuting zones are groups of counties where people live and work, as of 1990.",
            joins_trend=False,
        ),
    ),
    basis="model",
    plain=(
        "The percentile of the nation’s incomes that children reach, on average, when their parents stand at the "
        "25th percentile. 25 would mean that they stay where their parents were; 43 is the middle of all "
        "commuting zones."
    ),
    formula="Intercept + 25 × slope of the regression of children’s on parents’ income rank in the area (0 to 100).",
    references=(STUDY,),
    caveats=(
        OUTCOME_CAVEAT,
        NATION_CAVEAT,
        "No margin is published in these tables: places can’t be tested against each other. Areas with fewer than 250 "
        "children have no figure.",
        "Children count where their parents lived in 1996, even if they moved later.",
        "An older measure than the mean income rank of the Opportunity Atlas, with other children and other incomes: "
        "the two are never drawn on one axis.",
    ),
)
