"""Runs: judgements in the making, for threads and for event loops.

No thread of the engine ever enters the interpreter. A thread that waits looks for signals as it does; an event loop watches one file descriptor, the bell, for all of
its runs.
"""

from __future__ import annotations

import asyncio
import json
import os
import threading
import weakref
from collections.abc import AsyncIterator, Generator, Iterator, Sequence
from typing import Any, ClassVar, Optional

from . import _native
from ._records import Event, EventKind, Judgement

__all__ = ["Run"]


class Run:
    """A judgement in the making, as :meth:`Engine.start` gives it.

    For threads: iterate over it for its events, then ask for its :meth:`result`. For coroutines: ``async for`` and ``await``. Whoever lets go of a run cancels it.
    """

    __slots__ = ("__weakref__", "_native")

    def __init__(self, native: _native.Run) -> None:
        self._native = native

    def done(self) -> bool:
        """Whether it is over."""
        return self._native.done()

    def cancel(self) -> None:
        """Kills whatever it has running. :meth:`result` then raises :class:`CancelledError`, soon."""
        self._native.cancel()

    def result(self, timeout: Optional[float] = None) -> Judgement:
        """Waits for the judgement. An exception while waiting, such as the one of Ctrl-C, leaves the run alone.

        :raises TimeoutError: when ``timeout`` seconds are over first
        :raises CancelledError: when it was cancelled
        """
        text = self._native.wait(timeout)
        if text is None:
            raise TimeoutError(f"the run is not over after {timeout} s")
        return _judgement(text)

    def __iter__(self) -> Iterator[Event]:
        """Its events as they happen; ends when it is over."""
        while (parts := self._native.next_event()) is not None:
            yield _event(parts)

    def __await__(self) -> Generator[Any, None, Judgement]:
        return self._wait().__await__()

    async def _wait(self) -> Judgement:
        try:
            while (text := self._native.poll()) is None:
                await news([self])
        except asyncio.CancelledError:
            self._native.cancel()
            raise
        return _judgement(text)

    def __aiter__(self) -> AsyncIterator[Event]:
        return self._events()

    async def _events(self) -> AsyncIterator[Event]:
        while True:
            # In this order: an event that comes between the two is seen in the next round.
            done = self._native.done()
            parts = self._native.poll_event()
            if parts is not None:
                yield _event(parts)
            elif done:
                return
            else:
                try:
                    await news([self], events=True)
                except asyncio.CancelledError:
                    self._native.cancel()
                    raise

    def __enter__(self) -> Run:
        return self

    def __exit__(self, *_: object) -> None:
        self.cancel()

    async def __aenter__(self) -> Run:
        return self

    async def __aexit__(self, *_: object) -> None:
        self.cancel()

    def __reduce__(self) -> Any:
        raise TypeError("a run belongs to its process and cannot be pickled")

    def __repr__(self) -> str:
        return f"<Run {'done' if self.done() else 'running'}>"


def _judgement(text: str) -> Judgement:
    return Judgement.from_dict(json.loads(text))


def _event(parts: tuple[str, Optional[int], Optional[int]]) -> Event:
    name, index, total = parts
    return Event(EventKind(name), index, total)


async def news(runs: Sequence[Run], *, events: bool = False) -> None:
    """Waits until one of ``runs`` is over or, if ``events`` says so, has an event."""
    await _Listener.of_loop().news(runs, events=events)


class _Listener:
    """Hears of news for an event loop: one bell, whose descriptor the loop watches while anybody waits."""

    _of_loops: ClassVar[weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, _Listener]] = weakref.WeakKeyDictionary()
    _making: ClassVar[threading.Lock] = threading.Lock()

    def __init__(self) -> None:
        self._bell = _native.Bell()
        self._waiting: dict[int, asyncio.Future[None]] = {}
        self._next = 0

    @classmethod
    def of_loop(cls) -> _Listener:
        """The listener of the running loop."""
        loop = asyncio.get_running_loop()
        with cls._making:
            listener = cls._of_loops.get(loop)
            if listener is None:
                listener = cls._of_loops[loop] = cls()
            return listener

    async def news(self, runs: Sequence[Run], *, events: bool) -> None:
        """Waits until one of ``runs`` is over or, if ``events`` says so, has an event."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[None] = loop.create_future()
        token = self._next
        self._next += 1
        if not self._waiting:
            loop.add_reader(self._bell.fileno(), self._heard)
        self._waiting[token] = future
        try:
            for run in runs:
                run._native.listen(self._bell, token, events)
            await future
        finally:
            for run in runs:
                run._native.unlisten(self._bell, token)
            self._waiting.pop(token, None)
            if not self._waiting:
                loop.remove_reader(self._bell.fileno())

    def _heard(self) -> None:
        for token in self._bell.heard():
            future = self._waiting.get(token)
            if future is not None and not future.done():
                future.set_result(None)


def _forget() -> None:
    """In a forked child: the loops are the parent's, and the lock may be taken by a thread that is not there."""
    _Listener._of_loops = weakref.WeakKeyDictionary()
    _Listener._making = threading.Lock()


os.register_at_fork(after_in_child=_forget)
