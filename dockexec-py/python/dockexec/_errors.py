"""What the system did wrong, or was asked to do wrongly, as exceptions.

What a submission did wrong is never an exception: it is a verdict.
"""

from __future__ import annotations

import json
from typing import Any, Optional

from ._records import Fault

__all__ = [
    "BadRequestError",
    "CancelledError",
    "DockExecError",
    "EngineClosedError",
    "ForkedError",
    "HostUnfitError",
    "InternalError",
    "InvalidProblemError",
    "ProblemFaultError",
    "QueueFullError",
    "UnsupportedError",
]


class DockExecError(Exception):
    """The base of every exception that DockExec raises on its own account.

    :ivar code: a stable, kebab-case name for programs, such as ``unknown-language``
    :ivar kind: whose fault it is: ``bad_request``, ``unsupported``, ``host_unfit``, ``cancelled``, ``problem_fault`` or ``internal``
    :ivar stage: where it happened: ``request``, ``sanitize``, ``wrap``, ``compile``, ``execute`` or ``judge``
    :ivar message: what failed, with which value
    :ivar hint: what to do, where that is known
    :ivar retryable: whether the same call may succeed when tried again
    """

    code: str
    kind: str
    stage: str
    message: str
    hint: Optional[str]
    retryable: bool

    def __init__(
        self,
        message: str,
        *,
        code: str = "internal",
        kind: str = "internal",
        stage: str = "request",
        hint: Optional[str] = None,
        retryable: bool = False,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.kind = kind
        self.stage = stage
        self.message = message
        self.hint = hint
        self.retryable = retryable

    def __str__(self) -> str:
        return self.message if self.hint is None else f"{self.message} (hint: {self.hint})"

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.message!r}, code={self.code!r}, stage={self.stage!r}, hint={self.hint!r})"

    def __reduce__(self) -> Any:
        return (_restore, (type(self), self.__dict__.copy()))

    def to_dict(self) -> dict[str, Any]:
        """The error as the command line and ``dockexec batch`` write it."""
        record: dict[str, Any] = {
            "code": self.code,
            "kind": self.kind,
            "stage": self.stage,
            "message": self.message,
        }
        if self.hint is not None:
            record["hint"] = self.hint
        record["retryable"] = self.retryable
        return record


class BadRequestError(DockExecError, ValueError):
    """The request contradicts itself or the documentation: an unknown language, a case that does not fit the signature."""


class UnsupportedError(DockExecError):
    """The request is well formed but asks for something that this build or this language cannot do."""


class HostUnfitError(DockExecError, OSError):
    """The host lacks a toolchain, a privilege or a kernel feature. The hint names the remedy."""


class CancelledError(DockExecError):
    """The run was cancelled. (A cancelled asyncio task gets asyncio's own exception.)"""


class ProblemFaultError(DockExecError):
    """The problem itself is broken: its checker crashed, its reference solution fails."""


class InternalError(DockExecError, RuntimeError):
    """A defect of DockExec, or the operating system failed it."""


class QueueFullError(InternalError):
    """Too many requests wait for a slot already; try again later."""


class EngineClosedError(BadRequestError, RuntimeError):
    """The engine was closed."""


class ForkedError(BadRequestError, RuntimeError):
    """The object belongs to the process that this one was forked from."""


class InvalidProblemError(ProblemFaultError, ValueError):
    """A problem's folder cannot be used.

    :ivar faults: everything that is wrong with it, each with file, line and column
    """

    faults: tuple[Fault, ...] = ()


_BY_CODE: dict[str, type[DockExecError]] = {
    "engine-closed": EngineClosedError,
    "forked": ForkedError,
    "invalid-problem": InvalidProblemError,
    "queue-full": QueueFullError,
}

_BY_KIND: dict[str, type[DockExecError]] = {
    "bad_request": BadRequestError,
    "unsupported": UnsupportedError,
    "host_unfit": HostUnfitError,
    "cancelled": CancelledError,
    "problem_fault": ProblemFaultError,
    "internal": InternalError,
}


def _of_record(record: str, faults: str = "[]") -> DockExecError:
    """The exception for an error record; called by the native half."""
    fields = json.loads(record)
    kind = _BY_CODE.get(fields["code"]) or _BY_KIND.get(fields["kind"], InternalError)
    error = kind(**fields)
    if isinstance(error, InvalidProblemError):
        error.faults = tuple(Fault(**fault) for fault in json.loads(faults))
    return error


def _restore(kind: type[DockExecError], state: dict[str, Any]) -> DockExecError:
    error = kind(state["message"])
    error.__dict__.update(state)
    return error
