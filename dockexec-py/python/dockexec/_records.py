"""The values that go in and come out: frozen dataclasses and enums, in the shape of DockExec's JSON records.

Field names, units and meanings are those of the records that ``dockexec batch`` reads and writes: times in milliseconds, memory in bytes (limits: MiB), lines and columns from 1.
"""

from __future__ import annotations

import enum
import html
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, Optional, TypeVar, Union

__all__ = [
    "Case",
    "CaseDetails",
    "CaseResult",
    "Checker",
    "Compare",
    "Diagnostic",
    "DoctorReport",
    "Event",
    "EventKind",
    "Fault",
    "Finding",
    "HostRow",
    "Isolation",
    "Json",
    "Judgement",
    "LanguageInfo",
    "Limits",
    "Program",
    "ProgramFile",
    "Reveal",
    "Sandbox",
    "Severity",
    "Solution",
    "Stage",
    "Strictness",
    "Submission",
    "Tolerance",
    "ToolchainError",
    "Verdict",
]

#: A value that JSON can say.
Json = Any

Id = Union[str, int]


class _Name(str, enum.Enum):
    """An enum whose members are their names in JSON, and print like it."""

    def __str__(self) -> str:
        return str(self.value)

    def __format__(self, spec: str) -> str:
        return format(str(self.value), spec)


class Verdict(_Name):
    """The category of a result. What the *system* did wrong is never one of these but an exception."""

    AC = "AC"
    WA = "WA"
    PE = "PE"
    TLE = "TLE"
    WTL = "WTL"
    MLE = "MLE"
    OLE = "OLE"
    RTE = "RTE"
    CE = "CE"
    CTL = "CTL"
    SV = "SV"

    ACCEPTED = "AC"
    WRONG_ANSWER = "WA"
    PRESENTATION_ERROR = "PE"
    TIME_LIMIT = "TLE"
    WALL_TIME_LIMIT = "WTL"
    MEMORY_LIMIT = "MLE"
    OUTPUT_LIMIT = "OLE"
    RUNTIME_ERROR = "RTE"
    COMPILE_ERROR = "CE"
    COMPILE_LIMIT = "CTL"
    SECURITY_VIOLATION = "SV"

    @property
    def phrase(self) -> str:
        """A phrase for people, such as "wrong answer"."""
        return _PHRASES[self.value]


_PHRASES = {
    "AC": "accepted",
    "WA": "wrong answer",
    "PE": "presentation error",
    "TLE": "time limit exceeded",
    "WTL": "wall time limit exceeded",
    "MLE": "memory limit exceeded",
    "OLE": "output limit exceeded",
    "RTE": "runtime error",
    "CE": "compile error",
    "CTL": "compiler limit exceeded",
    "SV": "forbidden operation",
}


class Stage(_Name):
    """A stage of judging."""

    REQUEST = "request"
    SANITIZE = "sanitize"
    WRAP = "wrap"
    COMPILE = "compile"
    EXECUTE = "execute"
    JUDGE = "judge"


