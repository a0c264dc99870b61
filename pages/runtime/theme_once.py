"""The theme, read from the configuration once: Streamlit reads it for every rerun (docs/decisions/crowds.md)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

FILL = "_populate_theme_msg"


def read_theme_once() -> None:
    """Have sessions copy the theme's message. A Streamlit without this function is left as it is."""
    fill = getattr(app_session, FILL, None)
    if fill is not None:
        setattr(app_session, FILL, remembering(fill))


def remembering(fill: Callable[..., None]) -> Callable[..., None]:
    """``fill(message, section)``, called once for each section; later messages get a copy of what it filled in."""
    filled: dict[str, CustomThemeConfig] = {}

    def copy(message: Any, section: str = "theme") -> None:
        if section not in filled:
            first = CustomThemeConfig()
            fill(first, section)
            filled[section] = first
        if filled[section].ByteSize():
            message.MergeFrom(filled[section])

    return copy
