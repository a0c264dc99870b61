"""Counties that were renamed, divided or merged, and the names of the states."""

from __future__ import annotations

from collections.abc import Collection

# Retired county code -> what took its place, the code that holds most of it first (Census Bureau, "Substantial changes
# to counties and county equivalents").
SUCCESSORS: dict[str, tuple[str, ...]] = {
    "02201": ("02198", "02130"),  # Prince of Wales-Outer Ketchikan, divided in 2008
    "02232": ("02105", "02230"),  # Skagway-Hoonah-Angoon, divided in 2007
    "02261": ("02063", "02066"),  # Valdez-Cordova, divided in 2019
    "02270": ("02158",),  # Wade Hampton, renamed Kusilvak in 2015
    "02280": ("02195", "02275"),  # Wrangell-Petersburg, divided in 2008
    "46113": ("46102",),  # Shannon, renamed Oglala Lakota in 2015
    "51515": ("51019",),  # Bedford city, joined Bedford County in 2013
    "51560": ("51005",),  # Clifton Forge city, joined Alleghany County in 2001
}
RETIRED_NAMES: dict[str, str] = {
    "02201": "Prince of Wales-Outer Ketchikan Census Area",
    "02232": "Skagway-Hoonah-Angoon Census Area",
    "02261": "Valdez-Cordova Census Area",
    "02270": "Wade Hampton Census Area",
    "02280": "Wrangell-Petersburg Census Area",
    "46113": "Shannon County",
    "51515": "Bedford city",
    "51560": "Clifton Forge city",
}
# The last year of a retired code.
RETIRED_IN: dict[str, str] = {
    "02201": "2008",
    "02232": "2007",
    "02261": "2019",
    "02270": "2015",
    "02280": "2008",
    "46113": "2015",
    "51515": "2013",
    "51560": "2001",
    **dict.fromkeys(("09001", "09003", "09005", "09007", "09009", "09011", "09013", "09015"), "2022"),
}
# Old county of Connecticut -> the planning regions that its towns belong to since 2022, the one with most of its people
# first (Federal Register 87 FR 34235, 6 June 2022, and the member towns of the nine councils of governments). Towns of
# one county went to several regions, and regions took towns of several counties: no figure is carried over.
REGIONS_OF: dict[str, tuple[str, ...]] = {
    "09001": ("09190", "09120", "09140"),
    "09003": ("09110", "09140", "09160"),
    "09005": ("09160", "09140", "09190"),
    "09007": ("09130",),
    "09009": ("09170", "09140"),
    "09011": ("09180", "09130", "09150"),
    "09013": ("09110", "09150"),
    "09015": ("09150", "09180"),
}
_REPLACED_BY = SUCCESSORS | REGIONS_OF
# Retired before the first figure here, so that no snapshot has them -> name, and the counties of today that hold them.
# People still know the names, and files the codes.
GONE_BEFORE: dict[str, tuple[str, tuple[str, ...]]] = {
    "02010": ("Aleutian Islands Census Area", ("02016", "02013")),  # divided in 1987
    "02140": ("Kobuk Census Area", ("02188",)),  # became Northwest Arctic Borough in 1986
    "02231": ("Skagway-Yakutat-Angoon Census Area", ("02282", "02105", "02230")),  # divided in 1992
    "12025": ("Dade County", ("12086",)),  # renamed Miami-Dade in 1997
    "29193": ("Ste. Genevieve County", ("29186",)),  # another code since 1979
    "30113": ("Yellowstone National Park", ("30031", "30067")),  # joined Gallatin and Park in 1997
    "46131": ("Washabaugh County", ("46071",)),  # joined Jackson in 1983
    "51123": ("Nansemond County", ("51800",)),  # became a part of Suffolk city in 1974
    "51129": ("Norfolk County", ("51550",)),  # became Chesapeake city in 1963
    "51151": ("Princess Anne County", ("51810",)),  # joined Virginia Beach city in 1963
    "51780": ("South Boston city", ("51083",)),  # joined Halifax County in 1995
}
# Municipios of Puerto Rico that lie in no metro or micro area, so that no file here names them.
OTHER_NAMES: dict[str, str] = {
    "72049": "Culebra Municipio",
    "72093": "Maricao Municipio",
    "72147": "Vieques Municipio",
}

