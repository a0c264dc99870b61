"""Works and tables that the measures of family stability rest on."""

from __future__ import annotations

from indicators.core.spec import Reference

ACS_HANDBOOK = Reference(
    "US Census Bureau (2020). Understanding and Using American Community Survey Data: What All Data Users Need to "
    "Know, chapters 7 and 8.",
    "https://www.census.gov/programs-surveys/acs/library/handbooks/general.html",
)
TABLE_B09005 = Reference(
    "US Census Bureau. American Community Survey, table B09005: Household type for children under 18 years in "
    "households (excluding householders, spouses, and unmarried partners).",
    "https://data.census.gov/table/ACSDT5Y2023.B09005",
)
CHETTY_2014 = Reference(
    "Chetty, R., Hendren, N., Kline, P. & Saez, E. (2014). Where is the land of opportunity? The geography of "
    "intergenerational mobility in the United States. Quarterly Journal of Economics 129(4), 1553–1623.",
    "https://doi.org/10.1093/qje/qju022",
)
ATLAS = Reference(
    "Chetty, R., Friedman, J. N., Hendren, N., Jones, M. R. & Porter, S. R. (2018). The Opportunity Atlas: Mapping the "
    "childhood roots of social mobility. NBER Working Paper 25147.",
    "https://doi.org/10.3386/w25147",
)
URBAN = Reference(
    "Urban Institute. Boosting Upward Mobility: Metrics to Inform Local Action, family structure.",
    "https://upward-mobility.urban.org/",
)
