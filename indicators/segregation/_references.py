"""The works that define the measures of segregation."""

from __future__ import annotations

from indicators.core.spec import Reference

DUNCAN = Reference(
    "Duncan, O. D. and Duncan, B. (1955). A methodological analysis of segregation indexes. "
    "American Sociological Review 20(2), 210-217.",
    "https://doi.org/10.2307/2088328",
)
MASSEY_DENTON = Reference(
    "Massey, D. S. and Denton, N. A. (1988). The dimensions of residential segregation. Social Forces 67(2), 281-315.",
    "https://doi.org/10.1093/sf/67.2.281",
)
LIEBERSON = Reference(
    "Lieberson, S. (1981). An asymmetrical approach to segregation. In Peach, C., Robinson, V. and Smith, S. (eds.), "
    "Ethnic Segregation in Cities. Croom Helm."
)
THEIL_FINIZZA = Reference(
    "Theil, H. and Finizza, A. J. (1971). A note on the measurement of racial integration of schools by means of "
    "informational concepts. Journal of Mathematical Sociology 1(2), 187-193.",
    "https://doi.org/10.1080/0022250X.1971.9989795",
)
REARDON_FIREBAUGH = Reference(
    "Reardon, S. F. and Firebaugh, G. (2002). Measures of multigroup segregation. Sociological Methodology 32, 33-67.",
    "https://doi.org/10.1111/1467-9531.00110",
)
SAMPLING_BIAS = Reference(
    "Reardon, S. F., Bischoff, K., Owens, A. and Townsend, J. B. (2018). Has income segregation really increased? Bias "
    "and bias correction in sample-based segregation estimates. Demography 55(6), 2129-2160.",
    "https://doi.org/10.1007/s13524-018-0721-4",
)
ACS_HANDBOOK = Reference(
    "US Census Bureau (2020). Understanding and Using American Community Survey Data: What All Data Users Need to "
    "Know, chapter 8.",
    "https://www.census.gov/programs-surveys/acs/library/handbooks/general.html",
)
CENSUS_2010 = Reference("US Census Bureau, 2010 Census, race and Hispanic origin by tract.", "https://www.census.gov/")
CENSUS_2020 = Reference(
    "US Census Bureau, 2020 Census, race and Hispanic origin of people aged 18 and over by tract.",
    "https://www.census.gov/",
)
ACS_TABLE_B03002 = Reference(
    "US Census Bureau, American Community Survey 5-year estimates, table B03002 (Hispanic or Latino origin by race).",
    "https://data.census.gov/table/ACSDT5Y2023.B03002",
)
ACS_TABLE_B11002 = Reference(
    "US Census Bureau, American Community Survey 5-year estimates 2019-2023, tables B11002A and B11002B (people in "
    "households, White alone and Black alone).",
    "https://data.census.gov/table/ACSDT5Y2023.B11002B",
)
CENSUSES = (CENSUS_2020, CENSUS_2010)
