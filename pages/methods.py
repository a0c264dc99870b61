"""Methods and data: every measure, every source, the words, and all figures to take away."""

from __future__ import annotations

from pages.components import methods_page
from pages.components.selection import view

methods_page.show(view())
