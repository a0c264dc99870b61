"""All counties of the nation: eight race indices here, and the same ones by PySAL, county by county."""

from __future__ import annotations

import math
import os
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from bench.table import Row
from indicators.core.spec import IndicatorSpec
from indicators.registry import specs

INPUTS = Path(os.environ.get("COMMON_MEASURE_INPUTS", Path(__file__).resolve().parents[2] / "shared" / "data"))
TRACTS = "census/tract_adults_by_race_2020.parquet"
PERIOD = "2020"
KEYS = (
    "dissimilarity_black_white",
    "dissimilarity_hispanic_white",
    "dissimilarity_asian_white",
    "isolation_white",
    "isolation_black",
    "isolation_hispanic",
    "isolation_asian",
    "entropy_index",
)
SAMPLE = 300
REPEATS = 5
FASTER = 200
EQUAL = 1e-9

# One county's indices by key, from its tracts.
Oracle = Callable[[pd.DataFrame], dict[str, float]]


def rows() -> Iterator[Row]:
    """The times, their ratio, and the largest difference between the two."""
    if not (INPUTS / TRACTS).is_file():
        yield Row("Race indices against PySAL", f"not measured: set COMMON_MEASURE_INPUTS ({TRACTS} is not there)")
        return
    tracts = _tracts()
    ours, results = _best(tracts)
    counties = [county for _, county in tracts.groupby("place")]
    sample = [counties[index] for index in np.linspace(0, len(counties) - 1, SAMPLE).astype(int)]
    theirs, difference, compared = _pysal(sample, results)
    scaled = theirs / len(sample) * len(counties)
    name = f"Race indices, {len(counties):,} counties from {len(tracts):,} tracts"
    yield Row(name, f"{1000 * ours:.0f} ms", "", None)
    yield Row("The same by PySAL, looped over counties", f"{scaled:.0f} s ({theirs:.1f} s for {len(sample)})", "", None)
    yield Row("Times faster than PySAL", f"{scaled / ours:.0f}", f">= {FASTER}", scaled / ours >= FASTER)
    measured = f"{difference:.1e} (n = {compared:,})"
    yield Row("Largest difference from PySAL", measured, f"<= {EQUAL:g}", difference <= EQUAL)


def _tracts() -> pd.DataFrame:
    """Tract counts as float64 with a column ``place``, the county."""
    tracts = pd.read_parquet(INPUTS / TRACTS)
    counts = [name for name in tracts if name != "geoid"]
    return tracts.astype(dict.fromkeys(counts, "float64")).assign(place=tracts["geoid"].str[:5])


def _columns(spec: IndicatorSpec) -> dict[str, str]:
    series = spec.find("county", PERIOD)
    if series is None:
        raise KeyError(f"{spec.key} has no figures of counties for {PERIOD}")
    return {variable: name for name, variable in series.input.columns.items()}


def _best(tracts: pd.DataFrame) -> tuple[float, dict[str, pd.Series]]:
    """Seconds of the fastest of some rounds, and the values: key -> county -> value."""
    chosen = [specs()[key] for key in KEYS]
    frames = {spec.key: tracts[["place", *_columns(spec)]].rename(columns=_columns(spec)) for spec in chosen}
    seconds, values = math.inf, {}
    for _ in range(REPEATS):
        start = time.perf_counter()
        values = {spec.key: spec.compute(frames[spec.key]) for spec in chosen if spec.compute}
        seconds = min(seconds, time.perf_counter() - start)
    return seconds, {key: result.set_index("place")["value"] for key, result in values.items()}


def _pysal(counties: list[pd.DataFrame], ours: dict[str, pd.Series]) -> tuple[float, float, int]:
    """Seconds for these counties, the largest difference from our values, and how many values both have."""
    oracle = _oracle()
    start = time.perf_counter()
    theirs = {county["place"].iloc[0]: oracle(county) for county in counties}
    seconds = time.perf_counter() - start
    gaps = [abs(ours[key][place] - value) for place, values in theirs.items() for key, value in values.items()]
    known = [gap for gap in gaps if math.isfinite(gap)]
    return seconds, max(known), len(known)


def _oracle() -> Oracle:
    """PySAL's indices; imported here, because importing it takes seconds and warns."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from segregation.multigroup import MultiInfoTheory
        from segregation.singlegroup import Dissim, Isolation

    groups = ["white", "black", "asian", "native", "multiple", "hispanic"]

    def indices(county: pd.DataFrame) -> dict[str, float]:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)  # it divides by the people of empty tracts
            values = {}
            for group in ("black", "hispanic", "asian"):
                pair = county.assign(pair=county[group] + county["white"])
                values[f"dissimilarity_{group}_white"] = float(Dissim(pair, group, "pair").statistic)
            for group in ("white", "black", "hispanic", "asian"):
                values[f"isolation_{group}"] = float(Isolation(county, group, "adults").statistic)
            present = [group for group in groups if county[group].sum() > 0]
            values["entropy_index"] = float(MultiInfoTheory(county, present).statistic)
        return values

    return indices
