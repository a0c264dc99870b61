"""A visit leaves nothing behind that a later test would stumble over."""

from __future__ import annotations

import sys

from tests.pages.conftest import visit

BEFORE = sys.modules["__main__"]


def test_one_that_visits_a_page() -> None:
    visit("methods")


def test_another_finds_the_program_that_was_started() -> None:
    assert sys.modules["__main__"] is BEFORE
