"""The commands as processes, on machines as they are: other consoles, full disks, little memory, Ctrl-C."""

from __future__ import annotations

import csv
import gzip
import os
import resource
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from data.__main__ import main
from data.cli import output
from data.cli.output import replace_file

ROOT = Path(__file__).resolve().parents[3]
HAWAII = "Hawaiʻi County"
INDICATORS = ["indicators"]
EXPORT = ["export", "--indicator", "population", "--level", "county", "--place", "35013"]
FULL = "No space left on device"
LITTLE_ROOM = 4_096  # bytes that a file may have
MB = 1_000_000


@pytest.fixture
def units(tmp_path: Path) -> Path:
    path = tmp_path / "units.csv"
    path.write_text("county,black,white\n" + f"{HAWAII},900,1800\nCoös,5,5\n" * 6, encoding="utf-8")
    return path


def compute(path: Path) -> list[str]:
    return ["compute", "dissimilarity", "--units", str(path), "--place", "county", "--groups", "black,white"]


def run(
    arguments: list[str], stdout: int | None = subprocess.PIPE, before: Callable[[], None] | None = None, **more: str
) -> subprocess.CompletedProcess[bytes]:
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **more}
    command = [sys.executable, "-m", "data", *arguments]
    return subprocess.run(
        command, env=environment, stdout=stdout, stderr=subprocess.PIPE, preexec_fn=before, check=False, timeout=300
    )


@pytest.mark.parametrize(
    "console",
    [
        {"PYTHONIOENCODING": "cp1252"},
        {"PYTHONIOENCODING": "ascii:strict"},
        {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    ],
    ids=str,
)
def test_what_is_written_is_utf8_on_every_console(console: Mapping[str, str], units: Path, tmp_path: Path) -> None:
    for arguments, letters in ((compute(units), HAWAII), (EXPORT, "Doña Ana"), (INDICATORS, "Census")):
        done = run(arguments, **console)
        assert (done.returncode, done.stderr) == (0, b"")
        assert letters in done.stdout.decode("utf-8")
    nothing = tmp_path / "Hawaiʻi"
    for arguments in (compute(nothing), ["build", "--inputs", str(nothing), "--out", str(tmp_path)], ["ʻokina"]):
        done = run(arguments, **console)
        assert (done.returncode, done.stdout) == (2, b"")
        assert done.stderr.count(b"\n") == 1
        assert any(sign in done.stderr.decode("utf-8") for sign in ("ʻ", "\\u02bb", "\\udcca"))


def full_device() -> int:
    return os.open("/dev/full", os.O_WRONLY)


@pytest.mark.parametrize("command", ["indicators", "export", "compute", "--help"])
def test_a_full_disk_behind_standard_output_is_one_line(command: str, units: Path) -> None:
    arguments = {"indicators": INDICATORS, "export": EXPORT, "compute": compute(units), "--help": ["--help"]}[command]
    full = full_device()
    done = run(arguments, stdout=full)
    os.close(full)
    name = "python -m data" if command == "--help" else f"python -m data {command}"
    assert (done.returncode, done.stderr.decode()) == (2, f"{name}: standard output can't be written: {FULL}\n")


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_table_comes_through_a_pipe_too(pack: Callable[[bytes], bytes], units: Path) -> None:
    command = [sys.executable, "-m", "data", *compute(Path("/dev/stdin"))]
    done = subprocess.run(command, cwd=ROOT, input=pack(units.read_bytes()), capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert HAWAII in done.stdout.decode()


def test_a_closed_standard_output_is_one_line(units: Path) -> None:
    done = run(compute(units), stdout=None, before=lambda: os.close(1))
    assert (done.returncode, done.stderr) == (2, b"python -m data compute: standard output is closed\n")


def little_room() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (LITTLE_ROOM, LITTLE_ROOM))


@pytest.mark.parametrize("kind", ["csv", "json", "parquet"])
def test_a_full_disk_leaves_the_old_file(kind: str, tmp_path: Path) -> None:
    out = tmp_path / f"figures.{kind}"
    out.write_text("the old file")
    arguments = ["export", "--indicator", "population", "--level", "county", "--format", kind, "--out", str(out)]
    done = run(arguments, before=little_room)
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)
    assert f"--out {out}: File too large" in done.stderr.decode()
    assert out.read_text() == "the old file"
    assert list(tmp_path.iterdir()) == [out]


