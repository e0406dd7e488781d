"""What the tests share. They run against the installed wheel, never against the source tree."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import dockexec

ROOT = Path(__file__).resolve().parents[2]

DOUBLE = "class Solution:\n    def twice(self, n: int) -> int:\n        return 2 * n\n"
SLEEP = "import time\nprint('up', flush=True)\ntime.sleep(600)\n"


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "once: large, slow or no business of the interpreter's version: run for one of them"
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if os.environ.get("DOCKEXEC_TEST_ONCE", "1") == "1":
        return
    skip = pytest.mark.skip(reason="runs with the newest interpreter only")
    for item in items:
        if item.get_closest_marker("once"):
            item.add_marker(skip)


@pytest.fixture(scope="session")
def engine() -> Iterator[dockexec.Engine]:
    try:
        made = dockexec.Engine(jobs=2)
    except dockexec.HostUnfitError as error:
        pytest.skip(f"this host has no sandbox: {error}")
    with made:
        yield made


@pytest.fixture
def own_engine(engine: dockexec.Engine) -> Iterator[dockexec.Engine]:
    """An engine that a test may fill, close and break."""
    with dockexec.Engine(jobs=2) as made:
        yield made


@pytest.fixture(scope="session")
def twice() -> dockexec.Problem:
    signature = dockexec.Signature.function("twice", {"n": "integer"}, returns="integer")
    cases = [dockexec.Case(args=[n], expected=2 * n) for n in (1, 2, 21)]
    return dockexec.Problem(signature, cases)


@pytest.fixture(scope="session")
def double() -> dockexec.Submission:
    return dockexec.Submission("python", DOUBLE)


def available(language: str) -> bool:
    return any(language in (one.id, *one.aliases) and one.available for one in dockexec.languages())


def cli() -> str:
    """The `dockexec` command of the same build."""
    path = os.environ.get("DOCKEXEC_CLI")
    if not path or not Path(path).exists():
        pytest.skip("DOCKEXEC_CLI does not name the dockexec command; tests/run.sh does")
    return path


def python(code: str, timeout: float = 60, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs `code` in an interpreter of its own, for what ends or endangers one. A hang is a failure."""
    return subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )
