"""The views of a measure by name, in the order of the panel."""

from __future__ import annotations

from typing import Literal

ViewName = Literal["peers", "map", "groups", "time", "table", "zones"]
TITLES: dict[ViewName, str] = {
    "peers": "Peers",
    "map": "Map",
    "groups": "Groups",
    "time": "Over time",
    "table": "Table",
    "zones": "Nationwide",
}
# The option of an address that names the view.
OPTION = "view"
