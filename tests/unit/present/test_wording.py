"""Numbers and sentences as people read them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.compare.alternative import Alternative
from indicators.compare.comparison import compare
from indicators.compare.trend import Trend, TrendPoint
from indicators.core.estimate import Estimate, Flag, Interval, Quality, Status
from indicators.core.spec import IndicatorSpec, Series
from indicators.present.numbers import format_estimate, format_limits, format_value, in_sentence, margin_words, ordinal
from indicators.present.standing import NO_PEERS, standing
from indicators.present.tables import readable_comparison
from indicators.present.wording import (
    change_words,
    direction_words,
    headline,
    median_words,
    period_words,
    quality_words,
    rank_range,
    rank_words,
    sentence,
    verdict_mark,
    verdict_words,
)
from indicators.registry import specs
from tests.unit.peer_figures import PEERS, SUPPRESSED, TRAVIS, blurred, name_of, ratios, result, sample, spec

INDEX = spec(format="index", bounds=(0.0, 1.0))
PERCENT = spec(format="percent", bounds=(0.0, 1.0))
RATIO = spec()
DOLLARS = spec(format="dollars")
RANK = spec(format="rank", bounds=(0.0, 1.0))
LETTER = spec(format="letter", labels={4.0: "A", 3.0: "B", 0.0: "F"})


@pytest.mark.parametrize(
    ("indicator", "limits", "texts"),
    [
        (
            RANK,
            (0.408, 0.426, 0.442, 0.47),
            ["40.8 percentile", "42.6 percentile", "44.2 percentile", "47.0 percentile"],
        ),
        (RANK, (0.2, 0.3, 0.4), ["20th percentile", "30th percentile", "40th percentile"]),
        (replace(RANK, decimals=1), (0.41, 0.42), ["41.0 percentile", "42.0 percentile"]),
        (PERCENT, (0.0, 0.002, 0.02, 0.3), ["0.00%", "0.20%", "2.00%", "30.00%"]),
        (PERCENT, (0.012, 0.02, 0.3), ["1.2%", "2.0%", "30.0%"]),
        (PERCENT, (0.26, 0.3), ["26%", "30%"]),
        (RATIO, (4.07, 4.43), ["4.07", "4.43"]),
        (spec(format="per_1000"), (11.5, 11.6), ["11.50 per 1,000", "11.60 per 1,000"]),
        (DOLLARS, (50_000.0, 50_002.0), ["$50,000", "$50,002"]),
        (LETTER, (3.0, 4.0), ["B", "A"]),
        (PERCENT, (0.1,), ["10%"]),
        (PERCENT, (), []),
    ],
)
def test_limits_of_classes_can_be_told_apart(
    indicator: IndicatorSpec, limits: tuple[float, ...], texts: list[str]
) -> None:
    assert format_limits(indicator, limits) == texts


@pytest.mark.parametrize(
    ("indicator", "value", "text"),
    [
        (INDEX, 0.499068, "0.499"),
        (PERCENT, 0.391, "39%"),
        (PERCENT, -0.004, "0%"),
        (RATIO, 4.59413, "4.6"),
        (DOLLARS, 78538.0, "$78,538"),
        (DOLLARS, -1200.0, "−$1,200"),
        (RANK, 0.39073, "39th percentile"),
        (RANK, 0.42, "42nd percentile"),
        (RANK, 0.114, "11th percentile"),
        (LETTER, 3.0, "B"),
        (spec(format="per_10000"), 5.12, "5.1 per 10,000"),
        (spec(format="number"), 1334960.0, "1,334,960"),
        (spec(format="number"), 0.4567, "0.46"),
        (spec(format="score"), 40.41, "40.4"),
        (spec(format="percent", decimals=1), 0.391, "39.1%"),
        (INDEX, None, "no figure"),
    ],
)
def test_values(indicator: IndicatorSpec, value: float | None, text: str) -> None:
    assert format_value(indicator, value) == text


@pytest.mark.parametrize(
    ("indicator", "estimate", "text"),
    [
        (INDEX, sample(0.491316, 0.0161), "0.491 ± 0.016"),
        (RATIO, sample(4.5941, 0.1142), "4.59 ± 0.11"),
        (PERCENT, sample(0.21382, 0.01361), "21.4% ± 1.4 points"),
        (PERCENT, sample(0.21382, 0.12), "21% ± 12 points"),
        (RANK, sample(0.39073, 0.0025), "39.1 ± 0.2 percentile"),
        (DOLLARS, sample(97169, 1289), "$97,169 ± $1,289"),
        (PERCENT, Estimate(0.407, None, 0.4, 0.42, Interval.SAMPLING), "40.7% (40.0 to 42.0)"),
        (PERCENT, blurred(0.80, 0.84), "80–84%"),
        (PERCENT, blurred(0.95, 1.0), "95% or more"),
        (PERCENT, blurred(0.0, 0.5), "50% or less"),
        (RATIO, Estimate(3.9, status=Status.TOP_CODED), "at least 3.9"),
        (RATIO, Estimate(None, None, None, 2.0, Interval.BOUNDS, Status.BOTTOM_CODED), "at most 2.0"),
        (RATIO, SUPPRESSED, "suppressed by the publisher"),
        (RATIO, Estimate(None, status=Status.MISSING), "not published"),
        (INDEX, replace(sample(0.3, 0.2), status=Status.UNRELIABLE), "0.300 ± 0.200 (unreliable)"),
        (INDEX, Estimate(0.48), "0.480"),
    ],
)
def test_figures(indicator: IndicatorSpec, estimate: Estimate, text: str) -> None:
    assert format_estimate(indicator, estimate) == text


@given(st.floats(-1e6, 1e6), st.floats(0, 1e5), st.sampled_from([INDEX, PERCENT, RATIO, DOLLARS, RANK]))
def test_no_figure_is_ever_raw(value: float, moe: float, indicator: IndicatorSpec) -> None:
    """Never a float's tail, an exponent or a hyphen for a minus."""
    text = format_estimate(indicator, sample(value, moe))
    assert "-" not in text
    assert "e" not in text.replace("percentile", "")
    assert all(len(part.split(".")[1].rstrip("%)")) <= 3 for part in text.split() if "." in part)


