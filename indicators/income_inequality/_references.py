"""Works and tables that the measures of income inequality rest on."""

from __future__ import annotations

from indicators.core.spec import Reference

ACS_HANDBOOK = Reference(
    "US Census Bureau (2020). Understanding and Using American Community Survey Data: What All Data Users Need to "
    "Know, chapters 7 and 8.",
    "https://www.census.gov/programs-surveys/acs/library/handbooks/general.html",
)
TABLE_B19080 = Reference(
    "US Census Bureau. American Community Survey, table B19080: Household income quintile upper limits.",
    "https://data.census.gov/table/ACSDT5Y2023.B19080",
)
TABLE_B19083 = Reference(
    "US Census Bureau. American Community Survey, table B19083: Gini index of income inequality.",
    "https://data.census.gov/table/ACSDT5Y2023.B19083",
)
TABLES_B19013 = Reference(
    "US Census Bureau. American Community Survey, tables B19013 and B19013A to I: Median household income in the past "
    "12 months.",
    "https://data.census.gov/table/ACSDT5Y2023.B19013",
)
GINI_1912 = Reference("Gini, C. (1912). Variabilità e mutabilità. Tipografia di Paolo Cuppini, Bologna.")
COWELL = Reference("Cowell, F. (2011). Measuring Inequality, 3rd edition. Oxford University Press.")
URBAN = Reference(
    "Urban Institute. Boosting Upward Mobility: Metrics to Inform Local Action, financial well-being.",
    "https://upward-mobility.urban.org/",
)
OEWS = Reference(
    "US Bureau of Labor Statistics. Occupational Employment and Wage Statistics, technical notes.",
    "https://www.bls.gov/oes/oes_doc.htm",
)
