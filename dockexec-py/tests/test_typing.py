"""The types: the stubs are those of the built module, and a strict reader of the examples finds nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

import dockexec

pytestmark = pytest.mark.once


def tool(*command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    tools = os.environ.get("DOCKEXEC_TOOLS")
    if not tools:
        pytest.skip("DOCKEXEC_TOOLS does not name the folder with mypy; tests/run.sh does")
    if command[0] == "mypy":
        # As any user's mypy finds what is installed: on its own search path it would take everything beside the package for sources.
        command = (command[0], "--python-executable", sys.executable, *command[1:])
    return subprocess.run(
        [f"{tools}/{command[0]}", *command[1:]],
        capture_output=True,
        text=True,
        check=False,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(cwd), "MYPYPATH": str(cwd)} if command[0] == "stubtest" else None,
    )


def test_the_stubs_are_those_of_the_module(tmp_path):
    allowed = ROOT / "dockexec-py/tests/stubtest-allowlist.txt"
    (tmp_path / "dockexec").symlink_to(Path(dockexec.__file__).parent)
    answer = tool("stubtest", "dockexec", "--allowlist", str(allowed), cwd=tmp_path)
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_a_false_stub_is_noticed(tmp_path):
    """The check itself works: one more parameter in a stub, and it fails."""
    site = Path(dockexec.__file__).parent
    copy = tmp_path / "dockexec"
    copy.mkdir()
    for file in site.iterdir():
        if file.is_file():
            (copy / file.name).write_bytes(file.read_bytes())
    stub = copy / "_native.pyi"
    stub.write_text(stub.read_text().replace("def doctor() -> str", "def doctor(more: int) -> str"))
    tools = os.environ.get("DOCKEXEC_TOOLS")
    if not tools:
        pytest.skip("DOCKEXEC_TOOLS does not name the folder with mypy; tests/run.sh does")
    answer = subprocess.run(
        [f"{tools}/stubtest", "dockexec"],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path), "MYPYPATH": str(tmp_path)},
    )
    assert answer.returncode == 1 and "doctor" in answer.stdout, answer


def test_the_package_and_its_users_are_strictly_typed(tmp_path):
    sources = [ROOT / "dockexec-py/tests/typed_example.py", *sorted((ROOT / "examples/python").rglob("*.py"))]
    assert sources
    for arguments in (["-p", "dockexec"], *([str(source)] for source in sources)):
        answer = tool("mypy", "--strict", "--cache-dir", str(tmp_path / "cache"), *arguments, cwd=tmp_path)
        assert answer.returncode == 0, answer.stdout + answer.stderr


def test_a_wrong_use_is_noticed(tmp_path):
    wrong = tmp_path / "wrong.py"
    wrong.write_text(
        "import dockexec\n"
        "engine = dockexec.Engine(jobs='two')\n"
        "verdict: int = engine.run(dockexec.Submission('c', '')).verdict\n"
        "for judgement in engine.judge_many([dockexec.Submission('c', '')]):\n"
        "    judgement.no_such_thing\n"
    )
    answer = tool("mypy", "--strict", "--cache-dir", str(tmp_path / "cache"), str(wrong), cwd=tmp_path)
    assert [line.split(":")[1] for line in answer.stdout.splitlines()[:-1]] == ["2", "3", "5"], answer.stdout