def test_margin_words() -> None:
    assert margin_words(RATIO, sample(4.5941, 0.1142)) == "± 0.11"
    assert margin_words(RATIO, Estimate(4.59)) == ""
    assert margin_words(PERCENT, blurred(0.8, 0.84)) == ""


@pytest.mark.parametrize(
    ("period", "text"),
    [("2020", "2020"), ("2019-2023", "2019–2023"), ("2021-22", "school year 2021–22"), ("2025-05", "May 2025")],
)
def test_periods(period: str, text: str) -> None:
    assert period_words(period) == text


@pytest.mark.parametrize(
    ("number", "text"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (11, "11th"), (22, "22nd"), (113, "113th")]
)
def test_ordinals(number: int, text: str) -> None:
    assert ordinal(number) == text


def test_sentences_about_travis() -> None:
    comparison = compare(result(ratios()), TRAVIS, PEERS, name_of)
    assert headline(comparison.spec, comparison, "Travis County") == (
        "Travis County: income ratio, 80th to 20th percentile 4.59 ± 0.11 (2019–2023)."
    )
    assert standing(comparison) == (
        "It ranks between 4th and 14th of 16 (lower is better). 3 peers do better, 2 do worse and 10 show no "
        "clear difference. Lowest: Salt Lake County (Salt Lake City), 3.80 ± 0.09; "
        "highest: King County (Seattle), 4.91 ± 0.09."
    )
    assert rank_words(comparison.focus, 16) == "between 4th and 14th of 16"
    assert rank_range(comparison.focus) == "4–14"
    assert median_words(comparison) == "Peers’ median 4.48"
    table = readable_comparison(comparison)
    median = table.frame.set_index("Place").loc["Peers’ median", "Figure"]
    assert table.written("Figure", median) == "4.476", "text, chart and table say the same"
    assert verdict_words(comparison.rows[0].verdict) == "peer does better"
    assert verdict_mark(comparison.focus.verdict) == ""
    assert direction_words(comparison.spec) == "lower is better"
    assert quality_words(Quality.POOR) == "3 – do not act on it"


