"""A judge worker: takes jobs from a Kafka topic, judges them, and puts the verdicts on another.

    pip install dockexec confluent-kafka
    python worker_bee.py --brokers 127.0.0.1:9092

A job is a request record of DockExec (what a line of `dockexec batch` says), a verdict the record that `dockexec batch` would answer. README.md beside this file has the schema and
what is promised. In short: a job is answered at least once, and its offset is committed only after its answer has arrived; workers of one group share the partitions.
"""

from __future__ import annotations

import argparse
import json
import logging
import signal
import threading
import time
from collections.abc import Iterable
from typing import Any, Optional

from confluent_kafka import Consumer, KafkaError, KafkaException, Message, Producer, TopicPartition

import dockexec

log = logging.getLogger("worker_bee")

#: How often a job is tried when DockExec or the host is at fault.
ATTEMPTS = 3

#: A partition: its topic and its number.
Place = tuple[str, int]


class Ledger:
    """Which offsets of a partition are done. What is committed is the first one that is not: judging ends in another order than it begins."""

    def __init__(self) -> None:
        self._open: dict[Place, dict[int, bool]] = {}

    def begin(self, place: Place, offset: int) -> None:
        """A job was taken."""
        self._open.setdefault(place, {})[offset] = False

    def end(self, place: Place, offset: int) -> Optional[int]:
        """Its answer has arrived. Gives back the offset to go on from, if that has moved."""
        offsets = self._open.get(place)
        if offsets is None or offset not in offsets:
            return None  # The partition is somebody else's by now.
        offsets[offset] = True
        moved = None
        for first in sorted(offsets):
            if not offsets[first]:
                break
            del offsets[first]
            moved = first + 1
        return moved

    def forget(self, place: Place) -> None:
        """The partition was taken away: what is not done will be done elsewhere."""
        self._open.pop(place, None)

    def holds(self, place: Place, offset: int) -> bool:
        """Whether a job is still ours to answer."""
        return offset in self._open.get(place, {})


class Job:
    """A message and its judgement in the making."""

    def __init__(self, message: Message) -> None:
        self.place: Place = (str(message.topic()), int(message.partition() or 0))
        self.offset = int(message.offset() or 0)
        self.key: Optional[bytes] = _bytes(message.key())
        self.value: bytes = _bytes(message.value()) or b""
        self.attempts = 0
        self.not_before = 0.0
        self.run: Optional[dockexec.Run] = None

    @property
    def id(self) -> Any:
        """The request's id, as far as it can be read."""
        try:
            record = json.loads(self.value)
        except ValueError:
            return None
        return record.get("id") if isinstance(record, dict) else None


def _bytes(value: Any) -> Optional[bytes]:
    return value.encode() if isinstance(value, str) else value


