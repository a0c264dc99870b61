"""Where definition and data meet: rows, tracts, rosters and reasons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from data.builder.engines import Run, open_engine
from data.builder.evaluate import evaluate
from data.builder.inputs import CatalogInputs
from data.builder.places.levels import Places
from data.builder.survey_areas import PEOPLE
from data.catalog.reader import Dataset, read_catalog
from data.sources.errors import InputError
from indicators.core.geography import Level
from indicators.core.spec import IndicatorSpec, Input, Series
from indicators.registry import specs

DATASET = replace(read_catalog()["census_2020_tract_race"], id="fake", files=("fake.csv",), reader="none:none")
BASE = replace(specs()["dissimilarity_black_white"], bounds=(0.0, 1.0), compute=None, margins=None)
AREA = "Area larger than the county"


class FakeInputs(CatalogInputs):
    """One dataset from a frame."""

    def __init__(self, frame: pd.DataFrame, dataset: Dataset = DATASET) -> None:
        super().__init__(Path(), {"fake": dataset})
        self._frames["fake"] = frame


@pytest.fixture(scope="module")
def run() -> Iterator[Run]:
    with open_engine("pandas") as engine:
        yield engine


def places(tracts: tuple[str, ...] = ()) -> Places:
    counties = frozenset({"48453", "48491", "01001", "46102", "46113"})
    rosters = {
        ("county", "2020"): counties - {"46113"},
        ("cbsa", ""): frozenset({"12420", "10000", "25540"}),
        ("tract", "2020"): frozenset(tracts),
    }
    members = {
        "12420": frozenset({"48453", "48491"}),
        "10000": frozenset({"46102"}),
        "25540": frozenset({"09003", "09007"}),
    }
    known = {"county": counties, "cbsa": rosters["cbsa", ""], "zip": frozenset({"78704"})}
    return Places(pd.DataFrame(), rosters, members, known)


def spec_of(level: Level, from_level: Level, columns: dict[str, str], **changes: object) -> IndicatorSpec:
    series = Series(level, ("2020",), Input("fake", from_level, columns), "all", "2020")
    return replace(BASE, series=(series,), **changes)  # type: ignore[arg-type]


def tidy(level: str, rows: dict[str, dict[str, object]]) -> pd.DataFrame:
    frame = pd.DataFrame([{"geoid": geoid, "level": level, "period": "2020", **row} for geoid, row in rows.items()])
    return frame


def microdata(frame: pd.DataFrame, people: dict[str, int], level: Level = "county") -> FakeInputs:
    """Inputs whose areas hold at least 100,000 people, and how many people live in each place."""
    inputs = FakeInputs(frame, replace(DATASET, survey_area_minimum=100_000))
    counts = tidy(level, {code: {"population": float(number)} for code, number in people.items()})
    inputs._frames[PEOPLE[level].dataset] = counts
    return inputs


def figures(spec: IndicatorSpec, inputs: FakeInputs, known: Places, run: Run) -> pd.DataFrame:
    return evaluate(spec, spec.series[0], "2020", inputs, known, run).set_index("geoid")


def test_published_figures_are_carried_through(run: Run) -> None:
    frame = tidy(
        "county",
        {
            "48453": {"x": 0.4, "x_se": 0.01, "x__status": "ok", "x__note": ""},
            "01001": {"x": np.nan, "x_se": np.nan, "x__status": "suppressed", "x__note": "too few cases"},
        },
    )
    table = figures(spec_of("county", "county", {"value": "x", "se": "x_se"}), FakeInputs(frame), places(), run)
    assert list(table.index) == ["01001", "46102", "48453", "48491"]
    assert table.loc["48453", ["value", "moe", "status"]].tolist() == [0.4, 0.01645, "ok"]
    assert table.loc["01001", ["status", "note"]].tolist() == ["suppressed", "Too few cases."]
    assert table.loc["48491", ["status", "note"]].tolist() == [
        "missing",
        "No figure is published for this county.",
    ]


def test_why_there_is_no_margin_is_kept(run: Run) -> None:
    frame = tidy("county", {"48453": {"x": 0.4, "m": np.nan, "m__status": "missing", "m__note": "no margin: too few"}})
    table = figures(spec_of("county", "county", {"value": "x", "moe": "m"}), FakeInputs(frame), places(), run)
    assert table.loc["48453", ["value", "status", "note"]].tolist() == [0.4, "ok", "No margin: too few."]


def test_a_formula_within_rows_takes_over_the_publishers_reason(run: Run) -> None:
    def halve(frame: pd.DataFrame) -> pd.DataFrame:
        return pd.DataFrame({"geoid": frame["geoid"], "value": frame["a"] / 2})

    frame = tidy(
        "county",
        {
            "48453": {"a": 0.8, "a__status": "ok", "a__note": ""},
            "48491": {"a": np.nan, "a__status": "suppressed", "a__note": "withheld"},
        },
    )
    spec = spec_of("county", "county", {"a": "a"}, compute=halve)
    table = figures(spec, FakeInputs(frame), places(), run)
    assert table.loc["48453", "value"] == 0.4
    assert table.loc["48491", ["status", "note"]].tolist() == ["suppressed", "Withheld."]


TRACTS = {
    f"{county}{tract:06d}": {"b": 100.0 * tract, "w": 4_000.0 - 500.0 * tract}
    for county in ("48453", "48491", "46113", "09003")
    for tract in range(1, 7)
}
PAIR = {"a": "b", "b": "w"}
DISSIMILARITY = specs()["dissimilarity_black_white_household"].compute


def test_metro_areas_are_whole_or_missing(run: Run) -> None:
    spec = spec_of("cbsa", "tract", PAIR, compute=DISSIMILARITY)
    table = figures(spec, FakeInputs(tidy("tract", TRACTS)), places(), run)
    assert table.loc["12420", "status"] == "ok"
    assert table.loc["10000", "status"] == "ok", "a retired county code counts for its successor"
    assert table.loc["25540", "status"] == "missing"
    assert "1 of its 2 counties (09007)" in table.loc["25540", "note"]


def test_counties_from_tracts(run: Run) -> None:
    spec = spec_of("county", "tract", PAIR, compute=DISSIMILARITY)
    table = figures(spec, FakeInputs(tidy("tract", {k: v for k, v in TRACTS.items() if k[:2] == "48"})), places(), run)
    black = np.arange(1, 7) * 100.0
    white = 4_000.0 - 5 * black
    by_hand = np.abs(black / black.sum() - white / white.sum()).sum() / 2
    assert table.loc["48453", "value"] == pytest.approx(by_hand, rel=1e-5)
    assert table.loc["01001", "note"] == "The data have no census tracts of this county."


def test_duckdb_gives_the_same(run: Run) -> None:
    spec = spec_of("county", "tract", PAIR, compute=DISSIMILARITY)
    inputs = FakeInputs(tidy("tract", {k: v for k, v in TRACTS.items() if k[:2] == "48"}))
    with open_engine("duckdb") as duckdb:
        pd.testing.assert_frame_equal(figures(spec, inputs, places(), duckdb), figures(spec, inputs, places(), run))


def test_tract_figures_are_for_outlined_tracts_of_covered_counties(run: Run) -> None:
    def share(frame: pd.DataFrame) -> pd.DataFrame:
        whole = frame.groupby("place")["b"].transform("sum")
        return pd.DataFrame({"geoid": frame["geoid"], "value": frame["b"] / whole})

    spec = spec_of("tract", "tract", {"b": "b"}, compute=share)
    outlined = ("48453000001", "48453000099", "48439000001")
    table = figures(spec, FakeInputs(tidy("tract", TRACTS)), places(outlined), run)
    assert list(table.index) == ["48453000001", "48453000099"]
    assert table.loc["48453000001", "value"] == pytest.approx(1 / 21, rel=1e-5), "over all tracts of the county"
    assert table.loc["48453000099", "status"] == "missing"


def test_columns_of_another_input_are_joined_by_code_and_blank_where_it_lacks_a_place(run: Run) -> None:
    def seen(frame: pd.DataFrame) -> pd.DataFrame:
        return frame[["geoid"]].assign(value=frame["more"].fillna(0.5))

    spec = spec_of("county", "county", {"a": "a"}, compute=seen)
    joined = (Input("other", "county", {"more": "b"}),)
    spec = replace(spec, series=(replace(spec.series[0], joined=joined),))
    assert spec.series[0].datasets == ("fake", "other")
    inputs = FakeInputs(tidy("county", {"48453": {"a": 1.0}, "48491": {"a": 2.0}}))
    inputs.catalog = {**inputs.catalog, "other": replace(DATASET, id="other")}
    inputs._frames["other"] = tidy("county", {"48453": {"b": 0.25}, "01001": {"b": 1.0}})
    table = figures(spec, inputs, places(), run)
    assert table.loc[["48453", "48491"], "value"].tolist() == [0.25, 0.5]
    assert table.loc["01001", "status"] == "missing", "the main input decides which places there are"


def test_levels_without_a_list_have_the_places_of_the_data(run: Run) -> None:
    frame = tidy("zip", {"78704": {"x": 0.4}})
    table = figures(spec_of("zip", "zip", {"value": "x"}), FakeInputs(frame), places(), run)
    assert list(table.index) == ["78704"]


def test_retired_codes_are_kept_and_explained(run: Run) -> None:
    frame = tidy("county", {"46113": {"x": 0.4}})
    table = figures(spec_of("county", "county", {"value": "x"}), FakeInputs(frame), places(), run)
    assert table.loc["46113", "value"] == 0.4
    assert table.loc["46102", "note"] == "The publisher still uses the former code 46113 (Shannon County)."


def test_a_series_says_why_its_publisher_lacks_a_place(run: Run) -> None:
    spec = spec_of("county", "county", {"value": "x"})
    spec = replace(spec, series=(replace(spec.series[0], absence="The publisher has the counties of 1999."),))
    table = figures(spec, FakeInputs(tidy("county", {"48453": {"x": 0.4}})), places(), run)
    assert table.loc["48491", ["status", "note"]].tolist() == ["missing", "The publisher has the counties of 1999."]


def test_shared_survey_areas(run: Run) -> None:
    as_computed = {"48453": {"x": 0.4}, "48491": {"x": 0.40000000003}, "01001": {"x": 0.4}}
    frame = tidy("county", as_computed | {"46102": {"x": 0.4}, "46113": {"x": 0.40001}})
    inputs = microdata(frame, dict.fromkeys(frame["geoid"], 200_000))
    table = figures(spec_of("county", "county", {"value": "x"}), inputs, places(), run)
    assert table.loc[["48453", "48491"], "quality"].tolist() == ["3", "3"]
    assert table.loc["48453", "note"].startswith(AREA)
    assert table.loc["01001", "quality"] == "not graded", "the other county lies in another state"
    assert table.loc["46102", "quality"] == "not graded", "the other figure is not the same"


@pytest.mark.parametrize("level", ["county", "place"])
def test_a_place_with_fewer_people_than_a_survey_area_has_no_figure_of_its_own(level: Level, run: Run) -> None:
    small, enough, unknown = {"county": ("48453", "48491", "01001"), "place": ("4805000", "4801000", "0101000")}[level]
    frame = tidy(
        level, {code: {"x": 0.4 + row / 10, "x_grade": 1.0} for row, code in enumerate((small, enough, unknown))}
    )
    spec = spec_of(level, level, {"value": "x", "quality": "x_grade"})
    people = {small: 99_999, enough: 100_000}
    known = replace(places(), rosters={(level, ""): frozenset(), (level, "2020"): frozenset()})
    known = replace(known, known={level: frozenset(frame["geoid"])})
    rows = figures(spec, microdata(frame, people, level), known, run)
    assert rows["quality"].to_dict() == {small: "3", enough: "1", unknown: "1"}
    assert rows["flags"].to_dict() == {small: "shared_area", enough: "", unknown: ""}
    assert "hold at least 100,000 people" in rows.loc[small, "note"]
    full_count = FakeInputs(frame)
    assert set(figures(spec, full_count, known, run)["flags"]) == {""}, "only where the catalog says so"


def test_people_are_those_of_the_year_of_the_figure(run: Run) -> None:
    frame = tidy("county", {code: {"x": 0.4 + row / 10} for row, code in enumerate(("48453", "48491", "01001"))})
    inputs = microdata(frame, {"48453": 90_000, "48491": 110_000})
    later = pd.DataFrame({"geoid": ["48453", "48491", "01001"], "people": [110_000, 90_000, 50_000]})
    counts = inputs._frames["census_population_counties"]
    added = later.rename(columns={"people": "population"}).assign(level="county", period="2021")
    inputs._frames["census_population_counties"] = pd.concat([counts, added], ignore_index=True)
    rows = figures(spec_of("county", "county", {"value": "x"}), inputs, places(), run)
    assert rows.loc[["48453", "48491"], "flags"].tolist() == ["shared_area", ""]
    assert rows.loc["01001", "flags"] == "shared_area", "a code that is not counted that year: by another year"


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ({"48453": {"x": 1.4}}, "fake.csv: .* of 48453 is 1.4, beyond its bounds"),
        ({"99999": {"x": 0.4}}, "fake.csv, column geoid: 99999 is not a known county"),
    ],
)
def test_impossible_figures_stop_the_build(rows: dict[str, dict[str, object]], message: str, run: Run) -> None:
    with pytest.raises(InputError, match=message):
        figures(spec_of("county", "county", {"value": "x"}), FakeInputs(tidy("county", rows)), places(), run)


def test_a_figure_given_twice_stops_the_build(run: Run) -> None:
    def twice(frame: pd.DataFrame) -> pd.DataFrame:
        return pd.DataFrame({"geoid": ["48453", "48453"], "value": [0.1, 0.2]})

    frame = tidy("county", {"48453": {"x": 0.4}})
    with pytest.raises(InputError, match="two figures for 48453"):
        figures(spec_of("county", "county", {"x": "x"}, compute=twice), FakeInputs(frame), places(), run)


def test_an_unknown_vintage_names_those_that_are(run: Run) -> None:
    frame = tidy("county", {"48453": {"x": 0.4}})
    spec = spec_of("county", "county", {"value": "x"})
    spec = replace(spec, series=(replace(spec.series[0], vintage="1999"),))
    with pytest.raises(InputError, match=r"vintage '1999'\. There are: 2020"):
        figures(spec, FakeInputs(frame), places(), run)
