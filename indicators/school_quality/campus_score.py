"""Scores behind the letters of Texas campuses."""

from __future__ import annotations

from indicators.core.spec import IndicatorSpec, Input, Series
from indicators.school_quality._texas import CCD, LAW, LOCATION, MANUAL, RAW, STATE_ONLY
from indicators.school_quality._topics import RATINGS

SPEC = IndicatorSpec(
    key="campus_score",
    factor="school_quality",
    title="Texas campus score",
    short="Campus score (Texas)",
    topic=RATINGS,
    question="How many of 100 points does the state of Texas give each campus?",
    unit="points, 0 to 100",
    direction="higher_is_better",
    format="score",
    decimals=0,
    bounds=(0.0, 100.0),
    series=(
        Series(
            "campus",
            ("2022",),
            Input("tea_campus_ratings_2022", "campus", {"value": "score"}),
            "Public-school campuses of Texas, charters included",
            note="Scores of school year 2021-22, after appeals.",
        ),
    ),
    basis="model",
    plain=(
        "The overall score, of 100 points, from which the Texas Education Agency makes a campus’s letter. "
        "It was published for campuses below 70 points too, though they got no letter in 2022."
    ),
    formula=(
        "The better of student achievement and school progress counts 70%, closing the gaps 30%, each scaled to 0-100."
    ),
    references=(MANUAL, LAW, CCD),
    caveats=(
        "No margin is published: two campuses a few points apart may teach equally well, so scores are not tested.",
        STATE_ONLY,
        RAW,
        LOCATION,
    ),
)
