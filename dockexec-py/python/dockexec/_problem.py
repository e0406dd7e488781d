"""Signatures and problems: what submissions are judged by."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Optional, Union

from . import _native as native
from ._errors import BadRequestError
from ._records import (
    MISSING,
    Case,
    Checker,
    Compare,
    Fault,
    Isolation,
    Json,
    Limits,
    Reveal,
    Solution,
    Strictness,
    Tolerance,
    Verdict,
)

__all__ = ["Problem", "Signature"]

Path = Union[str, "os.PathLike[str]"]


def to_text(value: Any) -> str:
    """A value as JSON text, for the native half."""
    try:
        return json.dumps(value, allow_nan=False)
    except (TypeError, ValueError, RecursionError) as error:
        raise BadRequestError(f"cannot be said in JSON: {error}", code="invalid-request", kind="bad_request") from error


class Signature:
    """A function or class to be written, as LeetCode's metaData describes it.

    >>> twice = Signature.function("twice", {"n": "integer"}, returns="integer")
    >>> twice.name
    'twice'
    """

    __slots__ = ("_native",)
    _native: native.Signature

    def __init__(self, metadata: Union[str, Mapping[str, Any]]) -> None:
        """Reads LeetCode's metaData: its JSON text, or what it says as a mapping."""
        text = metadata if isinstance(metadata, str) else to_text(metadata)
        object.__setattr__(self, "_native", native.Signature(text))

    @classmethod
    def _wrap(cls, made: native.Signature) -> Signature:
        signature = cls.__new__(cls)
        object.__setattr__(signature, "_native", made)
        return signature

    @classmethod
    def function(
        cls,
        name: str,
        params: Union[Mapping[str, str], Iterable[tuple[str, str]]] = (),
        *,
        returns: str = "void",
        output_param: Optional[int] = None,
    ) -> Signature:
        """The signature of a function: its name, its parameters with their types (``integer``, ``string[]``, ``TreeNode``, …) and what it returns.

        :param output_param: for functions that answer by changing an argument: which one, from 0
        """
        pairs = params.items() if isinstance(params, Mapping) else params
        metadata: dict[str, Any] = {
            "name": name,
            "params": [{"name": param, "type": kind} for param, kind in pairs],
            "return": {"type": returns},
        }
        if output_param is not None:
            metadata["output"] = {"paramindex": output_param}
        return cls(metadata)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} cannot be changed")

    @property
    def name(self) -> str:
        """The function's or class's name."""
        return self._native.name

    def to_dict(self) -> dict[str, Any]:
        """LeetCode's metaData, in canonical form."""
        metadata: dict[str, Any] = json.loads(self._native.metadata())
        return metadata

    def to_json(self) -> str:
        """LeetCode's metaData as text."""
        return self._native.metadata()

    def canonical_args(self, args: Sequence[Json]) -> list[Json]:
        """The arguments of a case in canonical form.

        :raises BadRequestError: when they do not fit; the message says which and why
        """
        canonical: list[Json] = json.loads(self._native.canonical_args(to_text(list(args))))
        return canonical

    def canonical_expected(self, args: Sequence[Json], expected: Json) -> Json:
        """The expected answer to ``args`` in canonical form.

        :raises BadRequestError: when it does not fit
        """
        return json.loads(self._native.canonical_expected(to_text(list(args)), to_text(expected)))

    def starter_code(self, language: str) -> str:
        """The code a person begins with."""
        return native.starter_code(self._native, language)

    def __eq__(self, other: object) -> bool:
        return self.to_json() == other.to_json() if isinstance(other, Signature) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.to_json())

    def __repr__(self) -> str:
        return f"Signature({self.to_json()!r})"

    def __reduce__(self) -> Any:
        return (type(self), (self.to_json(),))


