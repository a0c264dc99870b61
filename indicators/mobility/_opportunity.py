"""What the mobility indicators share: references, who the children are, what to mind."""

from __future__ import annotations

from indicators.core.spec import Reference

ATLAS_PERIOD, STUDY_PERIOD = "2014-2015", "2011-2012"

ATLAS = Reference(
    "Chetty, R., Friedman, J. N., Hendren, N., Jones, M. R. and Porter, S. R. (2018). The Opportunity Atlas: mapping "
    "the childhood roots of social mobility. NBER Working Paper 25147.",
    "https://doi.org/10.3386/w25147",
)
ATLAS_DATA = Reference(
    "US Census Bureau and Opportunity Insights. The Opportunity Atlas.", "https://opportunityatlas.org/"
)
STUDY = Reference(
    "Chetty, R., Hendren, N., Kline, P. and Saez, E. (2014). Where is the land of opportunity? The geography of "
    "intergenerational mobility in the United States. Quarterly Journal of Economics 129(4), 1553-1623.",
    "https://doi.org/10.1093/qje/qju022",
)

CHILDREN = (
    "Children born 1978 to 1983 who grew up in the area, wherever they lived as adults; incomes in 2014 and 2015, at "
    "ages 31 to 37"
)
CORE_SAMPLE = (
    "US citizens born 1980 to 1982 who were claimed as dependents; placed where their parents lived in 1996; family "
    "incomes in 2011 and 2012, at about age 30"
)

OUTCOME_CAVEAT = (
    "An outcome: it describes what became of children who grew up here thirty and more years ago. The place has "
    "changed since, and nothing here says that changing one of the five factors would change it."
)
NATION_CAVEAT = "Ranks are among all people of the same age in the nation: 50 is the middle."