class Severity(_Name):
    """How bad a diagnostic is."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


class Strictness(_Name):
    """How much the sanitizer forbids. Isolation never depends on it."""

    STRICT = "strict"
    LENIENT = "lenient"
    OFF = "off"


class Reveal(_Name):
    """How much of hidden cases a judgement shows."""

    NONE = "none"
    FIRST_FAILING = "first_failing"
    ALL = "all"


class Isolation(_Name):
    """Whether the cases of a function share a process."""

    SHARED = "shared"
    PER_CASE = "per-case"


class Compare(_Name):
    """How answers are compared."""

    EXACT = "exact"
    TOKENS = "tokens"
    LINES = "lines"
    FLOAT = "float"
    ANY_ORDER = "any_order"
    ANY_ORDER_DEEP = "any_order_deep"
    ONE_OF = "one_of"
    TERMINATION = "termination"


class EventKind(_Name):
    """What happened on the way to a judgement, in this order."""

    QUEUED = "queued"
    SANITIZING = "sanitizing"
    COMPILING = "compiling"
    RUNNING_CASE = "running_case"
    FINISHED = "finished"


def _strings(name: str, value: Sequence[str]) -> tuple[str, ...]:
    """A sequence of strings as a tuple. A string is one too, and never what was meant."""
    if isinstance(value, (str, bytes)):
        raise TypeError(f"{name} must be a sequence of str, not {type(value).__name__}: did you mean ({value!r},)?")
    return tuple(value)


# ---- what goes in --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Submission:
    """What somebody handed in. Nothing in it has been checked.

    :param language: the id of a language or one of its aliases, such as ``python``
    :param source: the source; ``bytes`` as they are, ``str`` as UTF-8
    :param files: more files for the work directory, by name
    :param args: arguments of the program itself
    :param interpreter_args: arguments for the interpreter or virtual machine, each on the language's allow-list
    :param compile_args: arguments for the compiler, each on the language's allow-list
    :param id: given back with the judgement
    """

    language: str
    source: Union[str, bytes]
    files: Mapping[str, Union[str, bytes]] = field(default_factory=dict)
    args: Sequence[str] = ()
    interpreter_args: Sequence[str] = ()
    compile_args: Sequence[str] = ()
    id: Optional[Id] = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "files", dict(self.files))
        for name in ("args", "interpreter_args", "compile_args"):
            object.__setattr__(self, name, _strings(name, getattr(self, name)))

    def __hash__(self) -> int:
        return hash((self.language, self.source, tuple(sorted(self.files.items())), self.args, self.id))


@dataclass(frozen=True)
class Limits:
    """What a submission may use. What is ``None`` has its default; times are for each case unless the name says ``total``."""

    cpu_ms: Optional[float] = None
    wall_ms: Optional[float] = None
    total_cpu_ms: Optional[float] = None
    memory_mib: Optional[int] = None
    processes: Optional[int] = None
    output_kib: Optional[int] = None

    def to_dict(self) -> dict[str, Any]:
        """The limits as a request names them: those that are not ``None``."""
        return {item.name: value for item in fields(self) if (value := getattr(self, item.name)) is not None}


@dataclass(frozen=True)
class Tolerance:
    """How far a number may be off: within either of the two it is right."""

    abs: Optional[float] = None
    rel: Optional[float] = None


@dataclass(frozen=True)
class Checker:
    """A program that compares: run in the sandbox as ``checker input output answer``, exits with 0 (right), 1 (wrong) or 2 (presentation error)."""

    language: str
    source: str


class _Missing(enum.Enum):
    """Tells ``None``, which is an answer, from no answer."""

    MISSING = "missing"

    def __repr__(self) -> str:
        return "MISSING"


MISSING = _Missing.MISSING


@dataclass(frozen=True)
class Case:
    """A test case: of a function its ``args`` and what it should answer, of a program its ``stdin`` and what it should print.

    :param expected: left out: any answer is right. ``None`` is a value: an empty list or tree, the answer of a ``void`` function
    :param hidden: whether it is hidden from the author of a submission; ``None``: hidden where the problem says what to reveal
    """

    args: Optional[Sequence[Json]] = None
    stdin: Optional[Union[str, bytes]] = None
    expected: Union[Json, _Missing] = MISSING
    name: Optional[str] = None
    hidden: Optional[bool] = None

    def __post_init__(self) -> None:
        if self.args is not None:
            if isinstance(self.args, (str, bytes)):
                raise TypeError(f"args must be a sequence, one item for each parameter, not {type(self.args).__name__}")
            object.__setattr__(self, "args", list(self.args))

    __hash__ = None  # type: ignore[assignment]  # arguments are lists


# ---- what comes out ------------------------------------------------------------------------------------------------

_R = TypeVar("_R", bound="_Record")


class _Record:
    """What all records can do."""

    def to_dict(self) -> dict[str, Any]:
        """The record as ``json.loads`` reads it."""
        raise NotImplementedError

    def to_json(self) -> str:
        """The record as the command line prints it: one line."""
        return json.dumps(self.to_dict(), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_dict(cls: type[_R], record: Mapping[str, Any]) -> _R:
        """Reads a record; fields that a later version added are ignored."""
        raise NotImplementedError

    @classmethod
    def from_json(cls: type[_R], text: Union[str, bytes]) -> _R:
        """Reads a record's JSON text."""
        return cls.from_dict(json.loads(text))


def _known(cls: type[Any], record: Mapping[str, Any]) -> dict[str, Any]:
    """Those fields of a record that the class has."""
    return {name: record[name] for name in cls.__dataclass_fields__ if name in record}