def test_a_sentence_of_the_spec_is_used() -> None:
    indicator = spec(
        format="index",
        sentence="In {place}, {per100} of every 100 would have to move",
        short="Dissimilarity",
        per_100=100,
    )
    assert sentence(indicator, Estimate(0.499068), "Travis County", "2020 Census") == (
        "In Travis County, 50 of every 100 would have to move (dissimilarity 0.499, 2020 Census)."
    )


INSTITUTIONS = Estimate(
    0.879,
    quality=Quality.POOR,
    note="96% of the Black adults counted are in census tracts where many adults do not live in households.",
    flags=frozenset({Flag.INSTITUTIONS}),
)


def test_an_unreliable_figure_of_institutions_has_one_pair_of_brackets() -> None:
    figure = replace(INSTITUTIONS, status=Status.UNRELIABLE)
    text = sentence(spec(format="index", short="Dissimilarity"), figure, "Franklin city", "2020 Census, adults")
    assert "Dissimilarity, 0.879 (unreliable; 2020 Census, adults), says more" in text


def test_institutions_are_told_first_and_the_figure_without_them_stands_beside() -> None:
    indicator = spec(
        format="index",
        sentence="In {place}, {per100} of every 100 would have to move",
        short="Dissimilarity",
        per_100=100,
    )
    text = (
        "In Preston County, 96% of the Black adults counted are in census tracts where many adults do not live in "
        "households. Dissimilarity, 0.879 (2020 Census, adults), says more about such tracts than about neighborhoods"
    )
    when = "2020 Census, adults"
    assert sentence(indicator, INSTITUTIONS, "Preston County", when) == f"{text}."
    without = Alternative(indicator, Estimate(0.2, status=Status.UNRELIABLE, quality=Quality.POOR))
    assert (
        sentence(indicator, INSTITUTIONS, "Preston County", when, alternative=without)
        == f"{text}; without them it is 0.200 (unreliable)."
    )
    absent = Alternative(indicator, Estimate(None, status=Status.NOT_APPLICABLE, note="A group has nobody here."))
    assert sentence(indicator, INSTITUTIONS, "Preston County", when, alternative=absent).endswith(
        "; without them there is no figure (a group has nobody here)."
    )


def test_a_figure_of_institutions_has_no_rank_and_its_peers_are_not_tested_against_it() -> None:
    comparison = compare(result({"f": INSTITUTIONS, "a": sample(5, 0.1), "b": sample(4, 0.1)}), "f", ["a", "b"], str)
    assert standing(comparison).startswith("It is not ranked (3 – do not act on it).")
    assert {row.reason for row in comparison.peers} == {
        "one figure counts many people in prisons, dormitories or barracks (quality 3)"
    }


def test_the_table_has_the_figure_without_institutions_as_a_line() -> None:
    without = Alternative(spec(), Estimate(0.2))
    comparison = compare(result({"f": INSTITUTIONS, "a": sample(5, 0.1)}), "f", ["a"], str, alternative=without)
    table = readable_comparison(comparison)
    assert table.frame["Place"].tolist()[-table.lines :][-1] == "f, without institutions"


def test_braces_in_a_name_are_only_text() -> None:
    indicator = spec(sentence="In {place}, {value}")
    assert sentence(indicator, Estimate(4.0), "{value} <b>", "2020") == "In {value} <b>, 4.0 (2020)."


def test_a_decennial_count_is_called_by_its_census() -> None:
    series = tuple(replace(each, periods=("2020",), is_census=True) for each in spec().series)
    indicator = spec(basis="full_count", minimum_difference=0.02, series=series, format="index")
    comparison = compare(result({"f": Estimate(0.5)}, indicator, period="2020"), "f", [], str)
    assert headline(indicator, comparison, "Travis County").endswith("0.500 (2020 Census).")
    assert standing(comparison) == NO_PEERS


