"""What is judged, and what comes of it."""

from __future__ import annotations

import itertools
import json
import subprocess

import pytest
from conftest import DOUBLE, ROOT, SLEEP, available, cli

import dockexec
from dockexec import (
    Case,
    Checker,
    Event,
    EventKind,
    Judgement,
    Limits,
    Problem,
    Reveal,
    Signature,
    Stage,
    Submission,
    Verdict,
)


def test_a_function_is_judged_case_by_case(engine, twice, double):
    judgement = engine.judge(double, twice)
    assert judgement.verdict is Verdict.AC and judgement.accepted
    assert (judgement.passed, judgement.ran, judgement.total) == (3, 3, 3)
    assert [case.output for case in judgement.cases] == [2, 4, 42]
    assert judgement.toolchain.startswith("python ")
    assert judgement.first_failing is None


def test_a_wrong_answer_names_its_case(engine, twice):
    judgement = engine.judge(Submission("py", DOUBLE.replace("2 * n", "n * n")), twice)
    assert judgement.verdict is Verdict.WRONG_ANSWER and judgement.stage is Stage.JUDGE
    failing = judgement.first_failing
    assert (failing.index, failing.output, failing.expected) == (0, 1, 2)
    assert "1" in failing.message


@pytest.mark.parametrize(
    ("source", "verdict"),
    [
        ("class Solution:\n    def twice(self, n):\n        while True: pass\n", Verdict.TLE),
        ("class Solution:\n    def twice(self, n):\n        return 1 // 0\n", Verdict.RTE),
        ("class Solution:\n    def twice(self, n) return\n", Verdict.CE),
        ("import subprocess\n" + DOUBLE, Verdict.SV),
        ("class Solution:\n    def twice(self, n):\n        x = [0] * 10**9\n        return len(x)\n", Verdict.MLE),
    ],
)
def test_what_a_submission_does_wrong_is_a_verdict(engine, twice, source, verdict):
    judgement = engine.judge(Submission("python", source), twice, limits=Limits(cpu_ms=300), stop_at_first=True)
    assert judgement.verdict is verdict, judgement
    assert bool(judgement.findings) == (verdict is Verdict.SV)
    assert bool(judgement.diagnostics) == (verdict is Verdict.CE)


@pytest.mark.parametrize(
    ("language", "source"),
    [
        ("c", "int twice(int n) { return 2 * n; }"),
        ("java", "class Solution { public int twice(int n) { return 2 * n; } }"),
        ("javascript", "var twice = function(n) { return 2 * n; };"),
        ("go", "func twice(n int) int { return 2 * n }"),
    ],
)
def test_every_language(engine, twice, language, source):
    if not available(language):
        pytest.skip(f"{language} is not installed here")
    judgement = engine.judge(Submission(language, source), twice)
    assert judgement.verdict is Verdict.AC, judgement


def test_a_free_run_tells_what_happened(engine):
    source = "import sys\nprint(sys.argv[1:], sys.stdin.read())\nprint(open('data.txt').read(), file=sys.stderr)\nsys.exit(3)\n"
    submission = Submission("python", source, files={"data.txt": b"from a file"}, args=["a", "b"])
    (case,) = engine.run(submission, "typed").cases
    assert (case.exit_code, case.stdout, case.stderr) == (3, "['a', 'b'] typed\n", "from a file\n")
    assert case.verdict is Verdict.RTE


def test_programs_are_judged_by_what_they_print(engine):
    problem = Problem(cases=[Case(stdin="2 3\n", expected="5\n"), Case(stdin=b"0 0", expected=b"0")], compare="tokens")
    judgement = engine.judge(Submission("python", "print(sum(map(int, input().split())))"), problem)
    assert judgement.verdict is Verdict.AC
    # A str is UTF-8, half a surrogate pair is not: that is the submission's fault, so a verdict.
    assert engine.judge(Submission("python", "print('\udc80')"), problem).verdict is Verdict.SV
    assert engine.judge(Submission("python", b"print('\xff')"), problem).verdict is Verdict.SV


def test_a_checker_program_decides(engine):
    checker = Checker("python", "import sys\nsys.exit(0 if int(open(sys.argv[2]).read()) % 2 == 0 else 1)\n")
    problem = Problem(cases=[Case(stdin="", expected="any even number")], checker=checker)
    assert problem.compare == "custom"
    assert engine.judge(Submission("python", "print(8)"), problem).verdict is Verdict.AC
    assert engine.judge(Submission("python", "print(7)"), problem).verdict is Verdict.WA


