"""The builder: the same inputs give the same bytes; the old snapshot stays until the new one is whole; clear errors."""

from __future__ import annotations

import multiprocessing
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from data.__main__ import main
from data.builder import publish
from data.builder import snapshot as builder
from data.builder.child_process import Outcome, running_in_child
from data.builder.engines import open_engine
from data.builder.sidecar import output_hashes
from data.core.errors import UserError
from data.reader.store import SnapshotStore, open_store
from data.sources.errors import InputError

ROOT = Path(__file__).resolve().parents[3]
OLD = "0123456789ab"


def snapshot(out: Path, name: str, content: str = "figures") -> Path:
    folder = out / name
    (folder / "figures").mkdir(parents=True)
    (folder / "figures" / "county.parquet").write_text(content, encoding="utf-8")
    (folder / "snapshot.json").write_text("{}", encoding="utf-8")
    (folder / "LICENSES.md").write_text("terms", encoding="utf-8")
    return folder


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder of snapshots with an old one in it."""
    snapshot(tmp_path, OLD)
    (tmp_path / "CURRENT").write_text(f"{OLD}\n", encoding="utf-8")
    return tmp_path


def entries(out: Path) -> set[str]:
    return {path.name for path in out.iterdir()}


def test_publishing_makes_the_new_snapshot_current_and_leaves_the_old_one(out: Path) -> None:
    new = publish.publish(snapshot(out, f"{publish.STAGING}-1", "new"), out, "new1")
    assert entries(out) == {"CURRENT", OLD, "new1"}
    assert (out / "CURRENT").read_text(encoding="utf-8") == "new1\n"
    assert (new / "figures" / "county.parquet").read_text(encoding="utf-8") == "new"


def published(out: Path, name: str, keep: int) -> set[str]:
    """Publish a snapshot a second younger than the one before; what is there then."""
    staging = snapshot(out, f"{publish.STAGING}-1", name)
    when = max(path.stat().st_mtime_ns for path in out.rglob("snapshot.json")) + 1_000_000_000
    os.utime(staging / "snapshot.json", ns=(when, when))
    publish.publish(staging, out, name, keep)
    return entries(out) - {"CURRENT"}


@pytest.mark.parametrize(
    ("keep", "last"), [(1, {"n4"}), (2, {"n3", "n4"}), (3, {"n2", "n3", "n4"}), (9, {OLD, "n1", "n2", "n3", "n4"})]
)
def test_as_many_snapshots_stay_as_are_to_be_kept(out: Path, keep: int, last: set[str]) -> None:
    for name in ("n1", "n2", "n3", "n4"):
        there = published(out, name, keep)
        assert len(there) <= keep
    assert there == last


def test_the_one_in_use_until_now_stays_even_where_others_are_newer(out: Path) -> None:
    published(out, "n1", 3)
    published(out, "n2", 3)
    (out / "CURRENT").write_text(OLD, encoding="utf-8")
    assert published(out, "n3", 2) == {OLD, "n3"}


def test_the_same_snapshot_again_removes_no_other(out: Path) -> None:
    published(out, "n1", 3)
    staging = snapshot(out, f"{publish.STAGING}-1", "n1")
    publish.publish(staging, out, "n1", 2)
    assert entries(out) - {"CURRENT"} >= {OLD, "n1"}


@pytest.mark.parametrize("number", ["0", "-1", "x", "1.5", "", "٣"])
def test_a_number_to_keep_that_is_none_is_said(number: str, tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["build", "--inputs", str(tmp_path), "--out", str(tmp_path / "out"), "--keep", number])
    assert ended.value.code == 2


@pytest.mark.parametrize("step", ["rename", "replace"])
def test_a_publishing_that_fails_leaves_the_old_snapshot(step: str, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError("disk full")

    staging = snapshot(out, f"{publish.STAGING}-1", "new")
    monkeypatch.setattr(Path, step, fail)
    with pytest.raises(OSError, match="disk full"):
        publish.publish(staging, out, "new1")
    assert (out / "CURRENT").read_text(encoding="utf-8") == f"{OLD}\n"
    assert (out / OLD / "figures" / "county.parquet").read_text(encoding="utf-8") == "figures"


def test_the_same_snapshot_again_renews_the_receipts_alone(out: Path) -> None:
    staging = snapshot(out, f"{publish.STAGING}-1")
    (staging / "snapshot.json").write_text('{"code": "newer"}', encoding="utf-8")
    before = (out / OLD / "figures").stat().st_ino
    publish.publish(staging, out, OLD)
    assert (out / OLD / "snapshot.json").read_text(encoding="utf-8") == '{"code": "newer"}'
    assert (out / OLD / "figures").stat().st_ino == before


def test_a_damaged_snapshot_is_replaced(out: Path) -> None:
    (out / OLD / "figures" / "county.parquet").write_text("damaged", encoding="utf-8")
    publish.publish(snapshot(out, f"{publish.STAGING}-1"), out, OLD)
    assert (out / OLD / "figures" / "county.parquet").read_text(encoding="utf-8") == "figures"


def test_what_a_killed_build_left_is_removed(out: Path) -> None:
    snapshot(out, f"{publish.STAGING}-7")
    fresh = publish.new_staging_folder(out)
    assert entries(out) == {"CURRENT", OLD, fresh.name}
    assert list(fresh.iterdir()) == []


def test_one_builder_at_a_time(out: Path) -> None:
    with publish.only_builder(out), pytest.raises(UserError, match="another build"), publish.only_builder(out):
        pass


def test_other_folders_are_left_alone(out: Path) -> None:
    (out / "notes").mkdir()
    publish.publish(snapshot(out, f"{publish.STAGING}-1", "new"), out, "new1")
    assert entries(out) == {"CURRENT", OLD, "new1", "notes"}


def test_spark_without_java_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.builder.engines.which", lambda name: None)
    with pytest.raises(UserError, match=r"needs (Java|PySpark)"), open_engine("spark"):
        pass


def test_spark_without_pyspark_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(UserError, match="needs PySpark"), open_engine("spark"):
        pass


def ended() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def refused(file: str) -> None:
    raise InputError(file, 3, "p90", "is not a number")


def test_work_beside_that_is_ended_from_outside_is_not_waited_for() -> None:
    with (
        pytest.raises(UserError, match="the drawing was ended from outside"),
        running_in_child("the drawing", ended) as wait,
    ):
        wait()


def test_what_work_beside_raises_is_raised_whole() -> None:
    with (
        pytest.raises(InputError, match="row 3, column p90"),
        running_in_child("the drawing", refused, "wages.csv") as wait,
    ):
        wait()


def test_work_beside_that_failed_is_noticed_without_waiting() -> None:
    def failed(outcome: Outcome) -> bool:
        try:
            outcome.check()
        except InputError:
            return True
        return False

    with running_in_child("the drawing", refused, "wages.csv") as outcome:
        assert until(lambda: failed(outcome))
    with running_in_child("a long sleep", time.sleep, 600) as outcome:
        outcome.check()


def test_work_beside_ends_when_its_block_fails() -> None:
    start = time.monotonic()
    with pytest.raises(UserError, match="no"), running_in_child("a long sleep", time.sleep, 600):
        raise UserError("no")
    assert multiprocessing.active_children() == []
    assert time.monotonic() - start < 300


def sleeper_with_a_child(folder: str) -> None:
    """A process that works beside itself; says so in a file."""
    with running_in_child("a long sleep", sleeps, folder) as wait:
        wait()


def sleeps(folder: str) -> None:
    (Path(folder) / "started").touch()
    time.sleep(600)


def test_work_beside_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    process = multiprocessing.get_context("spawn").Process(target=sleeper_with_a_child, args=(str(tmp_path),))
    process.start()
    assert until(lambda: (tmp_path / "started").exists())
    family = psutil.Process(process.pid).children(recursive=True)
    assert family
    process.kill()
    process.join()
    _, alive = psutil.wait_procs(family, timeout=60)
    assert alive == []


def until(holds: Callable[[], bool]) -> bool:
    """Wait until it holds; False after two minutes."""
    deadline = time.monotonic() + 120
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.05)
    return holds()


def started(inputs: Path, out: Path, prepare: Callable[[], None] | None = None) -> subprocess.Popen[str]:
    """A build, once its outlines are drawn beside it."""
    running = subprocess.Popen(
        command(inputs, out),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=prepare,
    )
    assert until(lambda: (out / f"{publish.STAGING}-{running.pid}" / "outlines").is_dir())
    return running


@pytest.mark.inputs
def test_of_a_killed_build_nothing_lives_on_and_the_old_snapshot_stays(out: Path, inputs: Path) -> None:
    running = started(inputs, out)
    family = psutil.Process(running.pid).children(recursive=True)
    assert len(family) >= 2, "the drawing of the outlines, and Python's own helper"
    running.kill()  # the build alone, as the system does where memory is short
    running.communicate()
    _, alive = psutil.wait_procs(family, timeout=60)
    assert alive == []
    assert_as_before(out)
    assert publish.new_staging_folder(out).is_dir()
    assert len(list(out.glob(f"{publish.STAGING}*"))) == 1, "what it left is cleared by the next build"


@pytest.mark.inputs
def test_ctrl_c_ends_a_build_without_a_trace(out: Path, inputs: Path) -> None:
    running = started(inputs, out, lambda: signal.signal(signal.SIGINT, signal.SIG_DFL) and None)
    os.killpg(running.pid, signal.SIGINT)  # as a terminal does
    _, errors = running.communicate()
    assert "Traceback" not in errors
    assert errors.strip().splitlines()[-1] == f"python -m data build: stopped; {out} is as it was"
    assert running.returncode in (builder.INTERRUPTED, -signal.SIGINT)  # a shell says 130 of both
    assert entries(out) == {"CURRENT", OLD}
    assert_as_before(out)


@pytest.mark.inputs
def test_a_build_that_is_ended_clears_its_folder(out: Path, inputs: Path) -> None:
    running = started(inputs, out)
    family = psutil.Process(running.pid).children(recursive=True)
    running.terminate()  # as a service manager does
    _, errors = running.communicate()
    _, alive = psutil.wait_procs(family, timeout=60)
    assert alive == []
    assert running.returncode == builder.ENDED
    assert "Traceback" not in errors
    assert entries(out) == {"CURRENT", OLD}


@pytest.mark.inputs
def test_where_no_more_can_be_written_one_line_says_so(out: Path, inputs: Path) -> None:
    def no_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))

    running = started(inputs, out, no_room)
    _, errors = running.communicate()
    assert running.returncode == 2
    assert "Traceback" not in errors
    assert "the snapshot could not be written: " in errors.strip().splitlines()[-1]
    assert entries(out) == {"CURRENT", OLD}
    assert_as_before(out)


def assert_as_before(out: Path) -> None:
    assert (out / "CURRENT").read_text(encoding="utf-8") == f"{OLD}\n"
    assert (out / OLD / "figures" / "county.parquet").read_text(encoding="utf-8") == "figures"


@pytest.mark.inputs
def test_half_an_input_is_refused(tmp_path: Path, inputs: Path) -> None:
    broken, out = tmp_path / "inputs", tmp_path / "out"
    shutil.copytree(inputs, broken, copy_function=lambda source, target: Path(target).symlink_to(source))
    county = broken / "mobility" / "opportunity_atlas_county.csv"
    content = county.read_bytes()
    county.unlink()
    county.write_bytes(content[: len(content) // 2])
    done = subprocess.run(command(broken, out), cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    last = done.stderr.strip().splitlines()[-1]
    assert re.search(r"mobility/opportunity_atlas_county\.csv: 1,\d\d\d of 3,219 rows\. .*--allow-loss", last)
    assert not (out / "CURRENT").exists()


def test_a_name_that_may_be_lost_must_be_known(tmp_path: Path) -> None:
    typed = [*command(tmp_path, tmp_path / "out"), "--allow-loss", "atlas"]
    done = subprocess.run(typed, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.strip().endswith("--allow-loss: 'atlas' is neither a dataset nor a file of data/catalog")


@pytest.mark.inputs
def test_a_broken_input_is_one_line(tmp_path: Path, inputs: Path) -> None:
    broken, out = tmp_path / "inputs", tmp_path / "out"
    shutil.copytree(inputs, broken, copy_function=lambda source, target: Path(target).symlink_to(source))
    wages = broken / "wages" / "metro_wage_percentiles_may_2025.csv"
    lines = wages.read_text(encoding="utf-8").splitlines()
    wages.unlink()
    lines[4] = lines[4].replace(lines[4].split(",")[-1], "plenty")
    wages.write_text("\n".join(lines), encoding="utf-8")
    done = subprocess.run(command(broken, out), cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    last = done.stderr.strip().splitlines()[-1]
    assert "wages/metro_wage_percentiles_may_2025.csv, row 5, column p90: 'plenty' is not a number" in last
    assert "Traceback" not in done.stderr
    assert not (out / "CURRENT").exists()


@pytest.mark.inputs
def test_the_embedded_snapshot_is_what_the_inputs_give(tmp_path: Path, inputs: Path) -> None:
    """The same inputs and the same dependencies give the same bytes."""
    embedded: SnapshotStore = open_store()
    built = builder.build(inputs, tmp_path)
    sizes = [path.stat().st_size for path in built.rglob("*") if path.is_file()]
    assert sum(sizes) < 15_000_000
    changed = {
        name
        for name, digest in output_hashes(built).items()
        if name not in publish.SIDECARS and embedded.meta["outputs"].get(name) != digest
    }
    assert changed == set(), "build the snapshot again and commit it: python -m data build"
    assert built.name == embedded.snapshot


def command(inputs: Path, out: Path) -> list[str]:
    return [sys.executable, "-m", "data", "build", "--inputs", str(inputs), "--out", str(out)]
