"""A menu of links to files of what is shown. The server builds a file when its link is followed.

The menu is plain HTML: it costs a rerun nothing, works by keyboard, and every file has an address of its own.
"""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

from indicators.core.geography import LEVEL_WORDS
from indicators.export.formats import FORMATS, PICTURES
from indicators.registry import specs
from pages.blocks.text import html
from pages.runtime.base_path import base
from pages.runtime.snapshots import store
from pages.view.session import View
from pages.view.site import PAGES

ROOT = "export"


# What there is to take away: a name that web/exports/exhibits.py knows -> words for who hears the menu's name.
EXHIBITS = {
    "map": "map",
    "peers": "peers chart",
    "trend": "trend",
    "groups": "groups chart",
    "zones": "commuting zones chart",
    "first": "first map",
    "second": "second map",
    **{f"inside-{level}": f"{places} table" for level, (_, places) in LEVEL_WORDS.items()},
}


def menu(
    view: View,
    exhibit: str,
    measure: str | None = None,
    period: str | None = None,
    picture: bool = True,
    name: str = "",
) -> str:
    """HTML of a menu of downloads for one chart, map or table of the view's page.

    exhibit: which one, a name that web/exports/exhibits.py knows. measure, period: those of the exhibit, where they
    are not the view's. name: what it exports, for screen readers, where ``exhibit`` and the measure do not say it.
    """
    name = name or _exhibit_name(view, exhibit, measure, picture)
    return disclosure(name, links(view, exhibit, measure, period, picture))


def disclosure(name: str, content: str, look: str = "") -> str:
    """HTML of a closed menu that screen readers hear as what it exports. content: HTML; look: further CSS classes."""
    label, classes = html(f"Export: {name}"), f"cm-export {look}".strip()
    return f'<details class="{classes}"><summary aria-label="{label}">Export</summary>{content}</details>'


def _exhibit_name(view: View, exhibit_key: str, measure: str | None, picture: bool) -> str:
    """``peers chart of Dissimilarity index, Black and White``; of a page without a measure, of its title."""
    spec = specs().get(measure or view.selection.measure)
    exhibit = "peers table" if exhibit_key == "peers" and not picture else EXHIBITS[exhibit_key]
    return f"{exhibit} of {spec.title if spec else PAGES[view.path]}"


def links(view: View, exhibit: str, measure: str | None = None, period: str | None = None, picture: bool = True) -> str:
    """HTML of the links alone."""
    chosen = replace(view.selection, snapshot=store().snapshot)  # the file shows what the page does, whatever is built
    chosen = chosen if measure is None else replace(chosen, measure=measure)
    chosen = chosen if period is None else replace(chosen, period=period)
    query = urlencode(chosen.to_query(), safe=",")
    kinds = [kind for kind in FORMATS if picture or kind not in PICTURES]
    return "".join(
        f'<a download href="{html(f"{base()}/{ROOT}/{view.path}/{exhibit}.{kind}?{query}")}">{FORMATS[kind].label}</a>'
        for kind in kinds
    )
