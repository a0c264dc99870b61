"""Names are the field's and Python's: a name that says nothing of what it holds is rare in every package.

``found``, ``one`` and ``said`` tell how a value came about or that there is a value; a reader wants to know what it is:
a figure, a place, a row, a message. In eight well-known code bases such names are 0.0 to 0.4 % of all.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("app.py", "bench", "data", "indicators", "pages", "tests", "tools", "web")
# Participles, pronouns and adverbs without the noun that they belong to.
DIALECT = {
    *("asked", "begun", "drawn", "found", "gone", "heard", "held", "kept", "lost", "made", "meant", "said"),
    *("taken", "told", "took", "every", "of", "one", "ones", "own", "what", "whose", "words"),
    *("aside", "beside", "early", "finish", "inside", "late", "ready", "turn", "turns"),
}
MOST = 0.004  # of the names of a package
WORST = 12  # files that a failure lists


def files_of(package: str) -> list[Path]:
    path = ROOT / package
    files = sorted(path.rglob("*.py")) if path.is_dir() else [path]
    return files


def names_of(path: Path) -> list[tuple[str, int]]:
    """The names that a file gives, each with its line, and the file's own name."""
    return [(path.stem, 0), *names_in(path.read_text(encoding="utf-8"))]


def names_in(source: str) -> Iterator[tuple[str, int]]:
    """Parameters, variables, attributes, functions and classes, as often as they are given; not what is imported."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.arg(arg=name) | ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name, node.lineno
            case ast.ClassDef(name=name) | ast.ExceptHandler(name=str(name)):
                yield name, node.lineno
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield name, node.lineno


def is_dialect(name: str) -> bool:
    return name.strip("_").casefold() in DIALECT


@pytest.mark.parametrize("package", PACKAGES)
def test_names_say_what_they_hold(package: str) -> None:
    names = [(path.relative_to(ROOT), name, line) for path in files_of(package) for name, line in names_of(path)]
    dialect = [f"{path}:{line}: {name}" for path, name, line in names if is_dialect(name)]
    worst = Counter(place.partition(":")[0] for place in dialect).most_common(WORST)
    report = "\n".join([f"{len(dialect)} of {len(names):,} names in {package}; most of them in {worst}", *dialect])
    assert names
    assert len(dialect) <= MOST * len(names), report


def test_every_kind_of_name_is_read() -> None:
    source = """
class Made:
    turn: int = 0

    def ready(self, asked, /, plain, *told, late, **held):
        self.kept, [*beside] = asked
        return [found for found in told if (said := found)], lambda one: one

async def _finish():
    for drawn, plain in ():
        with open(plain) as inside:
            try:
                words: str = inside
            except OSError as lost:
                raise
"""
    names = {name for name, _ in names_in(source) if is_dialect(name)}
    assert names == {
        *("Made", "turn", "ready", "asked", "told", "late", "held", "kept", "beside", "found", "said", "one"),
        *("_finish", "drawn", "inside", "words", "lost"),
    }
