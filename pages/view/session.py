"""The visitor's view: read from the URL, checked against the known places, written back to the URL.

The URL counts whenever it is not the one that we wrote ourselves; otherwise the session's own selection does, so that
it survives a change of page. Nothing that is not understood passes silently: it becomes a sentence on the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import streamlit as st

from indicators.core.geography import Level
from indicators.core.peers import PeerGroup
from indicators.core.selection import LEVEL, SNAPSHOT, Selection, from_query
from pages.runtime.base_path import base
from pages.runtime.cache import cached
from pages.runtime.snapshots import SESSION, store, superseded_by
from pages.view import place_names
from pages.view.link_checks import not_understood, peer_rule
from pages.view.link_places import DEFAULT_LEVEL, DEFAULT_PLACE, community_of, known_codes
from pages.view.peer_choice import LASTING_RULES, group_of
from pages.view.problems import Problem
from pages.view.site import HOME
from pages.view.view_names import OPTION as VIEW

# Options that pages add to the URL; anything else in a query (a mailing's tracking code, say) is none of ours.
OPTIONS = ("view", "map", "classing", "layers", "picked", "other", "other_level", "group")

_SELECTION, _CHANGED, _WRITTEN, _PATH, _VIEW = "selection", "selection_changed", "url_written", "page_path", "view"


# Level and geoid.
Community = tuple[Level, str]


@dataclass(frozen=True, slots=True)
class View:
    """One page as one visitor sees it.

    problems: what in the URL was not understood. newer: id of the current snapshot where the
    address names an older one, which is shown then; else "".
    """

    selection: Selection
    path: str
    name: str
    peers: PeerGroup
    problems: tuple[Problem, ...] = ()
    newer: str = ""

    @property
    def level(self) -> Level:
        """Level of the community."""
        return self.selection.level

    @property
    def place(self) -> str:
        """Geoid of the community."""
        return self.selection.place

    @property
    def community(self) -> Community:
        """Which place the view is of."""
        return self.level, self.place

    @property
    def cache_key(self) -> tuple[object, ...]:
        """The key of this view's figures in caches. No cached result holds the view's problems."""
        return (self.path, self.selection, self.peers.cache_key)


def snapshot_asked(path: str) -> str:
    """Id of the snapshot that this run's view is of, "" for the current one."""
    own_selection = _session_selection(path, st.query_params.to_dict())
    return own_selection.snapshot if own_selection is not None else st.query_params.get(SNAPSHOT, "")


def open_view(path: str) -> View:
    """The view of this run. Call once, in the router, when the page is known and its snapshot is shown."""
    state, incoming = st.session_state, st.query_params.to_dict()
    selection = _session_selection(path, incoming)
    problems: list[Problem] = []
    changed = state.pop(_CHANGED, False) or (selection is not None and state.get(_PATH) != path)
    if selection is None:
        selection, problems = understood(incoming)
        problems += not_understood(path, selection)
        state[_WRITTEN] = incoming
    elif selection.snapshot not in ("", store().snapshot):
        problems.append(_other_snapshot(selection.snapshot))
        selection, changed = replace(selection, snapshot=""), True
    state[_SELECTION], state[_PATH], state[SESSION] = selection, path, selection.snapshot
    if changed:
        _write_url(selection, incoming)
    state[_VIEW] = _view(selection, path, problems)
    return view()


def _session_selection(path: str, incoming: Mapping[str, str]) -> Selection | None:
    """The session's selection; None where the URL counts."""
    state = st.session_state
    known: Selection | None = state.get(_SELECTION)
    same_page, is_ours = state.get(_PATH) == path, incoming == state.get(_WRITTEN)
    if known is None or state.get(_CHANGED) or (is_ours and same_page):
        return known
    if not same_page and (is_ours or not incoming):
        return replace(known, measure="", period="", options=_lasting(known))
    return None


def _lasting(known: Selection) -> tuple[tuple[str, str], ...]:
    """Options that a visitor takes along to another page: who looks at maps, wants the next page's map."""
    return tuple((name, value) for name, value in known.options if name == VIEW)


def view() -> View:
    """The view of this run, for the page."""
    shown: View = st.session_state[_VIEW]
    return shown


def alone(view: View, level: Level, geoid: str) -> View:
    """The same page for another place, without peers."""
    selection = Selection(level, geoid, snapshot=view.selection.snapshot)
    return View(selection, view.path, place_names.title(level, geoid), PeerGroup(level, geoid))


def current() -> Selection:
    """The session's selection; in a widget's callback, the one before the change."""
    known: Selection = st.session_state[_SELECTION]
    return known


