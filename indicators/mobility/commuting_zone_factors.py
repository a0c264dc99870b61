"""Six characteristics of commuting zones that the study of 2014 set beside upward mobility (its data table 8)."""

from __future__ import annotations

from dataclasses import dataclass, field

from indicators.core.spec import Direction, Format, IndicatorSpec, Input, Reference, Series
from indicators.mobility._opportunity import STUDY

CORRELATION_CAVEAT = (
    "It is shown beside upward mobility across commuting zones. Correlation is all that this shows: places differ in "
    "many ways at once, and nothing here says that changing one changes the other."
)
PERIOD_NOTE = "The measure is older than the mobility figures that it is set beside, which are of 2011 and 2012."


@dataclass(frozen=True, slots=True)
class _Factor:
    """Texts of one characteristic. period: when it was measured; variable: its name in the input."""

    name: str
    variable: str
    title: str
    short: str
    question: str
    unit: str
    direction: Direction
    format: Format
    decimals: int
    bounds: tuple[float | None, float | None]
    period: str
    universe: str
    plain: str
    formula: str
    caveats: tuple[str, ...] = ()
    references: tuple[Reference, ...] = field(default_factory=tuple)


FACTORS = (
    _Factor(
        name="racial_segregation",
        variable="racial_segregation",
        title="Racial segregation of the commuting zone (four-group Theil index)",
        short="Racial segregation (zone)",
        question="How far apart do people of different races live in the commuting zone?",
        unit="index from 0 (spread alike) to 1 (fully apart)",
        direction="lower_is_better",
        format="index",
        decimals=3,
        bounds=(0.0, 1.0),
        period="2000",
        universe="Everyone counted in the 2000 Census",
        plain=(
            "How much less mixed the census tracts are than the zone as a whole, over four groups: White alone, Black "
            "alone, Hispanic, and others. 0 means that every tract has the zone’s mix."
        ),
        formula="H = Σj tj (E − Ej) / (T E), over census tracts j; E = −Σk Pk ln Pk, the entropy of the four groups.",
        caveats=("Four groups, and the tracts of 2000: not the entropy index shown on the page on segregation.",),
        references=(
            Reference("US Census Bureau, 2000 Census, Summary File 1, table P008.", "https://www.census.gov/"),
            Reference(
                "Theil, H. (1972). Statistical Decomposition Analysis. North-Holland.",
            ),
        ),
    ),
    _Factor(
        name="gini",
        variable="gini",
        title="Income inequality of the commuting zone (Gini index of parents’ incomes)",
        short="Gini index (zone)",
        question="How unequal were the incomes of parents in the commuting zone?",
        unit="index from 0 (all alike) to 1 (one has all)",
        direction="lower_is_better",
        format="index",
        decimals=3,
        bounds=(0.0, 1.0),
        period="1996-2000",
        universe="Parents of the children in the study’s core sample",
        plain=(
            "The Gini index of family income among the parents of the study’s children, from tax records. 0 means that "
            "all have the same income."
        ),
        formula="Gini index of parents’ mean family income; incomes above 100 million dollars (2012) are cut there.",
        caveats=(
            "Parents only, from tax records, top incomes included: not the household Gini of the survey.",
            "In small zones one very rich family can move it.",
        ),
    ),
    _Factor(
        name="test_scores",
        variable="test_scores",
        title="Test scores of the commuting zone, adjusted for income",
        short="Test scores, income-adjusted (zone)",
        question="Do students score higher than one would expect from the zone’s income?",
        unit="percentile points above or below what the zone’s income predicts",
        direction="higher_is_better",
        format="number",
        decimals=1,
        bounds=(None, None),
        period="2004-2007",
        universe="Students in public schools",
        plain=(
            "The average of mathematics and English test scores, less what one would expect from the zone’s household "
            "income. 0 means as expected; above 0, students score higher."
        ),
        formula="Residual of the regression of mean test-score percentile on household income per capita (2000).",
        references=(Reference("George W. Bush Institute. Global Report Card.", "http://globalreportcard.org/"),),
    ),
    _Factor(
        name="dropout_rate",
        variable="dropout_rate",
        title="High-school dropout rate of the commuting zone, adjusted for income",
        short="Dropout rate, income-adjusted (zone)",
        question="Do more students drop out than one would expect from the zone’s income?",
        unit="share above or below what the zone’s income predicts",
        direction="lower_is_better",
        format="percent",
        decimals=1,
        bounds=(None, None),
        period="2000-01",
        universe="Students in public high schools",
        plain=(
            "The share of high-school students who drop out, less what one would expect from the zone’s household "
            "income. 0 means as expected; below 0, fewer drop out."
        ),
        formula="Residual of the regression of the dropout rate on household income per capita (2000).",
        caveats=("Blank where more than a quarter of the zone’s districts have no rate: 148 of 741 zones.",),
        references=(
            Reference(
                "National Center for Education Statistics, Common Core of Data 2000-01.", "https://nces.ed.gov/ccd/"
            ),
        ),
    ),
    _Factor(
        name="social_capital",
        variable="social_capital",
        title="Social capital index of the commuting zone",
        short="Social capital index (zone)",
        question="How much do people in the zone vote, answer the census and join in?",
        unit="standardized index; 0 = the average county",
        direction="higher_is_better",
        format="number",
        decimals=2,
        bounds=(None, None),
        period="1990",
        universe="Counties of the commuting zone",
        plain=(
            "One number from voter turnout, the share of census forms returned, and the numbers of associations and "
            "nonprofits."
        ),
        formula="First principal component of turnout, census response, associations and nonprofits per person.",
        caveats=("Not economic connectedness: it counts joining, not friendships across income.",),
        references=(
            Reference(
                "Rupasingha, A. and Goetz, S. J. (2008). US county-level social capital data, 1990-2005. The Northeast "
                "Regional Center for Rural Development, Penn State University."
            ),
        ),
    ),
    _Factor(
        name="single_mothers",
        variable="single_mothers",
        title="Households with children headed by single mothers, commuting zone",
        short="Single mothers (zone)",
        question="What share of households with children are headed by a single mother?",
        unit="share of households with children",
        direction="lower_is_better",
        format="percent",
        decimals=1,
        bounds=(0.0, 1.0),
        period="2000",
        universe="Households with own children under 18",
        plain=(
            "Of the households with children, the share that are headed by a woman without a husband. "
            "The study calls it the fraction of children with single mothers, but it counts households."
        ),
        formula="Single female households with children / all households with children.",
        caveats=("A share of households, not of children: the two differ by several points.",),
        references=(
            Reference("US Census Bureau, 2000 Census, Summary File 3, table P015.", "https://www.census.gov/"),
        ),
    ),
)


def _spec(factor: _Factor) -> IndicatorSpec:
    table = Input("chetty_2014_cz_characteristics", "cz", {"value": factor.variable})
    return IndicatorSpec(
        key=f"cz_{factor.name}",
        factor="mobility",
        role="zone_factor",
        title=factor.title,
        short=factor.short,
        question=factor.question,
        unit=factor.unit,
        direction=factor.direction,
        format=factor.format,
        decimals=factor.decimals,
        bounds=factor.bounds,
        series=(Series("cz", (factor.period,), table, factor.universe, joins_trend=False),),
        basis="model",
        family="commuting_zone_factors",
        plain=factor.plain,
        formula=factor.formula,
        references=(STUDY, *factor.references),
        caveats=(CORRELATION_CAVEAT, PERIOD_NOTE, *factor.caveats, "No margin is published."),
    )


SPECS = tuple(_spec(factor) for factor in FACTORS)
