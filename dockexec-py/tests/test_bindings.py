"""What `dockexec-core/tests/bindings.toml` says is bound in Python is there. (That it names every public function of the core is a test of the core.)"""

from __future__ import annotations

import sys
from typing import Any

from conftest import ROOT

import dockexec

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


def find(name: str) -> Any:
    """An export, or the member of one: an attribute, a dataclass's field, a field that is only declared."""
    export, _, member = name.partition(".")
    assert export in dockexec.__all__, name
    found = getattr(dockexec, export)
    if not member:
        return found
    if hasattr(found, member):
        return getattr(found, member)
    return {**getattr(found, "__dataclass_fields__", {}), **vars(found).get("__annotations__", {})}[member]


def test_everything_that_is_bound_is_there():
    table = tomllib.loads((ROOT / "dockexec-core/tests/bindings.toml").read_text())
    assert len(table["bound"]) > 60
    for function, names in table["bound"].items():
        assert find(names["py"]) is not None, function


def test_what_is_not_there_is_noticed():
    for name in ("Engine.guess", "guess", "Judgement.guess"):
        try:
            find(name)
        except (AssertionError, KeyError):
            continue
        raise AssertionError(name)


def test_the_engine_has_a_coroutine_for_every_call():
    blocking = {
        "run",
        "judge",
        "judge_request",
        "judge_many",
        "sanitize",
        "wrap",
        "starter_code",
        "doctor",
        "languages",
        "close",
    }
    starting = {"start", "start_run", "start_request"}
    public = {name for name, value in vars(dockexec.Engine).items() if not name.startswith("_") and callable(value)}
    assert public == blocking | starting | {f"{name}_async" for name in blocking}