def test_a_place_without_figure_gets_a_reason() -> None:
    comparison = compare(result({"f": SUPPRESSED, "a": sample(5, 0.1)}), "f", ["a"], str)
    assert headline(comparison.spec, comparison, "Here") == (
        "Here: no figure for income ratio, 80th to 20th percentile, 2019–2023 "
        "(suppressed by the publisher to protect privacy)."
    )
    assert standing(comparison) == ""


def test_no_sentence_says_best_where_ranges_overlap() -> None:
    figures = {"f": blurred(0.8, 0.84), "a": blurred(0.82, 0.9), "b": blurred(0.1, 0.2)}
    comparison = compare(result(figures, PERCENT), "f", ["a", "b"], str)
    assert "Best" not in standing(comparison)
    assert "1 shows no clear difference" in standing(comparison)


def test_a_doubtful_figure_is_called_so_and_never_best() -> None:
    shaky = replace(sample(2.7, 13.5), quality=Quality.POOR)
    comparison = compare(
        result({"f": shaky, "a": sample(5, 9.0), "b": sample(6, 9.0), "c": sample(9, 9.0)}), "f", ["a", "b", "c"], str
    )
    assert standing(comparison) == ("This figure is too uncertain to rank (quality 3: do not act on it).")
    assert headline(comparison.spec, comparison, "Loving County") == (
        "Loving County: the figure for income ratio, 80th to 20th percentile, 2019–2023, is too uncertain to act on: "
        "2.7 ± 13.5."
    )
    noted = replace(sample(5, 0.1), status=Status.UNRELIABLE, note="fewer than five tracts")
    few = compare(result({"f": noted, "a": sample(5, 0.1), "b": shaky}), "f", ["a", "b"], str)
    assert standing(few) == "This figure is too uncertain to rank (unreliable). Fewer than five tracts."
    assert median_words(few) == "No peers’ median: only one peer has a figure that one may act on"


def test_who_is_counted_beside_the_county_stands_in_the_sentence() -> None:
    note = "2 districts; a state school (15%) is counted here; without it the rate would be about 90%"
    moved = replace(sample(0.26, 0.01), quality=Quality.POOR, note=note, flags=frozenset({Flag.BEYOND_COUNTY}))
    comparison = compare(result({"f": moved, "a": sample(0.9, 0.01)}, PERCENT), "f", ["a"], str)
    assert headline(comparison.spec, comparison, "White County").endswith(
        f"is too uncertain to act on: 26.0% ± 1.0 points. {note}."
    )
    assert standing(comparison) == "This figure is too uncertain to rank (quality 3: do not act on it)."
    careful = replace(moved, quality=Quality.CARE)
    assert sentence(PERCENT, careful, "White County", "2021").endswith(f"(2021). {note}.")
    assert note not in sentence(PERCENT, replace(careful, flags=frozenset()), "White County", "2021")


def test_a_zero_within_its_margin_is_not_the_best() -> None:
    figures = {"f": sample(0.2, 0.01), "zero": sample(0.0, 0.16), "a": sample(0.1, 0.01), "b": sample(0.7, 0.1)}
    figures["zero"] = replace(figures["zero"], quality=Quality.POOR)
    comparison = compare(result(figures, PERCENT), "f", ["zero", "a", "b"], str)
    assert "Best: a, 10.0% ± 1.0 points; worst: b, 70% ± 10 points." in standing(comparison)


def test_limits_of_a_share_stop_where_a_share_does() -> None:
    """± would say that the share may lie below nothing: 0% ± 750 points is not a figure."""
    wide = Estimate(0.02, 0.1, 0.0, 0.12, Interval.SAMPLING, flags=frozenset({Flag.LOWER_CUT}))
    assert margin_words(PERCENT, wide) == "0.0 to 12.0"
    assert format_estimate(PERCENT, wide) == "2.0% (0.0 to 12.0)"
    kenedy = Estimate(0.0, 7.5, 0.0, 1.0, Interval.SAMPLING, flags=frozenset({Flag.LOWER_CUT, Flag.UPPER_CUT}))
    assert format_estimate(PERCENT, kenedy) == "0% (0 to 100)"


