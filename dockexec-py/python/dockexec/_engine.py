"""The engine: everything that can be asked of DockExec."""

from __future__ import annotations

import asyncio
import functools
import json
import os
from collections import deque
from collections.abc import AsyncGenerator, Iterable, Iterator, Mapping, Sequence
from typing import Any, Callable, Literal, Optional, TypeVar, Union, overload

from . import _native
from ._errors import DockExecError
from ._problem import Problem, Signature, to_text
from ._records import (
    DoctorReport,
    Event,
    Finding,
    Isolation,
    Judgement,
    LanguageInfo,
    Limits,
    Program,
    Reveal,
    Strictness,
    Submission,
)
from ._run import Run, news

__all__ = ["Engine", "doctor", "languages", "sanitize", "starter_code", "wrap"]

T = TypeVar("T")

#: What :meth:`Engine.judge_many` takes: a submission, a submission with its own problem, or a request as ``dockexec batch`` reads it.
Item = Union[Submission, "tuple[Submission, Problem]", Mapping[str, Any], str, bytes]


def sanitize(
    submission: Submission,
    *,
    strictness: Union[Strictness, str, None] = None,
    program: bool = False,
    allow: Sequence[str] = (),
) -> list[Finding]:
    """What the sanitizer finds in a submission, without running it.

    :param strictness: how much is forbidden; default: ``strict``, for a program ``lenient``
    :param program: the source is a whole program, not a function or class to be called
    :param allow: sanitizer rules or names, such as ``os.environ``, that are allowed on top
    """
    _is_a(submission, Submission, "submission")
    how = None if strictness is None else str(strictness)
    found = _native.sanitize(submission, how, program, list(allow))
    return [Finding.from_dict(finding) for finding in json.loads(found)]


def wrap(submission: Submission, signature: Union[Signature, Problem, None] = None) -> Program:
    """The program that is made of a submission: its own file and the harness around it. Nothing is run, so nothing is forbidden.

    :param signature: what the submission should be (or the problem it is for); left out: a whole program
    """
    _is_a(submission, Submission, "submission")
    wanted = signature.signature if isinstance(signature, Problem) else signature
    if wanted is not None:
        _is_a(wanted, Signature, "signature")
    return Program.from_json(_native.wrap(submission, None if wanted is None else wanted._native))


def starter_code(signature: Union[Signature, Problem], language: str) -> str:
    """The code a person begins with."""
    if not isinstance(signature, Problem):
        _is_a(signature, Signature, "signature")
    return signature.starter_code(language)


def doctor() -> DoctorReport:
    """What this host can enforce and judge, and the remedy for what is missing. Works where nothing can be judged, too."""
    return DoctorReport.from_json(_native.doctor())


def languages() -> list[LanguageInfo]:
    """The languages of this build, with what this host has for each."""
    return [LanguageInfo.from_dict(language) for language in json.loads(_native.languages())["languages"]]


