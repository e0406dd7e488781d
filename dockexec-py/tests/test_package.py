"""The package as it is handed out: what is in the wheel, that it needs nothing else, and that its page is true."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from conftest import ROOT

import dockexec

pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def wheel() -> Path:
    path = os.environ.get("DOCKEXEC_WHEEL")
    if not path:
        pytest.skip("DOCKEXEC_WHEEL does not name the wheel; tests/run.sh does")
    return Path(path)


def test_what_is_in_the_wheel(wheel):
    assert re.fullmatch(r"dockexec-[\d.]+-cp39-abi3-manylinux_\d+_\d+_\w+\.whl", wheel.name)
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        metadata = archive.read(next(name for name in names if name.endswith("METADATA"))).decode()
    for name in ("dockexec/_native.abi3.so", "dockexec/_native.pyi", "dockexec/py.typed", "dockexec/__init__.py"):
        assert name in names
    assert not [name for name in names if "test" in name or name.endswith((".pyc", ".rs"))]
    assert "Requires-Dist" not in metadata and "Requires-Python: >=3.9" in metadata
    assert "License-Expression: MIT OR Apache-2.0" in metadata and "Description-Content-Type: text/markdown" in metadata
    assert f"Version: {dockexec.__version__}\n" in metadata
    assert sum(name.endswith(("LICENSE-MIT", "LICENSE-APACHE")) for name in names) == 2


def test_it_works_in_a_clean_environment_with_nothing_else(wheel, tmp_path):
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "venv")], check=True, timeout=120)
    python = str(tmp_path / "venv/bin/python")
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--no-index", str(wheel)], check=True, timeout=120)
    code = (
        "import dockexec\nprint(dockexec.Engine().run(dockexec.Submission('python', 'print(6 * 7)')).cases[0].stdout)"
    )
    # No compiler, no launcher, no other file of ours is within reach.
    clean = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    answer = subprocess.run(
        [python, "-I", "-c", code], capture_output=True, text=True, env=clean, cwd="/", timeout=120, check=False
    )
    assert answer.stdout == "42\n\n", answer


def test_the_page_is_true(engine, tmp_path):
    """Every block of Python on the package's page runs, in order; `# →` comments say what must be printed."""
    page = (ROOT / "dockexec-py/README.md").read_text()
    blocks = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    assert len(blocks) >= 5
    program = tmp_path / "page.py"
    program.write_text("\n".join(blocks))
    answer = subprocess.run(
        [sys.executable, str(program)], capture_output=True, text=True, cwd=ROOT, timeout=300, check=False
    )
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.splitlines() == re.findall(r"# → (.*)", page)
    links = re.findall(r"\]\(([^)]+)\)", page)
    assert links and all(link.startswith(("https://", "#")) for link in links), "a page elsewhere has no neighbours"


def test_every_public_name_is_documented():
    undocumented = []
    for name in dockexec.__all__:
        value = getattr(dockexec, name)
        if not isinstance(value, type):
            continue
        if not (value.__doc__ or "").strip() or value.__doc__.startswith(f"{name}("):
            undocumented.append(name)
        for member, held in vars(value).items():
            if not member.startswith("_") and callable(held) and not (held.__doc__ or "").strip():
                inherited = [getattr(base, member, None) for base in value.__mro__[1:]]
                if not any(one is not None and one.__doc__ for one in inherited):
                    undocumented.append(f"{name}.{member}")
    assert undocumented == []


def test_the_source_distribution_builds(tmp_path):
    """As pip builds it where there is no wheel: from the archive alone, outside of the tree. With the tests' profile, which is quicker to compile."""
    tools = os.environ.get("DOCKEXEC_TOOLS")
    if not tools:
        pytest.skip("DOCKEXEC_TOOLS does not name the folder with maturin; tests/run.sh does")
    made = [
        f"{tools}/maturin",
        "sdist",
        "--manifest-path",
        str(ROOT / "dockexec-py/Cargo.toml"),
        "--out",
        str(tmp_path),
    ]
    subprocess.run(made, check=True, capture_output=True, timeout=120)
    (archive,) = tmp_path.glob("*.tar.gz")
    assert archive.stat().st_size < 2 << 20
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "venv")], check=True, timeout=120)
    python = str(tmp_path / "venv/bin/python")
    # Its own target directory, kept: the settings of the tree do not hold there, and would make everything else compile anew.
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "python/sdist-target"
    environment = {**os.environ, "MATURIN_PEP517_ARGS": "--profile ci", "CARGO_TARGET_DIR": str(target)}
    command = [python, "-m", "pip", "install", "--quiet", "--no-deps", str(archive)]
    built = subprocess.run(
        command, capture_output=True, text=True, env=environment, cwd=tmp_path, timeout=1800, check=False
    )
    assert built.returncode == 0, built.stdout + built.stderr
    code = (
        "import dockexec\nprint(dockexec.Engine().run(dockexec.Submission('python', 'print(6 * 7)')).cases[0].stdout)"
    )
    answer = subprocess.run(
        [python, "-I", "-c", code], capture_output=True, text=True, cwd="/", timeout=120, check=False
    )
    assert answer.stdout == "42\n\n", answer
