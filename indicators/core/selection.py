"""What a visitor is looking at, and its form in a URL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal
from urllib.parse import urlencode

from indicators.core.geography import Level
from indicators.core.peers import PeerRule

# Names of the URL's fields. Every other name in a query is an option of a page (options keep their own names).
PLACE, LEVEL, PEERS, PINNED, PEER_RULE, PERIOD, MEASURE, SNAPSHOT = (
    "place",
    "level",
    "peers",
    "pinned",
    "peer_rule",
    "period",
    "measure",
    "snapshot",
)
RESERVED = (PLACE, LEVEL, PEERS, PINNED, PEER_RULE, PERIOD, MEASURE, SNAPSHOT)


@dataclass(frozen=True, slots=True)
class Selection:
    """One view.

    peers: None means those that peer_rule gives; an empty tuple means none. pinned: peers that stay when the place
    changes. peer_rule: how peers are chosen, "" for the usual way of the place. options: what a page adds (map,
    classing, side-by-side place), text to text, sorted by name.
    """

    level: Level
    place: str
    peers: tuple[str, ...] | None = None
    pinned: tuple[str, ...] = ()
    peer_rule: PeerRule | Literal[""] = ""
    measure: str = ""
    period: str = ""
    snapshot: str = ""
    options: tuple[tuple[str, str], ...] = field(default_factory=tuple)

    def option(self, name: str, default: str = "") -> str:
        """The value of a page's own option."""
        return dict(self.options).get(name, default)

    def with_options(self, **values: str) -> Selection:
        """A copy with options set; an empty value removes one."""
        merged = dict(self.options) | values
        return replace(self, options=tuple(sorted((k, v) for k, v in merged.items() if v)))

    def to_query(self) -> dict[str, str]:
        """Every field, written out: what a permalink holds. ``from_query`` gives the same selection back."""
        query = {LEVEL: self.level, PLACE: self.place}
        if self.peers is not None:
            query[PEERS] = ",".join(self.peers) or "none"
        if self.pinned:
            query[PINNED] = ",".join(self.pinned)
        fields = (
            (PEER_RULE, self.peer_rule),
            (MEASURE, self.measure),
            (PERIOD, self.period),
            (SNAPSHOT, self.snapshot),
        )
        for name, value in fields:
            if value:
                query[name] = value
        return query | dict(self.options)

    def to_url(self, path: str) -> str:
        """A path with the query."""
        return f"{path}?{urlencode(self.to_query(), safe=',')}"


def from_query(query: Mapping[str, str], level: Level, place: str) -> Selection:
    """Read a query. ``level`` and ``place`` are the defaults.

    Reads form only: whether a code exists is for those who know the places (pages/view/session).
    """
    level_text = query.get(LEVEL, level)
    options = tuple(sorted((name, value) for name, value in query.items() if name not in RESERVED and value))
    return Selection(
        level=level_text,  # type: ignore[arg-type]  # text from a URL; checked with the place
        place=query.get(PLACE, place),
        peers=_codes(query[PEERS]) if query.get(PEERS) else None,
        pinned=_codes(query.get(PINNED, "")),
        peer_rule=query.get(PEER_RULE, ""),  # type: ignore[arg-type]  # so is this
        measure=query.get(MEASURE, ""),
        period=query.get(PERIOD, ""),
        snapshot=query.get(SNAPSHOT, ""),
        options=options,
    )


def _codes(text: str) -> tuple[str, ...]:
    if text == "none":
        return ()
    return tuple(dict.fromkeys(code for code in text.split(",") if code))
