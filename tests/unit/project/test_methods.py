"""docs/methods.md is what the specs say."""

from __future__ import annotations

from indicators.registry import specs
from tools.methods import TARGET, document


def test_the_methods_page_is_up_to_date() -> None:
    assert TARGET.read_text(encoding="utf-8") == document(), "run `make methods`"


def test_every_indicator_is_defined() -> None:
    text = document()
    assert [key for key in specs() if f"`{key}`" not in text] == []
