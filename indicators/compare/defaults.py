"""The peers that a community starts with, chosen by people: large, growing regions that Austin measures itself by."""

from __future__ import annotations

from indicators.core.geography import Level

# The fifteen counties, with the city that most people know them by.
CITY_OF_COUNTY: dict[str, str] = {
    "48453": "Austin",
    "48029": "San Antonio",
    "48113": "Dallas",
    "48439": "Fort Worth",
    "48201": "Houston",
    "47037": "Nashville",
    "08031": "Denver",
    "37183": "Raleigh",
    "37119": "Charlotte",
    "41051": "Portland",
    "53033": "Seattle",
    "27053": "Minneapolis",
    "49035": "Salt Lake City",
    "04013": "Phoenix",
    "39049": "Columbus",
    "18097": "Indianapolis",
}

COUNTIES = tuple(code for code in CITY_OF_COUNTY if code != "48453")
# Dallas and Fort Worth are one metro area, so fifteen counties lie in fourteen metros (in the order of the counties).
# fmt: off
METROS = (
    "41700", "19100", "26420", "34980", "19740", "39580", "16740",
    "38900", "42660", "33460", "41620", "38060", "18140", "26900",
)
CITIES = (
    "4865000", "4819000", "4827000", "4835000", "4752006",
    "0820000", "3755000", "3712000", "4159000", "5363000",
    "2743000", "4967000", "0455000", "3918000", "1836003",
)
# fmt: on

DEFAULT_PEERS: dict[str, tuple[Level, tuple[str, ...]]] = {
    "48453": ("county", COUNTIES),
    "12420": ("cbsa", METROS),
    "4805000": ("place", CITIES),
}
