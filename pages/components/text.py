"""Text from data, made safe for the two ways that Streamlit reads text."""

from __future__ import annotations

import re
from html import escape

# Whatever starts emphasis, code, a link, HTML, a heading, a table, a formula or a directive in Streamlit's Markdown.
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~$^{}]|:(?=[A-Za-z]))")


def md(text: str) -> str:
    """Plain text for Markdown: what the reader sees is exactly ``text``."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def html(text: str) -> str:
    """Plain text for HTML."""
    return escape(text, quote=True)


def css_text(text: str) -> str:
    """Plain text for a CSS string: everything but letters and digits as a code point (which eats a blank after it)."""
    return re.sub(r"\W", lambda found: f"\\{ord(found.group()):06x}", text)


def listed(items: list[str]) -> str:
    """``a, b and c``."""
    if len(items) < 2:
        return "".join(items)
    return ", ".join(items[:-1]) + " and " + items[-1]


def peers_counted(number: int) -> str:
    """``1 peer``, ``15 peers``."""
    return f"{number} peer{'' if number == 1 else 's'}"
