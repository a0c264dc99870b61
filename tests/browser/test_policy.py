"""The policy of the pages bears everything that they do, and nothing that they don't."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from tests.browser.steps import MAP, PAGES, settle, visit
from tools.painted import wait_until_painted, watch
from tools.server import HOST, Server, free_port, running

pytestmark = pytest.mark.browser

# Streamlit asks for these below every page before it asks for them at the root: that is no fault of the policy.
ASKED_TWICE = ("/_stcore/health", "/_stcore/host-config")
HEARD = """window.refused = [];
addEventListener("securitypolicyviolation",
  event => window.refused.push(`${event.violatedDirective} ${event.blockedURI}`));"""


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """Whatever the browser complains of, violations of the policy among it."""
    complaints_of_page: list[str] = []

    def console(message: ConsoleMessage) -> None:
        is_asked_twice = "404" in message.text and message.location.get("url", "").endswith(ASKED_TWICE)
        if message.type in ("error", "warning") and not is_asked_twice:
            complaints_of_page.append(message.text)

    page.on("console", console)
    page.on("pageerror", lambda error: complaints_of_page.append(str(error)))
    page.add_init_script(HEARD)
    return complaints_of_page


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path or "overview")
def test_every_page_bears_it(page: Page, server: Server, complaints: list[str], path: str) -> None:
    visit(page, server, path)
    for box in page.locator("[data-testid=stExpander] summary, [data-testid=stPopover] button").all():
        box.click()
        settle(page)
        page.keyboard.press("Escape")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.refused") == []
    assert [text for text in complaints if "Policy" in text] == []


def test_map_charts_and_tables_are_drawn_under_it(page: Page, server: Server, complaints: list[str]) -> None:
    watch(page)
    visit(page, server, "segregation?view=map")
    wait_until_painted(page)
    expect(page.locator(f"{MAP} canvas").first).to_be_visible()
    page.get_by_role("button", name="Figures on the map").click()
    expect(page.get_by_test_id("stDataFrame").locator("canvas").first).to_be_visible()
    visit(page, server, "segregation")
    expect(page.get_by_test_id("stVegaLiteChart").first.locator("canvas, svg").first).to_be_visible()
    visit(page, server, "segregation?view=table")
    head = page.locator("table.cm-sort").first.get_by_role("button", name="Figure")
    head.click()
    expect(page.locator("table.cm-sort th[aria-sort=ascending]")).to_have_count(1)
    assert [text for text in complaints if "Policy" in text] == []


def test_a_script_that_is_put_into_the_page_does_not_run(page: Page, server: Server) -> None:
    page.add_init_script(HEARD)
    visit(page, server, "methods")
    page.evaluate(
        """other_site => {
          const script = document.createElement("script");
          script.textContent = "window.broken = 1";
          document.body.append(script);
          const image = document.createElement("img");
          image.setAttribute("onerror", "window.broken = 2");
          image.src = "data:,";
          document.body.append(image);
          const other = document.createElement("script");
          other.src = `${other_site}/x.js`;
          document.body.append(other);
          const frame = document.createElement("iframe");
          frame.src = other_site;
          document.body.append(frame);
        }""",
        f"http://{HOST}:{free_port()}",
    )
    page.wait_for_function("() => window.refused.length >= 4")
    assert page.evaluate("window.broken") is None
    refused = " ".join(page.evaluate("window.refused"))
    assert all(rule in refused for rule in ("script-src-elem inline", "script-src-attr inline", "frame-src"))


FRAMING = '<!doctype html><title>Another site</title><iframe src="{}/methods" width="900" height="600"></iframe>'


@contextmanager
def another_site(folder: Path, framed: str) -> Iterator[str]:
    """A site of another name, whose only page has the address ``framed`` in a frame."""
    (folder / "index.html").write_text(FRAMING.format(framed), encoding="utf-8")
    with ThreadingHTTPServer((HOST, 0), partial(SimpleHTTPRequestHandler, directory=str(folder))) as site:
        Thread(target=site.serve_forever, daemon=True).start()
        yield f"http://localhost:{site.server_port}"
        site.shutdown()


def test_no_other_site_frames_a_page(browser: Browser, server: Server, tmp_path: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    with (
        another_site(tmp_path, server.url) as address,
        page.expect_console_message(lambda message: "frame-ancestors" in message.text),
    ):
        page.goto(address)
    context.close()


def test_a_site_that_may_embed_a_page_frames_it(browser: Browser, tmp_path: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    with (
        running(environment={"COMMON_MEASURE_EMBEDDERS": "http://localhost:*"}) as server,
        another_site(tmp_path, server.url) as address,
    ):
        page.goto(address)
        expect(page.frame_locator("iframe").locator("h1").first).to_contain_text("Methods and data", timeout=60_000)
    context.close()


UPLOADING = """import streamlit as st
from pages.runtime import uploads

uploads.take(1000)
st.title("Bring a file")
sent = st.file_uploader("A file")
if sent:
    st.write(f"{sent.size} bytes have arrived")
"""
LAUNCHING = """import streamlit as st
from web.edge import edge

app = st.App("script.py", middleware=edge(()))
"""


def test_a_page_that_takes_files_gets_them_and_no_more(page: Page, tmp_path: Path) -> None:
    (tmp_path / "script.py").write_text(UPLOADING, encoding="utf-8")
    (tmp_path / "launch.py").write_text(LAUNCHING, encoding="utf-8")
    root = str(Path(__file__).resolve().parents[2])
    with running("launch.py", tmp_path, {"PYTHONPATH": root}) as server:
        page.goto(f"http://{HOST}:{server.port}")
        box = page.locator("input[type=file]")
        box.set_input_files({"name": "small.txt", "mimeType": "text/plain", "buffer": b"x" * 100})
        expect(page.get_by_text("100 bytes have arrived")).to_be_visible(timeout=30_000)
        with page.expect_response(lambda answer: answer.request.method == "PUT") as answered:
            box.set_input_files({"name": "large.txt", "mimeType": "text/plain", "buffer": b"x" * 2000})
        assert answered.value.status == 413
