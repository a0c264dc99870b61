"""Keys, levels and periods are a contract: other tools read them."""

from __future__ import annotations

import pytest

from data.reader.store import SnapshotStore
from indicators.core.geography import Level
from indicators.registry import specs

CENSUS = ("2010", "2020")
SURVEY = ("2019-2023",)
YEARS_OF_INCOME = ("2014", "2015", "2016", "2017", "2018", "2019", "2021", "2022", "2023")
YEARS_OF_DEGREES = ("2014", "2016", "2018", "2021", "2023")
YEARS_OF_SCHOOLS = tuple(str(year) for year in range(2014, 2022))
YEARS_OF_ASSOCIATIONS = tuple(str(year) for year in range(2014, 2023))
ATLAS, STUDY = ("2014-2015",), ("2011-2012",)

INDEX = dict.fromkeys(("county", "cbsa", "state", "us"), CENSUS)
JUDGED = dict.fromkeys(("county", "cbsa", "state", "us"), ("2020",))
TRACT = {"tract": (*CENSUS, *SURVEY)}
INCOME = dict.fromkeys(("county", "state", "us"), SURVEY)
POVERTY = dict.fromkeys(("county", "place"), YEARS_OF_SCHOOLS)
ATLAS_2022 = {"county": ("2022",), "zip": ("2022",)}

CONTRACT: dict[str, dict[str, dict[str, tuple[str, ...]]]] = {
    "segregation": {
        **{f"dissimilarity_{group}_white": INDEX for group in ("black", "hispanic", "asian")},
        **{f"isolation_{group}": INDEX for group in ("white", "black", "hispanic", "asian")},
        "entropy_index": INDEX,
        **{f"dissimilarity_{group}_white_in_households": JUDGED for group in ("black", "hispanic", "asian")},
        **{f"isolation_{group}_in_households": JUDGED for group in ("white", "black", "hispanic", "asian")},
        "entropy_index_in_households": JUDGED,
        "dissimilarity_black_white_household": dict.fromkeys(("county", "cbsa", "state"), SURVEY),
        **{f"share_{group}": TRACT for group in ("white", "black", "hispanic", "asian")},
        "diversity": TRACT,
        "part_of_dissimilarity_black_white": TRACT,
        "part_of_entropy_index": TRACT,
        "part_of_dissimilarity_black_white_in_households": {"tract": ("2020",)},
        "part_of_entropy_index_in_households": {"tract": ("2020",)},
    },
    "income_inequality": {
        "gini_household_income": {"county": ("2016-2020", "2019-2023")},
        "income_ratio_80_20": INCOME,
        "median_household_income": INCOME | {"tract": SURVEY},
        **{f"median_household_income_{group}": INCOME for group in ("black", "asian", "hispanic", "white")},
        "income_percentile_ratio_80_20": dict.fromkeys(("county", "place"), YEARS_OF_INCOME),
        "wage_ratio_90_10": dict.fromkeys(("cbsa", "nonmetro", "state", "us"), ("2025-05",)),
    },
    "school_quality": {
        "graduation_rate_4yr": dict.fromkeys(("district", "county"), ("2021-22",)),
        "learning_rate": {
            "county": ("2013", "2014", "2015", "2016", "2017"),
            "cbsa": ("2013", "2014", "2015", "2016", "2017"),
            "place": ("2015", "2016", "2017", "2018"),
        },
        "high_school_degree": dict.fromkeys(("county", "place"), YEARS_OF_DEGREES),
        **{f"high_poverty_schools_{group}": POVERTY for group in ("black", "hispanic", "white")},
        "campus_rating": {"campus": ("2022",)},
        "campus_score": {"campus": ("2022",)},
        "district_rating": {"district": ("2018", "2019", "2020", "2021", "2022")},
    },
    "social_capital": {
        "economic_connectedness": ATLAS_2022 | {"high_school": ("2022",)},
        **dict.fromkeys(
            (
                "clustering",
                "support_ratio",
                "volunteering_rate",
                "civic_organizations",
                "friending_bias",
                "exposure_to_high_income",
            ),
            ATLAS_2022,
        ),
        "economic_connectedness_share": dict.fromkeys(("county", "place"), ("2022",)),
        "social_associations": dict.fromkeys(("county", "place"), YEARS_OF_ASSOCIATIONS),
    },
    "family_stability": {
        "children_in_single_parent_families": INCOME,
        "single_parent_households": {"county": ("1990", "2000", "2010")},
        "children_with_two_married_parents": {"county": ("2018", "2021")},
    },
    "mobility": {
        **{f"mean_income_rank_p25{group}": {"county": ATLAS} for group in ("", "_black", "_hispanic", "_white")},
        "absolute_upward_mobility": dict.fromkeys(("county", "cz"), STUDY),
        "mean_individual_income_rank_p25": {"tract": ATLAS},
        "cz_racial_segregation": {"cz": ("2000",)},
        "cz_gini": {"cz": ("1996-2000",)},
        "cz_test_scores": {"cz": ("2004-2007",)},
        "cz_dropout_rate": {"cz": ("2000-01",)},
        "cz_social_capital": {"cz": ("1990",)},
        "cz_single_mothers": {"cz": ("2000",)},
    },
}
KEYS = [(factor, key) for factor, indicators in CONTRACT.items() for key in indicators]


@pytest.mark.parametrize(("factor", "key"), KEYS)
def test_the_contract_is_kept(factor: str, key: str, embedded: SnapshotStore) -> None:
    spec = specs()[key]
    assert spec.factor == factor
    levels = CONTRACT[factor][key]
    assert set(levels) <= set(spec.levels)
    for level, periods in levels.items():
        assert set(spec.periods(_level(level))) == set(periods), level
        assert set(embedded.periods(key, _level(level))) == set(periods), level


def _level(name: str) -> Level:
    return name  # type: ignore[return-value]
