"""One description of a map: the deck for the screen, the words, the drawing for files."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest

from indicators.core.estimate import Estimate, Flag, Interval, Quality, Status
from indicators.present.maps.choices import STATE_LINES
from indicators.present.maps.deck import (
    FIGURES_LAYER,
    MapFigure,
    MapFigures,
    MapView,
    deck,
    findings,
    geoshape,
    heading,
    legend,
    legend_html,
    shared_breaks,
    summary,
)
from indicators.present.maps.layers import MANY
from indicators.present.maps.overlays import Overlay
from indicators.present.maps.style import RAMP, Theme
from indicators.registry import specs
from tests.unit.maps_example import POOR, SUPPRESSED, WIDE, plain
from tests.unit.maps_example import UNRELIABLE as SHAKY

KEY = "dissimilarity_black_white"
HATCHED_ALONE = "hatched without a color: unreliable"
MISSING = Estimate(None, status=Status.MISSING, note="not rated")
THEMES: tuple[Theme, ...] = ("light", "dark")
NAMES, CITIES = Overlay("names", "48"), Overlay("cities", "48")


def figures(estimates: dict[str, Estimate | None], key: str = KEY) -> MapFigures:
    places = tuple(MapFigure(geoid, f"County {geoid}", estimate) for geoid, estimate in estimates.items())
    return MapFigures(specs()[key], "county", "48", "2020", places)


def view(estimates: dict[str, Estimate | None], **more: Any) -> MapView:
    return MapView("0123456789ab", figures(estimates), "Counties of Texas", (-106.6, 25.8, -93.5, 36.5), **more)


def spread(places: int = 20) -> dict[str, Estimate | None]:
    return {f"{48001 + 2 * at}": plain(round(0.05 + at * 0.04, 2)) for at in range(places)}


def areas(estimates: dict[str, Estimate | None], **more: Any) -> MapView:
    return view(estimates, outlines="county_2023", **more)


def layers(shown: MapView) -> list[dict[str, Any]]:
    return list(json.loads(deck(shown).to_json())["layers"])


def fill(layer: dict[str, Any]) -> str:
    """The expression for the colours of what is filled."""
    parts = layer["_subLayerProps"].values()
    return str(next(part["getFillColor"] for part in parts if "getFillColor" in part))


def test_a_deck_asks_no_other_host_for_anything() -> None:
    text = deck(view(spread(), overlays=(NAMES, CITIES), base="/measure")).to_json()
    assert not re.search(r"https?:|//[a-z]", text)
    assert json.loads(text)["mapStyle"] == "__MAP_STYLE__", "map_style is left alone"
    assert "mapProvider" not in json.loads(text)
    urls = [layer["data"] for layer in json.loads(text)["layers"]]
    assert all(url.startswith("/measure/maps/0123456789ab/") for url in urls)


def test_every_layer_has_an_id_and_only_the_figures_are_picked() -> None:
    drawn_layers = layers(view(spread(), overlays=(STATE_LINES, NAMES)))
    assert [layer["id"] for layer in drawn_layers] == [FIGURES_LAYER, "state_lines-us", "names-48"]
    assert [layer["pickable"] for layer in drawn_layers] == [True, False, False]


def test_borders_lie_on_the_figures_and_the_focus_over_all_lines() -> None:
    drawn_layers = layers(areas(spread(), overlays=(NAMES, STATE_LINES), focus="48453"))
    borders, focus = "borders-county_2023-48", "focus-county_2023-48453"
    rim = f"{focus}-rim"
    assert [layer["id"] for layer in drawn_layers] == [FIGURES_LAYER, borders, "state_lines-us", rim, focus, "names-48"]
    assert drawn_layers[3]["data"] == drawn_layers[4]["data"]
    assert drawn_layers[3]["getLineWidth"] > drawn_layers[4]["getLineWidth"]
    assert not drawn_layers[0]["stroked"], "two neighbours would draw the border between them twice"
    many = layers(areas(spread(MANY + 1)))
    assert [layer["id"] for layer in many] == [FIGURES_LAYER]
    assert many[0]["stroked"]


def test_city_limits_are_thin_from_far() -> None:
    (cities,) = (layer for layer in layers(areas(spread(), overlays=(CITIES,))) if layer["id"] == "cities-48")
    assert cities["lineWidthUnits"] == "meters"
    assert cities["lineWidthMaxPixels"] == 1


def test_hatching_is_sent_only_where_something_is_hatched() -> None:
    calm, doubtful = layers(areas(spread()))[0], layers(areas(spread() | {"48453": POOR}))[0]
    assert "extensions" not in calm
    assert "hatch" not in json.dumps(calm)
    assert doubtful["getFillPattern"].endswith('?"hatch":"none"')
    assert "status" in fill(doubtful)
    points = layers(view(spread() | {"48453": POOR}, focus="48453"))[0]
    assert "extensions" not in points
    assert "48453" in points["getLineWidth"]


def test_a_deck_is_light() -> None:
    shown = areas(spread() | {"48455": POOR}, overlays=(STATE_LINES, CITIES, NAMES), focus="48453")
    assert len(deck(shown).to_json()) < 6_500


@pytest.mark.parametrize("breaks", [None, (0.2, 0.4), ()])
def test_expressions_hold_no_calls_and_no_text_of_data(breaks: tuple[float, ...] | None) -> None:
    shown = spread() | {"48455": POOR}
    both = [*layers(areas(shown, breaks=breaks)), *layers(view(shown, breaks=breaks, focus="48453"))]
    for layer in both:
        for value in layer.values():
            if isinstance(value, str) and value.startswith("@@="):
                assert not re.search(r"[A-Za-z]\s*\(", value), value
                assert "County" not in value


def test_the_tooltip_is_text_not_html() -> None:
    tooltip = deck(view(spread()))._tooltip
    assert tooltip["text"] == f"{{name}}\n{specs()[KEY].short}, 2020 Census, adults:\n{{value}}\n{{margin}}"
    assert "html" not in tooltip


def test_the_opening_fits_a_phone_and_is_centred() -> None:
    state = json.loads(deck(view(spread())).to_json())["initialViewState"]
    assert state["longitude"] == pytest.approx(-100.05)
    width = 512 * 2 ** state["zoom"] * (106.6 - 93.5) / 360
    assert 250 < width <= 400


def test_a_legend_tells_ranges_ends_and_what_grey_means() -> None:
    shown = spread() | {"48453": SUPPRESSED, "48491": SHAKY, "48209": POOR, "48055": None}
    key = legend(view(shown))
    texts = [entry.text for entry in key.entries]
    assert texts[0].endswith(" or less")
    assert texts[4].startswith("more than ")
    assert texts[5:] == ["hatched: of quality 3, too uncertain to act on", HATCHED_ALONE, "no data"]
    assert [entry.count for entry in key.entries[5:]] == [1, 1, 2]
    assert sum(entry.count for entry in key.entries[:5]) == 21
    assert key.ends == "Darker is higher. Lower is better."
    assert legend(view(shown, theme="dark")).ends == key.ends


def test_hatching_says_what_it_is() -> None:
    spanning = legend(view(spread() | {"48453": WIDE}))
    assert spanning.entries[5].text == "hatched: published as a range that spans classes"
    assert spanning.ends.endswith("A published range is colored by its middle.")
    both = legend(view(spread() | {"48453": WIDE, "48209": POOR}))
    assert both.entries[5].text == (
        "hatched: of quality 3, too uncertain to act on or published as a range that spans classes"
    )
    assert "published range" not in legend(view(spread())).ends
    in_prison = replace(POOR, flags=frozenset({Flag.INSTITUTIONS}))
    prison = legend(view(spread() | {"48209": in_prison}))
    assert prison.entries[5].text == "hatched: of quality 3, with many people in prisons, dormitories or barracks"
    summary = findings(view(spread() | {"48209": in_prison}))
    assert "Not counted in this: 1 with many people in prisons, dormitories or barracks." in summary


def test_a_shared_scale_gives_both_maps_the_same_classes() -> None:
    low, high = figures(spread(5)), figures({"48453": plain(0.9), "48491": plain(0.95)})
    breaks = shared_breaks([low, high], "equal")
    first, other = (MapView("s", shown, "t", (0, 0, 1, 1), breaks=breaks) for shown in (low, high))
    assert [entry.text for entry in legend(first).entries[:5]] == [entry.text for entry in legend(other).entries[:5]]
    assert fill(layers(first)[0]) == fill(layers(other)[0])


def test_a_legend_escapes_its_texts() -> None:
    shown = legend(view(spread()))
    assert "<script>" not in legend_html(type(shown)("<script>", shown.ends, shown.entries, shown.theme))


def test_a_summary_names_extremes_spread_and_gaps() -> None:
    shown = view(spread() | {"48453": SUPPRESSED, "48491": SHAKY})
    assert summary(shown) == f"{heading(shown)} {findings(shown)}"
    assert heading(shown) == f"Counties of Texas, {specs()[KEY].title}, 2020 Census, adults."
    sentences = findings(shown)
    assert "Highest: County 48039, 0.810 ± 0.010." in sentences
    assert "Lowest: County 48001, 0.050 ± 0.010." in sentences
    assert "Half of them lie between 0.240 and 0.620." in sentences
    assert sentences.endswith("Of 22 counties: 1 without data, 1 with an unreliable figure.")


def test_a_summary_crowns_no_doubtful_figure() -> None:
    top = replace(plain(0.99), quality=Quality.POOR)
    summary = findings(view(spread() | {"48453": top, "48491": SHAKY, "48209": WIDE}))
    assert "Highest: County 48039, 0.810 ± 0.010." in summary
    assert (
        "Not counted in this: 2 that are too uncertain (quality 3 or unreliable) and 1 published as ranges." in summary
    )
    assert "hatched (of quality 3, too uncertain to act on or published as a range that spans classes)" in summary
    zero = Estimate(0.0, 0.05, 0.0, 0.05, Interval.SAMPLING, quality=Quality.POOR)
    summary = findings(view(spread() | {"48453": zero}))
    assert "Lowest: County 48001, 0.050 ± 0.010." in summary
    assert "Not counted in this: 1 that is too uncertain (quality 3 or unreliable)." in summary
    assert findings(view({"48453": top})).startswith("No figure here is sure enough to be named.")


def test_a_summary_says_how_many_margins_reach_over_a_limit() -> None:
    exact = {code: Estimate(figure.value) if figure else None for code, figure in spread().items()}
    assert "margins of error" not in findings(view(exact))
    assert "2 of 20 margins of error (90%) reach into another class." in findings(view(spread()))
    wide = {code: replace(figure, lower=0.0, upper=0.9) if figure else None for code, figure in spread().items()}
    assert "20 of 20 margins of error (90%) reach into another class." in findings(view(wide))


def test_each_letter_is_a_class_and_letters_are_counted() -> None:
    letters = {str(at): Estimate(value) for at, value in enumerate([4.0] * 3 + [3.0] * 9 + [2.0])}
    shown = MapView("0123456789ab", figures(dict(letters), "campus_rating"), "Schools", (-99.0, 30.0, -97.0, 31.0))
    assert [entry.text for entry in legend(shown).entries] == ["A", "B", "C"]
    assert legend(shown).entries[0].colour == RAMP["light"][-1]
    assert legend(shown).ends == "Darker is better. Letters that no county here has are not listed."
    assert findings(shown).startswith("3 have an A, 9 have a B and 1 has a C.")
    assert "stored" not in legend(shown).title
    with_none = MapView("0123456789ab", figures({"1": MISSING, "2": Estimate(3.0)}, "campus_rating"), "S", (0, 0, 1, 1))
    assert legend(with_none).entries[-1].text == "no letter"
    assert "1 without a letter" in findings(with_none)


@pytest.mark.parametrize("theme", THEMES)
def test_a_letter_that_was_withheld_for_the_worst_is_a_class_of_its_own(theme: Theme) -> None:
    letters = {"1": Estimate(4.0), "2": Estimate(3.0), "3": SUPPRESSED, "4": MISSING, "5": None}
    rated = figures(letters, "campus_rating")
    shown = MapView("0123456789ab", rated, "Schools", (-99.0, 30.0, -97.0, 31.0), theme=theme)
    worst = specs()["campus_rating"].suppressed_class
    entries = legend(shown).entries
    assert [(entry.text, entry.count) for entry in entries] == [("A", 1), ("B", 1), (worst, 1), ("no letter", 2)]
    assert len({entry.colour for entry in entries}) == len(entries)
    assert entries[2].colour == RAMP[theme][0], "the worst end of the ramp"
    assert 'properties.status==="worst"?' in fill(layers(shown)[0])
    assert f"Of 5 counties: 1 in the class “{worst}”, 2 without a letter." in findings(shown)
    point = '{"type":"Point","coordinates":[0,0]}'
    rows = [
        (point, {"geoid": figure.geoid, "name": "x", "value": "x", "number": figure.value, "status": status})
        for figure, status in zip(rated.figures, rated.statuses, strict=True)
    ]
    assert geoshape(shown, rows)["encoding"]["color"]["scale"]["domain"] == ["A", "B", worst, "no letter"]


def test_a_suppressed_figure_of_which_nothing_is_known_is_no_class() -> None:
    shown = view(spread() | {"48453": SUPPRESSED})
    assert shown.worst == ""
    assert "worst" not in json.dumps(layers(shown))


def test_an_empty_map_says_so() -> None:
    shown = view({"48453": SUPPRESSED, "48491": WIDE})
    assert "No figure here is sure enough to be named." in summary(shown)
    assert "There is no figure to show on this map." in summary(view({"48453": SUPPRESSED}))
    assert view({}).limits == ()
    assert [entry.text for entry in legend(view({"48453": None})).entries] == ["no data"]


def test_a_file_is_a_complete_drawing() -> None:
    shown = view(spread() | {"48453": SHAKY, "48491": None}, focus="48001")
    square = '{"type":"Polygon","coordinates":[[[0,0],[0,1],[1,1],[1,0],[0,0]]]}'
    shapes = [
        (square, {"geoid": figure.geoid, "name": "O’Brien", "value": "x", "number": figure.value, "status": status})
        for figure, status in zip(shown.figures.figures, shown.figures.statuses, strict=True)
    ]
    spec = geoshape(shown, shapes, source="US Census Bureau")
    assert isinstance(spec["data"]["values"], str), "coordinates stay text: as objects they keep other threads waiting"
    title = spec["title"]
    assert title["text"] == specs()[KEY].title
    assert title["subtitle"][0] == "Counties of Texas"
    assert title["subtitle"][1].endswith("2020 Census, adults. Dashed outline: unreliable.")
    assert title["subtitle"][2:] == ["Source: US Census Bureau"]
    assert spec["encoding"]["color"]["scale"]["domain"][-2:] == ["no data", "unreliable"]
    assert spec["encoding"]["color"]["legend"]["title"] == ["Darker is higher.", "Lower is better."]
    import vl_convert

    assert vl_convert.vegalite_to_svg(spec).startswith("<svg")