STATES: dict[str, tuple[str, str]] = {
    "01": ("AL", "Alabama"),
    "02": ("AK", "Alaska"),
    "04": ("AZ", "Arizona"),
    "05": ("AR", "Arkansas"),
    "06": ("CA", "California"),
    "08": ("CO", "Colorado"),
    "09": ("CT", "Connecticut"),
    "10": ("DE", "Delaware"),
    "11": ("DC", "District of Columbia"),
    "12": ("FL", "Florida"),
    "13": ("GA", "Georgia"),
    "15": ("HI", "Hawaii"),
    "16": ("ID", "Idaho"),
    "17": ("IL", "Illinois"),
    "18": ("IN", "Indiana"),
    "19": ("IA", "Iowa"),
    "20": ("KS", "Kansas"),
    "21": ("KY", "Kentucky"),
    "22": ("LA", "Louisiana"),
    "23": ("ME", "Maine"),
    "24": ("MD", "Maryland"),
    "25": ("MA", "Massachusetts"),
    "26": ("MI", "Michigan"),
    "27": ("MN", "Minnesota"),
    "28": ("MS", "Mississippi"),
    "29": ("MO", "Missouri"),
    "30": ("MT", "Montana"),
    "31": ("NE", "Nebraska"),
    "32": ("NV", "Nevada"),
    "33": ("NH", "New Hampshire"),
    "34": ("NJ", "New Jersey"),
    "35": ("NM", "New Mexico"),
    "36": ("NY", "New York"),
    "37": ("NC", "North Carolina"),
    "38": ("ND", "North Dakota"),
    "39": ("OH", "Ohio"),
    "40": ("OK", "Oklahoma"),
    "41": ("OR", "Oregon"),
    "42": ("PA", "Pennsylvania"),
    "44": ("RI", "Rhode Island"),
    "45": ("SC", "South Carolina"),
    "46": ("SD", "South Dakota"),
    "47": ("TN", "Tennessee"),
    "48": ("TX", "Texas"),
    "49": ("UT", "Utah"),
    "50": ("VT", "Vermont"),
    "51": ("VA", "Virginia"),
    "53": ("WA", "Washington"),
    "54": ("WV", "West Virginia"),
    "55": ("WI", "Wisconsin"),
    "56": ("WY", "Wyoming"),
    "66": ("GU", "Guam"),
    "72": ("PR", "Puerto Rico"),
    "78": ("VI", "Virgin Islands"),
}

CONNECTICUT = "09"


def state_name(state: str) -> str:
    """Name of a state by its code; empty where there is none."""
    return STATES.get(state, ("", ""))[1]


def replaced_by(county: str) -> tuple[str, ...]:
    """Codes that took the place of a retired county code, the one that holds most of it first; () for all others."""
    return _REPLACED_BY.get(county, ())


def predecessors(county: str) -> tuple[str, ...]:
    """The retired codes whose area, or a part of it, belongs to a county today, the main one first."""
    replaced = [(later.index(county), old) for old, later in _REPLACED_BY.items() if county in later]
    return tuple(old for _, old in sorted(replaced))


def early_predecessors(county: str) -> tuple[str, ...]:
    """The codes of ``GONE_BEFORE`` whose area, or a part of it, belongs to a county today."""
    return tuple(old for old, (_, later) in GONE_BEFORE.items() if county in later)


def successors(county: str) -> tuple[str, ...]:
    """The codes that replaced a retired code, whether there are figures of them or not; () for all others."""
    return replaced_by(county) or GONE_BEFORE.get(county, ("", ()))[1]


def reason_of_change(county: str, present: Collection[str]) -> str:
    """Why a county has no figure although its area has one under another code; empty where that is not the reason."""
    for retired, successors in SUCCESSORS.items():
        name = RETIRED_NAMES[retired]
        if county in successors and retired in present and county not in present:
            return f"The publisher still uses the former code {retired} ({name})."
        if county == retired and any(code in present for code in successors):
            return f"The publisher uses the code that replaced it ({', '.join(successors)})."
    if county.startswith(CONNECTICUT):
        return _connecticut(county, present)
    return ""


def _connecticut(county: str, present: Collection[str]) -> str:
    is_region = county >= "09100"
    others = [code for code in present if code.startswith(CONNECTICUT) and (code >= "09100") != is_region]
    if not others:
        return ""
    published = (
        "its eight former counties" if is_region else "its planning regions, which replaced the counties in 2022"
    )
    return f"For Connecticut, figures are published for {published}."
