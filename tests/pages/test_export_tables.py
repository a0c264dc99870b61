"""Every table to take away at its own address: a header, a period with every figure, whole counts."""

from __future__ import annotations

import csv
import io
import re

import pytest

from data.cli.user_text import json_text
from indicators.core.estimate import Estimate
from indicators.core.spec import IndicatorSpec
from indicators.export.csv import csv_bytes
from indicators.factors import SUBJECTS
from indicators.present.tables import NUMBERS, numbers_of, raw_frame
from indicators.registry import specs
from pages.runtime.snapshots import store
from tests.pages.asking import ask

# San Juan (few figures), Loving (64 people), a former county of Connecticut, a city, a metro.
ODD = ("county&place=72127", "county&place=48301", "county&place=09001", "place&place=4805000", "cbsa&place=12420")
FACTOR_TABLES = ("map", "peers", "trend", "groups", "zones", "inside-tract", "inside-district", "inside-campus")
TABLES = {
    "overview": tuple(factor.key for factor in SUBJECTS),
    "peers": ("peers",),
    "side_by_side": ("first", "second"),
    **dict.fromkeys((factor.key for factor in SUBJECTS), FACTOR_TABLES),
}
ADDRESSES = [(page, exhibit, place) for page, exhibits in TABLES.items() for exhibit in exhibits for place in ODD]
# Columns that say which row it is, or what was made of figures whose periods stand beside them.
NOT_FIGURES = {"Stays (%)", "Distance", "rank_low", "rank_high", "geoid", "cz"}
WHOLE = [spec for spec in specs().values() if spec.format in ("count", "dollars")]


def table_of(address: str) -> tuple[list[str], list[list[str]]] | None:
    answer = ask(address)
    if answer.status_code == 404:
        return None
    assert answer.status_code == 200, (address, bytes(answer.body))
    head, *rows = csv.reader(io.StringIO(bytes(answer.body).decode("utf-8-sig")))
    return head, rows


def is_number(cell: str) -> bool:
    return re.fullmatch(r"-?[0-9]+(\.[0-9]+)?(e-?[0-9]+)?", cell) is not None


def digits(number: str) -> int:
    """Significant ones."""
    return len(re.sub(r"e.*|[-.]", "", number).strip("0"))


@pytest.mark.parametrize(("page", "exhibit", "place"), ADDRESSES)
def test_a_table_has_a_header_and_every_figure_its_period(page: str, exhibit: str, place: str) -> None:
    table = table_of(f"/export/{page}/{exhibit}.csv?level={place}")
    if table is None:
        return
    head, rows = table
    assert len(head) > 4
    assert all(head)
    assert {len(row) for row in rows} <= {len(head)}
    assert [cell for row in rows for cell in row if "." in cell and is_number(cell) and digits(cell) > 10] == []
    if "period" in head:
        at = head.index("period")
        assert all(row[at] for row in rows)
        return
    for at, name in enumerate(head):
        if name in NOT_FIGURES or name.endswith(("_period", "_in_words")) or not any(is_number(r[at]) for r in rows):
            continue
        period_columns = [number for number, other in enumerate(head) if other == f"{name}_period"] or [at + 1]
        assert head[period_columns[0]].endswith("_period"), name
        assert all(bool(row[period_columns[0]]) for row in rows if row[at]), name


def test_the_peers_say_of_when_each_figure_is() -> None:
    table = table_of("/export/peers/peers.csv?place=48453")
    assert table is not None
    first_row = dict(zip(table[0], table[1][0], strict=True))
    assert first_row["population_period"] == "2023"
    assert first_row["population_growth_period_in_words"] == "2014–2023"
    assert first_row["Population"].isdigit(), "whole people"


def test_groups_of_a_measure_without_groups_have_a_header() -> None:
    table = table_of("/export/school_quality/groups.csv?level=county&place=48453&measure=graduation_rate_4yr")
    assert table is not None
    assert table[0][:3] == ["indicator", "group", "period"]
    assert table[1] == []


@pytest.mark.parametrize("spec", WHOLE, ids=lambda spec: spec.key)
def test_people_and_dollars_are_written_whole_in_every_file(spec: IndicatorSpec) -> None:
    for level in spec.levels:
        result = store().result(spec.key, level)
        rows = [numbers_of(result.spec, figure) for figure in result.estimates.values()]
        assert ".0" not in json_text(rows)
        text = csv_bytes(raw_frame(rows, NUMBERS, result.spec)).decode("utf-8-sig")
        assert "." not in text
        assert re.search(r"\d{4}", text)


def test_whole_numbers_stay_whole_beside_blanks_and_shares_stay_shares() -> None:
    people, share = specs()["population"], specs()["children_in_single_parent_families"]
    figures = [Estimate(4_835_125.0, lower=1e6), Estimate(None)]
    frame = raw_frame([numbers_of(people, figure) for figure in figures], NUMBERS, people)
    assert csv_bytes(frame) == "\ufeffvalue,moe,lower,upper\r\n4835125,,1000000,\r\n,,,\r\n".encode()
    assert numbers_of(share, Estimate(1.0))["value"] == 1.0
    assert isinstance(share.exact(1.0), float)


@pytest.mark.parametrize("name", ["population", "median_household_income"])
def test_pages_write_people_and_dollars_whole(name: str) -> None:
    page = "income_inequality" if name != "population" else "peers"
    for exhibit in ("map", "peers", "trend", "groups") if page != "peers" else ("peers",):
        table = table_of(f"/export/{page}/{exhibit}.csv?level=county&place=48453&measure={name}")
        assert table is not None
        columns = [at for at, head in enumerate(table[0]) if head in (*NUMBERS, "Population")]
        cells = [row[at] for row in table[1] for at in columns if row[at]]
        assert cells
        assert all(cell.lstrip("-").isdigit() for cell in cells), exhibit
