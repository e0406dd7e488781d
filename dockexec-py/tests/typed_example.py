"""What users of the types may rely on; read by mypy --strict, run by nobody."""

from __future__ import annotations

from collections.abc import Sequence

import dockexec


def grade(engine: dockexec.Engine, problem: dockexec.Problem, sources: Sequence[str]) -> dict[str, int]:
    """How many sources got which verdict."""
    counts: dict[str, int] = {}
    for judgement in engine.judge_many((dockexec.Submission("python", source) for source in sources), problem):
        counts[judgement.verdict.value] = counts.get(judgement.verdict.value, 0) + 1
    return counts


def explain(judgement: dockexec.Judgement) -> str:
    """A sentence for people."""
    failing: dockexec.CaseResult | None = judgement.first_failing
    if judgement.verdict is dockexec.Verdict.AC or failing is None:
        return judgement.verdict.phrase
    details: dockexec.CaseDetails | None = failing.details
    message: str | None = details.message if details is not None else None
    return f"case {failing.index}: {failing.verdict.phrase} ({message})"


async def watch(engine: dockexec.Engine, submission: dockexec.Submission, problem: dockexec.Problem) -> int:
    """How many events there were."""
    count: int = 0
    run: dockexec.Run = engine.start(submission, problem, limits=dockexec.Limits(cpu_ms=500), reveal="all")
    async for event in run:
        count += event.kind is dockexec.EventKind.RUNNING_CASE
    judgement: dockexec.Judgement = await run
    async for outcome in engine.judge_many_async([submission], problem, return_exceptions=True):
        if isinstance(outcome, dockexec.DockExecError):
            code: str = outcome.code
            print(code, outcome.hint)
        else:
            print(outcome.to_dict()["verdict"])
    return count + judgement.passed