class Worker:
    """Everything between the two topics."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.engine = dockexec.Engine(jobs=options.jobs)
        self.room = 2 * self.engine.jobs
        self.jobs: list[Job] = []
        self.ledger = Ledger()
        self.stopping = threading.Event()
        self.paused = False
        self.judged = 0
        self.producer = Producer({"bootstrap.servers": options.brokers, "enable.idempotence": True, "linger.ms": 5})
        self.consumer = Consumer(
            {
                "bootstrap.servers": options.brokers,
                "group.id": options.group,
                "auto.offset.reset": "earliest",
                # Commit in the background, but only what was stored here: offsets whose answers have arrived.
                "enable.auto.offset.store": False,
                "auto.commit.interval.ms": 500,
                "session.timeout.ms": options.session_timeout_ms,
                # A partition that moves takes its jobs along, the others stay.
                "partition.assignment.strategy": "cooperative-sticky",
            }
        )

    def run(self) -> None:
        """Works until it is told to stop, then finishes what it has begun."""
        self.consumer.subscribe([self.options.jobs_topic], on_revoke=self.revoked, on_lost=self.revoked)
        log.info("ready: judging %d at a time", self.engine.jobs)
        try:
            while not self.stopping.is_set():
                self.take()
                self.settle()
            deadline = time.monotonic() + self.options.grace
            while self.jobs and time.monotonic() < deadline:
                self.settle()
                self.producer.poll(0.01)
        finally:
            # What is not finished by now is killed, and judged by another worker: its offset is not committed.
            self.engine.close()
            self.producer.flush(10)
            self.consumer.close()
            log.info("stopped after %d answers", self.judged)

    def take(self) -> None:
        """Takes a message if there is room, and keeps the broker convinced that we live if there is none."""
        full = len(self.jobs) >= self.room
        if full != self.paused:
            (self.consumer.pause if full else self.consumer.resume)(self.consumer.assignment())
            self.paused = full
        # While something is being judged its end should be noticed soon.
        message = self.consumer.poll(0.005 if self.jobs else 0.2)
        if message is None:
            return
        error = message.error()
        if error is not None:
            # The client connects again by itself; a missing topic may yet be made.
            if error.fatal():
                raise KafkaException(error)
            log.warning("broker: %s", error)
            return
        job = Job(message)
        self.ledger.begin(job.place, job.offset)
        self.jobs.append(job)
        self.start(job)

    def start(self, job: Job) -> None:
        """Starts judging."""
        job.attempts += 1
        try:
            job.run = self.engine.start_request(job.value)
        except dockexec.DockExecError as error:
            self.failed(job, error)

    def settle(self) -> None:
        """Answers what is done, starts what is due."""
        self.producer.poll(0)
        for job in list(self.jobs):
            if not self.ledger.holds(job.place, job.offset):
                self.jobs.remove(job)  # Letting go of its run cancels it.
            elif job.run is None:
                if time.monotonic() >= job.not_before:
                    self.start(job)
            elif job.run.done():
                try:
                    self.answer(job, job.run.result().to_json())
                except dockexec.DockExecError as error:
                    self.failed(job, error)

    def failed(self, job: Job, error: dockexec.DockExecError) -> None:
        """What is wrong with the request is an answer. What is wrong with us is tried again, and in the end put aside for a person."""
        job.run = None
        if isinstance(error, (dockexec.InternalError, dockexec.HostUnfitError)) and job.attempts < ATTEMPTS:
            job.not_before = time.monotonic() + 0.2 * 2**job.attempts
            return
        record = {"v": 1, "id": job.id, "error": error.to_dict()}
        poison = error.code == "malformed-json" or not isinstance(error, dockexec.BadRequestError)
        if poison:
            log.error("put aside: %s %d at %d: %s", *job.place, job.offset, error)
            self.send(self.options.dead_topic, job.key, job.value, error=json.dumps(record))
        self.answer(job, json.dumps(record))

    def answer(self, job: Job, text: str) -> None:
        """Sends the answer; the job is done when it has arrived."""

        def arrived(error: Optional[KafkaError], _: Message) -> None:
            if error is not None:
                # Not committed, so judged again after the next start; going on would only pile up more of them.
                log.error("no answer could be sent: %s", error)
                self.stopping.set()
                return
            self.judged += 1
            moved = self.ledger.end(job.place, job.offset)
            if moved is not None:
                self.consumer.store_offsets(offsets=[TopicPartition(*job.place, moved)])

        self.jobs.remove(job)
        self.send(self.options.verdicts_topic, job.key, text, arrived)

    def send(self, topic: str, key: Optional[bytes], value: Any, arrived: Any = None, **headers: str) -> None:
        """Hands a message to the producer, waiting while its queue is full."""
        while True:
            try:
                self.producer.produce(topic, value, key, on_delivery=arrived, headers=list(headers.items()))
                return
            except BufferError:
                self.producer.poll(0.1)

    def revoked(self, _: Consumer, partitions: Iterable[TopicPartition]) -> None:
        """Partitions went to another worker; what we have of them is let go in the next round."""
        for partition in partitions:
            self.ledger.forget((partition.topic, partition.partition))


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Judge the jobs on a Kafka topic.")
    parser.add_argument("--brokers", default="127.0.0.1:9092")
    parser.add_argument("--group", default="worker-bees")
    parser.add_argument("--jobs-topic", default="dockexec.jobs")
    parser.add_argument("--verdicts-topic", default="dockexec.verdicts")
    parser.add_argument("--dead-topic", default="dockexec.dead-letters")
    parser.add_argument("--jobs", type=int, help="how many to judge at a time (default: one for each core)")
    parser.add_argument(
        "--grace", type=float, default=30, help="seconds for finishing what was begun, when told to stop"
    )
    parser.add_argument("--session-timeout-ms", type=int, default=10_000)
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    worker = Worker(options)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: worker.stopping.set())
    worker.run()


if __name__ == "__main__":
    main()
