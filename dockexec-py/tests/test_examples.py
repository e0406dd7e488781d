"""The examples of `examples/python`, run as their readers would run them: with the wheel installed, from a shell; the worker against a real Kafka broker."""

from __future__ import annotations

import json
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import DOUBLE, ROOT

EXAMPLES = ROOT / "examples/python"
BROKER = ROOT / "services/deploy/servers/kafka.sh"

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("engine")]


def run(*command: str, timeout: float = 300) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *command], capture_output=True, text=True, check=False, timeout=timeout)


def test_the_evaluation(tmp_path):
    output = tmp_path / "results.jsonl"
    solutions = EXAMPLES / "evaluation/solutions.jsonl"
    answer = run(
        str(EXAMPLES / "evaluation/evaluate.py"),
        str(ROOT / "examples/problems"),
        str(solutions),
        "--output",
        str(output),
    )
    assert answer.returncode == 0, answer
    results = [json.loads(line) for line in output.read_text().splitlines()]
    rows = [json.loads(line) for line in solutions.read_text().splitlines()]
    assert [result["id"] for result in results] == [row["id"] for row in rows]
    # Their file names say which verdict they must get.
    names = {"accepted": "AC", "wrong": "WA", "runtime": "RTE"}
    for result in results:
        if result["verdict"] != "JE" or result["error"]["code"] != "toolchain-missing":
            assert result["verdict"] == names[result["id"].split("/")[-1].split("_")[0]], result
    assert f"{len(rows)}/{len(rows)}" in answer.stderr and "#" * 30 in answer.stderr
    assert answer.stdout.splitlines()[-1].startswith("mean")


def test_pass_at_k_is_the_unbiased_estimate(monkeypatch):
    monkeypatch.syspath_prepend(str(EXAMPLES / "evaluation"))
    evaluate = __import__("evaluate")
    assert evaluate.pass_at(1, 10, 3) == pytest.approx(0.3)
    assert evaluate.pass_at(5, 10, 3) == pytest.approx(1 - 21 / 252)
    assert evaluate.pass_at(5, 10, 0) == 0 and evaluate.pass_at(5, 10, 6) == 1


def test_a_line_that_is_no_solution_is_named(tmp_path):
    (tmp_path / "bad.jsonl").write_text('{"problem":"tidy-shelf","language":"c","source":""}\n{"problem":1}\n')
    answer = run(str(EXAMPLES / "evaluation/evaluate.py"), str(ROOT / "examples/problems"), str(tmp_path / "bad.jsonl"))
    assert answer.returncode == 1 and "bad.jsonl:2: not a solution" in answer.stderr


def test_the_notebook():
    nbclient = pytest.importorskip("nbclient", reason="nbclient is not installed; tests/run.sh installs it")
    nbformat = pytest.importorskip("nbformat")
    notebook = nbformat.read(EXAMPLES / "notebook/judging.ipynb", as_version=4)
    assert all(not cell.get("outputs") for cell in notebook.cells), "kept without outputs"
    nbclient.NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    tables = [
        output.data["text/html"]
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if "text/html" in output.get("data", {})
    ]
    assert len(tables) == 2 and "<b>AC</b>" in tables[0] and "<b>WA</b>" in tables[1]


