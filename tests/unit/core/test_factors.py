"""The table of factors and the folders beside it: what does not fit together is refused by name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from indicators.factors import FACTORS, SUBJECTS, Factor, FactorError, table
from indicators.registry import ROOMS, check_folders, check_headlines, of_factor, specs

FOLDERS = ROOMS | FACTORS.keys()
HOUSING = Factor("housing", "Housing", "How many homes are rented?", "homes", {"county": "homes_rented"})


def test_a_row_without_a_headline_is_refused() -> None:
    with pytest.raises(FactorError, match=r"'housing'.*no headline for the county"):
        table([replace(HOUSING, headlines={"place": "homes_rented"})])


def test_two_rows_of_one_key_are_refused() -> None:
    with pytest.raises(FactorError, match=r"two rows.*'housing'"):
        table([HOUSING, HOUSING])


def test_context_needs_no_headline() -> None:
    assert not table([replace(HOUSING, headlines={}, kind="context")])["housing"].has_page


def test_a_folder_without_a_row_is_refused() -> None:
    with pytest.raises(FactorError, match=r"indicators/housing/ has no row"):
        check_folders(FACTORS, FOLDERS | {"housing"})


def test_a_row_without_a_folder_is_refused() -> None:
    with pytest.raises(FactorError, match=r"'housing'.*has no folder indicators/housing/"):
        check_folders({**FACTORS, "housing": HOUSING}, FOLDERS)


def test_a_headline_that_is_no_measure_of_the_folder_is_refused() -> None:
    segregation = replace(FACTORS["segregation"], headlines={"county": "income_ratio_80_20"})
    with pytest.raises(FactorError, match="'income_ratio_80_20' of 'segregation' is no measure"):
        check_headlines(segregation, of_factor("segregation"))


def test_a_headline_without_figures_at_its_level_is_refused() -> None:
    income = replace(FACTORS["income_inequality"], headlines={"county": "income_percentile_ratio_80_20", "zip": "gini"})
    with pytest.raises(FactorError, match="'gini' of 'income_inequality'"):
        check_headlines(income, of_factor("income_inequality"))
    no_level = replace(income, headlines={"district": "income_ratio_80_20"})
    with pytest.raises(FactorError, match="no figures at the level 'district'"):
        check_headlines(no_level, of_factor("income_inequality"))


def test_a_measure_in_another_factors_folder_is_refused() -> None:
    with pytest.raises(FactorError, match="lies in indicators/context/"):
        check_headlines(FACTORS["context"], of_factor("segregation"))


def test_the_table_of_the_project_is_as_the_pages_need_it() -> None:
    assert [factor.kind for factor in SUBJECTS].count("outcome") == 1
    for factor in FACTORS.values():
        assert factor.question.endswith("?")
        assert "{" not in factor.question
        assert factor.title.strip() == factor.title != ""
        assert factor.summary[:1].islower()
        assert of_factor(factor.key)
    for factor in SUBJECTS:
        assert next(iter(of_factor(factor.key))).key == factor.headlines["county"]
        assert specs()[factor.headline("cbsa")].key == factor.headlines["county"]


def test_cities_have_their_own_headline_where_there_is_one() -> None:
    assert FACTORS["school_quality"].headline("place") == "high_school_degree"
    assert FACTORS["segregation"].headline("place") == "dissimilarity_black_white"
