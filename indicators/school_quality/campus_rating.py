"""Letter ratings of Texas campuses: the worked example of a local dataset."""

from __future__ import annotations

from indicators.core.spec import IndicatorSpec, Input, Series
from indicators.school_quality._texas import (
    CCD,
    LAW,
    LETTERS,
    LOCATION,
    MANUAL,
    NO_D_OR_F,
    RAW,
    STATE_ONLY,
    WITHOUT_LETTER,
)
from indicators.school_quality._topics import RATINGS

SPEC = IndicatorSpec(
    key="campus_rating",
    factor="school_quality",
    title="Texas campus rating",
    short="Campus rating (Texas)",
    topic=RATINGS,
    question="How does the state of Texas rate each campus?",
    unit="letter from A (best) to F; stored as grade points from 4 to 0",
    direction="higher_is_better",
    shown_unit="letter from A (best) to F",
    format="letter",
    labels=LETTERS,
    suppressed_class=WITHOUT_LETTER,
    bounds=(0.0, 4.0),
    series=(
        Series(
            "campus",
            ("2022",),
            Input("tea_campus_ratings_2022", "campus", {"value": "rating"}),
            "Public-school campuses of Texas, charters included",
            note="Ratings of school year 2021-22, after appeals.",
        ),
    ),
    basis="model",
    plain=(
        "The overall letter that the Texas Education Agency gives a campus, from student achievement, progress and "
        "how far gaps between groups are closed. A is best. A is 90 to 100 points, B 80 to 89, C 70 to 79. In 2022 "
        "campuses below 70 points got no letter."
    ),
    formula="A = 4, B = 3, C = 2, D = 1, F = 0, for maps and sorting; the letter is what is shown.",
    references=(MANUAL, LAW, CCD),
    caveats=(
        NO_D_OR_F,
        STATE_ONLY,
        RAW,
        LOCATION,
        "A campus lies in the county of its location; a newer one in its district’s county, and a newer campus of a "
        "charter that works in several counties in none. The state’s list gives every charter its headquarters’ "
        "county.",
    ),
)
