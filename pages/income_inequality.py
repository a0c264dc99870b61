"""Income inequality: where a community stands, for whom, and how it is measured."""

from __future__ import annotations

from pages.screens import factor_page
from pages.view.session import view

factor_page.show(view(), "income_inequality")
