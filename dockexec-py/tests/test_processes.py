"""The interpreter as a process: signals, forks, threads, a large heap, the end of it all. Each in an interpreter of its own: a right answer or a typed exception, never a crash, never
a hang."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import textwrap
import time

import pytest
from conftest import DOUBLE, python

import dockexec

PREAMBLE = f"""
import asyncio, gc, multiprocessing, os, signal, sys, threading, time
import dockexec
DOUBLE = {DOUBLE!r}
signature = dockexec.Signature.function("twice", {{"n": "integer"}}, returns="integer")
twice = dockexec.Problem(signature, [dockexec.Case(args=[4], expected=8)])
double = dockexec.Submission("python", DOUBLE)
sleeper = dockexec.Submission("python", "import time\\nprint('up', flush=True)\\ntime.sleep(600)\\n")
long = dockexec.Limits(cpu_ms=60_000)
engine = dockexec.Engine(jobs=2)

def started(run):
    next(event for event in run if event.kind is dockexec.EventKind.RUNNING_CASE)
    return run
"""


def check(code: str, expected: str, timeout: float = 90) -> None:
    answer = python(PREAMBLE + textwrap.dedent(code), timeout)
    assert (answer.returncode, answer.stdout.strip()) == (0, expected), answer.stderr


pytestmark = pytest.mark.usefixtures("engine")


def interrupted(call: str) -> subprocess.CompletedProcess[str]:
    code = PREAMBLE + textwrap.dedent(
        f"""
        def interrupt():
            time.sleep(0.7)
            os.kill(os.getpid(), signal.SIGINT)
        threading.Thread(target=interrupt, daemon=True).start()
        begun = time.monotonic()
        try:
            {call}
        except KeyboardInterrupt:
            print("interrupted")
        # The slots are free: nothing of it runs any more.
        print(engine.judge(double, twice).verdict, engine.judge(double, twice).verdict)
        """
    )
    return python(code)


@pytest.mark.parametrize(
    "call",
    [
        "engine.run(sleeper, limits=long)",
        "engine.run(sleeper, limits=long, on_event=lambda event: None)",
        "list(engine.judge_many([sleeper] * 9, twice, limits=long, sanitize='off'))",
        "asyncio.run(engine.run_async(sleeper, limits=long))",
    ],
)
def test_ctrl_c_ends_a_call_and_its_run(call):
    if "judge_many" in call:
        call = 'list(engine.judge_many([{"kind": "run", "language": "python", "source": sleeper.source, "limits": {"cpu_ms": 60_000}}] * 9))'
    answer = interrupted(call)
    assert answer.stdout == "interrupted\nAC AC\n", answer


def test_a_handler_that_does_not_raise_ends_nothing():
    check(
        """
        signal.signal(signal.SIGUSR1, lambda *_: print("handled"))
        def send():
            time.sleep(0.5)
            os.kill(os.getpid(), signal.SIGUSR1)
        threading.Thread(target=send).start()
        nap = dockexec.Submission("python", "import time\\ntime.sleep(1.5)\\nprint(1)")
        print(engine.run(nap).verdict)
        """,
        "handled\nAC",
    )


def test_fork_with_a_pool():
    check(
        """
        def judge(number):
            return str(engine.judge(double, twice).verdict), os.getpid() != parent
        parent = os.getpid()
        assert engine.judge(double, twice).accepted
        with multiprocessing.get_context("fork").Pool(3) as pool:
            answers = pool.map(judge, range(12))
        assert answers == [("AC", True)] * 12, answers
        print(engine.judge(double, twice).verdict)
        """,
        "AC",
    )


def test_fork_while_runs_are_in_flight():
    check(
        """
        run = started(engine.start_run(sleeper, limits=long))
        waiting = [engine.start(double, twice) for _ in range(5)]
        child = os.fork()
        if child == 0:
            code = 1
            try:
                try:
                    run.done()
                except dockexec.ForkedError as error:
                    assert error.code == "forked"
                    assert engine.judge(double, twice).accepted
                    assert dockexec.sanitize(double) == []
                    code = 0
            finally:
                del run, waiting
                gc.collect()
                engine.close()
                os._exit(code)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status) if hasattr(os, "waitstatus_to_exitcode") else status)
        # What the child let go of was the parent's, and goes on.
        assert not run.done()
        print([str(one.result().verdict) for one in waiting])
        run.cancel()
        """,
        "0\n['AC', 'AC', 'AC', 'AC', 'AC']",
    )


def test_fork_while_another_thread_judges():
    check(
        """
        ending = threading.Event()
        def keep_judging():
            while not ending.is_set():
                engine.judge(double, twice)
        threads = [threading.Thread(target=keep_judging) for _ in range(3)]
        for thread in threads:
            thread.start()
        time.sleep(0.3)
        codes = []
        for _ in range(6):
            child = os.fork()
            if child == 0:
                code = 1
                try:
                    signal.alarm(60)
                    code = 0 if engine.judge(double, twice).accepted else 2
                finally:
                    os._exit(code)
            codes.append(os.waitpid(child, 0)[1])
        ending.set()
        for thread in threads:
            thread.join()
        print(codes)
        """,
        "[0, 0, 0, 0, 0, 0]",
    )


def _judge_elsewhere(
    engine: dockexec.Engine, submission: dockexec.Submission, problem: dockexec.Problem
) -> dockexec.Judgement:
    return engine.judge(submission, problem)


@pytest.mark.parametrize("method", ["spawn", "forkserver"])
def test_spawned_processes_get_everything_by_pickle(engine, twice, double, method):
    with multiprocessing.get_context(method).Pool(1) as pool:
        judgement = pool.apply_async(_judge_elsewhere, (engine, double, twice)).get(timeout=120)
    assert judgement.accepted and isinstance(judgement, dockexec.Judgement)


@pytest.mark.parametrize(
    "ending",
    [
        "",
        "sys.exit(0)",
        "del engine; gc.collect()",
        "threading.Thread(target=lambda: engine.run(sleeper, limits=long), daemon=True).start(); time.sleep(0.5)",
        "[threading.Thread(target=lambda: engine.judge(double, twice), daemon=True).start() for _ in range(20)]",
        "loop = asyncio.new_event_loop(); task = loop.create_task(engine.run_async(sleeper, limits=long)); loop.run_until_complete(asyncio.sleep(0.3))",
        "iterator = engine.judge_many([double] * 20, twice); next(iterator)",
        "import atexit; atexit.register(lambda: print(engine.judge(double, twice).verdict))",
    ],
)
def test_the_interpreter_ends_with_runs_in_flight(ending):
    code = (
        PREAMBLE
        + f"runs = [started(engine.start_run(sleeper, limits=long))] + [engine.start(double, twice) for _ in range(9)]\nprint('ending', flush=True)\n{ending}\n"
    )
    begun = time.monotonic()
    if "atexit" in ending:
        code = code.replace("runs = [started(engine.start_run(sleeper, limits=long))] + ", "runs = ")
    answer = python(code, 60)
    assert answer.returncode == 0 and answer.stdout.startswith("ending"), answer
    assert "panicked" not in answer.stderr and "Fatal" not in answer.stderr, answer
    if "atexit" in ending:
        assert answer.stdout == "ending\nAC\n"
    # It did not wait for what sleeps ten minutes.
    assert time.monotonic() - begun < 60


def test_nothing_is_left_when_the_interpreter_is_killed():
    code = (
        PREAMBLE
        + "run = started(engine.start_run(dockexec.Submission('python', 'import time\\nmark = 81227\\ntime.sleep(600)'), limits=long))\nprint('up', flush=True)\ntime.sleep(600)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None and process.stdout.readline() == "up\n"
        below = descendants(process.pid)
        assert len(below) >= 2, "launcher and run"
        os.kill(process.pid, signal.SIGKILL)
    deadline = time.monotonic() + 30
    while any(alive(pid) for pid in below) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert [pid for pid in below if alive(pid)] == []


def descendants(pid: int) -> list[int]:
    """The processes below `pid`."""
    parents = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                with open(f"/proc/{entry}/stat") as stat:
                    parents[int(entry)] = int(stat.read().rsplit(")", 1)[1].split()[1])
            except (OSError, ProcessLookupError):
                continue
    found, fresh = [], [pid]
    while fresh:
        fresh = [child for child, parent in parents.items() if parent in fresh]
        found += fresh
    return found


def alive(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.once
def test_a_large_heap_and_many_threads():
    check(
        """
        heap = [bytearray(os.urandom(1) * (64 << 20)) for _ in range(32)]
        assert sum(map(len, heap)) == 2 << 30
        verdicts = []
        def judge():
            for _ in range(2):
                verdicts.append(str(engine.judge(double, twice).verdict))
        threads = [threading.Thread(target=judge) for _ in range(50)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        print(len(verdicts), set(verdicts), len(heap))
        """,
        "100 {'AC'} 32",
        timeout=180,
    )


def test_calls_from_every_thread_release_the_interpreter():
    check(
        """
        ticks = 0
        def tick():
            global ticks
            while not done.is_set():
                ticks += 1
                time.sleep(0.001)
        done = threading.Event()
        ticking = threading.Thread(target=tick)
        ticking.start()
        nap = dockexec.Submission("python", "import time\\ntime.sleep(1)")
        engine.run(nap)
        done.set()
        ticking.join()
        print(ticks > 50)
        """,
        "True",
    )


def test_a_sub_interpreter_is_refused_or_answered():
    code = """
import sys
import dockexec
try:
    import _interpreters as interpreters
except ImportError:
    import _xxsubinterpreters as interpreters
try:
    failure = interpreters.run_string(interpreters.create(), "import dockexec")
except Exception as error:
    failure = error
# CPython before 3.12 tells nothing of how it went.
print("refused" if failure is not None and "ImportError" in repr(failure) + str(failure) else f"answered {failure}")
"""
    answer = python(code)
    assert answer.returncode == 0 and answer.stdout in ("refused\n", "answered None\n"), answer
