"""What stands beside the figures: snapshot.json (receipts) and LICENSES.md (terms per publisher)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from data.catalog.reader import Dataset
from data.core.snapshot_meta import FORMAT, LICENCE_FILE, SNAPSHOT_FILE, sealed_text, snapshot_id
from data.sources.errors import InputError
from indicators.present.phrases import sentence_case

ROOT = Path(__file__).resolve().parents[2]


def sha256_of(path: Path) -> str:
    """Hex digest of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def code_version(root: Path = ROOT) -> str:
    """sha256 over the sources in indicators/ and data/ (Python, TOML, CSV; snapshots apart), by path."""
    digest = hashlib.sha256()
    for folder in ("data", "indicators"):
        for path in sorted((root / folder).rglob("*")):
            parts = path.relative_to(root).parts
            if path.suffix in (".py", ".toml", ".csv") and not {"snapshots", "__pycache__"} & set(parts):
                digest.update("/".join(parts).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def output_hashes(folder: Path) -> dict[str, str]:
    """Path within the snapshot -> sha256, for every file that is there."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): sha256_of(path) for path in files}


def input_hashes(inputs: Path, datasets: Iterable[Dataset]) -> dict[str, dict[str, str]]:
    """Dataset -> input file -> sha256. Raises InputError where a file is not there."""
    known: dict[str, str] = {}
    for dataset in datasets:
        for file in dataset.files:
            if file not in known:
                known |= {file: _sha256_of_input(inputs, file, dataset.id)}
    return {dataset.id: {file: known[file] for file in dataset.files} for dataset in datasets}


def _sha256_of_input(inputs: Path, file: str, dataset: str) -> str:
    path = inputs / file
    if not path.is_file():
        raise InputError(file, None, None, f"the file of {dataset} is not there", "Is --inputs the right folder?")
    try:
        return sha256_of(path)
    except OSError as error:
        raise InputError(file, None, None, f"the file can't be opened ({error.strerror})") from error


def write_sidecar(
    folder: Path, datasets: Sequence[Dataset], inputs: Mapping[str, Mapping[str, str]], figures: int
) -> str:
    """Write LICENSES.md and snapshot.json for the files in the folder; returns the snapshot's id."""
    hashes = output_hashes(folder)
    identity = snapshot_id(hashes)
    (folder / LICENCE_FILE).write_text(licences(datasets), encoding="utf-8")
    meta = {
        "format": FORMAT,
        "snapshot": identity,
        "figures": figures,
        "code_version": code_version(),
        "datasets": {dataset.id: _receipt(dataset, inputs[dataset.id]) for dataset in datasets},
        "outputs": hashes | {LICENCE_FILE: sha256_of(folder / LICENCE_FILE)},
    }
    (folder / SNAPSHOT_FILE).write_text(sealed_text(meta), encoding="utf-8")
    return identity


def _receipt(dataset: Dataset, hashes: Mapping[str, str]) -> dict[str, Any]:
    """citation_form: the citation with a place for the tables that an indicator uses, "" where there are none."""
    receipt = dataset.provenance()
    return {
        "producer": dataset.producer,
        "title": dataset.title,
        "table": receipt.table,
        "tables": list(dataset.tables),
        "version": dataset.version,
        "url": dataset.url,
        "licence": dataset.licence,
        "licence_believed": dataset.licence_believed,
        "terms": dataset.terms,
        "retrieved": dataset.retrieved,
        "citation": receipt.citation,
        "citation_form": dataset.citation if dataset.tables else "",
        "caveats": list(dataset.caveats),
        "inputs": dict(sorted(hashes.items())),
    }


def licences(datasets: Sequence[Dataset]) -> str:
    """LICENSES.md: the terms of every dataset, publishers in alphabetical order."""
    lines = ["# Terms of the data in this snapshot", ""]
    lines += ["The figures come from the publishers below; their terms go with the figures.", ""]
    for producer in sorted({dataset.producer for dataset in datasets}):
        lines += [f"## {producer}", ""]
        for dataset in (entry for entry in datasets if entry.producer == producer):
            receipt = dataset.provenance()
            table, licence = f", table {receipt.table}" if receipt.table else "", sentence_case(receipt.licence_words)
            lines += [f"**{dataset.title}**{table} ({dataset.version}). {licence}. {dataset.terms}".strip()]
            lines += [f"<{dataset.url}>", "", f"Cite as: {receipt.citation}", ""]
    return "\n".join(lines).rstrip() + "\n"
