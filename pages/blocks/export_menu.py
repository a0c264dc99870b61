"""Take what is shown away: a menu of links to files, which the server makes when one is asked for.

The menu is plain HTML: it costs a rerun nothing, works by keyboard, and every file has an address of its own.
"""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

from indicators.export.formats import FORMATS, PICTURES
from pages.blocks.text import html
from pages.runtime.base_path import base
from pages.runtime.snapshots import store
from pages.view.session import View

ROOT = "export"


def menu(view: View, what: str, measure: str | None = None, period: str | None = None, picture: bool = True) -> str:
    """HTML of a menu of downloads for one chart, map or table of the view's page.

    what: which one, a name that web/exports/exhibits.py knows. measure, period: those of the exhibit, where they
    are not the view's.
    """
    return (
        f'<details class="cm-export"><summary>Export</summary>{links(view, what, measure, period, picture)}</details>'
    )


def links(view: View, what: str, measure: str | None = None, period: str | None = None, picture: bool = True) -> str:
    """HTML of the links alone."""
    chosen = replace(view.selection, snapshot=store().snapshot)  # the file shows what the page does, whatever is built
    chosen = chosen if measure is None else replace(chosen, measure=measure)
    chosen = chosen if period is None else replace(chosen, period=period)
    query = urlencode(chosen.to_query(), safe=",")
    kinds = [kind for kind in FORMATS if picture or kind not in PICTURES]
    return "".join(
        f'<a download href="{html(f"{base()}/{ROOT}/{view.path}/{what}.{kind}?{query}")}">{FORMATS[kind].label}</a>'
        for kind in kinds
    )
