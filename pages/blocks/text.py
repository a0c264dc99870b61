"""Text from data, made safe for the two ways that Streamlit reads text."""

from __future__ import annotations

import re
from html import escape

# Whatever starts emphasis, code, a link, HTML, a character by its name, a heading, a table, a formula or a directive in
# Streamlit's Markdown.
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~$^{}]|&(?=#?\w+;)|:(?=[A-Za-z]))")
# Where a backslash keeps the start of a text from being a list, a line or a heading.
_START = re.compile(r"^(\d{1,9}(?=[.)](?:\s|$))|(?=[-+](?:\s|$))|(?=[-=]+$))")
# What Streamlit reads out of finished text, where no escape helps: each match ends where the text must be cut.
_READ = re.compile(
    r"""
    https?(?=://) | www(?=\.)                                 # addresses become links
    | (?<=[\w.+-])@(?=\w)                                     # so do those of mail
    | (?<=:)[\w+-]+(?=:)                                      # names between colons become pictures
    | :m(?=aterial/)                                          # and symbols
    | (?<!\S)(?:<(?=->)|[-<>~](?=[-=>](?!\S)))               # two or three signs become an arrow, a dash, a sign
    | (?<=(?<!\S)<)-(?=>(?!\S))
    """,
    re.VERBOSE | re.IGNORECASE,
)
# Signs that nobody sees and that turn round the order of all that follows, the sentence around the text too
# (UAX 9, section 2). Letters that are written from right to left need none of them.
_TURNING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)], "\N{REPLACEMENT CHARACTER}")
# A directive with nothing in it: an empty element, which takes no room and is not copied.
_CUT = ":small[]"


def md(text: str) -> str:
    """Plain text for Markdown: what the reader sees, and copies, is exactly ``text``; blanks in a row are one.

    Signs that turn the order of letters round are shown as ones that can't be shown.
    """
    plain = " ".join(text.translate(_TURNING).split())
    pieces, start = [], 0
    for match in _READ.finditer(plain):
        pieces.append(plain[start : match.end()])
        start = match.end()
    escaped = _CUT.join(_SPECIAL.sub(r"\\\1", piece) for piece in (*pieces, plain[start:]))
    return _START.sub(r"\1\\", escaped)


def md_link(text: str, address: str) -> str:
    """A link for Markdown; ``address`` is one that the project trusts."""
    return f"[{md(text)}](<{re.sub(r'[<> ]', lambda mark: f'%{ord(mark.group()):02X}', address)}>)"


def html(text: str) -> str:
    """Plain text for HTML, without signs that turn the order of letters round."""
    return escape(text.translate(_TURNING), quote=True)


def css_text(text: str) -> str:
    """Plain text for a CSS string: everything but letters and digits as a code point (which eats a blank after it)."""
    return re.sub(r"\W", lambda match: f"\\{ord(match.group()):06x}", text)


def peers_counted(number: int) -> str:
    """``1 peer``, ``15 peers``."""
    return f"{number} peer{'' if number == 1 else 's'}"