class Engine:
    """Judges submissions. Usable from any thread and any event loop; make one and keep it.

    Every call comes as ``name`` (blocks, with the interpreter's lock released) and as ``name_async`` (a coroutine). Cancelling the task, or Ctrl-C in a blocking call, kills
    the run. In a forked child the engine makes itself anew; sent to another process (pickled) only its settings travel.

    :param jobs: how many requests are judged at a time; default: one for each core
    :param max_waiting: how many may wait for a slot before :class:`QueueFullError`; default: 10,000
    :param cache_directory: where artifacts and prepared toolchains are kept; default: ``$DOCKEXEC_CACHE_DIR``, else ``$XDG_CACHE_HOME/dockexec``, else ``~/.cache/dockexec``
    :param cold_compilers: start a fresh compiler for every compilation, even where one could be kept warm (Java)
    :param pin_cores: keep each run on a processor of its own, for steadier times
    :raises HostUnfitError: when no sandbox can be had; the hint names the remedy
    """

    __slots__ = ("__weakref__", "_native", "_settings")

    def __init__(
        self,
        *,
        jobs: Optional[int] = None,
        max_waiting: Optional[int] = None,
        cache_directory: Union[str, os.PathLike[str], None] = None,
        cold_compilers: bool = False,
        pin_cores: bool = False,
    ) -> None:
        self._settings: dict[str, Any] = {
            "jobs": jobs,
            "max_waiting": max_waiting,
            "cache_directory": cache_directory,
            "cold_compilers": cold_compilers,
            "pin_cores": pin_cores,
        }
        self._native = _native.Engine(**self._settings)

    # ---- judging ---------------------------------------------------------------------------------------------------

    def start(
        self,
        submission: Submission,
        problem: Problem,
        *,
        limits: Optional[Limits] = None,
        sanitize: Union[Strictness, str, None] = None,
        allow: Sequence[str] = (),
        reveal: Union[Reveal, str, None] = None,
        stop_at_first: Optional[bool] = None,
        isolation: Union[Isolation, str, None] = None,
    ) -> Run:
        """Starts judging ``submission`` by ``problem``, for who wants its events or the power to cancel. Parameters as of :meth:`judge`."""
        options = _options(limits, sanitize, allow, reveal, stop_at_first, isolation)
        return Run(self._start(submission, problem, options, events=True))

    def judge(
        self,
        submission: Submission,
        problem: Problem,
        *,
        limits: Optional[Limits] = None,
        sanitize: Union[Strictness, str, None] = None,
        allow: Sequence[str] = (),
        reveal: Union[Reveal, str, None] = None,
        stop_at_first: Optional[bool] = None,
        isolation: Union[Isolation, str, None] = None,
        on_event: Optional[Callable[[Event], object]] = None,
    ) -> Judgement:
        """Judges ``submission`` by ``problem``.

        :param limits: limits over those of the problem
        :param sanitize: how much is forbidden; default: what the problem says
        :param allow: sanitizer rules or names that are allowed besides those of the problem
        :param reveal: what is shown of hidden cases; default: what the problem says
        :param stop_at_first: judge no further than the first case that fails
        :param isolation: whether cases share a process; default: what the problem says
        :param on_event: called with each event, on the calling thread
        :raises DockExecError: what is wrong with the request, the host or DockExec; what is wrong with the submission is in the judgement
        """
        options = _options(limits, sanitize, allow, reveal, stop_at_first, isolation)
        return _finish(Run(self._start(submission, problem, options, events=on_event is not None)), on_event)

    async def judge_async(
        self,
        submission: Submission,
        problem: Problem,
        *,
        limits: Optional[Limits] = None,
        sanitize: Union[Strictness, str, None] = None,
        allow: Sequence[str] = (),
        reveal: Union[Reveal, str, None] = None,
        stop_at_first: Optional[bool] = None,
        isolation: Union[Isolation, str, None] = None,
        on_event: Optional[Callable[[Event], object]] = None,
    ) -> Judgement:
        """:meth:`judge` as a coroutine. Cancelling it kills the run."""
        options = _options(limits, sanitize, allow, reveal, stop_at_first, isolation)
        run = Run(self._start(submission, problem, options, events=on_event is not None))
        return await _finish_async(run, on_event)

    def _start(self, submission: Submission, problem: Problem, options: str, *, events: bool) -> _native.Run:
        _is_a(submission, Submission, "submission")
        _is_a(problem, Problem, "problem")
        return self._native.start_problem(submission, problem._native, options, submission.id, events)

    # ---- free runs -------------------------------------------------------------------------------------------------

    def start_run(
        self,
        submission: Submission,
        stdin: Union[str, bytes] = b"",
        *,
        limits: Optional[Limits] = None,
        sanitize: Union[Strictness, str, None] = None,
        allow: Sequence[str] = (),
    ) -> Run:
        """Starts a free run, for who wants its events or the power to cancel. Parameters as of :meth:`run`."""
        return Run(self._start_run(submission, stdin, _options(limits, sanitize, allow), events=True))

    def run(
        self,
        submission: Submission,
        stdin: Union[str, bytes] = b"",
        *,
        limits: Optional[Limits] = None,
        sanitize: Union[Strictness, str, None] = None,
        allow: Sequence[str] = (),
        on_event: Optional[Callable[[Event], object]] = None,
    ) -> Judgement:
        """Runs a program and tells what it did: nothing is compared, and output past its limit is cut instead of being a verdict. Its only case has all there is to know.

        :param stdin: its standard input
        :param limits: what it may use
        :param sanitize: how much is forbidden; default: ``lenient``
        """
        run = Run(self._start_run(submission, stdin, _options(limits, sanitize, allow), events=on_event is not None))
        return _finish(run, on_event)

    async def run_async(
        self,
        submission: Submission,
        stdin: Union[str, bytes] = b"",
        *,
        limits: Optional[Limits] = None,
        sanitize: Union[Strictness, str, None] = None,
        allow: Sequence[str] = (),
        on_event: Optional[Callable[[Event], object]] = None,
    ) -> Judgement:
        """:meth:`run` as a coroutine. Cancelling it kills the run."""
        run = Run(self._start_run(submission, stdin, _options(limits, sanitize, allow), events=on_event is not None))
        return await _finish_async(run, on_event)

    def _start_run(
        self, submission: Submission, stdin: Union[str, bytes], options: str, *, events: bool
    ) -> _native.Run:
        _is_a(submission, Submission, "submission")
        return self._native.start_run(submission, stdin, options, submission.id, events)

    # ---- requests in the wire's shape ------------------------------------------------------------------------------

    def start_request(self, request: Union[Mapping[str, Any], str, bytes]) -> Run:
        """Starts judging a request, for who wants its events or the power to cancel."""
        return Run(self._start_request(request, events=True))

    def judge_request(self, request: Union[Mapping[str, Any], str, bytes]) -> Judgement:
        """Judges a request as a line of ``dockexec batch`` says it: a mapping or JSON text."""
        return _finish(Run(self._start_request(request, events=False)), None)

    async def judge_request_async(self, request: Union[Mapping[str, Any], str, bytes]) -> Judgement:
        """:meth:`judge_request` as a coroutine. Cancelling it kills the run."""
        return await Run(self._start_request(request, events=False))

    def _start_request(self, request: Union[Mapping[str, Any], str, bytes], *, events: bool) -> _native.Run:
        if isinstance(request, Mapping):
            request = to_text(dict(request))
        if isinstance(request, str):
            request = request.encode("utf-8", "surrogatepass")
        return self._native.start_request(request, events)

    # ---- many ------------------------------------------------------------------------------------------------------

    @overload
    def judge_many(
        self,
        items: Iterable[Item],
        problem: Optional[Problem] = None,
        *,
        return_exceptions: Literal[False] = False,
        **options: Any,
    ) -> Iterator[Judgement]: ...

    @overload
    def judge_many(
        self,
        items: Iterable[Item],
        problem: Optional[Problem] = None,
        *,
        return_exceptions: bool,
        **options: Any,
    ) -> Iterator[Union[Judgement, DockExecError]]: ...

    def judge_many(
        self,
        items: Iterable[Item],
        problem: Optional[Problem] = None,
        *,
        return_exceptions: bool = False,
        **options: Any,
    ) -> Iterator[Union[Judgement, DockExecError]]:
        """Judges many, as many at a time as there are slots, and gives the judgements in the order of the items.

        ``items`` may be endless: no more of them are taken than are needed to keep the slots busy (at most 32 for each slot). An item is a :class:`Submission` (judged by ``problem``), a pair of
        submission and problem, or a request as ``dockexec batch`` reads it.

        :param return_exceptions: give exceptions in the place of judgements instead of raising the first one
        :param options: as of :meth:`judge`, for items that are not requests
        """
        window = self._window(items, problem, options, return_exceptions)
        try:
            while (first := window.take()) is not None:
                try:
                    while isinstance(first, Run) and not first.done():
                        window.fill()
                        first._native.wait(0.01)
                    yield first if isinstance(first, DockExecError) else first.result()
                except DockExecError as error:
                    if not return_exceptions:
                        raise
                    yield error
        finally:
            window.cancel()

    @overload
    def judge_many_async(
        self,
        items: Iterable[Item],
        problem: Optional[Problem] = None,
        *,
        return_exceptions: Literal[False] = False,
        **options: Any,
    ) -> AsyncGenerator[Judgement, None]: ...

    @overload
    def judge_many_async(
        self,
        items: Iterable[Item],
        problem: Optional[Problem] = None,
        *,
        return_exceptions: bool,
        **options: Any,
    ) -> AsyncGenerator[Union[Judgement, DockExecError], None]: ...

    async def judge_many_async(
        self,
        items: Iterable[Item],
        problem: Optional[Problem] = None,
        *,
        return_exceptions: bool = False,
        **options: Any,
    ) -> AsyncGenerator[Union[Judgement, DockExecError], None]:
        """:meth:`judge_many` for ``async for``."""
        window = self._window(items, problem, options, return_exceptions)
        try:
            while (first := window.take()) is not None:
                try:
                    while isinstance(first, Run) and not first.done():
                        await news([first, *window.fill()])
                    yield first if isinstance(first, DockExecError) else first.result()
                except DockExecError as error:
                    if not return_exceptions:
                        raise
                    yield error
        finally:
            window.cancel()

    def _window(
        self, items: Iterable[Item], problem: Optional[Problem], options: Mapping[str, Any], return_exceptions: bool
    ) -> _Window:
        start = functools.partial(
            self._start_item, problem=problem, options=_options(**options), return_exceptions=return_exceptions
        )
        return _Window(map(start, items), self.jobs)

    def _start_item(
        self, item: Item, problem: Optional[Problem], options: str, return_exceptions: bool
    ) -> Union[Run, DockExecError]:
        try:
            if isinstance(item, (Mapping, str, bytes)):
                return Run(self._start_request(item, events=False))
            submission, by = item if isinstance(item, tuple) else (item, problem)
            if by is None:
                raise TypeError("judge_many needs a problem for submissions that come without one")
            return Run(self._start(submission, by, options, events=False))
        except DockExecError as error:
            if not return_exceptions:
                raise
            return error

    # ---- without running -------------------------------------------------------------------------------------------

    def sanitize(
        self,
        submission: Submission,
        *,
        strictness: Union[Strictness, str, None] = None,
        program: bool = False,
        allow: Sequence[str] = (),
    ) -> list[Finding]:
        """What the sanitizer finds in a submission; see :func:`dockexec.sanitize`."""
        return sanitize(submission, strictness=strictness, program=program, allow=allow)

    async def sanitize_async(
        self,
        submission: Submission,
        *,
        strictness: Union[Strictness, str, None] = None,
        program: bool = False,
        allow: Sequence[str] = (),
    ) -> list[Finding]:
        """:meth:`sanitize` as a coroutine."""
        return await _aside(sanitize, submission, strictness=strictness, program=program, allow=allow)

    def wrap(self, submission: Submission, signature: Union[Signature, Problem, None] = None) -> Program:
        """The program that is made of a submission; see :func:`dockexec.wrap`."""
        return wrap(submission, signature)

    async def wrap_async(self, submission: Submission, signature: Union[Signature, Problem, None] = None) -> Program:
        """:meth:`wrap` as a coroutine."""
        return await _aside(wrap, submission, signature)

    def starter_code(self, signature: Union[Signature, Problem], language: str) -> str:
        """The code a person begins with."""
        return starter_code(signature, language)

    async def starter_code_async(self, signature: Union[Signature, Problem], language: str) -> str:
        """:meth:`starter_code` as a coroutine."""
        return await _aside(starter_code, signature, language)

    def doctor(self) -> DoctorReport:
        """What this host can enforce and judge; see :func:`dockexec.doctor`."""
        return doctor()

    async def doctor_async(self) -> DoctorReport:
        """:meth:`doctor` as a coroutine."""
        return await _aside(doctor)

    def languages(self) -> list[LanguageInfo]:
        """The languages, with what this host has for each; see :func:`dockexec.languages`."""
        return languages()

    async def languages_async(self) -> list[LanguageInfo]:
        """:meth:`languages` as a coroutine."""
        return await _aside(languages)

    # ---- the engine itself -----------------------------------------------------------------------------------------

    @property
    def jobs(self) -> int:
        """How many requests are judged at a time."""
        return self._native.jobs

    @property
    def closed(self) -> bool:
        """Whether it was closed."""
        return self._native.closed

    def close(self) -> None:
        """Kills what is running, refuses what waits, and waits for the end of it. Afterwards every call raises :class:`EngineClosedError`."""
        self._native.close()

    async def close_async(self) -> None:
        """:meth:`close` as a coroutine."""
        await _aside(self.close)

    def __enter__(self) -> Engine:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    async def __aenter__(self) -> Engine:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close_async()

    def __reduce__(self) -> Any:
        return (_engine, (self._settings,))

    def __repr__(self) -> str:
        return "<Engine closed>" if self.closed else f"<Engine jobs={self.jobs}>"


