"""A few real figures, and a store of ten lines, for tests of what is built on figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from indicators.compare.defaults import CITY_OF_COUNTY
from indicators.core.estimate import Estimate, Interval, Quality, Status
from indicators.core.geography import Geography, Level
from indicators.core.provenance import Provenance
from indicators.core.result import Result
from indicators.core.spec import IndicatorSpec, Input, Reference, Series

ACS = Provenance(
    dataset="acs_county_2019_2023",
    producer="US Census Bureau",
    title="American Community Survey 5-year estimates",
    table="B19080",
    version="2019-2023",
    url="https://www.census.gov/programs-surveys/acs",
    licence="Public domain (US government work)",
    retrieved="2026-11-21",
    citation="US Census Bureau, American Community Survey 2019-2023, table B19080.",
)

# Upper limit of the fourth fifth of household income over that of the lowest, with 90 % margin (B19080, 2019-2023).
RATIOS: dict[str, tuple[float, float]] = {
    "48453": (4.59413, 0.114181),
    "48029": (4.5539, 0.0938384),
    "48113": (4.37692, 0.0963594),
    "48439": (4.25463, 0.0773971),
    "48201": (4.88842, 0.0844726),
    "47037": (4.37651, 0.127503),
    "08031": (4.81414, 0.172772),
    "37183": (4.47596, 0.09961),
    "37119": (4.44087, 0.117652),
    "41051": (4.87999, 0.144018),
    "53033": (4.91085, 0.089432),
    "27053": (4.58047, 0.0916922),
    "49035": (3.79785, 0.0857342),
    "04013": (4.15751, 0.0519594),
    "39049": (4.48243, 0.114577),
    "18097": (4.47129, 0.127235),
}
STATE = {"48": (4.77301, 0.0321552)}
NATION = {"00": (4.88871, 0.0146485)}
TRAVIS = "48453"
PEERS = tuple(code for code in RATIOS if code != TRAVIS)
NAMES = (
    "Travis",
    "Bexar",
    "Dallas",
    "Tarrant",
    "Harris",
    "Davidson",
    "Denver",
    "Wake",
    "Mecklenburg",
    "Multnomah",
    "King",
    "Hennepin",
    "Salt Lake",
    "Maricopa",
    "Franklin",
    "Marion",
)
COUNTY_NAMES = dict(zip(RATIOS, NAMES, strict=True))


def name_of(geoid: str) -> str:
    city = CITY_OF_COUNTY.get(geoid, "")
    return f"{COUNTY_NAMES.get(geoid, geoid)} County" + (f" ({city})" if city else "")


def spec(**changes: object) -> IndicatorSpec:
    series = tuple(
        Series(level, ("2019-2023",), Input("acs_county_2019_2023", "county", {}), "households")
        for level in ("county", "state", "us")
    )
    fields: dict[str, object] = {
        "key": "income_ratio_80_20",
        "factor": "income_inequality",
        "title": "Income ratio, 80th to 20th percentile",
        "short": "80/20 ratio",
        "question": "How far apart are households with high and with low income?",
        "unit": "times the income of the household at the 20th percentile",
        "direction": "lower_is_better",
        "format": "ratio",
        "series": series,
        "plain": "The upper limit of the fourth fifth divided by the upper limit of the lowest fifth.",
        "formula": "B19080_004 / B19080_001",
        "references": (Reference("US Census Bureau, table B19080"),),
        "bounds": (1.0, None),
    }
    return IndicatorSpec(**(fields | changes))  # type: ignore[arg-type]


def sample(value: float, moe: float, quality: Quality = Quality.GOOD) -> Estimate:
    return Estimate(value, moe, value - moe, value + moe, Interval.SAMPLING, quality=quality)


def blurred(lower: float, upper: float) -> Estimate:
    return Estimate(None, None, lower, upper, Interval.BOUNDS)


def result(
    estimates: Mapping[str, Estimate],
    indicator: IndicatorSpec | None = None,
    level: Level = "county",
    period: str = "2019-2023",
) -> Result:
    return Result(indicator or spec(), level, period, estimates, (ACS,))


def ratios(figures: Mapping[str, tuple[float, float]] = RATIOS) -> dict[str, Estimate]:
    return {geoid: sample(*pair) for geoid, pair in figures.items()}


@dataclass
class FakeStore:
    results: dict[tuple[str, Level, str], Result] = field(default_factory=dict)
    snapshot: str = "0123456789ab"

    def result(self, key: str, level: Level, period: str | None = None) -> Result:
        periods = sorted(p for k, level_of_result, p in self.results if (k, level_of_result) == (key, level))
        return self.results[key, level, period or periods[-1]]

    def place(self, level: Level, geoid: str) -> Geography | None:
        names = {"48": "Texas", "00": "United States"} | {code: name_of(code) for code in RATIOS}
        return Geography(level, geoid, names[geoid]) if geoid in names else None


def store() -> FakeStore:
    levels: dict[Level, Mapping[str, tuple[float, float]]] = {"county": RATIOS, "state": STATE, "us": NATION}
    return FakeStore(
        {
            ("income_ratio_80_20", level, "2019-2023"): result(ratios(values), level=level)
            for level, values in levels.items()
        }
    )


SUPPRESSED = Estimate(None, status=Status.SUPPRESSED, note="Suppressed by the publisher to protect privacy.")
