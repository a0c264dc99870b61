"""Letter ratings of Texas school districts, 2018 to 2022."""

from __future__ import annotations

from indicators.core.spec import IndicatorSpec, Input, Series
from indicators.school_quality._texas import LAW, LETTERS, MANUAL, NO_D_OR_F, RAW, STATE_ONLY, WITHOUT_LETTER
from indicators.school_quality._topics import RATINGS

TABLE = Input("tea_district_ratings", "district", {"value": "rating"})
UNIVERSE = "School districts of Texas and charters that are districts of their own"

SPEC = IndicatorSpec(
    key="district_rating",
    factor="school_quality",
    title="Texas school-district rating",
    short="District rating (Texas)",
    topic=RATINGS,
    question="How does the state of Texas rate each school district?",
    unit="letter from A (best) to F; stored as grade points from 4 to 0",
    direction="higher_is_better",
    shown_unit="letter from A (best) to F",
    format="letter",
    labels=LETTERS,
    suppressed_class=WITHOUT_LETTER,
    bounds=(0.0, 4.0),
    series=(
        Series(
            "district",
            ("2018", "2019"),
            TABLE,
            UNIVERSE,
            note="In 2018 most districts with one campus (about one in five) were still rated without a letter.",
        ),
        Series(
            "district",
            ("2020", "2021"),
            TABLE,
            UNIVERSE,
            note="No ratings were issued: declared state of disaster (COVID-19).",
            joins_trend=False,
        ),
        Series("district", ("2022",), TABLE, UNIVERSE, joins_trend=False, caveats=(NO_D_OR_F,)),
    ),
    basis="model",
    plain=(
        "The overall letter that the Texas Education Agency gives a school district, from student achievement, "
        "progress and how far gaps between groups are closed. A is best. In 2022 districts below 70 points got no "
        "letter; in 2020 and 2021 nobody did."
    ),
    formula="A = 4, B = 3, C = 2, D = 1, F = 0, for maps and sorting; the letter is what is shown.",
    references=(MANUAL, LAW),
    caveats=(
        NO_D_OR_F,
        "In 2020 and 2021 no ratings were issued. The letters that circulate for 2020 are those of 2019, and are not "
        "used.",
        STATE_ONLY,
        RAW,
        "A district stands in the county where most of its campuses lie; a charter can have campuses in many counties. "
        "Charters are marked as such in their names.",
    ),
)
