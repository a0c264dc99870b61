"""An SVG opened where its fonts are absent: every word stays in the picture and off its neighbors."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from indicators.core.exhibit import Exhibit
from indicators.export.image import svg_bytes
from indicators.factors import SUBJECTS
from indicators.present import theme
from web.exports import exhibits

pytestmark = pytest.mark.browser

# The widest of common fallbacks; monospace is there on every machine.
WIDE = "DejaVu Sans, Verdana, monospace"
ORIGIN = "https://measure.example.org"
CHARTS = ("peers", "trend", "groups", "map", "zones")
# Every drawing of one community; where names are long, or of another kind, those that carry names.
PLACES = {
    "48453": ("county", CHARTS),
    "09160": ("county", ("peers",)),
    "34980": ("cbsa", ("peers",)),
    "2148006": ("place", ("peers", "groups")),
}
# Left, right, width of every text in the picture's own pixels, and the width that its letters would take.
MEASURE = """() => [...document.querySelectorAll('svg text')].filter(text => text.textContent.trim()).map(text => {
    const box = text.getBoundingClientRect(), svg = text.ownerSVGElement.getBoundingClientRect();
    const free = text.cloneNode(true);
    free.removeAttribute('textLength');
    text.parentNode.appendChild(free);
    const natural = free.getComputedTextLength();
    free.remove();
    return {words: text.textContent, left: box.left - svg.left, right: box.right - svg.left, top: box.top - svg.top,
        bottom: box.bottom - svg.top, width: text.getComputedTextLength(), natural, room: [svg.width, svg.height]};
})"""


def drawings() -> Iterator[tuple[str, str]]:
    """Every chart and map that is a file, as SVG."""
    for place, (level, charts) in PLACES.items():
        named = [(factor.key, exhibit) for factor in SUBJECTS for exhibit in charts] + [("overview", SUBJECTS[0].key)]
        for page, exhibit in named:
            build = exhibits.builder_of(page, exhibit, {"level": level, "place": place}, ORIGIN)
            shown = build() if build else None
            if shown and (spec := drawing_of(shown[1])):
                yield f"{page}/{exhibit} {place}", svg_bytes(spec, shown[1].permalink, shown[1].notes).decode()


def drawing_of(exhibit: Exhibit) -> object:
    return exhibit.chart or exhibit.map


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1200, "height": 1600})
    yield opened
    opened.close()


def texts(page: Page, svg: str, font: str) -> list[dict[str, object]]:
    """Every text as a browser lays it out in one font alone."""
    page.set_content(
        "<style>body { margin: 0 } svg { overflow: visible }</style>" + svg.replace(theme.EXPORT_FONT, font)
    )
    return page.evaluate(MEASURE)


def overlaps(boxes: list[dict[str, object]]) -> set[tuple[str, str]]:
    """Pairs of texts that touch by more than two pixels."""

    def common(a: dict[str, object], b: dict[str, object]) -> bool:
        across = min(a["right"], b["right"]) - max(a["left"], b["left"])
        down = min(a["bottom"], b["bottom"]) - max(a["top"], b["top"])
        return across > 2 and down > 4

    return {(a["words"], b["words"]) for i, a in enumerate(boxes) for b in boxes[:i] if common(a, b)}


def test_words_keep_their_room_in_a_wider_font(page: Page) -> None:
    cut: list[str] = []
    seen: set[str] = set()
    widest = 0.0
    for name, svg in drawings():
        seen.add(name.split()[0])
        narrow, wide = texts(page, svg, "Liberation Sans, Arial"), texts(page, svg, WIDE)
        assert len(narrow) == len(wide) > 0
        for text in wide:
            widest = max(widest, text["natural"] / text["width"])
            if "…" in text["words"] or text["left"] < -1 or text["right"] > text["room"][0] + 1:
                cut.append(f"{name}: {text['words']}")
        cut += [f"{name}: {pair}" for pair in overlaps(wide) - overlaps(narrow)]
    assert cut == []
    assert widest > 1.1  # the font was wider indeed
    assert {re.sub(".*/", "", name) for name in seen} >= {"peers", "trend", "groups", "map", "zones"}
