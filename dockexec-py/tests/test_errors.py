"""Bad input: a typed exception that says what is wrong, or a right answer."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from conftest import DOUBLE, ROOT

import dockexec
from dockexec import Case, EventKind, Limits, Problem, Signature, Submission


def test_errors_have_fields(engine, twice):
    with pytest.raises(dockexec.BadRequestError) as caught:
        engine.judge(Submission("cobol", ""), twice)
    error = caught.value
    assert isinstance(error, dockexec.DockExecError) and isinstance(error, ValueError)
    assert (error.code, error.kind, error.stage, error.retryable) == (
        "unknown-language",
        "bad_request",
        "request",
        False,
    )
    assert "cobol" in error.message and "python" in error.hint and error.hint in str(error)
    assert error.to_dict() == {
        "code": "unknown-language",
        "kind": "bad_request",
        "stage": "request",
        "message": error.message,
        "hint": error.hint,
        "retryable": False,
    }


@pytest.mark.parametrize(
    "call",
    [
        lambda engine, problem: engine.judge("print(1)", problem),
        lambda engine, problem: engine.judge(Submission("python", "x")),
        lambda engine, problem: engine.judge(Submission("python", "x"), "two-sum"),
        lambda engine, problem: engine.judge(Submission("python", 5), problem),
        lambda engine, problem: engine.judge(Submission("python", None), problem),
        lambda engine, problem: engine.judge(Submission(3, "x"), problem),
        lambda engine, problem: engine.judge(Submission("python", "x", files={"a": 1}), problem),
        lambda engine, problem: engine.judge(Submission("python", "x", files={1: "a"}), problem),
        lambda engine, problem: engine.judge(Submission("python", "x", args=[1]), problem),
        lambda engine, problem: engine.judge(Submission("python", "x", id=1.5), problem),
        lambda engine, problem: engine.judge(Submission("python", "x"), problem, limits={"cpu_ms": 1}),
        lambda engine, problem: engine.judge(Submission("python", "x"), problem, limit=Limits()),
        lambda engine, problem: engine.run(Submission("python", "x"), 5),
        lambda engine, problem: engine.judge_request(5),
        lambda engine, problem: engine.judge_request([1]),
        lambda engine, problem: engine.starter_code(problem, None),
        lambda engine, problem: engine.wrap(None),
        lambda engine, problem: Problem("{}", [{"args": []}]),
        lambda engine, problem: Problem(cases=[Case(stdin=5)]),
        lambda engine, problem: Problem(cases=[Case(stdin="")], isolation="shared"),
        lambda engine, problem: Problem.load(5),
        lambda engine, problem: dockexec.Engine(jobs="two"),
        lambda engine, problem: dockexec.Engine(2),
        lambda engine, problem: Submission("python"),
        lambda engine, problem: Limits(memory=5),
    ],
)
def test_wrong_types_are_type_errors(engine, twice, call):
    with pytest.raises(TypeError):
        call(engine, twice)


SIGNATURE = Signature.function("twice", {"n": "integer"}, returns="integer")


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda e, p: e.judge(Submission("python", DOUBLE), p, limits=Limits(cpu_ms=-1)), "cpu_ms"),
        (lambda e, p: e.judge(Submission("python", DOUBLE), p, limits=Limits(memory_mib=10**30)), "limits.memory_mib"),
        (lambda e, p: e.judge(Submission("python", DOUBLE), p, limits=Limits(cpu_ms=float("nan"))), "JSON"),
        (lambda e, p: e.judge(Submission("python", DOUBLE), p, limits=Limits(cpu_ms="1")), "limits.cpu_ms"),
        (lambda e, p: e.judge(Submission("python", DOUBLE), p, sanitize="some"), "sanitize"),
        (lambda e, p: e.judge(Submission("python", DOUBLE), p, reveal="some"), "reveal"),
        (lambda e, p: e.judge(Submission("python", DOUBLE), p, isolation="some"), "isolation"),
        (
            lambda e, p: e.judge(Submission("python", DOUBLE), p, stop_at_first="yes"),
            "stop_at_first.*expected a boolean",
        ),
        (lambda e, p: e.judge(Submission("python", DOUBLE, interpreter_args=["-c"]), p), "-c"),
        (lambda e, p: e.judge(Submission("python", DOUBLE, files={"../x": ""}), p), r"\.\./x"),
        (lambda e, p: e.judge(Submission("python", DOUBLE), Problem(SIGNATURE, [])), "cases"),
        (
            lambda e, p: e.judge(Submission("python", DOUBLE), Problem(SIGNATURE, [Case(args=["x"], expected=1)])),
            "case 0",
        ),
        (lambda e, p: Problem(SIGNATURE, [Case(stdin="x")]), "case 0"),
        (lambda e, p: Problem(SIGNATURE, [Case(args=[object()])]), "JSON"),
        (lambda e, p: Problem(SIGNATURE, [Case(args=[float("inf")])]), "JSON"),
        (lambda e, p: Problem(cases=[Case(args=[1])]), "case 0"),
        (lambda e, p: Problem(cases=[Case(stdin=b"\xff")]), "UTF-8"),
        (lambda e, p: Problem(cases=[Case(stdin="", expected="1")], compare="nearly"), "nearly"),
        (lambda e, p: Problem({"params": []}, [Case(args=[])]), "name"),
        (
            lambda e, p: Problem(
                {"name": "f", "params": [{"name": "a", "type": "int"}], "return": {"type": "integer"}}
            ),
            "int",
        ),
        (lambda e, p: Signature("not json"), "JSON|json|expected"),
        (lambda e, p: e.judge_request("{"), "JSON"),
        (lambda e, p: e.judge_request(b"\xff"), "UTF-8"),
        (lambda e, p: e.judge_request({"kind": "run", "language": "python"}), "source"),
        (lambda e, p: e.judge_request({"kind": "run", "language": "python", "source": "", "colour": 1}), "colour"),
        (lambda e, p: e.judge_request({"kind": "run", "language": "python", "source": {1, 2}}), "JSON"),
        (lambda e, p: e.starter_code(p, "cobol"), "cobol"),
        (lambda e, p: e.starter_code(Problem(cases=[Case(stdin="", expected="")]), "python"), "whole program"),
        (lambda e, p: e.sanitize(Submission("python", ""), strictness="some"), "some"),
        (lambda e, p: e.wrap(Submission("python", b"\xff"), p), "UTF-8"),
    ],
)
def test_wrong_values_are_bad_requests_that_name_them(engine, twice, call, says):
    with pytest.raises(dockexec.BadRequestError, match=says):
        call(engine, twice)


def test_deep_values_are_refused(engine):
    deep = []
    for _ in range(100_000):
        deep = [deep]
    with pytest.raises(dockexec.BadRequestError):
        Problem(SIGNATURE, [Case(args=[deep])])
    with pytest.raises(dockexec.BadRequestError):
        engine.judge_request('{"kind":"run","source":' + "[" * 100_000)


def test_a_problem_that_cannot_be_used_says_everything_at_once(tmp_path):
    folder = tmp_path / "broken"
    folder.mkdir()
    (folder / "problem.toml").write_text('title = "x"\nreveal = "some"\n[function]\nname = "f"\nreturns = "int"\n')
    with pytest.raises(dockexec.InvalidProblemError) as caught:
        Problem.load(folder)
    error = caught.value
    assert (error.kind, error.code) == ("problem_fault", "invalid-problem")
    assert len(error.faults) >= 2
    places = [(fault.file, fault.line) for fault in error.faults]
    assert ("problem.toml", 2) in places, error.faults
    (folder / "problem.toml").write_text("title = ")
    with pytest.raises(dockexec.InvalidProblemError) as caught:
        Problem.load(folder)
    assert caught.value.faults[0].line == 1 and "problem.toml:1" in str(caught.value.faults[0])
    for nothing in (tmp_path / "nothing", ROOT / "README.md"):
        with pytest.raises(dockexec.InvalidProblemError):
            Problem.load(nothing)


def test_use_after_close(twice, double, engine):
    made = dockexec.Engine(jobs=1)
    run = made.start(double, twice)
    made.close()
    assert made.closed and repr(made) == "<Engine closed>"
    for call in (
        lambda: made.judge(double, twice),
        lambda: made.start(double, twice),
        lambda: made.run(double),
        lambda: made.judge_request({"kind": "run", "language": "python", "source": ""}),
        lambda: list(made.judge_many([double], twice)),
        lambda: made.jobs,
    ):
        with pytest.raises(dockexec.EngineClosedError) as caught:
            call()
        assert caught.value.code == "engine-closed"
    made.close()
    # What does not run anything still answers.
    assert made.sanitize(double) == []
    try:
        assert run.result(timeout=30).accepted
    except dockexec.DockExecError as error:
        assert error.code in ("cancelled", "engine-closed")


def test_close_ends_what_runs(engine):
    made = dockexec.Engine(jobs=1)
    sleeper = Submission("python", "import time\ntime.sleep(600)\n")
    runs = [made.start_run(sleeper, limits=Limits(cpu_ms=60_000)) for _ in range(3)]
    next(event for event in runs[0] if event.kind is EventKind.RUNNING_CASE)
    made.close()
    assert all(run.done() for run in runs)
    codes = []
    for run in runs:
        with pytest.raises(dockexec.DockExecError) as caught:
            run.result()
        codes.append(caught.value.code)
    assert codes == ["cancelled", "engine-closed", "engine-closed"]


def test_a_host_without_a_sandbox_is_told_so_with_the_remedy():
    """In a user namespace that allows no other, nothing can be isolated."""
    code = """
