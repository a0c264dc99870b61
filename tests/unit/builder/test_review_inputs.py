"""The specs' words on withheld figures, against the publishers' own files."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.builder.engines import open_engine
from data.builder.evaluate import evaluate
from data.builder.inputs import CatalogInputs
from data.builder.outlines.files import tract_vintages
from data.builder.places.levels import build_places
from data.builder.review.collapses import review_collapses
from data.builder.review.identity import findings
from data.builder.review.tables import Tables
from data.builder.snapshot import tasks
from data.catalog.reader import read_catalog
from indicators.registry import specs

BOTH = {key for key, spec in specs().items() if {"place", "county"} <= set(spec.levels)}


@pytest.mark.inputs
def test_what_is_withheld_of_cities_is_what_contradicts_their_counties(inputs: Path) -> None:
    store = CatalogInputs(inputs, read_catalog())
    wanted = [task for task in tasks() if task.spec.key in BOTH and task.series.level in ("place", "county")]
    places = build_places(store, {task.series.input.dataset for task in wanted}, tract_vintages(inputs))
    with open_engine("duckdb") as run:
        tables: Tables = {
            task.key: evaluate(task.spec, task.series, task.period, store, places, run) for task in wanted
        }
    review_collapses(tables, places)
    of_cities = [finding for finding in findings(tables, places) if finding.series.level == "place"]
    assert {finding.spec.key for finding in of_cities} == BOTH
    for finding in of_cities:
        assert finding.is_other == bool(finding.series.withheld), finding.spec.key
        assert finding.pairs["geoid"].nunique() == 22 - 2 * (finding.spec.key == "learning_rate")
