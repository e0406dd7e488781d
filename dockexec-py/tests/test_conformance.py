"""The core's conformance cases (`dockexec-core/tests/conformance/*.toml`) through Python and through the command line: what their files say, and the same JSON, times and memory
excepted."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest
from conftest import ROOT, available, cli

import dockexec

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

#: What differs from run to run.
MEASURED = {"cpu_ms", "max_case_cpu_ms", "startup_cpu_ms", "wall_ms", "memory_bytes", "instructions"}


def cases() -> list[tuple[str, dict[str, Any], Any]]:
    """Every case: its name, its request, what must be in the answer."""
    found = []
    for path in sorted((ROOT / "dockexec-core/tests/conformance").glob("*.toml")):
        for case in tomllib.loads(path.read_text())["case"]:
            request = json.loads(case["request"])
            if "source" in case:
                request["source"] = case["source"]
            found.append((f"{path.stem}-{case['name']}", request, json.loads(case["reply"])))
    assert len(found) >= 40
    return found


CASES = cases()


@pytest.fixture(scope="module")
def from_the_command_line() -> dict[str, Any]:
    """The answers of `dockexec batch`, by case."""
    lines = [json.dumps(request) for _, request, _ in CASES]
    answer = subprocess.run(
        [cli(), "batch", "--jobs", "2"], input="\n".join(lines), capture_output=True, text=True, check=True
    )
    answers = {record["line"]: record for record in map(json.loads, answer.stdout.splitlines())}
    return {name: answers[line] for line, (name, _, _) in enumerate(CASES, 1)}


def through_python(engine: dockexec.Engine, request: dict[str, Any]) -> dict[str, Any]:
    try:
        return json.loads(engine.judge_request(request).to_json())
    except dockexec.DockExecError as error:
        return {"v": 1, "id": request.get("id"), "error": error.to_dict()}


def comparable(value: Any) -> Any:
    """A record without what is measured."""
    if isinstance(value, dict):
        return {name: comparable(item) for name, item in value.items() if name not in MEASURED}
    return [comparable(item) for item in value] if isinstance(value, list) else value


def misses(place: str, wanted: Any, answer: Any) -> list[str]:
    """Where `answer` is not what is `wanted`; the rules are in the files' README.md."""
    if isinstance(wanted, dict):
        if "$contains" in wanted:
            fits = isinstance(answer, str) and wanted["$contains"] in answer
        elif "$any" in wanted:
            fits = answer in wanted["$any"]
        elif "$at_least" in wanted:
            fits = isinstance(answer, list) and len(answer) >= wanted["$at_least"]
        else:
            fields = answer if isinstance(answer, dict) else {}
            return [miss for name, item in wanted.items() for miss in misses(f"{place}.{name}", item, fields.get(name))]
    elif isinstance(wanted, list):
        if isinstance(answer, list) and len(answer) == len(wanted):
            pairs = enumerate(zip(wanted, answer))
            return [miss for index, (one, other) in pairs for miss in misses(f"{place}[{index}]", one, other)]
        fits = False
    else:
        fits = wanted == answer and isinstance(wanted, bool) == isinstance(answer, bool)
    return [] if fits else [f"{place or 'answer'}: {answer!r}, expected {wanted!r}"]


@pytest.mark.once
@pytest.mark.parametrize(("name", "request_", "wanted"), CASES, ids=[name for name, _, _ in CASES])
def test_conformance(engine, from_the_command_line, name, request_, wanted):
    if request_["language"] in ("c", "go", "java", "javascript", "python") and not available(request_["language"]):
        pytest.skip(f"{request_['language']} is not installed here")
    answer = through_python(engine, request_)
    assert misses("", wanted, answer) == []
    theirs = dict(from_the_command_line[name])
    del theirs["line"]
    ours, theirs = comparable(answer), comparable(theirs)
    assert ours == theirs
    # The same text too: the order of fields, how numbers are written.
    assert json.dumps(ours) == json.dumps(theirs)


def test_a_false_expectation_is_noticed():
    answer = {"verdict": "AC", "cases": [{"output": 2}], "message": None}
    for wanted in (
        {"verdict": "AC", "cases": [{"output": 2.0}]},
        {"verdict": {"$any": ["AC", "WA"]}, "cases": {"$at_least": 1}},
        {"verdict": {"$contains": "C"}, "message": None},
    ):
        assert misses("", wanted, answer) == []
    for wanted in (
        {"verdict": "WA"},
        {"cases": []},
        {"cases": [{"output": 3}]},
        {"cases": [{"output": True}]},
        {"verdict": {"$any": ["WA"]}},
        {"verdict": {"$contains": "W"}},
        {"cases": {"$at_least": 2}},
        {"missing": 1},
    ):
        assert len(misses("", wanted, answer)) == 1, wanted
