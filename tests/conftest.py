"""What every test may use."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
INPUTS = Path(os.environ.get("COMMON_MEASURE_INPUTS", ROOT.parent / "shared" / "data"))
# Coverage is not measured where it would cost more than it tells: in tests that go through all figures and places, in
# those that read the publishers' files, and in all but the first of the cases of one test.
NOT_MEASURED = ("contract", "engines", "golden", "laws")
CASES_MEASURED = 1


def pytest_collection_modifyitems(items: Sequence[pytest.Item]) -> None:
    cases: Counter[str] = Counter()
    for item in items:
        name = item.nodeid.partition("[")[0]
        cases[name] += 1
        is_of_all = name.split("/")[1] in NOT_MEASURED
        if is_of_all or cases[name] > CASES_MEASURED or item.get_closest_marker("inputs"):
            item.add_marker("untraced")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Run a test of another kind without a trace function: it takes half the time.

    The mark of pytest-cov does not do it in the processes of pytest-xdist, where a second tracer goes on.
    """
    tracers = sys.gettrace(), threading.gettrace()
    if item.get_closest_marker("untraced"):
        sys.settrace(None)
        threading.settrace(None)  # type: ignore[arg-type]  # as threading.gettrace gives it
    try:
        return (yield)
    finally:
        sys.settrace(tracers[0])
        threading.settrace(tracers[1])  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def inputs() -> Path:
    """Folder of the publishers' input files; present in CI, not on a user's machine."""
    if not INPUTS.is_dir():
        pytest.skip(f"the publishers' input files are not at {INPUTS}")
    return INPUTS


@pytest.fixture(scope="session", autouse=True)
def _interruptible() -> None:
    """A shell has what runs in the background ignore Ctrl-C, and every process that a test starts would inherit it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def _same_main() -> Iterator[None]:
    """AppTest leaves the page's script behind as ``__main__``, and every process that is spawned later would run it."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main
