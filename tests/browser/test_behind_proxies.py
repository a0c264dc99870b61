"""Behind a proxy, at the root and under a path: pages, maps, files and addresses are those that the visitor has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import APIResponse, Browser, Page, expect

from bench.views import TRACT_MAP
from tests.browser import proxies
from tests.browser.steps import settle
from tools.painted import wait_until_painted, watch
from tools.server import HOST, Server, running

pytestmark = pytest.mark.browser

Site = tuple[str, Server]


@contextmanager
def proxied(proxy: str, base: str, folder: Path) -> Iterator[Site]:
    options: dict[str, str | None] = {"server.baseUrlPath": base} if base else {}
    with running(options=options) as server:
        if proxy == "nginx":
            with proxies.nginx(proxies.nginx_site(bool(base)), server, folder) as address:
                yield f"{address}{base}", server
        else:
            with proxies.caddy(proxies.examples("caddy")[1 if base else 0], server, folder) as address:
                yield f"{address}{base}", server


@pytest.fixture(
    scope="module",
    params=[("nginx", ""), ("nginx", "/dash"), ("caddy", ""), ("caddy", "/dash")],
    ids=lambda pair: f"{pair[0]}{pair[1]}",
)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    proxy, base = request.param
    with proxied(proxy, base, tmp_path_factory.mktemp(proxy)) as started:
        yield started


@pytest.fixture
def opened(browser: Browser) -> Iterator[Page]:
    """A visitor's page; every request must go to the proxy."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, ignore_https_errors=True)
    page = context.new_page()
    page.set_default_timeout(30_000)
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    yield page
    here = re.match(r"https?://[^/]+/|about:", page.url)
    context.close()
    assert here
    assert [url for url in requests if not url.startswith((here.group(), "data:", "blob:"))] == []


def get(page: Page, address: str, **headers: str) -> APIResponse:
    return page.request.get(address, headers={name.replace("_", "-"): value for name, value in headers.items()})


def test_the_map_is_painted_and_every_address_is_the_visitors(opened: Page, site: Site) -> None:
    address, _ = site
    watch(opened)
    opened.goto(f"{address}/{TRACT_MAP}")
    settle(opened)
    wait_until_painted(opened)
    opened.locator("summary").filter(has_text="Export").first.click()
    links = [link.evaluate("link => link.href") for link in opened.locator("details.cm-export a").all()]
    assert links
    assert all(link.startswith(f"{address}/export/segregation/") for link in links)
    opened.get_by_role("button", name="Share").click()
    for link in ("Short link", "Exact link"):
        expect(opened.get_by_label(link)).to_have_value(re.compile(re.escape(f"{address}/segregation?")))
    menu = opened.get_by_test_id("stSidebarNav").get_by_role("link")
    assert all(link.evaluate("link => link.href").startswith(f"{address}/") for link in menu.all())


def test_files_have_the_visitors_address_in_them(opened: Page, site: Site) -> None:
    address, _ = site
    opened.goto(f"{address}/segregation")
    settle(opened)
    with opened.expect_download() as download:
        menu = opened.locator("details.cm-export").filter(has=opened.locator('a[href*="/peers.txt"]')).first
        menu.locator("summary").click()
        menu.get_by_role("link", name="Citation as text").click()
    assert f"{address}/segregation?" in Path(download.value.path()).read_text(encoding="utf-8")
    # A program sends no Referer: scheme and host are those that the proxy passes on.
    assert f"{address}/segregation?" in get(opened, f"{address}/export/segregation/peers.txt").text()


def test_routes_answer_below_the_path(opened: Page, site: Site) -> None:
    address, _ = site
    opened.goto(f"{address}/methods")
    settle(opened)
    health = get(opened, f"{address}/healthz").json()
    assert health["status"] == "ok"
    link = get(opened, f"{address}/segregation?view=map").headers["link"]
    figures = re.match(r"<(.*)>; rel=preload", link)
    assert figures
    origin = re.match(r"https?://[^/]+", address)
    assert origin
    assert f"{origin.group()}{figures.group(1)}".startswith(f"{address}/maps/")
    assert get(opened, f"{origin.group()}{figures.group(1)}").json()["type"] == "FeatureCollection"
    parquet = opened.locator('a[href*="/figures/places.parquet"]').evaluate("link => link.href")
    assert parquet.startswith(f"{address}/")
    assert get(opened, parquet).body()[:4] == b"PAR1"
    start = get(opened, address)
    assert start.url.rstrip("/") == address


def test_scripts_are_packed(opened: Page, site: Site) -> None:
    address, _ = site
    opened.goto(f"{address}/methods")
    script = opened.locator('script[type="module"]').first.evaluate("script => script.src")
    answer = get(opened, script, accept_encoding="gzip")
    assert answer.headers["content-encoding"] == "gzip"
    assert "immutable" in answer.headers["cache-control"]
    assert get(opened, script, accept_encoding="identity").headers.get("content-encoding") is None


def test_nginx_keeps_maps_and_holds_back_exports(opened: Page, site: Site) -> None:
    address, server = site
    if not address.startswith("https://"):
        pytest.skip("Debian's Caddy does neither")
    opened.goto(f"{address}/methods")
    settle(opened)
    answers = (get(opened, f"{address}/segregation?view=map") for _ in range(20))  # named where it is known in time
    link = next(answer.headers["link"] for answer in answers if "link" in answer.headers)
    figures = link.split("/maps/")[1].split(">")[0]
    kept_at = f"{address}/maps/{figures}?kept"
    assert [get(opened, kept_at).headers["x-cache"] for _ in range(2)] == ["MISS", "HIT"]
    assert get(opened, kept_at).json()["type"] == "FeatureCollection"
    statuses = [get(opened, f"{address}/export/segregation/peers.txt").status for _ in range(40)]
    assert statuses[0] == 200
    assert 429 in statuses
    assert server.process.poll() is None


HIDING = """
server {
    listen 443 ssl http2;
    ssl_certificate     /etc/ssl/dash.example.org.pem;
    ssl_certificate_key /etc/ssl/dash.example.org.key;
    location / {
        proxy_pass http://127.0.0.1:8501;
        proxy_http_version 1.1;
        proxy_set_header Upgrade $http_upgrade;
        proxy_set_header Connection upgrade;
    }
}
"""


def test_a_proxy_that_hides_the_host_is_named_on_the_page(opened: Page, server: Server, tmp_path: Path) -> None:
    with proxies.nginx(HIDING, server, tmp_path) as address:
        opened.goto(address)
        expect(opened.get_by_role("dialog")).to_contain_text("proxy_set_header Host", timeout=30_000)
        expect(opened.get_by_role("dialog")).to_contain_text(f"--browser.serverAddress {HOST}")
    assert f"refused a page of '{address}'" in server.output()


def test_a_proxy_that_cuts_the_path_off_is_named_on_the_page(opened: Page, server: Server, tmp_path: Path) -> None:
    cutting = HIDING.replace("location / {", "location /dash/ {").replace(
        "http://127.0.0.1:8501;", "http://127.0.0.1:8501/;"
    )
    cutting = cutting.replace("proxy_http_version", "proxy_set_header Host $http_host;\n        proxy_http_version")
    with proxies.nginx(cutting, server, tmp_path) as address:
        opened.goto(f"{address}/dash/segregation")
        settle(opened)
        expect(opened.get_by_test_id("stAlert").first).to_contain_text("--server.baseUrlPath /dash")
    assert "server.baseUrlPath" in server.output()
