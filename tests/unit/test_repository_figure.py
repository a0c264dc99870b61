"""docs/following-a-figure.md tells the truth: the figure in the snapshot is the one computed there by hand."""

from __future__ import annotations

import re
from math import hypot, sqrt
from pathlib import Path

import pytest

from data.reader.store import open_store

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "following-a-figure.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (B09005_\d{3}) \|[^|]+\| ([\d,]+) \| ([\d,]+) \|$", re.MULTILINE)


def test_the_figure_is_the_one_that_the_document_computes() -> None:
    rows = {name: (number(estimate), number(margin)) for name, estimate, margin in ROW.findall(TEXT)}
    (men, men_moe), (women, women_moe) = rows["B09005_004"], rows["B09005_005"]
    children, children_moe = rows["B09005_001"]
    share = (men + women) / children
    margin = sqrt(hypot(men_moe, women_moe) ** 2 - (share * children_moe) ** 2) / children
    figure = open_store().result("children_in_single_parent_families", "county", "2019-2023").get("48453")
    assert figure is not None
    assert (figure.value, figure.moe) == pytest.approx((share, margin), rel=1e-5)
    assert f"{share:.6f}" in TEXT
    assert f"{margin:.7f}" in TEXT


def number(text: str) -> float:
    return float(text.replace(",", ""))
