"""Real solutions through Python: `DOCKEXEC_CORPUS=<folder> tests/run.sh -s -k corpus`.

The folder is that of `./dev corpus` (see CONTRIBUTING.md). Every row of `function_cases.jsonl` must get one of its `expected_verdicts`. How long that takes is compared with `dockexec batch`
over the same rows, in turns, and printed as a ratio.
"""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from conftest import cli

import dockexec

pytestmark = pytest.mark.once

ROUNDS = int(os.environ.get("DOCKEXEC_CORPUS_ROUNDS", "2"))


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    folder = os.environ.get("DOCKEXEC_CORPUS")
    if not folder:
        pytest.skip("DOCKEXEC_CORPUS not set")
    return [
        json.loads(line) for line in (Path(folder) / "function_cases.jsonl").read_text().splitlines() if line.strip()
    ]


def request(row: dict[str, Any]) -> dict[str, Any]:
    cases = [{"args": case["args"], "expected": case["expected"]} for case in row["cases"]]
    taken = {name: row[name] for name in ("id", "language", "source", "signature", "compare")}
    return {"kind": "function", **taken, "cases": cases}


def test_every_function_of_the_corpus_is_judged_right_and_as_quickly_as_by_the_command(rows, tmp_path, engine):
    requests = [request(row) for row in rows]
    lines = tmp_path / "requests.jsonl"
    lines.write_text("".join(json.dumps(one) + "\n" for one in requests))

    def by_the_command() -> list[tuple[Any, str]]:
        answer = subprocess.run([cli(), "batch", str(lines)], capture_output=True, text=True, check=True)
        records = map(json.loads, answer.stdout.splitlines())
        return [(record["id"], record.get("verdict") or record["error"]["code"]) for record in records]

    def by_python() -> list[tuple[Any, str]]:
        with dockexec.Engine() as own:
            outcomes = own.judge_many(requests, return_exceptions=True)
            return [
                (one["id"], outcome.verdict.value if isinstance(outcome, dockexec.Judgement) else outcome.code)
                for one, outcome in zip(requests, outcomes)
            ]

    # The first time fills the cache of artifacts, which both use; it is not counted.
    wanted = {row["id"]: row["expected_verdicts"] for row in rows}
    by_the_command()
    times: dict[str, list[float]] = {"command": [], "python": []}
    for turn in range(ROUNDS):
        calls = [("command", by_the_command), ("python", by_python)]
        for name, call in calls if turn % 2 == 0 else reversed(calls):
            begun = time.monotonic()
            answers = call()
            times[name].append(time.monotonic() - begun)
            assert len(answers) == len(rows)
            misses = [(id, got, wanted[id]) for id, got in answers if got not in wanted[id]]
            assert misses == [], name
    ratio = sum(times["python"]) / sum(times["command"])
    shown = {name: [round(one, 2) for one in ones] for name, ones in times.items()}
    print(
        f"\n{len(rows)} rows, {dict(Counter(row['language'] for row in rows))}: all as expected; python/command {ratio:.3f} {shown}"
    )