def change(**fields: object) -> None:
    """In a widget's callback: the same view with other fields."""
    _set(replace(current(), **fields))  # type: ignore[arg-type]  # names and types are Selection's own


def change_options(**values: str) -> None:
    """In a widget's callback: the same view with other options; an empty value removes one."""
    _set(current().with_options(**values))


def go_to(level: Level, geoid: str) -> None:
    """In a widget's callback: another community. Pinned peers stay where they are of the same level, a rule stays."""
    known = current()
    pinned = tuple(code for code in known.pinned if code != geoid) if level == known.level else ()
    rule = known.peer_rule if known.peer_rule in LASTING_RULES else ""
    _set(Selection(level, geoid, None, pinned, rule, known.measure, snapshot=known.snapshot))


def understood(query: Mapping[str, str]) -> tuple[Selection, list[Problem]]:
    """The selection of a query, and a sentence for each thing in it that is not understood."""
    problems: list[Problem] = []
    read = from_query(query, DEFAULT_LEVEL, DEFAULT_PLACE)
    level, place = community_of(query, problems)
    options = tuple((name, value[:200]) for name, value in read.options if name in OPTIONS)
    asked_for_this_place = (read.level, read.place) == (level, place) or LEVEL not in query
    peers = known_codes(level, read.peers, "peer", problems) if asked_for_this_place else None
    pinned = known_codes(level, read.pinned, "pinned peer", problems) if asked_for_this_place else ()
    if read.snapshot and read.snapshot != store().snapshot:
        problems.append(_other_snapshot(read.snapshot))
    selection = Selection(
        level,
        place,
        None if peers is None else tuple(code for code in peers if code != place),
        tuple(code for code in pinned or () if code != place),
        peer_rule(level, place, peers, read, problems),
        read.measure,
        read.period,
        read.snapshot if read.snapshot == store().snapshot else "",
        options,
    )
    return selection, problems


def _other_snapshot(named: str) -> Problem:
    return Problem(
        f"The link was made with figures of snapshot “{named[:40]}”",
        f"this page shows snapshot “{store().snapshot}”, so numbers may differ",
    )


def view_of(path: str, query: Mapping[str, str]) -> View:
    """The view of an address, without a session. Call it where the address's snapshot is shown."""
    selection, problems = understood(query)
    problems += not_understood(path, selection)
    return _view(selection, path, problems)


def _view(selection: Selection, path: str, problems: list[Problem]) -> View:
    name = place_names.title(selection.level, selection.place)
    newer = superseded_by() if selection.snapshot else ""
    return View(selection, path, name, group_of(selection), tuple(problems), newer)


def newest_address(view: View) -> str:
    """The same view of the current figures, from the root of the server."""
    return replace(view.selection, snapshot="").to_url(base() + _path(view))


def address(view: View, measure: str = "", period: str = "", origin: str | None = None) -> str:
    """The permalink: every field written out and the snapshot's id, so that it stays when defaults change.

    origin: scheme and host as the visitor sees them; by default those of the session.
    """
    return _address(view, measure, period, _origin() if origin is None else origin)


@cached
def _address(view: View, measure: str, period: str, origin: str) -> str:
    selection = replace(
        view.selection,
        peers=view.peers.geoids,
        peer_rule=view.peers.chosen_by,
        measure=measure or view.selection.measure,
        period=period or view.selection.period,
        snapshot=store().snapshot,
    )
    return selection.to_url(page_address(view, origin))


def page_address(view: View, origin: str | None = None) -> str:
    """The address of the view's page, without a query. origin: as in ``address``."""
    origin = _origin() if origin is None else origin
    return f"{origin}{base() if origin else ''}{_path(view)}"


def _path(view: View) -> str:
    return f"/{'' if view.path == HOME else view.path}"


def _origin() -> str:
    """Scheme and host as the visitor sees them; empty outside a browser."""
    scheme, mark, rest = (st.context.url or "").partition("://")
    return f"{scheme}{mark}{rest.split('/')[0]}" if mark else ""


def _set(selection: Selection) -> None:
    st.session_state[_SELECTION] = selection
    st.session_state[_CHANGED] = True


def _write_url(selection: Selection, incoming: Mapping[str, str]) -> None:
    query = selection.to_query()
    if incoming != query and not (not incoming and selection == Selection(DEFAULT_LEVEL, DEFAULT_PLACE)):
        st.query_params.from_dict(query)
        st.session_state[_WRITTEN] = query
    else:
        st.session_state[_WRITTEN] = dict(incoming)
