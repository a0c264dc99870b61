"""Files to take away: every link on every page leads to a file, and the file holds what is shown."""

from __future__ import annotations

import csv
import io
import re
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import pyarrow.parquet as pq
import pytest
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from data.core.errors import SnapshotError
from indicators.factors import FACTORS
from indicators.present.wording import period_words
from pages.view.view_names import TITLES
from tests.pages.asking import HOST, ask
from tests.pages.conftest import PAGES, visit
from web.exports import answers
from web.figure_files import figures_file

# A metro, a city, a county with few people, and a county of former times.
OTHERS = [{"place": "12420"}, {"place": "4805000"}, {"place": "48301"}, {"place": "09001"}]


def links(page: str, root: str = "/export/", **query: str) -> list[str]:
    """Every file below ``root`` that a page links to."""
    written = "".join(element.value for element in visit(page, **query).get("html"))
    return [unescape(link) for link in re.findall(r'<a download href="([^"]+)"', written) if link.startswith(root)]


def views_of(page: str, query: dict[str, str]) -> tuple[str, ...]:
    """Views of a page: all for the default community, two for each other one, so that together they have all."""
    views: tuple[str, ...] = tuple(TITLES) if page in FACTORS else ("",)
    if query not in OTHERS:
        return views
    return views[OTHERS.index(query) % len(views) :: 3]


def rows(answer: Response) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(bytes(answer.body).decode("utf-8-sig"))))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("query", [{}, *OTHERS], ids=str)
def test_every_link_leads_to_a_file(page: str, query: dict[str, str]) -> None:
    views = views_of(page, query)
    hrefs = [link for view in views for link in links(page, **query, **({"view": view} if view else {}))]
    # A county of former times has no outline today, so nothing is drawn of it beside another.
    assert bool(hrefs) == (page != "methods" and (page, query) != ("side_by_side", {"place": "09001"}))
    for link in dict.fromkeys(hrefs):
        if link.partition("?")[0].endswith(".png") and query:
            continue  # pixels take long; the default community's are all drawn
        answer = ask(link)
        assert answer.status_code == 200, (link, answer.body)
        assert len(answer.body) > 90  # the heads of a table, at least: a map of places without figures has no rows
        assert answer.headers["content-disposition"].startswith("attachment")


@pytest.mark.parametrize("measure", ["dissimilarity_black_white", "share_black", "isolation_white"])
def test_a_map_chosen_for_another_measure_does_not_break_its_link(measure: str) -> None:
    query = {"measure": measure, "map": "nation.county", "place": "48453", "view": "map"}
    (link,) = (link_to_map for link_to_map in links("segregation", **query) if "/map.csv" in link_to_map)
    assert ask(link).status_code == 200


def test_the_file_of_peers_holds_names_without_marks() -> None:
    peers = rows(ask("/export/peers/peers.csv?place=48453"))
    assert peers[0]["Place"] == "Austin (Travis County), TX"
    assert all(len(row["Distance"].partition(".")[2]) <= 2 for row in peers)


def test_the_figures_are_those_shown_and_say_where_they_are_from() -> None:
    link = next(link for link in links("segregation") if "peers.csv" in link)
    table = rows(ask(link))
    travis = next(row for row in table if row["geoid"] == "48453")
    assert len(table) >= 16
    assert float(travis["value"]) == pytest.approx(0.499068, abs=1e-6)
    cited = bytes(ask(link.replace(".csv", ".txt")).body).decode()
    assert "http://measure.example/segregation?level=county&place=48453&peers=48029," in cited
    assert "Census Bureau" in cited


def test_a_picture_is_of_the_view_that_linked_to_it() -> None:
    chosen = {"measure": "isolation_hispanic", "period": "2010", "peers": "48029", "classing": "equal"}
    hrefs = links("segregation", **chosen)
    assert all(dict(parse_qsl(urlsplit(link).query)).items() >= chosen.items() for link in hrefs)
    svg = bytes(ask(next(link for link in hrefs if "peers.svg" in link)).body).decode()
    assert "2010" in svg
    assert "isolation_hispanic" in svg


def test_behind_a_proxy_the_address_is_the_visitors() -> None:
    link = "/export/segregation/peers.txt?place=48453"
    cited = bytes(ask(link, referer=f"https://{HOST.decode()}/segregation").body).decode()
    assert f"https://{HOST.decode()}/segregation?" in cited
    other = bytes(ask(link, referer="https://elsewhere.example/").body).decode()
    assert f"http://{HOST.decode()}/segregation?" in other


def test_all_figures_are_files_of_their_own() -> None:
    hrefs = links("methods", "/figures/")
    assert len(hrefs) >= 10
    for link in hrefs:
        answer = figures(link)
        assert isinstance(answer, FileResponse)
        names = pq.read_schema(answer.path).names
        assert {"geoid", "name" if "/places.parquet" in link else "indicator"} <= set(names)
    for name in ("nothing.parquet", "../snapshot.json", "", "county.parquet?snapshot=gone"):
        assert figures(f"/figures/{name}").status_code == 404