def test_hidden_cases_stay_hidden(engine, double):
    signature = Signature.function("twice", {"n": "integer"}, returns="integer")
    cases = [Case(args=[1], expected=2, hidden=False), Case(args=[77123], expected=0)]
    problem = Problem(signature, cases, reveal=Reveal.NONE)
    judgement = engine.judge(double, problem)
    assert judgement.verdict is Verdict.WA and judgement.rounded
    shown, withheld = judgement.cases
    assert shown.details and not shown.hidden
    assert withheld.details is None and withheld.hidden and withheld.output is None
    assert "77123" not in judgement.to_json() and "154246" not in judgement.to_json()
    assert engine.judge(double, problem, reveal="all").cases[1].output == 154246


def test_a_problem_in_a_folder(engine):
    problem = Problem.load(ROOT / "examples/problems/telegram-squeeze")
    assert (problem.slug, problem.signature is not None) == ("telegram-squeeze", True)
    assert problem.title and problem.statement and problem.check() == []
    assert 0 < len(problem.samples) < len(problem.cases)
    assert problem.cases[-1] == problem.cases[len(problem.cases) - 1] and problem.cases[:2] == list(problem.cases)[:2]
    for solution in problem.solutions:
        if solution.language == "python":
            assert engine.judge(Submission("python", solution.source), problem).verdict is solution.expects
    assert "class Solution" in engine.starter_code(problem, "python")


def test_every_sample_problem_loads():
    folders = [path for path in sorted((ROOT / "examples/problems").iterdir()) if path.is_dir()]
    assert len(folders) > 10
    for folder in folders:
        problem = Problem.load(folder)
        assert problem.slug == folder.name and repr(problem)
        assert all(isinstance(case, Case) for case in problem.cases)
        assert problem.limits_for("java").memory_mib


def test_new_problems(tmp_path):
    for kind in ("function", "class", "stdio"):
        files = Problem.scaffold(tmp_path / kind, kind)
        assert any(file.endswith("problem.toml") for file in files)
        assert Problem.load(tmp_path / kind).slug == kind
    with pytest.raises(dockexec.BadRequestError, match="kind"):
        Problem.scaffold(tmp_path / "x", "guess")


def test_events_come_in_order(engine, twice, double):
    seen: list[Event] = []
    engine.judge(double, twice, on_event=seen.append)
    kinds = [event.kind for event in seen]
    assert kinds[0] is EventKind.QUEUED and kinds[-1] is EventKind.FINISHED
    assert kinds == sorted(kinds, key=list(EventKind).index)
    running = [event for event in seen if event.kind is EventKind.RUNNING_CASE]
    assert [(event.index, event.total) for event in running] == [(0, 3), (1, 3), (2, 3)]
    with engine.start(double, twice) as run:
        assert [event.kind for event in run] == kinds
        assert run.done() and run.result() == run.result()
        assert list(run) == []


def test_an_exception_in_a_callback_ends_the_run(engine, twice, double):
    def fail(event: Event) -> None:
        raise KeyError(event.kind)

    with pytest.raises(KeyError):
        engine.judge(double, twice, on_event=fail)
    assert engine.judge(double, twice).accepted


def test_a_started_run_can_be_cancelled(own_engine):
    run = own_engine.start_run(Submission("python", SLEEP), limits=Limits(cpu_ms=60_000))
    with pytest.raises(TimeoutError):
        run.result(timeout=0.3)
    assert not run.done() and repr(run) == "<Run running>"
    run.cancel()
    with pytest.raises(dockexec.CancelledError) as caught:
        run.result(timeout=30)
    assert caught.value.kind == "cancelled"


def test_letting_go_of_a_run_cancels_it(own_engine, twice, double):
    for _ in range(4):
        own_engine.start_run(Submission("python", SLEEP), limits=Limits(cpu_ms=60_000))
    # All slots are free again, or this would wait for a minute and more.
    assert own_engine.start(double, twice).result(timeout=30).accepted


def test_many_in_order_and_no_more_than_needed(engine, twice):
    taken = itertools.count()

    def submissions():
        for number in taken:
            yield Submission("python", DOUBLE.replace("2 * n", f"2 * n + {number % 2}"), id=number)

    results = list(itertools.islice(engine.judge_many(submissions(), twice), 10))
    assert [one.id for one in results] == list(range(10))
    assert [one.verdict for one in results] == [Verdict.AC, Verdict.WA] * 5
    assert next(taken) <= 10 + 32 * engine.jobs


