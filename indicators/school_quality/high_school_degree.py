"""High-school degree of young adults (American Community Survey microdata, by Urban Institute)."""

from __future__ import annotations

from indicators.core.geography import Level
from indicators.core.spec import IndicatorSpec, Input, Reference, Series
from indicators.school_quality._topics import GRADUATES

COLUMNS = {
    "value": "share_hs_degree",
    "lower95": "share_hs_degree_lb",
    "upper95": "share_hs_degree_ub",
    "quality": "share_hs_degree_quality",
}
UNIVERSE = "People aged 19 and 20 who live in the place, in households and in group quarters such as dormitories"
EARLIER = ("2014", "2016", "2018", "2021")
LATEST = ("2023",)


REDRAWN = "The survey’s areas (PUMAs) were redrawn between 2021 and 2023."


def _series(level: Level, periods: tuple[str, ...], vintage: str = "", redrawn: bool = False) -> Series:
    table = Input("urban_high_school_degree", level, COLUMNS)
    return Series(level, periods, table, UNIVERSE, vintage=vintage, note=REDRAWN if redrawn else "", redrawn=redrawn)


SPEC = IndicatorSpec(
    key="high_school_degree",
    factor="school_quality",
    title="Young adults with a high-school degree",
    short="High-school degree at 19-20",
    topic=GRADUATES,
    question="What share of 19- and 20-year-olds have a high-school degree?",
    unit="share of 19- and 20-year-olds",
    direction="higher_is_better",
    format="percent",
    decimals=1,
    bounds=(0.0, 1.0),
    sentence="{value} of 19- and 20-year-olds in {place} have a high-school degree",
    series=(
        _series("county", EARLIER, "2020"),
        _series("county", LATEST, "2022", redrawn=True),
        _series("place", EARLIER),
        _series("place", LATEST, redrawn=True),
    ),
    plain=(
        "Of the people aged 19 and 20 who live here now, the share with a high-school diploma, a GED or a similar "
        "certificate, or more. It counts who lives here, not who went to school here: a university "
        "draws in students who all have a degree."
    ),
    formula="People aged 19-20 with at least a high-school degree / people aged 19-20.",
    references=(
        Reference(
            "Urban Institute. Upward Mobility data: preparation for college, from American Community Survey microdata "
            "(IPUMS USA).",
            "https://upward-mobility.urban.org/",
        ),
        Reference(
            "Ruggles, S. et al. IPUMS USA: American Community Survey, public use microdata.",
            "https://doi.org/10.18128/D010.V15.0",
        ),
    ),
    caveats=(
        "It is the share of 19- and 20-year-olds, not the on-time graduation rate: certificates and late degrees "
        "count.",
        "A university or a military base in the place raises the figure.",
        "The survey’s areas (PUMAs) hold at least 100,000 people. Where a county or city has fewer, its figure is "
        "that of a larger area: grade 3, “area larger than the county”, and never ranked. About 1,400 small counties "
        "have no figure at all.",
        "Limits from a sample; the published 95% limits are in the note of each figure.",
    ),
)
