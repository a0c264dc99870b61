"""A group's share of the people in a census tract."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals as nw
import numpy as np

from indicators.core.spec import IndicatorSpec
from indicators.segregation._census import (
    DIFFERENCE_CAVEAT,
    GROUP_WORDS,
    GROUPS_CAVEAT,
    MINIMUM_DIFFERENCE,
    PERIODS_CAVEAT,
    QUALITY_CAVEATS,
    TRACT_CAVEAT,
)
from indicators.segregation._institutions import CHECK_OF_TRACT_CAVEAT, with_check_of_tract
from indicators.segregation._references import ACS_HANDBOOK, ACS_TABLE_B03002, ACS_TABLE_B11002, CENSUSES
from indicators.segregation._topics import WHERE
from indicators.segregation._tracts import (
    JOINED,
    MARGIN_CAVEAT,
    SURVEY_CAVEAT,
    column_names,
    figures,
    has_margins,
    no_margins,
    tract_series,
)
from indicators.stats.exposure import share
from indicators.stats.frames import KEY, NativeT
from indicators.stats.institutions import BY_EVERYONE
from indicators.stats.margins import proportion_moe, sum_moe

if TYPE_CHECKING:
    import pandas as pd


JOINED_MARGIN = (
    " Asian and Pacific Islander are added: MOEx = √(MOE₁² + MOE₂²), where of parts whose estimate is 0 only the "
    "largest margin counts, once."
)


def compute(frame: NativeT) -> NativeT:
    """Share of ``group`` (with ``more`` where it is given) among ``everyone``: geoid, value, status, note, quality.

    Where the tracts are judged: flags too.
    """
    rows: Any = nw.from_native(frame)
    if "more" in column_names(frame):
        rows = rows.with_columns(group=nw.col("group") + nw.col("more"))
    joined: NativeT = rows.to_native()
    tracts = figures(share(joined, "group", "everyone"), frame, "Nobody was counted in this tract.")
    return with_check_of_tract(tracts, frame)


def margins(frame: pd.DataFrame) -> pd.DataFrame:
    """Margin of the share by the formula for proportions: geoid, moe, noise_shift (none: a share is not biased)."""
    import pandas as pd

    if not has_margins(frame):
        return no_margins()
    parts = [name for name in ("group", "more") if name in frame]
    estimates, moes = frame[parts].to_numpy(float), frame[[f"{name}_moe" for name in parts]].to_numpy(float)
    whole, whole_moe = frame["everyone"].to_numpy(float), frame["everyone_moe"].to_numpy(float)
    moe = proportion_moe(estimates.sum(axis=1), sum_moe(estimates, moes), whole, whole_moe)
    return pd.DataFrame({KEY: frame[KEY], "moe": moe, "noise_shift": np.zeros(len(frame))})


def _spec(group: str) -> IndicatorSpec:
    word = GROUP_WORDS[group]
    survey = dict(zip(("group", "more"), JOINED.get(group, (group,)), strict=False)) | {"everyone": "everyone"}
    return IndicatorSpec(
        key=f"share_{group}",
        factor="segregation",
        title=f"Share of residents who are {word}",
        short=f"{word} share",
        topic=WHERE,
        question=f"Where do {word} residents live?",
        unit="share of residents of the tract",
        direction="neutral",
        format="percent",
        bounds=(0.0, 1.0),
        series=tract_series({"group": group, "everyone": "everyone"}, survey, of_people=True, judged_by=BY_EVERYONE),
        compute=compute,
        margins=margins,
        basis="full_count",
        minimum_difference=MINIMUM_DIFFERENCE,
        groups=(group,),
        family="share",
        family_title="Share of residents",
        group=group,
        plain=(
            f"Of every 100 people in a census tract, how many are {word}. The map of this share shows the pattern that "
            "the segregation indices sum up in one figure. Higher is neither better nor worse."
        ),
        formula=(
            f"pj = xj / tj; x = {word} residents, t = everyone in the tract. Margin 2019-2023: √(MOEx² − p² MOEt²) / "
            f"t, with plus where the root would be negative.{JOINED_MARGIN if group in JOINED else ''}"
        ),
        references=(*CENSUSES, ACS_TABLE_B11002, ACS_TABLE_B03002, ACS_HANDBOOK),
        caveats=(
            GROUPS_CAVEAT,
            PERIODS_CAVEAT,
            SURVEY_CAVEAT,
            MARGIN_CAVEAT,
            *QUALITY_CAVEATS,
            CHECK_OF_TRACT_CAVEAT,
            DIFFERENCE_CAVEAT,
            TRACT_CAVEAT,
        ),
    )


SPECS = tuple(_spec(group) for group in ("white", "black", "hispanic", "asian"))