class Problem:
    """What submissions are judged by: a task, test cases, limits, and how answers are compared.

    >>> problem = Problem(
    ...     Signature.function("twice", {"n": "integer"}, returns="integer"),
    ...     [Case(args=[21], expected=42)],
    ... )

    Without a signature it asks for a whole program. :meth:`load` reads one from a folder.
    """

    __slots__ = ("_about", "_native", "_origin")
    _native: native.Problem
    _origin: tuple[str, str]
    _about: dict[str, Any]

    def __init__(
        self,
        signature: Union[Signature, str, Mapping[str, Any], None] = None,
        cases: Iterable[Case] = (),
        *,
        compare: Union[Compare, str, None] = None,
        tolerance: Optional[Tolerance] = None,
        checker: Optional[Checker] = None,
        limits: Optional[Limits] = None,
        sanitize: Union[Strictness, str, None] = None,
        allow: Sequence[str] = (),
        reveal: Union[Reveal, str, None] = None,
        stop_at_first: Optional[bool] = None,
        isolation: Union[Isolation, str, None] = None,
    ) -> None:
        """A problem in memory.

        :param signature: the function or class to be written (a :class:`Signature`, or LeetCode's metaData); left out: a whole program
        :param cases: the cases, in the order in which they are judged
        :param compare: how answers are compared; default: exact (doubles within 1e-5)
        :param tolerance: for ``compare="float"``
        :param checker: a program that compares, instead of ``compare``
        :param limits: what a submission may use
        :param sanitize: how much is forbidden; default: ``strict`` for functions, ``lenient`` for programs
        :param allow: sanitizer rules or names, such as ``os.environ``, that are allowed on top
        :param reveal: what judgements show of hidden cases. Where it is given, cases are hidden unless they say ``hidden=False``
        :param stop_at_first: judge no further than the first case that fails
        :param isolation: one process for all cases of a function (default), or one for each
        """
        request: dict[str, Any] = {
            "kind": "stdio" if signature is None else "function",
            "language": "",
            "source": "",
            "compare": "custom" if checker is not None and compare is None else _name(compare),
            "float": None if tolerance is None else _present(tolerance.__dict__),
            "checker": None if checker is None else dict(checker.__dict__),
            "limits": None if limits is None else limits.to_dict(),
            "sanitize": _name(sanitize),
            "allow": list(allow),
            "reveal": _name(reveal),
            "stop_at_first": stop_at_first,
        }
        if signature is None:
            request["tests"] = [_test(number, case) for number, case in enumerate(cases)]
            if isolation is not None:
                raise TypeError("isolation is for functions: a whole program always gets a process for each case")
        else:
            request["signature"] = signature.to_dict() if isinstance(signature, Signature) else signature
            request["cases"] = [_function_case(number, case) for number, case in enumerate(cases)]
            request["isolation"] = _name(isolation)
        self._make("request", to_text(_present(request)))

    def _make(self, how: str, what: str) -> None:
        object.__setattr__(self, "_origin", (how, what))
        made = native.Problem.load(what) if how == "folder" else native.Problem.of_request(what.encode())
        object.__setattr__(self, "_native", made)
        object.__setattr__(self, "_about", json.loads(made.describe()))

    @classmethod
    def _of(cls, how: str, what: str) -> Problem:
        made = cls.__new__(cls)
        made._make(how, what)
        return made

    @classmethod
    def load(cls, path: Path) -> Problem:
        """Loads the problem in a folder, strictly.

        :raises InvalidProblemError: everything that is wrong with it is in ``faults``
        """
        return cls._of("folder", os.path.abspath(os.fspath(path)))

    @staticmethod
    def scaffold(path: Path, kind: str = "function") -> list[str]:
        """Makes the folder of a new problem (``function``, ``class`` or ``stdio``); gives back its files."""
        return [os.fspath(file) for file in native.Problem.scaffold(os.fspath(path), kind)]

    @staticmethod
    def import_leetcode(path: Path, question: Union[str, Mapping[str, Any]]) -> list[str]:
        """Makes the folder of a problem from LeetCode's question data; gives back its files."""
        text = question if isinstance(question, str) else to_text(question)
        return [os.fspath(file) for file in native.Problem.import_leetcode(os.fspath(path), text)]

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} cannot be changed")

    @property
    def slug(self) -> Optional[str]:
        """The name of its folder; ``None`` for one in memory."""
        slug: Optional[str] = self._about["slug"]
        return slug

    @property
    def title(self) -> Optional[str]:
        """What it is called; ``None`` for one in memory."""
        title: Optional[str] = self._about["title"]
        return title

    @property
    def difficulty(self) -> Optional[str]:
        """``easy``, ``medium`` or ``hard``, where its author says so."""
        difficulty: Optional[str] = self._about["difficulty"]
        return difficulty

    @property
    def tags(self) -> tuple[str, ...]:
        """What it is about."""
        return tuple(self._about["tags"])

    @property
    def statement(self) -> str:
        """The statement, in Markdown."""
        statement: str = self._about["statement"]
        return statement

    @property
    def signature(self) -> Optional[Signature]:
        """The function or class it asks for; ``None``: a whole program."""
        made = self._native.signature
        return None if made is None else Signature._wrap(made)

    @property
    def cases(self) -> Sequence[Case]:
        """All test cases, the samples first; hidden ones too."""
        return _Cases(self._native)

    @property
    def samples(self) -> list[Case]:
        """The cases that people may see."""
        return [case for case in self.cases if not case.hidden]

    @property
    def compare(self) -> str:
        """How answers are compared: a :class:`Compare`'s value, or ``custom``."""
        name: str = self._about["checker"]
        return name

    @property
    def limits(self) -> Limits:
        """The limits for languages that have none of their own."""
        return Limits(**self._about["limits"])

    def limits_for(self, language: str) -> Limits:
        """The limits for submissions in a language."""
        return Limits(**json.loads(self._native.limits_for(language)))

    @property
    def isolation(self) -> Isolation:
        """Whether cases share a process."""
        return Isolation(self._about["isolation"])

    @property
    def reveal(self) -> Reveal:
        """What judgements show of hidden cases."""
        return Reveal(self._about["reveal"])

    @property
    def solutions(self) -> list[Solution]:
        """The solutions that came with it."""
        return [
            Solution(language, os.fspath(path), source, Verdict(expects))
            for language, path, source, expects in self._native.solutions()
        ]

    def check(self) -> list[Fault]:
        """What its author should add or mend although it can be used."""
        return [Fault.from_dict(fault) for fault in json.loads(self._native.check())]

    def starter_code(self, language: str) -> str:
        """The code a person begins with.

        :raises BadRequestError: for a problem that asks for a whole program
        """
        signature = self.signature
        if signature is None:
            raise BadRequestError(
                "the problem asks for a whole program, which has no starter code", code="no-starter", kind="bad_request"
            )
        return signature.starter_code(language)

    def __eq__(self, other: object) -> bool:
        return self._origin == other._origin if isinstance(other, Problem) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._origin)

    def __repr__(self) -> str:
        signature = self.signature
        what = self.slug or (f"function {signature.name}" if signature else "program")
        return f"<Problem {what}, {len(self.cases)} cases>"

    def __reduce__(self) -> Any:
        # A folder's problem is read again where it is needed: its path travels, not its hidden cases.
        return (_problem_of, self._origin)


