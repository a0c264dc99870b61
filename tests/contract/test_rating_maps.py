"""On the map of Texas' ratings a letter that was withheld because it was the worst is a class, not "no data"."""

from __future__ import annotations

import gzip
import json
from collections import Counter

from data.reader.maps.files import MapFiles
from data.reader.store import SnapshotStore
from indicators.core.estimate import Status
from indicators.registry import specs

LETTERS = [spec for spec in specs().values() if spec.format == "letter"]


def test_campuses_below_c_are_told_from_those_without_a_letter(embedded: SnapshotStore) -> None:
    spec = specs()["campus_rating"]
    file = MapFiles(embedded).file(f"{embedded.snapshot}/figures/campus/48453/campus_rating/2022.json")
    assert file is not None
    places = [feature["properties"] for feature in json.loads(gzip.decompress(file.body))["features"]]
    drawn = Counter(place["status"] for place in places)
    assert drawn["worst"] > 20
    assert drawn["no data"] > 5
    assert {place["value"] for place in places if place["status"] == "worst"} == {spec.suppressed_class}
    assert all("Senate Bill 1365" in place["margin"] for place in places if place["status"] == "worst")


def test_a_letter_is_suppressed_in_the_year_that_the_class_names_alone(embedded: SnapshotStore) -> None:
    for spec in LETTERS:
        for series in spec.series:
            for period in series.periods:
                figures = embedded.result(spec.key, series.level, period).estimates.values()
                if any(figure.status is Status.SUPPRESSED for figure in figures):
                    assert period in spec.suppressed_class, spec.key
