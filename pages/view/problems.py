"""What in an address was not understood, and what the page shows instead."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing in an address. text: a sentence without its full stop; instead: what a page then does, as a clause.

    A page says both. A file says ``text`` alone, for it shows nothing instead.
    """

    text: str
    instead: str = ""

    @property
    def on_page(self) -> str:
        """The whole sentence."""
        return f"{self.text}; {self.instead}." if self.instead else f"{self.text}."

    @property
    def of_file(self) -> str:
        """The sentence without what a page does."""
        return f"{self.text}."