def test_a_percentile_is_read_aloud() -> None:
    assert in_sentence(RANK, sample(0.39073, 0.0025)) == "percentile 39.1 (± 0.2)"
    assert in_sentence(PERCENT, sample(0.21382, 0.01361)) == "21.4% ± 1.4 points"
    indicator = replace(RANK, sentence="Children in {place} stood at {value}")
    assert sentence(indicator, sample(0.39073, 0.0025), "Here", "2015") == (
        "Children in Here stood at percentile 39.1 (± 0.2) (2015)."
    )


def test_without_a_test_nobody_is_best() -> None:
    comparison = compare(
        result({key: Estimate(value) for key, value in zip("fab", (3.0, 4.0, 5.0), strict=True)}), "f", ["a", "b"], str
    )
    assert standing(comparison) == (
        "Differences can’t be tested here: no margin of error is published. Lowest: here, 3.0; highest: b, 5.0."
    )


def test_without_a_peer_that_may_be_ranked_no_margin_is_blamed() -> None:
    poor = Estimate(4.0, 0.1, 3.9, 4.1, Interval.SAMPLING, quality=Quality.POOR)
    comparison = compare(result({"f": sample(3.0, 0.1), "a": poor}), "f", ["a", "b"], str)
    assert standing(comparison) == "No peer has a figure that it can be ranked against."


def test_universe_is_the_series() -> None:
    comparison = compare(result(ratios()), TRAVIS, PEERS, name_of)
    assert comparison.universe == "households"
    assert isinstance(comparison.spec.series[0], Series)


def test_a_change_is_said_with_its_verdict() -> None:
    def points(*periods: str) -> Trend:
        return Trend(spec(), "county", tuple(TrendPoint(p, sample(5 - i, 0.1), 0) for i, p in enumerate(periods)))

    assert change_words(points("2014", "2023")) == "From 5.00 ± 0.10 (2014) to 4.00 ± 0.10 (2023): better."
    assert change_words(points("2016-2020", "2019-2023")) == (
        "From 5.00 ± 0.10 (2016–2020) to 4.00 ± 0.10 (2019–2023): can’t be tested (the periods overlap)."
    )
    assert change_words(points("2014")) == ""


@pytest.mark.parametrize("indicator", specs().values(), ids=list(specs()))
def test_texts_of_specs_have_curly_quotes(indicator: IndicatorSpec) -> None:
    texts = [
        indicator.title,
        indicator.short,
        indicator.question,
        indicator.unit,
        indicator.plain,
        indicator.sentence,
        indicator.across_states,
        *indicator.caveats,
    ]
    texts += [text for series in indicator.series for text in (series.universe, series.note)]
    assert not [text for text in texts if "'" in text or '"' in text]


@pytest.mark.parametrize("key", ["dissimilarity_black_white", "isolation_black"])
def test_a_sentence_names_the_people_of_its_period(key: str) -> None:
    indicator = specs()[key]
    adults, everyone = (sentence(indicator, Estimate(0.4), "Travis County", "2020", only) for only in (True, False))
    assert "adult" in adults.partition("(")[0]
    assert "resident" not in adults
    assert "resident" in everyone
    assert "adult" not in everyone


def test_friends_are_facebook_friends_and_children_have_years_of_birth() -> None:
    friends = sentence(specs()["economic_connectedness"], sample(0.81379, 0.01), "Travis County", "2022")
    assert friends.startswith(
        "41 of 100 Facebook friends of people with low income in Travis County, aged 25 to 44, have high income; half "
        "would be even"
    )
    children = sentence(specs()["mean_income_rank_p25"], sample(0.39073, 0.0025), "Travis County", "2014-2015")
    assert children == (
        "Children of low-income parents, born 1978 to 1983, who grew up in Travis County stood, on average, at "
        "percentile 39.1 (± 0.2) of the nation’s household incomes as adults (2014-2015)."
    )
