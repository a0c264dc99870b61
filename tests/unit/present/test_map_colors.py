"""Colors of maps: their order and their distance, in gray too, on a light ground and on a dark one."""

from __future__ import annotations

from itertools import pairwise

from indicators.present.maps import style
from indicators.present.maps.style import NO_DATA, RAMP, UNRELIABLE, Theme, ramp
from indicators.present.theme import DARK_GROUND, LIGHT_GROUND, contrast_ratio

THEMES: tuple[Theme, ...] = ("light", "dark")


def test_the_ramp_darkens_evenly_and_greys_stand_apart() -> None:
    for theme in THEMES:
        light = [contrast_ratio(colour, "#000000") for colour in RAMP[theme]]
        assert light == sorted(light, reverse=True), "darker is higher, on a light ground and on a dark one"
        steps = [contrast_ratio(one, other) for one, other in pairwise(RAMP[theme])]
        assert min(steps) > 1.3, "neighbours differ in grey"
        assert NO_DATA[theme] not in RAMP[theme]
        for outside in (NO_DATA[theme], UNRELIABLE[theme]):
            grey = contrast_ratio(outside, "#000000")
            assert not min(light) / 1.2 < grey < max(light) * 1.2, "outside the ramp in grey too"
        assert [ramp(classes, theme)[-1] for classes in (2, 3, 4, 5)] == [RAMP[theme][-1]] * 4


def test_on_a_dark_ground_every_class_is_seen() -> None:
    assert min(contrast_ratio(colour, DARK_GROUND) for colour in RAMP["dark"]) > 3
    assert contrast_ratio(RAMP["light"][-1], LIGHT_GROUND) > 10


def test_lines_over_areas_and_what_is_picked_are_seen_on_every_class() -> None:
    for theme in THEMES:
        assert contrast_ratio(style.LINE_OVER_AREAS[theme], RAMP[theme][0]) > 4.5
        for colour in RAMP[theme]:
            assert max(contrast_ratio(line[theme], colour) for line in (style.FOCUS, style.BORDER)) > 1.4


def test_hatching_can_be_seen_on_every_colour() -> None:
    for colour in (*RAMP["light"], *RAMP["dark"], *UNRELIABLE.values()):
        assert contrast_ratio(style.hatch_on(colour), colour) > 2.5, colour