def test_a_killed_command_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "figures.csv"
    out.write_text("the old file")
    child = os.fork()
    if child == 0:
        monkeypatch.setattr(os, "fsync", lambda _: os.kill(os.getpid(), signal.SIGKILL))
        replace_file(out, b"the new file")
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    assert out.read_text() == "the old file"


def test_a_file_keeps_its_mode_and_a_link_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real.csv", tmp_path / "link.csv"
    real.write_text("old")
    real.chmod(0o640)
    link.symlink_to(real)
    replace_file(link, b"new")
    assert (link.is_symlink(), real.read_text(), stat.S_IMODE(real.stat().st_mode)) == (True, "new", 0o640)
    before = os.umask(0o027)
    replace_file(tmp_path / "fresh.csv", b"new")
    os.umask(before)
    assert stat.S_IMODE((tmp_path / "fresh.csv").stat().st_mode) == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["fresh.csv", "link.csv", "real.csv"]


def test_a_link_to_nothing_is_filled(tmp_path: Path) -> None:
    (tmp_path / "link.csv").symlink_to(tmp_path / "later.csv")
    replace_file(tmp_path / "link.csv", b"new")
    assert (tmp_path / "later.csv").read_bytes() == b"new"


def test_a_device_and_a_pipe_are_written_as_they_are(tmp_path: Path) -> None:
    replace_file(Path(os.devnull), b"x")
    assert Path(os.devnull).is_char_device()
    with pytest.raises(OSError, match=FULL):
        replace_file(Path("/dev/full"), b"x")
    with pytest.raises(IsADirectoryError):
        replace_file(tmp_path, b"x")


def test_the_table_that_is_read_is_never_replaced(units: Path) -> None:
    before = units.read_bytes()
    done = run([*compute(units), "--out", str(units)])
    assert (done.returncode, units.read_bytes()) == (2, before)
    assert b"--out is the file of --units" in done.stderr


