"""Grades a JSON-lines file of solutions by problems in folders: what people need who score generated code.

    pip install dockexec
    python evaluate.py ../../problems solutions.jsonl --output results.jsonl

Each line of the file is a solution, `{"problem": "tidy-shelf", "language": "python", "source": "…"}`; an `id` is given back. Several solutions of one problem in one language are
samples, from which pass@1 and, with `--k`, pass@k are estimated (without bias: the chance that at least one of k samples drawn from the n is accepted).
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

import dockexec


def pass_at(k: int, samples: int, accepted: int) -> float:
    """The chance that at least one of `k` samples drawn from `samples` is accepted."""
    if samples - accepted < k:
        return 1.0
    return 1.0 - math.comb(samples - accepted, k) / math.comb(samples, k)


class Progress:
    """A bar on a terminal, a line now and then elsewhere."""

    def __init__(self, total: int, stream: TextIO) -> None:
        self.total = total
        self.done = 0
        self.counts: Counter[str] = Counter()
        self.stream = stream
        self.begun = time.monotonic()
        self.shown = 0.0

    def step(self, verdict: str) -> None:
        """One more is graded."""
        self.done += 1
        self.counts[verdict] += 1
        now = time.monotonic()
        if now - self.shown > (0.1 if self.stream.isatty() else 10) or self.done == self.total:
            self.shown = now
            self.show(now - self.begun)

    def show(self, elapsed: float) -> None:
        """Draws it."""
        width = 30
        filled = width * self.done // max(self.total, 1)
        left = elapsed / self.done * (self.total - self.done)
        verdicts = " ".join(f"{name} {count}" for name, count in self.counts.most_common())
        line = f"[{'#' * filled}{'.' * (width - filled)}] {self.done}/{self.total}, {left:.0f} s left: {verdicts}"
        end = "\r" if self.stream.isatty() and self.done < self.total else "\n"
        print(f"{line:<100}", end=end, file=self.stream, flush=True)


def read(path: Path) -> list[dict[str, Any]]:
    """The file's rows, each with its line."""
    rows = []
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if line.strip():
            try:
                row = json.loads(line)
                row["problem"], row["language"], row["source"]
            except (ValueError, KeyError, TypeError) as error:
                raise SystemExit(f"{path}:{number}: not a solution: {error!r}") from error
            rows.append({**row, "line": number})
    return rows


def grade(engine: dockexec.Engine, problems: Path, rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The rows with their judgements, in order."""
    loaded: dict[str, dockexec.Problem] = {}

    def items() -> Iterator[tuple[dockexec.Submission, dockexec.Problem]]:
        for row in rows:
            slug = row["problem"]
            if slug not in loaded:
                loaded[slug] = dockexec.Problem.load(problems / slug)
            yield dockexec.Submission(row["language"], row["source"], id=row.get("id")), loaded[slug]

    # Wrong solutions are the rule here: the first failing case says all that is asked.
    outcomes = engine.judge_many(items(), stop_at_first=True, reveal="all", return_exceptions=True)
    for row, outcome in zip(rows, outcomes):
        graded = {name: row.get(name) for name in ("id", "line", "problem", "language")}
        if isinstance(outcome, dockexec.DockExecError):
            yield {**graded, "verdict": "JE", "error": outcome.to_dict()}
        else:
            failing = outcome.first_failing
            yield {
                **graded,
                "verdict": outcome.verdict.value,
                "passed": outcome.passed,
                "total": outcome.total,
                "cpu_ms": outcome.cpu_ms,
                "memory_bytes": outcome.memory_bytes,
                "message": failing.message if failing else outcome.message,
            }


def summary(results: list[dict[str, Any]], k: int) -> str:
    """The table: a line for each problem and language, and the mean over them."""
    groups: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for result in results:
        groups[result["problem"], result["language"]][result["verdict"]] += 1
    lines = [f"{'problem':<24}{'language':<12}{'samples':>8}{'pass@1':>8}{f'pass@{k}':>8}  verdicts"]
    means = [0.0, 0.0]
    for (problem, language), counts in sorted(groups.items()):
        samples, accepted = sum(counts.values()), counts["AC"]
        rates = [pass_at(1, samples, accepted), pass_at(min(k, samples), samples, accepted)]
        means = [mean + rate / len(groups) for mean, rate in zip(means, rates)]
        verdicts = " ".join(f"{name} {count}" for name, count in counts.most_common())
        lines.append(f"{problem:<24}{language:<12}{samples:>8}{rates[0]:>8.2f}{rates[1]:>8.2f}  {verdicts}")
    lines.append(f"{'mean':<24}{'':<12}{len(results):>8}{means[0]:>8.2f}{means[1]:>8.2f}")
    return "\n".join(lines)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Grade a JSON-lines file of solutions.")
    parser.add_argument("problems", type=Path, help="the folder with the problems' folders")
    parser.add_argument("solutions", type=Path, help="the file")
    parser.add_argument("--output", type=Path, help="write the results there, a line each")
    parser.add_argument("--jobs", type=int, help="how many to judge at a time (default: one for each core)")
    parser.add_argument("--k", type=int, default=5, help="estimate pass@k as well")
    options = parser.parse_args()
    rows = read(options.solutions)
    progress = Progress(len(rows), sys.stderr)
    results = []
    with dockexec.Engine(jobs=options.jobs) as engine:
        for result in grade(engine, options.problems, rows):
            results.append(result)
            progress.step(result["verdict"])
    if options.output:
        options.output.write_text("".join(json.dumps(result) + "\n" for result in results))
    print(summary(results, options.k))


if __name__ == "__main__":
    main()
