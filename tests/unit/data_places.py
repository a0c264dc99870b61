"""A tiny snapshot, written as the builder writes one: three counties, a metro area, two cities, tracts, a ZIP code."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from data.builder.figure_files import figure_table, write_figures, write_places
from data.builder.finish_figures import finish_figures
from data.builder.sidecar import write_sidecar
from data.catalog.reader import read_catalog
from indicators.registry import specs

DATASET = "census_2020_tract_race"
PLACE_COLUMNS = ["level", "geoid", "name", "vintage", "state", "county", "cbsa", "principal_county", "cz"]
PLACES = [
    ("county", "01001", "Autauga County, Alabama", "2022", "01", "01001", "", "01001", ""),
    ("county", "35013", "Doña Ana County, New Mexico", "2022", "35", "35013", "29740", "35013", ""),
    ("county", "48015", "Austin County, Texas", "2022", "48", "48015", "26420", "48015", ""),
    ("county", "48453", "Travis County, Texas", "2022", "48", "48453", "12420", "48453", "31201"),
    ("county", "48491", "Williamson County, Texas", "2022", "48", "48491", "12420", "48491", "31201"),
    ("cbsa", "12420", "Austin-Round Rock-Georgetown, TX", "2020", "48", "", "12420", "48453", ""),
    ("place", "4805000", "Austin, Texas", "", "48", "48453", "12420", "48453", ""),
    ("place", "4865000", "San Antonio, Texas", "", "48", "48029", "", "48029", ""),
    ("tract", "48453001101", "Census tract 11.01, Travis County, Texas", "2010", "48", "48453", "12420", "48453", ""),
    ("tract", "48453001101", "Census tract 11.01, Travis County, Texas", "2020", "48", "48453", "12420", "48453", ""),
    ("campus", "227901001", "=Campus <One>", "", "48", "48453", "12420", "48453", ""),
]
POPULATION = {
    "county": {"01001": 59_000.0, "35013": 220_000.0, "48015": 31_000.0, "48453": 1_300_000.0, "48491": 700_000.0},
    "cbsa": {"12420": 2_400_000.0},
    "place": {"4805000": 980_000.0, "4865000": 1_500_000.0},
}


def write_snapshot(out: Path) -> Path:
    """A folder of snapshots with one current snapshot in it; returns the folder of snapshots."""
    staging = out / "made"
    (staging / "figures").mkdir(parents=True)
    for level in POPULATION:
        write_figures(_tables(level), staging / "figures" / f"{level}.parquet")
    campus = pd.DataFrame({"geoid": ["227901001"], "value": [90.0]})
    table = figure_table(finish_figures(campus, specs()["campus_score"]), "campus_score", "2022", DATASET)
    write_figures([table], staging / "figures" / "campus.parquet")
    places = pd.DataFrame(PLACES, columns=PLACE_COLUMNS).assign(lon=float("nan"), lat=float("nan"))
    places.loc[places["level"] == "campus", ["lon", "lat"]] = [-97.7, 30.3]
    write_places(places, staging / "places.parquet")
    dataset = read_catalog()[DATASET]
    identity = write_sidecar(staging, [dataset], {DATASET: dict.fromkeys(dataset.files, "0" * 64)}, 3)
    staging.rename(out / identity)
    (out / "CURRENT").write_text(f"{identity}\n", encoding="utf-8")
    return out


def _tables(level: str) -> list[object]:
    people = POPULATION[level]
    counted = finish_figures(
        pd.DataFrame({"geoid": list(people), "value": list(people.values())}), specs()["population"]
    )
    figure_tables = [figure_table(counted, "population", "2023", DATASET)]
    if level == "county":
        given = pd.DataFrame({"geoid": list(people), "value": [float("nan"), 0.3, 0.2, 0.5, 0.4]})
        for period in ("2010", "2020"):
            table = finish_figures(given, specs()["dissimilarity_black_white"])
            figure_tables.insert(0, figure_table(table, "dissimilarity_black_white", period, DATASET))
    return figure_tables