def test_files_for_spreadsheets_have_a_mark_and_standard_output_has_none(
    units: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    def printed(*arguments: str) -> bytes:
        assert main(arguments) == 0
        return capfdbinary.readouterr().out

    for number, arguments in enumerate((INDICATORS, EXPORT, compute(units))):
        out = tmp_path / f"{number}.csv"
        text = printed(*arguments)
        assert printed(*arguments, "--out", str(out)) == b""
        assert out.read_bytes() == b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n")
        assert printed(*arguments, "--format", "json", "--out", str(out)) == b""
        assert out.read_bytes() == printed(*arguments, "--format", "json")


def test_periods_stand_in_words_too(tmp_path: Path) -> None:
    out = tmp_path / "wages.csv"
    assert (
        main(["export", "--indicator", "wage_ratio_90_10", "--level", "cbsa", "--place", "12420", "--out", str(out)])
        == 0
    )
    (row,) = csv.DictReader(out.read_text(encoding="utf-8-sig").splitlines())
    assert list(row)[4:6] == ["period", "period_in_words"]
    assert (row["period"], row["period_in_words"]) == ("2025-05", "May 2025")


@pytest.mark.parametrize("command", ["indicators", "export", "compute", "build"])
@pytest.mark.parametrize("module", ["data.core.errors", "pandas._libs"])
def test_ctrl_c_ends_a_command_that_starts(command: str, module: str, tmp_path: Path) -> None:
    """Interrupted in the midst of its imports: it tells of each, and is stopped when it tells of this module."""
    running = subprocess.Popen(
        [sys.executable, "-X", "importtime", "-m", "data", command, "--help"],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert running.stderr is not None
    with running.stderr as errors:
        assert any(line.rstrip().endswith(f" {module}") for line in errors)
        running.send_signal(signal.SIGINT)
        assert [line for line in errors if not line.startswith("import time:")] == []
    assert running.wait(timeout=60) == 130


def test_ctrl_c_ends_a_command_that_works(units: Path, tmp_path: Path) -> None:
    pipe, out = tmp_path / "pipe.csv", tmp_path / "out.csv"
    os.mkfifo(pipe)
    running = subprocess.Popen(
        [sys.executable, "-m", "data", *compute(pipe), "--out", str(out)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with pipe.open("wb") as written:  # opens when the command reads
        written.write(units.read_bytes())
        written.flush()
        running.send_signal(signal.SIGINT)
        output = running.communicate(timeout=60)
    assert (running.returncode, output) == (130, (b"", b""))
    assert not out.exists()


def test_ctrl_c_is_130_also_where_a_library_makes_an_error_of_it() -> None:
    """A query of DuckDB that is interrupted raises RuntimeError."""
    command = (
        "import os, signal, sys, data.__main__, data.cli.commands\n"
        "def run(arguments):\n"
        "    try:\n"
        "        os.kill(os.getpid(), signal.SIGINT)\n"
        "        signal.pause()\n"
        "    except KeyboardInterrupt as error:\n"
        "        raise RuntimeError('Query interrupted') from error\n"
        "data.cli.commands.run = run\n"
        "sys.exit(data.__main__._process())\n"
    )
    done = subprocess.run([sys.executable, "-c", command], cwd=ROOT, capture_output=True, check=False, timeout=100)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


def test_ctrl_c_leaves_the_old_file_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "figures.csv"
    out.write_text("the old file")

    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    assert main([*EXPORT, "--out", str(out)]) == 130
    assert out.read_text() == "the old file"
    assert list(tmp_path.iterdir()) == [out]


BOMBS = {
    "rows": b"county,black,white\n" + b"48453,12,34\n" * 6_000_000,
    "blank lines": b"county,black,white\n" + b"\n" * 20_000_000,
    "one line": b"county,black,white\n" + b"4" * 20_000_000,
    "one cell": b'county,black,white\n"' + b"4\n" * 10_000_000,
    "columns": b"county,black,white" + b"," * 20_000_000,
}
MOST_MEMORY = 900 * MB  # 5 million rows were read with 600 MB


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_small_file_that_unpacks_to_much_is_refused_with_little_memory(bomb: str, tmp_path: Path) -> None:
    path = tmp_path / "bomb.csv.gz"
    path.write_bytes(gzip.compress(BOMBS[bomb]))
    measured = (
        "import re, sys; from data.__main__ import main; code = main(sys.argv[1:]); "  # rusage starts from the parent's
        "print(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1], file=sys.stderr); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", measured, *compute(path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    line, peak = done.stderr.splitlines()
    assert done.returncode == 2
    assert line.startswith("python -m data compute: bomb.csv.gz")
    assert int(peak) * 1024 < MOST_MEMORY


def test_little_memory_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    path.write_bytes(b"county,black,white\n" + b"48453,12,34\n" * 2_000_000)

    def little_memory() -> None:
        resource.setrlimit(resource.RLIMIT_DATA, (300 * MB, 300 * MB))

    done = run(compute(path), before=little_memory, OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1")
    assert (done.returncode, done.stderr.decode()) == (
        2,
        "python -m data compute: not enough memory: close other programs, or take a smaller table\n",
    )


def test_parquet_is_whole_too(tmp_path: Path) -> None:
    out = tmp_path / "figures.parquet"
    assert main([*EXPORT, "--format", "parquet", "--out", str(out)]) == 0
    assert pq.read_table(out).select(["geoid", "name"]).to_pylist() == [
        {"geoid": "35013", "name": "Doña Ana County, New Mexico"}
    ]


def test_a_message_that_nobody_reads_does_no_harm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    output.say("a line")