import dockexec
report = dockexec.doctor()
try:
    dockexec.Engine()
except dockexec.HostUnfitError as error:
    assert isinstance(error, OSError) and error.kind == "host_unfit" and error.hint, error
    assert report.sandbox.error is not None and report.sandbox.error.code == error.code
    assert any(not row.available and row.remedy for row in report.sandbox.rows)
    # What needs no sandbox still works.
    assert dockexec.sanitize(dockexec.Submission("python", "import ctypes"))
    print("told:", error)
else:
    print("tier:", report.sandbox.tier)
"""
    outer = 'echo 0 > /proc/sys/user/max_user_namespaces && exec setpriv --bounding-set=-all --inh-caps=-all "$@"'
    command = ["unshare", "--user", "--map-root-user", "sh", "-c", outer, "sh", sys.executable, "-c", code]
    answer = subprocess.run(command, capture_output=True, text=True, check=False, env=dict(os.environ), timeout=120)
    if "told:" not in answer.stdout and "AssertionError" not in answer.stderr and answer.returncode != 0:
        pytest.skip(f"no such host can be made here: {answer.stderr.strip()}")
    assert answer.returncode == 0 and answer.stdout.startswith("told:"), answer


def test_a_toolchain_that_is_missing_names_its_remedy(tmp_path):
    code = """
import dockexec
(c,) = [one for one in dockexec.languages() if one.id == "c"]
assert not c.available and c.error.kind == "host_unfit" and c.error.hint, c
try:
    dockexec.Engine().run(dockexec.Submission("c", "int main(void) { return 0; }"))
except dockexec.HostUnfitError as error:
    print(error.code, error.hint)
"""
    answer = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PATH": str(tmp_path)},
        timeout=120,
    )
    assert answer.returncode == 0 and answer.stdout.startswith("toolchain-missing"), answer
