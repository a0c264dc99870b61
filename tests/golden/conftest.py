"""PySAL as oracle: its import warns (about packages that it uses, not about its results), here and nowhere else."""

from __future__ import annotations

import importlib
import warnings
from types import ModuleType

import pytest


def quietly(name: str) -> ModuleType:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return importlib.import_module(name)


@pytest.fixture(scope="session")
def singlegroup() -> ModuleType:
    return quietly("segregation.singlegroup")


@pytest.fixture(scope="session")
def multigroup() -> ModuleType:
    return quietly("segregation.multigroup")


@pytest.fixture(scope="session")
def pysal_gini() -> ModuleType:
    return quietly("inequality.gini")
