"""Small blocks that every page is made of."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import streamlit as st

from indicators.core.selection import Selection
from pages.blocks.text import css_text, html, md
from pages.runtime.base_path import notice
from pages.runtime.streamlit_patches import page_asked_for
from pages.view import place_names, site
from pages.view.problems import Problem
from pages.view.session import View, newest_address

_CSS = (Path(__file__).parent / "style.css").read_text(encoding="utf-8")


def style(view: View, title: str) -> None:
    """The style sheet for screen and print; in print, place and page stand at the head of every sheet."""
    print_title = css_text(f"{view.name} – {title} – Common Measure")
    st.html(f'<style>{_CSS}@page {{ margin: 18mm 12mm; @top-left {{ content: "{print_title}"; }} }}</style>')


def head(view: View, title: str, problems: Iterable[Problem] = (), over: str = "") -> None:
    """The page's title, whether there are newer figures, and what was not understood.

    over: a line above the title, for subject and place where the title names neither.
    """
    if over:
        st.html(f'<p class="cm-over">{html(over)}</p>')
    st.title(md(title), anchor=False)
    if view.newer:
        st.html(_newer(view))
    lines = [md(problem.on_page) for problem in (*view.problems, *problems)]
    if lines:
        st.warning("\n\n".join(["**Not everything in this link was understood.**", *lines]), icon=":material/link_off:")
    _other_codes(view)


def _other_codes(view: View) -> None:
    """From a retired county to those that took its place, and back: each has figures of other years."""
    later, earlier = (codes_of(view.level, view.place) for codes_of in (place_names.later, place_names.earlier))
    if later:
        name = place_names.full_name(view.level, view.place)
        st.markdown(f"**{md(name)} is on no map of today.** Newer figures are published for what took its place:")
    elif earlier:
        st.markdown("Some older figures are published for what was here before:")
    for code in later or earlier:
        label, icon = md(place_names.full_name("county", code)), ":material/arrow_forward:"
        query = Selection("county", code, measure=view.selection.measure).to_query()
        st.page_link(site.page(view.path), label=label, icon=icon, query_params=query)


def _newer(view: View) -> str:
    link = f'<a href="{html(newest_address(view))}" target="_self">Show the newer figures</a>'
    text = f"This link names the figures of snapshot {view.selection.snapshot}, and you see those. There are newer "
    return f'<p class="cm-newer" role="note">{html(f"{text}ones, of snapshot {view.newer}.")} {link}</p>'


def told_by_proxy(page: str) -> None:
    """A warning where a proxy has the site under another path than the server. page: its own part of the path."""
    text = notice(st.context.url or "", page or page_asked_for())
    if text:
        st.warning(md(text), icon=":material/link_off:")


def headline(sentence: str, more: str = "") -> None:
    """The sentence that says where the place stands, and what follows from it."""
    after = f'<p class="cm-more">{html(more)}</p>' if more else ""
    st.html(f'<p class="cm-headline">{html(sentence)}</p>{after}')
