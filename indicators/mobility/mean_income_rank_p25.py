"""Mean adult income rank of children of low-income parents, all and by race (Opportunity Atlas)."""

from __future__ import annotations

from collections.abc import Mapping

from indicators.core.spec import IndicatorSpec, Input, Series
from indicators.mobility._opportunity import ATLAS, ATLAS_DATA, ATLAS_PERIOD, CHILDREN, NATION_CAVEAT, OUTCOME_CAVEAT
from indicators.mobility._topics import CLIMB

DATASET = "opportunity_atlas_county"
# Key ending -> the Atlas's name of the group, and the word for people.
GROUPS: Mapping[str, tuple[str, str]] = {
    "": ("pooled", ""),
    "black": ("black", "Black"),
    "hispanic": ("hisp", "Hispanic"),
    "white": ("white", "White"),
}

GROUP_CAVEAT = (
    "Groups are those of the census form: Black and White children who are not Hispanic, and Hispanic children of any "
    "race. A group is hidden where too few of its children grew up in the county."
)


def _spec(group: str) -> IndicatorSpec:
    code, word = GROUPS[group]
    whom = f"{word} children" if word else "children"
    return IndicatorSpec(
        key=f"mean_income_rank_p25{f'_{group}' if group else ''}",
        factor="mobility",
        title=f"Mean adult income rank of {whom} from low-income families",
        short=f"Upward mobility, {whom}" if word else "Upward mobility",
        topic=CLIMB,
        question=f"How far do {whom} of low-income parents climb?",
        unit="rank among the nation’s household incomes, 0 to 1",
        direction="higher_is_better",
        shown_unit="percentile among the nation’s household incomes",
        format="rank",
        decimals=1,
        bounds=(0.0, 1.0),
        sentence=(
            f"{f'{word} children' if word else 'Children'} of low-income parents, born 1978 to 1983, who grew up in "
            "{place} stood, on average, at {value} of the nation’s household incomes as adults"
        ),
        series=(
            Series(
                "county",
                (ATLAS_PERIOD,),
                Input(
                    DATASET,
                    "county",
                    {
                        "value": f"kfr_{code}_pooled_p25",
                        "se": f"kfr_{code}_pooled_p25_se",
                        "base": f"{code}_pooled_count",
                    },
                ),
                f"{word}: {CHILDREN}" if word else CHILDREN,
                vintage="2010",
                joins_trend=False,
            ),
        ),
        basis="model",
        groups=(group,) if group else (),
        family="mean_income_rank_p25",
        family_title="Mean adult income rank of children from low-income families",
        group=group,
        plain=(
            f"Of the {whom} who grew up here with parents at the 25th percentile of the nation’s incomes (low "
            "income, but not the poorest), the average place that their own household income reached in the nation "
            "when they were in their thirties. 0.39 means the 39th percentile: a climb of 14 places of 100. "
            "Children count where they grew up, for as many years as they spent there, even if they have "
            "moved away."
        ),
        formula=(
            "The mean household income rank of children at parents’ rank 0.25, predicted from the relation of "
            "children’s to parents’ ranks in the county, weighted by years of childhood spent there. Margin: 1.645 × "
            "the published standard error."
        ),
        references=(ATLAS, ATLAS_DATA),
        caveats=(
            OUTCOME_CAVEAT,
            NATION_CAVEAT,
            GROUP_CAVEAT,
            "The publisher added a little noise to every figure to protect privacy, small beside the sampling error.",
            "Household income counts a spouse’s or partner’s earnings: where more people marry, it is higher for "
            "that too.",
            "Not the same measure as the absolute upward mobility of 2014, which follows other children with tax "
            "records alone: the two are never drawn on one axis.",
            "Counties are those of 2010: Connecticut’s eight former counties.",
        ),
    )


SPECS = tuple(_spec(group) for group in GROUPS)
