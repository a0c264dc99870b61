"""What the three Texas indicators share: the letters, and who rates."""

from __future__ import annotations

from collections.abc import Mapping

from indicators.core.spec import Reference

LETTERS: Mapping[float, str] = {4.0: "A", 3.0: "B", 2.0: "C", 1.0: "D", 0.0: "F"}

MANUAL = Reference(
    "Texas Education Agency. 2022 Accountability Manual.",
    "https://tea.texas.gov/texas-schools/accountability/academic-accountability/performance-reporting/"
    "2022-accountability-manual",
)
LAW = Reference(
    "Texas Education Code, chapter 39, subchapter C (accreditation and performance ratings); Senate Bill 1365, 87th "
    "Legislature (2021).",
    "https://statutes.capitol.texas.gov/Docs/ED/htm/ED.39.htm",
)
CCD = Reference(
    "National Center for Education Statistics, Common Core of Data, public school universe 2013-14 (locations).",
    "https://nces.ed.gov/ccd/",
)

NO_D_OR_F = (
    "In 2022 no D or F was issued (Senate Bill 1365): “not rated” then means a score below 70. It is shown as a status "
    "with this reason, never as a number."
)
WITHOUT_LETTER = "D or F, not issued in 2022 (SB 1365)"
STATE_ONLY = "Texas only: ratings of other states follow other rules and are not comparable."
RAW = (
    "A rating of the state, mostly from test scores, and tied to family income. It is not the learning rate, and not "
    "the income-adjusted test measure of the 2014 mobility study."
)
LOCATION = (
    "Points are where the campus stood in 2013-14: about one campus in nine is newer or moved its number, and has no "
    "point."
)