def _short(value: Any) -> str:
    """A value for a cell of a table."""
    text = "" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 200 else text[:200] + "…"


def _freeze(value: Any) -> Any:
    """A JSON value as something that can be hashed."""
    if isinstance(value, list):
        return tuple(_freeze(item) for item in value)
    if isinstance(value, dict):
        return frozenset((name, _freeze(item)) for name, item in value.items())
    return value


@dataclass(frozen=True)
class Finding(_Record):
    """A forbidden operation, with its place in the source as it was handed in."""

    rule: str
    message: str
    help: Optional[str]
    line: int
    column: int
    start: int
    end: int

    def to_dict(self) -> dict[str, Any]:
        record = dict(self.__dict__)
        if self.help is None:
            del record["help"]
        return record

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Finding:
        return cls(**{"help": None, **_known(cls, record)})


@dataclass(frozen=True)
class Diagnostic(_Record):
    """One message of a compiler, or of a language's parser."""

    severity: Severity
    message: str
    file: Optional[str]
    line: Optional[int]
    column: Optional[int]

    def to_dict(self) -> dict[str, Any]:
        return {**self.__dict__, "severity": self.severity.value}

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Diagnostic:
        return cls(**{**_known(cls, record), "severity": Severity(record["severity"])})


@dataclass(frozen=True)
class CaseDetails(_Record):
    """What happened in a case.

    :ivar output: the answer: of a function its value, of a program its standard output (the first 64 KiB)
    :ivar expected: the expected answer; ``None`` where the case is judged by termination
    :ivar truncated: whether its output was cut at the limit (free runs)
    """

    cpu_ms: float
    wall_ms: float
    memory_bytes: Optional[int]
    output: Json
    expected: Json
    stdout: str
    stderr: str
    message: Optional[str]
    exit_code: Optional[int]
    signal: Optional[int]
    truncated: bool

    def __hash__(self) -> int:
        return hash(tuple(_freeze(value) for value in self.__dict__.values()))

    def to_dict(self) -> dict[str, Any]:
        return dict(self.__dict__)

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> CaseDetails:
        return cls(**_known(cls, record))


@dataclass(frozen=True)
class CaseResult(_Record):
    """What came of one case. ``details`` is ``None`` while the case is withheld; the properties below are then ``None`` too."""

    index: int
    verdict: Verdict
    hidden: bool
    name: Optional[str] = None
    details: Optional[CaseDetails] = None

    @property
    def cpu_ms(self) -> Optional[float]:
        """CPU time in milliseconds."""
        return self.details.cpu_ms if self.details else None

    @property
    def wall_ms(self) -> Optional[float]:
        """Elapsed time in milliseconds."""
        return self.details.wall_ms if self.details else None

    @property
    def memory_bytes(self) -> Optional[int]:
        """Peak memory of the process so far."""
        return self.details.memory_bytes if self.details else None

    @property
    def output(self) -> Json:
        """The answer."""
        return self.details.output if self.details else None

    @property
    def expected(self) -> Json:
        """The expected answer."""
        return self.details.expected if self.details else None

    @property
    def stdout(self) -> Optional[str]:
        """What the program printed."""
        return self.details.stdout if self.details else None

    @property
    def stderr(self) -> Optional[str]:
        """What it wrote to standard error."""
        return self.details.stderr if self.details else None

    @property
    def message(self) -> Optional[str]:
        """Why the verdict is what it is."""
        return self.details.message if self.details else None

    @property
    def exit_code(self) -> Optional[int]:
        """The status it exited with, where it ended by itself."""
        return self.details.exit_code if self.details else None

    @property
    def signal(self) -> Optional[int]:
        """The signal that ended it, if one did."""
        return self.details.signal if self.details else None

    @property
    def truncated(self) -> Optional[bool]:
        """Whether its output was cut at the limit."""
        return self.details.truncated if self.details else None

    def to_dict(self) -> dict[str, Any]:
        record: dict[str, Any] = {"index": self.index}
        if self.name is not None:
            record["name"] = self.name
        record.update(verdict=self.verdict.value, hidden=self.hidden)
        if self.details is not None:
            record.update(self.details.to_dict())
        return record

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> CaseResult:
        return cls(
            index=record["index"],
            verdict=Verdict(record["verdict"]),
            hidden=record["hidden"],
            name=record.get("name"),
            details=CaseDetails.from_dict(record) if "truncated" in record else None,
        )


