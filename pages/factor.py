"""One factor, the one whose key is the page's path: where a community stands, for whom, and how it is measured."""

from __future__ import annotations

from pages.screens import factor_page
from pages.view.session import view as the_view

view = the_view()
factor_page.show(view, view.path)
