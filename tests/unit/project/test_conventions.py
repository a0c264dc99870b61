"""Conventions that nobody has to remember: each is searched for in the files that git tracks."""

from __future__ import annotations

import ast
import hashlib
import re
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
MEGABYTE = 1_000_000
TEXT = {".py", ".toml", ".md", ".txt", ".css", ".json", ".yml", ".yaml", ".tsv", ""}
DOCUMENTS = (
    "docs/guide.md",
    "docs/deploying.md",
    "docs/methods.md",
    "docs/adding-an-indicator.md",
    "docs/adding-a-factor.md",
    "docs/following-a-figure.md",
    "docs/following-a-map-choice.md",
    "docs/following-a-query-string.md",
    "docs/following-an-export.md",
    "docs/decisions/README.md",
    "docs/images/overview.png",
)


@cache
def tracked() -> tuple[Path, ...]:
    """Files of the project: what git tracks, or would if it were added."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0")
    return tuple(path for name in names if name and (path := ROOT / name).is_file())


@cache
def texts() -> dict[str, str]:
    wanted = [path for path in tracked() if path.suffix in TEXT and path != Path(__file__).resolve()]
    return {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in wanted}


def lines_with(pattern: str, *folders: str) -> list[str]:
    """Tracked lines that match, as ``file:line: text``; in the given folders, everywhere without."""
    regex = re.compile(pattern)
    return [
        f"{name}:{number}: {line.strip()[:120]}"
        for name, text in texts().items()
        if not folders or name.startswith(folders)
        for number, line in enumerate(text.splitlines(), 1)
        if regex.search(line)
    ]


def test_no_address_of_a_package_index() -> None:
    pattern = (
        r"(?i)pypi\.(org|io)|pythonhosted\.org|--(extra-)?index-url|--find-links|registry\.npmjs|unpkg\.com|jsdelivr"
    )
    assert lines_with(pattern) == []


def test_no_link_of_one_machine_is_tracked() -> None:
    """A link to an environment elsewhere, once merged, takes the place of the environment that is here."""
    modes = subprocess.run(["git", "ls-files", "--stage"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    assert [line for line in modes.splitlines() if line.startswith("120000")] == []


def test_no_path_of_one_machine() -> None:
    assert lines_with(r"""(^|[\s"'(=`])(/(work|farm|root|home|Users|opt|mnt)/|C:\\)""") == []


def test_nothing_is_left_to_do() -> None:
    assert lines_with(r"\b(TODO|FIXME|XXX|HACK)\b|NotImplementedError|# noqa(?!:)|# type: ignore(?!\[)") == []


def test_every_requirement_has_a_hash_and_one_version_for_app_and_tests() -> None:
    app, dev = pins("requirements.txt"), pins("requirements-dev.txt")
    assert app.items() <= dev.items()
    for name in ("requirements.txt", "requirements-dev.txt"):
        starts = re.findall(r"^[a-z0-9].*$", (ROOT / name).read_text(), flags=re.MULTILINE)
        assert starts
        assert all(line.endswith("\\") for line in starts), "a requirement without a hash"


def pins(name: str) -> dict[str, str]:
    text = (ROOT / name).read_text()
    return {f"{m[1]}{m[3] or ''}": m[2] for m in re.finditer(r"(?m)^([\w.-]+(?:\[\w+\])?)==([^ ]+)( ;[^\\]+)?", text)}


def test_no_file_is_large_and_the_snapshot_is_small() -> None:
    large = [f"{path.relative_to(ROOT)}: {path.stat().st_size / MEGABYTE:.1f} MB" for path in tracked() if big(path)]
    assert large == []
    assert sum(path.stat().st_size for path in tracked() if in_snapshots(path)) < 15 * MEGABYTE


def big(path: Path) -> bool:
    return path.stat().st_size > (5 if in_snapshots(path) else 3) * MEGABYTE


def in_snapshots(path: Path) -> bool:
    return path.is_relative_to(ROOT / "data" / "snapshots")


def test_one_snapshot_is_embedded() -> None:
    current = (ROOT / "data" / "snapshots" / "CURRENT").read_text().strip()
    folders = {path.relative_to(ROOT / "data" / "snapshots").parts[0] for path in tracked() if in_snapshots(path)}
    assert folders - {"CURRENT"} == {current}


@pytest.mark.inputs
def test_no_input_file_is_tracked(inputs: Path) -> None:
    sizes = {path.stat().st_size for path in tracked()}
    originals = {
        digest(path): path.name for path in inputs.rglob("*") if path.is_file() and path.stat().st_size in sizes
    }
    copies = [
        f"{path.relative_to(ROOT)} is {originals[digest(path)]}" for path in tracked() if digest(path) in originals
    ]
    assert copies == []


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_product_texts_claim_no_cause() -> None:
    claims = re.compile(r"(?i)\b(causes|caused by|causing|leads to|results in)\b")
    claiming = [f"{where}: {text[:100]}" for where, text in product_texts() if claims.search(text)]
    assert claiming == []


# As the United States spell, which the product is about. Left: what British texts have instead.
BRITISH = re.compile(
    r"(?i)\b(grey\w*|\w*(colour|neighbour|behaviour|favour|labour|honour|harbour|rumour)\w*|cent(re|res|red)|programmes?"
    r"|licen[c]e[sd]?|(organ|recogn|summar|util|real|special|general|equal|normal|minim|maxim|standard|character|emphas"
    r"|categor|prior|central|local|urban|author|symbol|visual|anonym|subsid|item|random|memor|critic|apolog)is(e|ed|es|ing"
    r"|ation|ations)|analys(e|ed|es|ing)|(kilo|centi|milli)?met(re|res)|(model|label|travel|cancel|level|signal|fuel)l(ed"
    r"|ing)|judgements?|catalogues?|whilst|learnt|enrolments?|fulfil|per cent|ageing|defence|offence|amongst|maths)\b"
)


def test_what_visitors_read_is_spelled_in_one_way() -> None:
    read = [
        *product_texts(),
        *text_constants("data/"),
        *catalog_texts(),
        *((name, text) for name, text in texts().items() if is_for_visitors(name)),
    ]
    british = [f"{where}: {match[0]}" for where, text in read if " " in text for match in BRITISH.finditer(text)]
    assert british == []


def is_for_visitors(name: str) -> bool:
    return name in ("README.md", *DOCUMENTS[:5])


def catalog_texts() -> Iterator[tuple[str, str]]:
    """What the catalog says of the datasets: texts and lists of texts, not their keys."""
    for name, text in texts().items():
        if name.startswith("data/catalog/") and name.endswith(".toml"):
            for key, value in tomllib.loads(text).items():
                yield from ((f"{name}: {key}", str(text)) for text in (value if isinstance(value, list) else [value]))


def test_the_spelling_is_told_apart() -> None:
    """The rule sees what it is for, and lets words pass that are spelled so everywhere."""
    for word in (
        "hatched grey",
        "neighbourhoods",
        "3 per cent",
        "modelled",
        "an MIT licence",
        "recognised",
        "kilometres",
    ):
        assert BRITISH.search(word), word
    for word in (
        "otherwise",
        "a raised hand",
        "metrics",
        "centered",
        "exercise",
        "license",
        "localities",
        "mathematics",
    ):
        assert not BRITISH.search(word), word


def product_texts() -> Iterator[tuple[str, str]]:
    """Every text constant of the pages and the indicators that is not a docstring, and the generated methods."""
    yield from text_constants("pages/", "indicators/")
    yield "docs/methods.md", texts().get("docs/methods.md", "")


def text_constants(*folders: str) -> Iterator[tuple[str, str]]:
    for name, text in texts().items():
        if name.startswith(folders) and name.endswith(".py"):
            yield from ((f"{name}:{line}", value) for line, value in constants(ast.parse(text)))


def constants(tree: ast.AST) -> Iterator[tuple[int, str]]:
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.lineno, node.value


def test_files_stay_short() -> None:
    code = {name: text.count("\n") for name, text in texts().items() if name.endswith(".py")}
    long = [f"{name}: {count} lines" for name, count in code.items() if count > 300 and not name.startswith("tests/")]
    assert long == []


def test_the_readme_begins_with_the_two_commands() -> None:
    first, second = (ROOT / "README.md").read_text().splitlines()[:2]
    assert first.split("#")[0].strip() == "make run"
    assert second.split("#")[0].strip() == "make test"


def test_ci_runs_what_a_developer_runs() -> None:
    commands = [line for line in (ROOT / ".ci" / "run").read_text().splitlines() if line and not line.startswith("#")]
    assert commands[-1] == "make test"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_document_is_there(name: str) -> None:
    assert (ROOT / name).is_file()


def test_links_between_documents_lead_somewhere() -> None:
    dead = [
        f"{name}: {target}"
        for name, text in texts().items()
        if name.endswith(".md") and not name.startswith("data/snapshots/")
        for target in re.findall(r"\]\((?!https?://|#|<|mailto:)([^)\s#]+)", text)
        if not (ROOT / name).parent.joinpath(target).exists()
    ]
    assert dead == []


def test_every_decision_is_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = set(re.findall(r"\]\(([\w-]+\.md)\)", (folder / "README.md").read_text()))
    assert listed == {path.name for path in folder.glob("*.md")} - {"README.md"}


def test_settings_that_decide_the_speed() -> None:
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())
    assert settings["runner"]["postScriptGC"] is False
    assert settings["server"]["fileWatcherType"] == "none"
    assert settings["client"]["toolbarMode"] == "minimal"
    assert settings["browser"]["gatherUsageStats"] is False


def test_only_the_sites_own_scripts_are_ever_run() -> None:
    """The policy of the pages lists them; any other would be refused by the browser."""
    lines = lines_with(r"unsafe_allow_javascript|components\.v1|st\.components", "pages", "web", "app.py")
    assert [line.partition(":")[0] for line in lines] == ["pages/runtime/own_scripts.py"]
