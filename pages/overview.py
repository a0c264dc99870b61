"""How does it compare? One community and its peers on every subject, on one screen."""

from __future__ import annotations

from pages.screens import overview
from pages.view.session import view as the_view

overview.show(the_view())