class _Window:
    """The runs that are under way, in order, started as they are needed: enough to keep the slots busy, also while a slow one at the head keeps others waiting that are done."""

    def __init__(self, runs: Iterator[Union[Run, DockExecError]], jobs: int) -> None:
        self._runs = runs
        self._busy = 2 * jobs
        self._most = 32 * jobs
        self._started: deque[Union[Run, DockExecError]] = deque()
        self._first: Union[Run, DockExecError, None] = None

    def take(self) -> Union[Run, DockExecError, None]:
        """The next one; ``None`` at the end."""
        self.fill()
        self._first = self._started.popleft() if self._started else None
        return self._first

    def fill(self) -> list[Run]:
        """Starts what there is room for; gives back what is not done."""
        unfinished = [one for one in self._started if isinstance(one, Run) and not one.done()]
        while len(unfinished) < self._busy and len(self._started) < self._most:
            fresh = next(self._runs, None)
            if fresh is None:
                break
            self._started.append(fresh)
            if isinstance(fresh, Run):
                unfinished.append(fresh)
        return unfinished

    def cancel(self) -> None:
        """Cancels what nobody will ask for."""
        for one in (self._first, *self._started):
            if isinstance(one, Run):
                one.cancel()


def _engine(settings: dict[str, Any]) -> Engine:
    return Engine(**settings)