# ---- worker_bee ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    pytest.importorskip("confluent_kafka", reason="confluent-kafka is not installed; tests/run.sh installs it")
    for program in ("java", "mvn"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed: no broker can be had")
    folder = str(tmp_path_factory.mktemp("kafka"))
    started = subprocess.run(
        [str(BROKER), "start", folder, str(free_port())], capture_output=True, text=True, check=False, timeout=400
    )
    try:
        assert started.returncode == 0, started.stderr
        yield started.stdout.strip()
    finally:
        subprocess.run([str(BROKER), "stop", folder], check=True, timeout=60)


def free_port() -> int:
    """A port that is free, and the one after it."""
    while True:
        with socket.socket() as one, socket.socket() as other:
            one.bind(("127.0.0.1", 0))
            port = one.getsockname()[1]
            try:
                other.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return int(port)


class Topics:
    """The topics of one test, and both ends of what a worker does."""

    def __init__(self, broker: str, name: str, partitions: int = 2) -> None:
        from confluent_kafka import Consumer, Producer
        from confluent_kafka.admin import AdminClient, NewTopic

        self.broker = broker
        self.name = name
        self.names = {kind: f"{name}.{kind}" for kind in ("jobs", "verdicts", "dead")}
        admin = AdminClient({"bootstrap.servers": broker})
        for made in admin.create_topics([NewTopic(topic, partitions) for topic in self.names.values()]).values():
            made.result(30)
        self.producer = Producer({"bootstrap.servers": broker})
        self.consumer = Consumer(
            {"bootstrap.servers": broker, "group.id": f"{name}-test", "auto.offset.reset": "earliest"}
        )
        self.consumer.subscribe([self.names["verdicts"], self.names["dead"]])
        self.verdicts: dict[Any, list[Any]] = {}
        self.dead: list[Any] = []

    def worker(self, *more: str) -> subprocess.Popen[bytes]:
        topics = [f"--{kind}-topic={topic}" for kind, topic in self.names.items()]
        command = [
            sys.executable,
            str(EXAMPLES / "worker_bee/worker_bee.py"),
            "--brokers",
            self.broker,
            "--group",
            self.name,
        ]
        return subprocess.Popen([*command, *topics, "--jobs=2", *more], stderr=subprocess.DEVNULL)

    def hand_in(self, key: str, value: bytes) -> None:
        self.producer.produce(self.names["jobs"], value, key)
        self.producer.flush(30)

    def read(self, until: Any, timeout: float = 120) -> None:
        """Reads answers until `until` says that it is enough."""
        deadline = time.monotonic() + timeout
        while not until():
            assert time.monotonic() < deadline, f"{len(self.verdicts)} verdicts, {len(self.dead)} dead letters"
            message = self.consumer.poll(0.2)
            if message is None or message.error():
                continue
            if message.topic() == self.names["dead"]:
                self.dead.append((message.key(), message.value(), json.loads(dict(message.headers())["error"])))
            else:
                self.verdicts.setdefault(message.key().decode(), []).append(json.loads(message.value()))

    def settle(self, timeout: float = 120) -> None:
        """Waits until every job is committed: a partition that moved between workers is judged again from where it was committed."""
        deadline = time.monotonic() + timeout
        while self.lag() > 0:
            assert time.monotonic() < deadline, f"{self.lag()} jobs are not committed"
            time.sleep(0.2)

    def lag(self) -> int:
        """How many jobs no worker has committed."""
        from confluent_kafka import Consumer, TopicPartition

        group = Consumer({"bootstrap.servers": self.broker, "group.id": self.name})
        places = [TopicPartition(self.names["jobs"], number) for number in range(2)]
        committed = {place.partition: place.offset for place in group.committed(places, timeout=30)}
        ends = {place.partition: group.get_watermark_offsets(place, timeout=30)[1] for place in places}
        group.close()
        return sum(end - max(committed[number], 0) for number, end in ends.items())


def job(number: int, source: str = DOUBLE) -> bytes:
    request = {
        "v": 1,
        "id": f"s-{number}",
        "kind": "function",
        "language": "python",
        "source": source,
        "signature": {"name": "twice", "params": [{"name": "n", "type": "integer"}], "return": {"type": "integer"}},
        "cases": [{"args": [number], "expected": 2 * number}],
    }
    return json.dumps(request).encode()


def test_worker_bee_answers_everything(broker):
    topics = Topics(broker, "everything")
    with topics.worker() as worker:
        for number in range(12):
            topics.hand_in(f"k{number}", job(number, DOUBLE.replace("2 * n", "3 * n") if number % 4 == 3 else DOUBLE))
        topics.hand_in("cobol", json.dumps({"id": 7, "kind": "run", "language": "cobol", "source": ""}).encode())
        topics.hand_in("poison", b"\xff not json")
        topics.read(lambda: len(topics.verdicts) == 14 and topics.dead)
        topics.settle()
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(60) == 0
    # At least once is what is promised; a second answer is the same.
    assert all(len({answer.get("verdict") for answer in answers}) == 1 for answers in topics.verdicts.values())
    got = {key: answers[0] for key, answers in topics.verdicts.items()}
    assert [got[f"k{number}"]["verdict"] for number in range(12)] == ["AC", "AC", "AC", "WA"] * 3
    assert [got[f"k{number}"]["id"] for number in range(12)] == [f"s-{number}" for number in range(12)]
    assert (got["cobol"]["id"], got["cobol"]["error"]["code"]) == (7, "unknown-language")
    assert (got["poison"]["id"], got["poison"]["error"]["code"]) == (None, "malformed-json")
    key, value, record = topics.dead[0]
    assert (key, value, record["error"]["kind"]) == (b"poison", b"\xff not json", "bad_request")
    # Everything is committed: the next worker would find nothing to do.
    assert topics.lag() == 0


def test_what_a_dead_worker_had_is_judged_by_another(broker):
    topics = Topics(broker, "dead-worker")
    slow = DOUBLE.replace("return", "import time; time.sleep(0.4); return")
    for number in range(16):
        topics.hand_in(f"k{number}", job(number, slow))
    # Its death is noticed when its session ends.
    with topics.worker("--session-timeout-ms=3000") as first:
        topics.read(lambda: len(topics.verdicts) >= 2)
        first.kill()
        first.wait(60)
    assert topics.lag() > 0
    with topics.worker() as second:
        topics.read(lambda: len(topics.verdicts) == 16)
        topics.settle()
        # Told to stop, it finishes and commits.
        second.send_signal(signal.SIGINT)
        assert second.wait(60) == 0
    assert {answer["verdict"] for answers in topics.verdicts.values() for answer in answers} == {"AC"}
    assert topics.lag() == 0 and not topics.dead


def test_two_workers_share_the_partitions(broker):
    topics = Topics(broker, "shared")
    with topics.worker() as one, topics.worker() as other:
        for number in range(20):
            topics.hand_in(f"k{number}", job(number))
        topics.read(lambda: len(topics.verdicts) == 20)
        topics.settle()
        for worker in (one, other):
            worker.send_signal(signal.SIGTERM)
        assert [worker.wait(60) for worker in (one, other)] == [0, 0]
    assert topics.lag() == 0


def test_the_readme_s_job_is_a_job(engine):
    readme = (EXAMPLES / "worker_bee/README.md").read_text()
    request = readme.split("```json\n")[1].split("```")[0]
    assert engine.judge_request(request).accepted


def test_every_example_is_listed_and_run():
    listed = (EXAMPLES / "README.md").read_text()
    tests = Path(__file__).read_text()
    folders = [path.name for path in EXAMPLES.iterdir() if path.is_dir()]
    assert sorted(folders) == ["evaluation", "notebook", "worker_bee"]
    assert all(f"]({folder}/" in listed and folder in tests for folder in folders)