def figures(address: str) -> Response:
    path, _, query = address.removeprefix("/figures/").partition("?")
    scope = {"type": "http", "headers": [], "query_string": query.encode(), "path_params": {"name": path}}
    return figures_file(Request(scope))


@pytest.mark.parametrize(
    "address",
    [
        "/export/nowhere/peers.csv",
        "/export/segregation/nothing.csv",
        "/export/segregation/peers.exe",
        "/export/segregation/peers",
        "/export/segregation/inside-galaxy.csv",
        "/export/peers/peers.png",
        "/export/methods/map.csv",
        "/export/overview/context.csv",
    ],
)
def test_what_is_not_there_is_a_plain_404(address: str) -> None:
    answer = ask(address)
    assert (answer.status_code, bytes(answer.body)) == (404, b"Not found")


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("/export/segregation/peers.csv?place=99999", "99999"),
        ("/export/segregation/peers.csv?measure=nonsense", "nonsense"),
        ("/export/segregation/map.svg?period=1066", "1066"),
        ("/export/peers/peers.csv?peers=48029,99998", "99998"),
        ("/export/side_by_side/second.csv?other=99999", "99999"),
        ("/export/side_by_side/first.csv?measure=nonsense", "nonsense"),
        ("/export/overview/segregation.csv?measure=nonsense", "nonsense"),
        ("/export/overview/segregation.csv?period=1066", "1066"),
        ("/export/segregation/map.csv?map=globe", "globe"),
        ("/export/segregation/map.csv?map=points.campus", "points.campus"),
        ("/export/mobility/zones.csv?group=weather", "weather"),
        ("/export/mobility/zones.csv?measure=nonsense", "nonsense"),
        ("/export/mobility/zones.csv?period=1066", "1066"),
    ],
)
def test_a_file_never_shows_something_else_instead(address: str, named: str) -> None:
    answer = ask(address)
    assert answer.status_code == 400
    refusal = bytes(answer.body).decode()
    assert named in refusal
    assert "ou see" not in refusal, "nothing is shown instead"
    assert "left out" not in refusal
    assert answer.headers["content-type"].startswith("text/plain")


@pytest.mark.parametrize(
    ("address", "title"),
    [
        (
            "/export/mobility/zones.txt",
            "Absolute upward mobility (incomes of 2011–2012) and Racial segregation of the commuting zone",
        ),
        ("/export/segregation/map.txt?map=nation.county", "Counties of the nation: Dissimilarity index"),
        ("/export/income_inequality/map.txt", "Counties of Texas: 80/20 household income ratio, 2019–2023"),
        ("/export/segregation/peers.txt", "Dissimilarity index, Black and White: Austin (Travis County), TX, 2020"),
    ],
)
def test_a_citation_names_what_it_is_of(address: str, title: str) -> None:
    citation = bytes(ask(address).body).decode()
    assert f"“{title}" in citation
    assert ": ," not in citation
    assert citation.count("Source:") >= 1


def test_without_a_snapshot_it_says_what_to_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object) -> None:
        raise SnapshotError("there is no snapshot. Run: python -m data build")

    monkeypatch.setattr(answers, "builder_of", none)
    answer = ask("/export/segregation/peers.csv")
    assert answer.status_code == 503
    assert b"python -m data build" in bytes(answer.body)


@pytest.mark.parametrize("exhibit", ["zones", "trend", "groups", "peers", "map", "inside-tract"])
@pytest.mark.parametrize(("query", "named"), [("measure=nonsense", "nonsense"), ("period=1066", "1066")])
def test_every_file_of_a_page_reads_its_measure_and_period(exhibit: str, query: str, named: str) -> None:
    answer = ask(f"/export/mobility/{exhibit}.csv?{query}")
    assert answer.status_code == 400
    assert named in bytes(answer.body).decode()


def test_periods_stand_in_words_in_every_table_that_has_them() -> None:
    for address, periods_in_words in (
        ("/export/income_inequality/peers.csv?level=cbsa&place=12420&measure=wage_ratio_90_10", "May 2025"),
        ("/export/social_capital/trend.csv?place=48453&measure=social_associations", ""),
        ("/export/segregation/map.csv?place=48453", ""),
    ):
        lines = rows(ask(address))
        assert lines
        assert all(row["period"] and row["period_in_words"] for row in lines)
        assert not periods_in_words or {row["period_in_words"] for row in lines} == {periods_in_words}


@pytest.mark.parametrize(
    "address",
    [
        "/export/mobility/zones.csv?place=48453",
        "/export/mobility/zones.csv?place=48453&group=cz_dropout_rate",
        "/export/segregation/groups.csv?place=48453",
        "/export/income_inequality/groups.csv?place=48453&measure=median_household_income",
        "/export/social_capital/trend.csv?place=48453&measure=social_associations",
    ],
)
def test_every_column_of_periods_has_its_words_right_behind(address: str) -> None:
    lines = rows(ask(address))
    heads = list(lines[0])
    periods = [head for head in heads if head == "period" or head.endswith("_period")]
    assert periods
    for head in periods:
        assert heads[heads.index(head) + 1] == f"{head}_in_words"
        assert all(row[f"{head}_in_words"] == period_words(row[head]) for row in lines)
