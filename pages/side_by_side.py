"""Side by side: two communities' maps on one scale."""

from __future__ import annotations

from pages.screens import side_by_side_page
from pages.view.session import view

side_by_side_page.show(view())
