"""Packages, versions, workflow, image and compose file agree with the project that they are about."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).resolve().parents[3]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ABOUT = PROJECT["project"]
EXTRAS = ABOUT["optional-dependencies"]


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def parsed(name: str) -> Any:
    return yaml.safe_load(text(name))


def pins(name: str) -> dict[str, str]:
    """Name -> a version that the file pins."""
    return dict(re.findall(r"(?m)^([a-z0-9.-]+)(?:\[[^]]*\])?==([^ ]+)", text(name)))


@pytest.mark.parametrize(
    ("file", "requirements"),
    [
        ("requirements.txt", [*ABOUT["dependencies"], *EXTRAS["build"]]),
        (
            "requirements-dev.txt",
            [*ABOUT["dependencies"], *EXTRAS["build"], *EXTRAS["engines"], *PROJECT["dependency-groups"]["dev"]],
        ),
    ],
)
def test_the_lock_holds_every_package_at_an_allowed_version(file: str, requirements: list[str]) -> None:
    locked = pins(file)
    for requirement in map(Requirement, requirements):
        assert requirement.specifier.contains(locked[requirement.name]), requirement


def test_what_is_installed_to_run_has_a_lower_bound() -> None:
    requirements = [*ABOUT["dependencies"], *EXTRAS["build"], *EXTRAS["engines"]]
    assert [name for name in requirements if ">=" not in name] == []


def test_the_version_is_one() -> None:
    assert parsed("CITATION.cff")["version"] == ABOUT["version"]
    assert re.findall(r"(?m)^## \[([^]]+)\]", text("CHANGELOG.md"))[0] == ABOUT["version"]


def test_the_citation_has_what_its_form_asks_for() -> None:
    citation = parsed("CITATION.cff")
    assert citation["cff-version"] == "1.2.0"
    assert {"message", "title", "authors"} <= set(citation)
    assert citation["license"] == ABOUT["license"]


def workflow() -> Any:
    return parsed(".github/workflows/test.yml")


def steps() -> list[dict[str, Any]]:
    return [step for job in workflow()["jobs"].values() for step in job["steps"]]


def test_the_workflow_tests_the_pythons_that_the_project_names() -> None:
    pythons = workflow()["jobs"]["locked"]["strategy"]["matrix"]["python"]
    classified = [name.rpartition(" ")[2] for name in ABOUT["classifiers"] if "Python ::" in name]
    assert pythons == classified
    allowed = SpecifierSet(ABOUT["requires-python"])
    assert all(allowed.contains(version) for version in pythons)
    assert not allowed.contains("3.10")


def test_the_workflow_runs_commands_of_the_makefile() -> None:
    ends = workflow()["jobs"]["ends"]["strategy"]["matrix"]["include"]
    commands = [step["run"] for step in steps() if "run" in step] + [end["resolve"] for end in ends]
    called = {match[1] for command in commands if (match := re.match(r"make (\w+)", command))}
    targets = set(re.findall(r"(?m)^(\w+):", text("Makefile")))
    assert {"test", "quick", "oldest", "requirements"} <= called <= targets


def test_the_workflow_may_only_read_and_its_actions_are_pinned() -> None:
    assert workflow()["permissions"] == {"contents": "read"}
    actions = [step["uses"] for step in steps() if "uses" in step]
    assert actions
    assert [action for action in actions if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", action)] == []


def test_the_image_copies_files_that_are_there_and_let_through() -> None:
    sources = re.findall(r"(?m)^COPY (?!--)(.+) \S+$", text("Dockerfile"))
    names = {name for line in sources for name in line.split()}
    assert names == {line[1:] for line in text(".dockerignore").splitlines() if line.startswith("!")}
    assert [name for name in names if not (ROOT / name).exists()] == []


def test_the_image_holds_every_room_and_runs_without_rights() -> None:
    dockerfile = text("Dockerfile")
    assert set(PROJECT["tool"]["importlinter"]["root_packages"]) <= set(re.findall(r"(?m)^COPY (\w+) ", dockerfile))
    assert "--require-hashes" in dockerfile
    assert "/healthz" in dockerfile
    assert re.search(r"(?m)^USER (?!root)\w+$", dockerfile)


def test_the_services_are_closed_and_name_files_that_are_there() -> None:
    services = parsed("compose.yaml")["services"]
    for service in services.values():
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert service["mem_limit"]
    assert "ports" not in services["app"]
    mounted = [volume.split(":")[0] for volume in services["proxy"]["volumes"]]
    assert [name for name in mounted if name.startswith("./") and not (ROOT / name).is_file()] == []


def test_hooks_come_from_the_project_alone() -> None:
    repositories = parsed(".pre-commit-config.yaml")["repos"]
    assert {repository["repo"] for repository in repositories} == {"local"}
    assert {hook["language"] for repository in repositories for hook in repository["hooks"]} == {"system"}
