"""DockExec: judge programs in a real sandbox.

>>> import dockexec
>>> engine = dockexec.Engine()
>>> judgement = engine.run(dockexec.Submission("python", "print(6 * 7)"))
>>> judgement.verdict, judgement.cases[0].stdout
(<Verdict.AC: 'AC'>, '42\\n')
"""

from . import _native
from ._engine import Engine, doctor, languages, sanitize, starter_code, wrap
from ._errors import (
    BadRequestError,
    CancelledError,
    DockExecError,
    EngineClosedError,
    ForkedError,
    HostUnfitError,
    InternalError,
    InvalidProblemError,
    ProblemFaultError,
    QueueFullError,
    UnsupportedError,
)
from ._problem import Problem, Signature
from ._records import (
    MISSING,
    Case,
    CaseDetails,
    CaseResult,
    Checker,
    Compare,
    Diagnostic,
    DoctorReport,
    Event,
    EventKind,
    Fault,
    Finding,
    HostRow,
    Isolation,
    Judgement,
    LanguageInfo,
    Limits,
    Program,
    ProgramFile,
    Reveal,
    Sandbox,
    Severity,
    Solution,
    Stage,
    Strictness,
    Submission,
    Tolerance,
    ToolchainError,
    Verdict,
)
from ._run import Run

__version__: str = _native.__version__

__all__ = [
    "MISSING",
    "BadRequestError",
    "CancelledError",
    "Case",
    "CaseDetails",
    "CaseResult",
    "Checker",
    "Compare",
    "Diagnostic",
    "DockExecError",
    "DoctorReport",
    "Engine",
    "EngineClosedError",
    "Event",
    "EventKind",
    "Fault",
    "Finding",
    "ForkedError",
    "HostRow",
    "HostUnfitError",
    "InternalError",
    "InvalidProblemError",
    "Isolation",
    "Judgement",
    "LanguageInfo",
    "Limits",
    "Problem",
    "ProblemFaultError",
    "Program",
    "ProgramFile",
    "QueueFullError",
    "Reveal",
    "Run",
    "Sandbox",
    "Severity",
    "Signature",
    "Solution",
    "Stage",
    "Strictness",
    "Submission",
    "Tolerance",
    "ToolchainError",
    "UnsupportedError",
    "Verdict",
    "__version__",
    "doctor",
    "languages",
    "sanitize",
    "starter_code",
    "wrap",
]