@dataclass(frozen=True)
class Judgement(_Record):
    """The result of judging a submission, as far as its reader may see it.

    :ivar verdict: the verdict over all
    :ivar stage: the stage that decided it
    :ivar cases: one result for each case that ran, in order
    :ivar findings: what the sanitizer found; not empty when the verdict is ``SV``
    :ivar diagnostics: what the compiler said
    :ivar tier: the sandbox's tier: ``full``, ``delegated`` or ``user``; ``None`` when nothing ran
    :ivar passed: cases judged ``AC``; ``ran`` of ``total`` ran
    :ivar rounded: whether times and memory are rounded up because hidden cases are among them
    :ivar id: the submission's ``id``
    """

    verdict: Verdict
    stage: Stage
    cpu_ms: float
    max_case_cpu_ms: float
    startup_cpu_ms: float
    wall_ms: float
    instructions: Optional[int]
    memory_bytes: Optional[int]
    memory_source: Optional[str]
    tier: Optional[str]
    toolchain: Optional[str]
    message: Optional[str]
    passed: int
    ran: int
    total: int
    rounded: bool
    cases: tuple[CaseResult, ...]
    findings: tuple[Finding, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    id: Optional[Id] = None
    line: Optional[int] = None

    @property
    def accepted(self) -> bool:
        """Whether the verdict is ``AC``."""
        return self.verdict is Verdict.AC

    @property
    def first_failing(self) -> Optional[CaseResult]:
        """The first case that is not accepted."""
        return next((case for case in self.cases if case.verdict is not Verdict.AC), None)

    def _repr_html_(self) -> str:
        """A table, for notebooks. Whatever a submission printed is text there, never markup."""
        about = [
            self.verdict.phrase,
            f"{self.passed} of {self.total} passed",
            f"{self.cpu_ms:.0f} ms",
            self.toolchain,
            self.message,
        ]
        about += [f"line {found.line}: {found.message}" for found in self.findings]
        about += [f"line {said.line}: {said.message}" for said in self.diagnostics]
        head = " · ".join(html.escape(str(one)) for one in about if one)
        names = ("case", "verdict", "cpu ms", "output", "expected", "stdout", "message")
        rows = [
            (case.name or case.index, case.verdict, case.cpu_ms, case.output, case.expected, case.stdout, case.message)
            for case in self.cases[:50]
        ]
        cells = ["".join(f"<td><code>{html.escape(_short(value))}</code></td>" for value in row) for row in rows]
        body = "".join(f"<tr>{row}</tr>" for row in cells)
        title = "".join(f"<th>{name}</th>" for name in names)
        table = f"<table><thead><tr>{title}</tr></thead><tbody>{body}</tbody></table>" if rows else ""
        return f"<b>{self.verdict}</b> {head}{table}"

    def to_dict(self) -> dict[str, Any]:
        record: dict[str, Any] = {"v": 1, "id": self.id}
        if self.line is not None:
            record["line"] = self.line
        for name, value in self.__dict__.items():
            if name in ("id", "line"):
                continue
            if isinstance(value, tuple):
                value = [item.to_dict() for item in value]
            elif isinstance(value, _Name):
                value = value.value
            record[name] = value
        return record

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Judgement:
        known = _known(cls, record)
        known.update(
            verdict=Verdict(record["verdict"]),
            stage=Stage(record["stage"]),
            cases=tuple(CaseResult.from_dict(case) for case in record["cases"]),
            findings=tuple(Finding.from_dict(finding) for finding in record["findings"]),
            diagnostics=tuple(Diagnostic.from_dict(diagnostic) for diagnostic in record["diagnostics"]),
        )
        known.setdefault("instructions", None)
        return cls(**known)


@dataclass(frozen=True)
class Event:
    """Something that happened on the way to a judgement. ``index`` (from 0) and ``total`` belong to ``RUNNING_CASE``."""

    kind: EventKind
    index: Optional[int] = None
    total: Optional[int] = None

    def to_dict(self) -> dict[str, Any]:
        """The event as JSON says it."""
        record: dict[str, Any] = {"kind": self.kind.value}
        if self.index is not None:
            record.update(index=self.index, total=self.total)
        return record


@dataclass(frozen=True)
class Fault(_Record):
    """One thing that is wrong with a problem's folder, or that its author should add."""

    file: str
    line: Optional[int]
    column: Optional[int]
    message: str
    hint: Optional[str]

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        return f"{place}: {self.message}" + (f" (hint: {self.hint})" if self.hint else "")

    def to_dict(self) -> dict[str, Any]:
        return dict(self.__dict__)

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Fault:
        return cls(**_known(cls, record))


@dataclass(frozen=True)
class Solution:
    """A solution that came with a problem, and the verdict it must get."""

    language: str
    path: str
    source: bytes = field(repr=False)
    expects: Verdict


@dataclass(frozen=True)
class ProgramFile(_Record):
    """A file of a wrapped program. ``user``: whether it holds the submission's own source."""

    path: str
    user: bool
    text: str

    def to_dict(self) -> dict[str, Any]:
        return dict(self.__dict__)

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> ProgramFile:
        return cls(**_known(cls, record))


@dataclass(frozen=True)
class Program(_Record):
    """The program that is made of a submission: its own file and the harness around it."""

    language: str
    files: tuple[ProgramFile, ...]

    @property
    def user_file(self) -> ProgramFile:
        """The file with the submission's own source."""
        return next(file for file in self.files if file.user)

    def to_dict(self) -> dict[str, Any]:
        return {"v": 1, "language": self.language, "files": [file.to_dict() for file in self.files]}

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Program:
        return cls(record["language"], tuple(ProgramFile.from_dict(file) for file in record["files"]))


@dataclass(frozen=True)
class ToolchainError(_Record):
    """Why something is not available here, as a record (nothing was raised)."""

    code: str
    kind: str
    stage: str
    message: str
    retryable: bool
    hint: Optional[str] = None

    def to_dict(self) -> dict[str, Any]:
        record = {"code": self.code, "kind": self.kind, "stage": self.stage, "message": self.message}
        if self.hint is not None:
            record["hint"] = self.hint
        return {**record, "retryable": self.retryable}

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> ToolchainError:
        return cls(**_known(cls, record))


def _error(record: Optional[Mapping[str, Any]]) -> Optional[ToolchainError]:
    return None if record is None else ToolchainError.from_dict(record)


@dataclass(frozen=True)
class LanguageInfo(_Record):
    """A language and whether this host can judge it."""

    id: str
    name: str
    aliases: tuple[str, ...]
    extensions: tuple[str, ...]
    available: bool
    version: Optional[str]
    error: Optional[ToolchainError]

    def to_dict(self) -> dict[str, Any]:
        return {
            **self.__dict__,
            "aliases": list(self.aliases),
            "extensions": list(self.extensions),
            "error": self.error.to_dict() if self.error else None,
        }

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> LanguageInfo:
        known = _known(cls, record)
        known.update(
            aliases=tuple(record["aliases"]), extensions=tuple(record["extensions"]), error=_error(record["error"])
        )
        return cls(**known)


@dataclass(frozen=True)
class HostRow(_Record):
    """One mechanism of the sandbox and whether it is there, with the remedy where it is not."""

    name: str
    available: bool
    detail: str
    remedy: Optional[str]

    def to_dict(self) -> dict[str, Any]:
        return dict(self.__dict__)

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> HostRow:
        return cls(**_known(cls, record))


@dataclass(frozen=True)
class Sandbox(_Record):
    """The sandbox's mechanisms, and the tier they add up to. ``error``: why nothing can be run."""

    tier: Optional[str]
    error: Optional[ToolchainError]
    rows: tuple[HostRow, ...]

    def to_dict(self) -> dict[str, Any]:
        return {
            "tier": self.tier,
            "error": self.error.to_dict() if self.error else None,
            "rows": [row.to_dict() for row in self.rows],
        }

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Sandbox:
        return cls(record["tier"], _error(record["error"]), tuple(HostRow.from_dict(row) for row in record["rows"]))


@dataclass(frozen=True)
class DoctorReport(_Record):
    """What this host can enforce and judge."""

    sandbox: Sandbox
    languages: tuple[LanguageInfo, ...]

    def to_dict(self) -> dict[str, Any]:
        return {"v": 1, "sandbox": self.sandbox.to_dict(), "languages": [one.to_dict() for one in self.languages]}

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> DoctorReport:
        languages = tuple(LanguageInfo.from_dict(language) for language in record["languages"])
        return cls(Sandbox.from_dict(record["sandbox"]), languages)
