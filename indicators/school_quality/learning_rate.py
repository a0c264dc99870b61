"""Learning rate: how much test scores grow per school year (Stanford Education Data Archive, by Urban Institute)."""

from __future__ import annotations

from indicators.core.geography import Level
from indicators.core.spec import IndicatorSpec, Input, Reference, Series
from indicators.school_quality._topics import LEARNING

COLUMNS = {
    "value": "learning_rate",
    "lower95": "learning_rate_lb",
    "upper95": "learning_rate_ub",
    "quality": "learning_rate_quality",
}
UNIVERSE = "Public-school students in grades 3 to 8, followed as one cohort; reading and language arts"
YEAR_NOTE = "The year is the fall in which the cohort began 8th grade: 2017 stands for the cohort of 2017-18."


def _series(
    level: Level, years: range, vintage: str = "", note: str = "", absence: str = "", edition: str = "4.1"
) -> Series:
    return Series(
        level,
        tuple(str(year) for year in years),
        Input("urban_learning_rate", level, COLUMNS),
        UNIVERSE,
        vintage=vintage,
        note=f"{YEAR_NOTE} {note}".strip(),
        absence=absence,
        edition=edition,
    )


SPEC = IndicatorSpec(
    key="learning_rate",
    factor="school_quality",
    title="Learning rate, grades 3 to 8",
    short="Learning rate",
    topic=LEARNING,
    question="How much do students learn in a school year?",
    unit="grades of growth per school year; 1 = one grade a year",
    direction="higher_is_better",
    format="ratio",
    decimals=2,
    series=(
        _series("county", range(2013, 2018), "2010"),
        _series(
            "cbsa",
            range(2013, 2018),
            note="Eleven large metros are published only by metropolitan division and have no figure here.",
            absence="The archive has the metro areas of 2013: this one is not among them, or only by its divisions.",
        ),
        _series(
            "place",
            range(2015, 2019),
            note="From version 5.0 of the archive, with districts joined to cities; other levels are from version 4.1.",
            edition="5.0",
        ),
    ),
    sentence="Students in {place} learn {value} grades of reading per school year",
    basis="model",
    plain=(
        "Average test scores of one cohort of students are followed from 3rd to 8th grade. The learning rate is how "
        "many grades their scores rise per year: 1 means that students learn as much in a year as students do on "
        "average across the nation, 1.1 is a tenth more. This is not the same as average scores: "
        "scores show all that children have learned since birth, at home and at school, and go closely with family "
        "income; growth in school years is much less tied to it."
    ),
    formula=(
        "The slope b of score = a + b × grade for one cohort in one place, weighted by the number of students tested; "
        "scores in grade equivalents on a national scale (NAEP). All places are in one regression, each with its own a "
        "and b. 95% limits: b ± 1.96 standard errors of the slope in that regression."
    ),
    references=(
        Reference(
            "Reardon, S. F., Ho, A. D., Shear, B. R., Fahle, E. M., Kalogrides, D., Jang, H. and Chavez, B. (2021). "
            "Stanford Education Data Archive (Version 4.1). Stanford University. Counties and metros.",
            "https://edopportunity.org/",
        ),
        Reference(
            "Educational Opportunity Project (2024). Stanford Education Data Archive (Version 5.0). Stanford "
            "University. Cities.",
            "https://edopportunity.org/",
        ),
        Reference(
            "Reardon, S. F. (2019). Educational opportunity in early and middle childhood: Using full population "
            "administrative data to study variation by place and age. RSF: The Russell Sage Foundation Journal of the "
            "Social Sciences 5(2), 40-68.",
            "https://doi.org/10.7758/RSF.2019.5.2.03",
        ),
        Reference(
            "Urban Institute. Upward Mobility data: effective public education.", "https://upward-mobility.urban.org/"
        ),
    ),
    caveats=(
        "Reading and language arts only; mathematics can differ.",
        "Before the pandemic: the newest cohort was in 8th grade in 2017-18 (counties, metros) or 2018-19 (cities).",
        "The limits come from one regression over all places: they say how far scores stray from straight lines in "
        "general, given how many students were tested here, not how well the line fits this place. Children who move "
        "in or out of the place between grades change the slope without any learning.",
        "Quality, by the publisher: 1 where five or six grades with at least 30 students each are there, 2 with four "
        "grades, else 3; ours counts where it is worse. Rates below 0 or above 2 occur in very small counties, with "
        "limits to match.",
        "City, county and metro figures are built differently: they are never drawn on one axis.",
    ),
)