def _options(
    limits: Optional[Limits] = None,
    sanitize: Union[Strictness, str, None] = None,
    allow: Sequence[str] = (),
    reveal: Union[Reveal, str, None] = None,
    stop_at_first: Optional[bool] = None,
    isolation: Union[Isolation, str, None] = None,
) -> str:
    """The options of a call as the native half reads them."""
    options: dict[str, Any] = {}
    if limits is not None:
        _is_a(limits, Limits, "limits")
        options["limits"] = limits.to_dict()
    if allow:
        options["allow"] = list(allow)
    for name, value in (("sanitize", sanitize), ("reveal", reveal), ("isolation", isolation)):
        if value is not None:
            options[name] = str(value)
    if stop_at_first is not None:
        options["stop_at_first"] = stop_at_first
    return to_text(options)


def _is_a(value: object, kind: type, name: str) -> None:
    if not isinstance(value, kind):
        raise TypeError(f"{name} must be a dockexec.{kind.__name__}, not {type(value).__name__}")


def _finish(run: Run, on_event: Optional[Callable[[Event], object]]) -> Judgement:
    """Waits for a run; whatever ends the waiting early, such as Ctrl-C, ends the run first."""
    try:
        if on_event is not None:
            for event in run:
                on_event(event)
        return run.result()
    except BaseException:
        run.cancel()
        raise


async def _finish_async(run: Run, on_event: Optional[Callable[[Event], object]]) -> Judgement:
    try:
        if on_event is not None:
            async for event in run:
                on_event(event)
        return await run
    except BaseException:
        run.cancel()
        raise


async def _aside(call: Callable[..., T], *args: Any, **options: Any) -> T:
    """A short call that blocks, on the event loop's own threads."""
    return await asyncio.get_running_loop().run_in_executor(None, functools.partial(call, *args, **options))