def _problem_of(how: str, what: str) -> Problem:
    return Problem._of(how, what)


class _Cases(Sequence[Case]):
    """The cases of a problem, made as they are asked for: there may be many, and large."""

    __slots__ = ("_native",)

    def __init__(self, problem: native.Problem) -> None:
        self._native = problem

    def __len__(self) -> int:
        return self._native.count()

    def __iter__(self) -> Iterator[Case]:
        for index in range(len(self)):
            yield self._case(index)

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return [self._case(at) for at in range(*index.indices(len(self)))]
        at = index + len(self) if index < 0 else index
        if not 0 <= at < len(self):
            raise IndexError("there is no such case")
        return self._case(at)

    def _case(self, index: int) -> Case:
        parts = self._native.case(index)
        assert parts is not None
        name, hidden, args, stdin, value, text = parts
        expected = MISSING if value is None and text is None else json.loads(value) if value is not None else text
        return Case(
            args=None if args is None else json.loads(args),
            stdin=stdin,
            expected=expected,
            name=name or None,
            hidden=hidden,
        )

    def __eq__(self, other: object) -> bool:
        return list(self) == list(other) if isinstance(other, Sequence) else NotImplemented

    def __repr__(self) -> str:
        return f"<{len(self)} cases>"


def _name(value: Optional[str]) -> Optional[str]:
    return None if value is None else str(value)


def _present(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def _function_case(number: int, case: Case) -> dict[str, Any]:
    _is_case(number, case)
    if case.args is None or case.stdin is not None:
        raise BadRequestError(
            f"case {number}: a function's case has args, and no stdin", code="invalid-testcase", kind="bad_request"
        )
    record = _present({"name": case.name, "hidden": case.hidden})
    record["args"] = list(case.args)
    if case.expected is not MISSING:
        record["expected"] = case.expected
    return record


def _test(number: int, case: Case) -> dict[str, Any]:
    _is_case(number, case)
    if case.args is not None:
        raise BadRequestError(
            f"case {number}: a program's case has stdin, and no args", code="invalid-testcase", kind="bad_request"
        )
    record = _present({"name": case.name, "hidden": case.hidden})
    record["stdin"] = _text(number, "stdin", case.stdin) or ""
    if case.expected is not MISSING:
        record["expected"] = _text(number, "expected", case.expected)
    return record


def _is_case(number: int, case: object) -> None:
    if not isinstance(case, Case):
        raise TypeError(f"cases[{number}] must be a dockexec.Case, not {type(case).__name__}")


def _text(number: int, what: str, value: Any) -> Optional[str]:
    if value is None or isinstance(value, str):
        return value
    if not isinstance(value, bytes):
        raise TypeError(f"cases[{number}].{what} must be str or bytes, not {type(value).__name__}")
    try:
        return value.decode()
    except UnicodeDecodeError as error:
        raise BadRequestError(
            f"case {number}: {what} is not UTF-8: {error}",
            code="invalid-testcase",
            kind="bad_request",
            hint="a problem in a folder may have any bytes",
        ) from error
