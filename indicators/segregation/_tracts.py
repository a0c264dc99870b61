"""What the indicators of a single tract share: two censuses, and a survey of the Austin metro with margins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import narwhals as nw
import numpy as np

from indicators.core.spec import Input, Series
from indicators.segregation._census import CENSUS_GRADE, GROUPS, census_series
from indicators.stats.frames import KEY, NativeT
from indicators.stats.institutions import INSTITUTIONAL
from indicators.stats.simulate import Floats, Starts, Statistic, simulated_margins

if TYPE_CHECKING:
    import pandas as pd

SURVEY = "acs_austin_tract_2019_2023"
SURVEY_PERIOD = "2019-2023"

# The survey publishes eight counts (table B03002): Asian and Pacific Islander apart, and some other race alone.
SURVEY_COUNTS: Mapping[str, str] = {
    "white": "B03002_003",
    "black": "B03002_004",
    "asian": "B03002_006",
    "pacific": "B03002_007",
    "native": "B03002_005",
    "other": "B03002_008",
    "multiple": "B03002_009",
    "hispanic": "B03002_012",
    "everyone": "B03002_001",
}
# Counts that belong to one of the six groups.
JOINED: Mapping[str, tuple[str, str]] = {"asian": ("asian", "pacific"), "multiple": ("multiple", "other")}
EIGHT_COUNTS = tuple(name for name in SURVEY_COUNTS if name != "everyone")

CENSUS_GROUPS: Mapping[str, str] = {group: group for group in GROUPS}
SURVEY_GROUPS: Mapping[str, str] = {count: count for count in EIGHT_COUNTS}

SURVEY_NOTE = (
    "Austin metro only, from a five-year sample. Some other race alone is counted with two or more races, and Pacific "
    "Islanders with Asian."
)
SURVEY_CAVEAT = (
    "2019-2023 comes from a sample and has margins of error; it is given for the tracts of the Austin metro only. "
    "There, people of some other race alone are counted with two or more races."
)
MARGIN_CAVEAT = "Margins ignore that counts of one tract go together; the true margin can be larger or smaller."
SIMULATION_WORDS = (
    "Margin 2019-2023: every count is drawn 500 times from a normal distribution with its estimate and MOE/1.645, cut "
    "at 0; the margin is 1.645 standard deviations of the results."
)


def tract_series(
    census: Mapping[str, str],
    survey: Mapping[str, str],
    *,
    of_people: bool = False,
    judged_by: str = INSTITUTIONAL,
) -> tuple[Series, ...]:
    """The two censuses and the survey; both mappings: name in the formula -> count.

    of_people: True where the people of the tract are what the figure is a share of. judged_by: see census_series.
    """
    base = {"base": "everyone"} if of_people else {}
    return (*census_series({**census, **base}, ("tract",), judged_by), _survey_series(survey, base))


def six_groups(frame: NativeT) -> NativeT:
    """A frame with the six groups: the survey's eight counts are joined, the censuses' six stay."""
    if "pacific" not in column_names(frame):
        return frame
    rows: Any = nw.from_native(frame)
    joined = {group: nw.col(first) + nw.col(second) for group, (first, second) in JOINED.items()}
    grouped: NativeT = rows.with_columns(**joined).to_native()
    return grouped


def six_draws(counts: Floats) -> Floats:
    """Draws of the six groups, shape (6, units, draws), from draws of the survey's eight counts."""
    draws_of = dict(zip(EIGHT_COUNTS, counts, strict=True))
    return np.stack([np.sum([draws_of[count] for count in JOINED.get(group, (group,))], axis=0) for group in GROUPS])


def figures(values: NativeT, source: NativeT, absent: str) -> NativeT:
    """Add status, note and, for counts of a census, quality to one value per tract.

    ``source``: the frame that the values come from. ``absent``: why there is no value, in plain words.
    """
    rows: Any = nw.from_native(values)
    is_absent = nw.col("value").is_null()
    rows = rows.with_columns(
        status=nw.when(is_absent).then(nw.lit("not_applicable")).otherwise(nw.lit("ok")),
        note=nw.when(is_absent).then(nw.lit(absent)).otherwise(nw.lit("")),
    )
    if not has_margins(source):
        rows = rows.with_columns(quality=nw.lit(CENSUS_GRADE))
    figures_with_status: NativeT = rows.to_native()
    return figures_with_status


def column_names(frame: Any) -> Sequence[str]:
    """Names of the columns of any frame."""
    names: Sequence[str] = nw.from_native(frame).collect_schema().names()
    return names


def has_margins(frame: Any) -> bool:
    """Whether the counts come from a sample."""
    names = column_names(frame)
    return any(f"{name}_moe" in names for name in names)


def group_margins(frame: pd.DataFrame, statistic: Statistic) -> pd.DataFrame:
    """Simulated margin of a figure of the tract from the survey's eight counts: geoid, moe, noise_shift."""
    if not has_margins(frame):
        return no_margins()

    def of_six(counts: Floats, starts: Starts) -> Floats:
        return statistic(six_draws(counts), starts)

    return simulated_margins(frame, EIGHT_COUNTS, [f"{count}_moe" for count in EIGHT_COUNTS], of_six, label=KEY)


def no_margins() -> pd.DataFrame:
    """What a census has: no row of geoid, moe, noise_shift."""
    import pandas as pd

    return pd.DataFrame({KEY: pd.Series(dtype="str"), "moe": pd.Series(dtype=float), "noise_shift": 0.0})


def _survey_series(columns: Mapping[str, str], base: Mapping[str, str]) -> Series:
    estimates = {name: f"{SURVEY_COUNTS[count]}E" for name, count in (*columns.items(), *base.items())}
    margins = {f"{name}_moe": f"{SURVEY_COUNTS[count]}M" for name, count in columns.items()}
    return Series(
        level="tract",
        periods=(SURVEY_PERIOD,),
        input=Input(SURVEY, "tract", estimates | margins),
        universe="Everyone, of all ages (survey estimate)",
        ages="all ages",
        vintage="2020",
        note=SURVEY_NOTE,
        joins_trend=False,
    )
