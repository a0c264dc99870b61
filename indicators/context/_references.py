"""Sources of what a place is like. None of it is an outcome that communities are compared on."""

from __future__ import annotations

from indicators.core.spec import Reference

POPULATION_ESTIMATES = Reference(
    "US Census Bureau. Population and Housing Unit Estimates.", "https://www.census.gov/programs-surveys/popest.html"
)
ACS_HANDBOOK = Reference(
    "US Census Bureau (2020). Understanding and Using American Community Survey Data: What All Data Users Need to "
    "Know, chapters 7 and 8.",
    "https://www.census.gov/programs-surveys/acs/library/handbooks/general.html",
)
TABLE_B25003 = Reference(
    "US Census Bureau. American Community Survey, table B25003: Tenure.",
    "https://data.census.gov/table/ACSDT5Y2023.B25003",
)
TABLE_B15001 = Reference(
    "US Census Bureau. American Community Survey, table B15001: Sex by age by educational attainment for the "
    "population 18 years and over.",
    "https://data.census.gov/table/ACSDT5Y2023.B15001",
)
ATLAS = Reference(
    "Chetty, R., Friedman, J. N., Hendren, N., Jones, M. R. & Porter, S. R. (2018). The Opportunity Atlas: Mapping the "
    "childhood roots of social mobility. NBER Working Paper 25147.",
    "https://doi.org/10.3386/w25147",
)
