"""Methods and data: every measure, every source, the words, and all figures to take away."""

from __future__ import annotations

from pages.screens import methods_page
from pages.view.session import view

methods_page.show(view())
