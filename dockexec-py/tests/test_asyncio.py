"""Coroutines: awaiting, cancelling, watching, and very many at a time."""

from __future__ import annotations

import asyncio

import pytest
from conftest import DOUBLE, SLEEP

import dockexec
from dockexec import EventKind, Limits, Submission, Verdict

SLEEPER = Submission("python", SLEEP)
LONG = Limits(cpu_ms=60_000)


def test_every_call_has_a_coroutine(engine, twice, double):
    async def main():
        assert (await engine.judge_async(double, twice)).accepted
        assert (await engine.run_async(Submission("python", "print(1)"))).cases[0].stdout == "1\n"
        request = {"kind": "run", "language": "python", "source": "print(2)"}
        assert (await engine.judge_request_async(request)).cases[0].stdout == "2\n"
        assert [one.verdict async for one in engine.judge_many_async([double] * 5, twice)] == [Verdict.AC] * 5
        assert await engine.sanitize_async(Submission("python", "import ctypes\n"))
        assert (await engine.wrap_async(double, twice)).files
        assert "twice" in await engine.starter_code_async(twice, "c")
        assert (await engine.doctor_async()).sandbox.tier
        assert await engine.languages_async()
        async with dockexec.Engine(jobs=1) as own:
            assert (await own.judge_async(double, twice)).accepted
        assert own.closed

    asyncio.run(main(), debug=True)


def test_the_loop_goes_on_meanwhile(engine, twice, double):
    async def main():
        ticks = 0

        async def tick():
            nonlocal ticks
            while True:
                ticks += 1
                await asyncio.sleep(0)

        ticking = asyncio.create_task(tick())
        await asyncio.gather(*(engine.judge_async(double, twice) for _ in range(8)))
        ticking.cancel()
        return ticks

    assert asyncio.run(main()) > 100


def test_events_by_async_iterator_and_by_callback(engine, twice, double):
    async def main():
        run = engine.start(double, twice)
        seen = [event.kind async for event in run]
        assert seen[0] is EventKind.QUEUED and seen[-1] is EventKind.FINISHED
        assert seen.count(EventKind.RUNNING_CASE) == 3
        assert (await run).accepted and (await run).accepted
        called = []
        await engine.judge_async(double, twice, on_event=called.append)
        assert [event.kind for event in called] == seen

    asyncio.run(main())


def test_cancelling_the_task_kills_the_run(own_engine, twice, double):
    async def main():
        tasks = [asyncio.create_task(own_engine.run_async(SLEEPER, limits=LONG)) for _ in range(own_engine.jobs)]
        waiting = asyncio.create_task(own_engine.judge_async(double, twice))
        await asyncio.sleep(0.5)
        assert not waiting.done()
        for task in tasks:
            task.cancel()
        for task in tasks:
            with pytest.raises(asyncio.CancelledError):
                await task
        # The slots are free again long before the sleepers would have woken.
        assert (await asyncio.wait_for(waiting, 30)).accepted

    asyncio.run(main())


def test_a_timeout_kills_the_run(own_engine, twice, double):
    async def main():
        for _ in range(3):
            with pytest.raises(asyncio.TimeoutError):
                await asyncio.wait_for(own_engine.run_async(SLEEPER, limits=LONG), 0.2)
        run = own_engine.start_run(SLEEPER, limits=LONG)

        async def watch():
            async for _ in run:
                pass

        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(watch(), 0.5)
        with pytest.raises(dockexec.CancelledError):
            await run
        assert (await asyncio.wait_for(own_engine.judge_async(double, twice), 30)).accepted

    asyncio.run(main())


def test_cancelling_what_waits_is_answered_at_once(own_engine):
    async def main():
        holders = [own_engine.start_run(SLEEPER, limits=LONG) for _ in range(own_engine.jobs)]
        waiting = own_engine.start_run(SLEEPER, limits=LONG)
        waiting.cancel()
        with pytest.raises(dockexec.CancelledError):
            await asyncio.wait_for(waiting, 5)
        assert not any(holder.done() for holder in holders)

    asyncio.run(main())


def test_leaving_an_async_loop_over_many_cancels_the_rest(own_engine, twice, double):
    async def main():
        stream = own_engine.judge_many_async([double] * 50, twice)
        async for one in stream:
            assert one.accepted
            break
        await stream.aclose()
        assert (await asyncio.wait_for(own_engine.judge_async(double, twice), 30)).accepted

    asyncio.run(main())


@pytest.mark.once
def test_thousands_of_concurrent_awaits(own_engine, twice):
    # A forbidden import is a verdict without a run: what is tested here is the waiting.
    refused = Submission("python", "import ctypes\n" + DOUBLE)

    async def main():
        results = await asyncio.gather(*(own_engine.judge_async(refused, twice) for _ in range(5_000)))
        assert {one.verdict for one in results} == {Verdict.SV}

    asyncio.run(main())


def test_the_queue_is_bounded(engine, twice, double):
    async def main():
        with dockexec.Engine(jobs=1, max_waiting=20) as small:
            results = await asyncio.gather(
                *(small.judge_async(double, twice) for _ in range(60)), return_exceptions=True
            )
            refused = [one for one in results if isinstance(one, dockexec.QueueFullError)]
            judged = [one for one in results if isinstance(one, dockexec.Judgement)]
            assert len(refused) + len(judged) == 60 and len(judged) >= 20
            assert refused and all(one.retryable and one.code == "queue-full" for one in refused)
            assert all(one.accepted for one in judged)
            assert (await small.judge_async(double, twice)).accepted

    asyncio.run(main())


def test_one_engine_serves_one_loop_after_the_other(engine, twice, double):
    for _ in range(3):
        assert asyncio.run(engine.judge_async(double, twice)).accepted


def test_a_run_can_be_awaited_and_watched_by_several(own_engine):
    async def main():
        run = own_engine.start_run(SLEEPER, limits=LONG)

        async def wait():
            with pytest.raises(dockexec.CancelledError):
                await run
            return "waited"

        async def watch():
            async for _ in run:
                pass
            return "watched"

        tasks = [asyncio.create_task(one()) for one in (wait, watch) * 5]
        await asyncio.sleep(0.5)
        assert not any(task.done() for task in tasks)
        run.cancel()
        assert await asyncio.wait_for(asyncio.gather(*tasks), 30) == ["waited", "watched"] * 5

    asyncio.run(main())


def test_who_waits_for_the_end_is_not_woken_by_events(own_engine, monkeypatch):
    woken = 0
    listener = dockexec._run._Listener
    heard = listener._heard

    def count(self):
        nonlocal woken
        woken += 1
        heard(self)

    monkeypatch.setattr(listener, "_heard", count)

    async def main():
        # Its events are there, and nobody reads them.
        run = own_engine.start_run(SLEEPER, limits=LONG)
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(run, 0.5)

    asyncio.run(main())
    assert woken <= 1


def test_a_loop_that_is_held_up_misses_nothing(engine, twice, double):
    async def main():
        runs = [engine.start(double, twice) for _ in range(4)]
        for run in runs:
            run.result()  # blocks the loop, on purpose
        for run in runs:
            assert [event.kind async for event in run][-1] is EventKind.FINISHED
            assert (await run).accepted

    asyncio.run(main())