def test_a_slow_one_at_the_head_keeps_no_slot_idle(engine, twice, double):
    """Behind it, many times as many as there are slots are judged before it is."""
    quick = {"kind": "run", "language": "python", "source": "import ctypes", "sanitize": "strict"}
    slow = {"kind": "run", "language": "python", "source": "import time\ntime.sleep(1.5)"}
    taken = []

    def items():
        yield slow
        for number in range(10 * engine.jobs):
            taken.append(number)
            yield quick

    stream = engine.judge_many(items())
    assert next(stream).verdict is Verdict.AC
    assert len(taken) > 4 * engine.jobs, "they waited for the slow one"
    assert len(list(stream)) == 10 * engine.jobs


def test_many_of_all_kinds_with_their_errors(engine, twice, double):
    request = {"kind": "run", "language": "python", "source": "print(1)", "id": "r"}
    items = [double, (double, twice), request, json.dumps(request), {"kind": "guess"}, Submission("cobol", "")]
    results = list(engine.judge_many(items, twice, return_exceptions=True))
    assert [type(one).__name__ for one in results] == ["Judgement"] * 4 + ["BadRequestError"] * 2
    assert results[2].id == "r"
    with pytest.raises(dockexec.BadRequestError, match="cobol"):
        list(engine.judge_many(items[5:], twice))
    with pytest.raises(TypeError, match="problem"):
        list(engine.judge_many([double]))


def test_sanitize_and_wrap(engine, twice, double):
    (finding,) = engine.sanitize(Submission("python", "import subprocess\n"))
    assert (finding.rule.split("/")[0], finding.line, finding.column) == ("python", 1, 8)
    assert engine.sanitize(double) == []
    assert engine.sanitize(Submission("python", "import os\nos.environ\n"), allow=["os.environ"], program=True) == []
    program = engine.wrap(double, twice)
    assert "def twice" in program.user_file.text and len(program.files) > 1
    assert program == engine.wrap(double, twice.signature) != engine.wrap(double)
    assert dockexec.Program.from_json(program.to_json()) == program


def test_the_doctor_and_the_languages(engine):
    report = engine.doctor()
    assert report.sandbox.tier in ("full", "delegated", "user") and report.sandbox.error is None
    assert all(row.remedy or row.available for row in report.sandbox.rows)
    assert {"c", "go", "java", "javascript", "python"} <= {one.id for one in engine.languages()}
    assert dockexec.DoctorReport.from_dict(report.to_dict()) == report


def test_the_doctor_says_what_the_command_line_says(engine):
    answer = subprocess.run([cli(), "--json", "doctor"], capture_output=True, text=True, check=False)
    theirs, ours = json.loads(answer.stdout), engine.doctor().to_dict()
    for report in (theirs, ours):
        # What is found is told with figures that change.
        report["sandbox"]["rows"] = [(row["name"], row["available"]) for row in report["sandbox"]["rows"]]
    assert ours == theirs


def test_signatures():
    metadata = {"name": "f", "params": [{"name": "a", "type": "integer[]"}], "return": {"type": "integer"}}
    signature = Signature(metadata)
    assert (
        signature == Signature(json.dumps(metadata)) == Signature.function("f", [("a", "integer[]")], returns="integer")
    )
    assert signature != Signature.function("g", {"a": "integer[]"}, returns="integer")
    assert len({signature, Signature(metadata)}) == 1
    assert signature.canonical_args([[1, 2]]) == [[1, 2]]
    assert signature.canonical_expected([[1]], 3) == 3
    with pytest.raises(dockexec.BadRequestError):
        signature.canonical_args(["no"])
    with pytest.raises(dockexec.BadRequestError):
        Signature("{}")
    assert "f" in signature.starter_code("go")
    with pytest.raises(AttributeError):
        signature.other = 1  # type: ignore[attr-defined]


def test_an_id_comes_back(engine, twice):
    for number in ("a", 7, None):
        assert engine.judge(Submission("python", DOUBLE, id=number), twice).id == number


def test_two_engines_and_many_threads(engine, twice, double):
    from concurrent.futures import ThreadPoolExecutor

    with dockexec.Engine(jobs=1) as other, ThreadPoolExecutor(8) as pool:
        chosen = itertools.cycle([engine, other])
        runs = [pool.submit(next(chosen).judge, double, twice) for _ in range(24)]
        assert all(run.result().accepted for run in runs)


def test_a_judgement_reads_back(engine, twice, double):
    judgement = engine.judge(double, twice)
    assert Judgement.from_json(judgement.to_json()) == judgement
    later = {**judgement.to_dict(), "a field of a later version": 1}
    assert Judgement.from_dict(later) == judgement
