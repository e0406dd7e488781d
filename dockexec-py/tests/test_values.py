"""Records: equality, hashing, pickling, JSON; and that they are what the schemas of the protocol say."""

from __future__ import annotations

import copy
import dataclasses
import json
import pickle

import pytest
from conftest import DOUBLE, ROOT

import dockexec
from dockexec import Case, Event, EventKind, Finding, Judgement, Limits, Problem, Reveal, Signature, Submission, Verdict


@pytest.fixture(scope="module")
def values(engine, twice, double):
    broken = Submission("python", "class Solution:\n    def twice(self n): pass\n")
    return [
        double,
        Submission("c", b"\xff", files={"a": "b"}, args=["x"], id=4),
        Limits(cpu_ms=1.5),
        engine.judge(double, twice),
        engine.judge(Submission("python", "import ctypes\n" + DOUBLE), twice),
        engine.judge(broken, twice),
        engine.wrap(double, twice),
        engine.doctor(),
        twice.signature,
        twice,
        Problem.load(ROOT / "examples/problems/tidy-shelf"),
        Event(EventKind.RUNNING_CASE, 1, 2),
        Verdict.AC,
    ]


def test_copies_are_equal_and_hash_alike(values):
    for value in values:
        for other in (pickle.loads(pickle.dumps(value)), copy.copy(value), copy.deepcopy(value)):
            assert other == value and hash(other) == hash(value), value
            assert type(other) is type(value)
        assert value != object()
    assert len(set(values)) == len(values)


def test_they_show_what_they_are(values):
    for value in values:
        assert type(value).__name__ in repr(value), value
    # A reference solution is as secret as the hidden cases.
    assert "def " not in repr(values[10].solutions) and "source" not in repr(values[10].solutions)


def test_they_cannot_be_changed(values):
    for value in values:
        if dataclasses.is_dataclass(value):
            with pytest.raises(dataclasses.FrozenInstanceError):
                setattr(value, dataclasses.fields(value)[0].name, None)


def test_enums_are_their_names():
    assert Verdict.AC == "AC" and str(Verdict.AC) == "AC" and f"{Verdict.AC:>4}" == "  AC"
    assert Verdict("TLE") is Verdict.TIME_LIMIT is Verdict.TLE
    assert json.dumps({"verdict": Verdict.WA}) == '{"verdict": "WA"}'
    assert len(Verdict) == 11 and all(verdict.phrase for verdict in Verdict)
    assert Reveal("first_failing") is Reveal.FIRST_FAILING
    with pytest.raises(ValueError, match="OK"):
        Verdict("OK")


def test_the_judgement_is_the_schema_s(values):
    schema = json.loads((ROOT / "services/protocol/schema/judgement.json").read_text())
    definitions = {"": schema, **schema["$defs"]}
    found = {
        "": Judgement,
        "FindingRecord": Finding,
        "DiagnosticRecord": dockexec.Diagnostic,
    }
    for name, kind in found.items():
        fields = {field.name for field in dataclasses.fields(kind)}
        assert fields == set(definitions[name]["properties"]) - {"v"}, name
    case = set(definitions["CaseRecord"]["properties"])
    ours = {field.name for kind in (dockexec.CaseResult, dockexec.CaseDetails) for field in dataclasses.fields(kind)}
    assert ours - {"details"} == case | {"details"} - {"details"}


def test_limits_are_the_schema_s():
    schema = json.loads((ROOT / "services/protocol/schema/request.json").read_text())
    names = set(schema["$defs"]["LimitsRecord"]["properties"])
    assert {field.name for field in dataclasses.fields(Limits)} == names


def test_submissions_are_settled_when_they_are_made():
    args = ["a"]
    submission = Submission("c", "", args=args)
    args.append("b")
    assert submission.args == ("a",)
    with pytest.raises(TypeError, match="args"):
        Submission("c", "", args="abc")
    with pytest.raises(TypeError, match="args"):
        Case(args="abc")
    assert Case(args=(1, 2)) == Case(args=[1, 2])


def test_exceptions_travel(engine):
    with pytest.raises(dockexec.InvalidProblemError) as caught:
        Problem.load(ROOT / "examples")
    for error in (caught.value, dockexec.BadRequestError("no", code="x", hint="try")):
        other = pickle.loads(pickle.dumps(error))
        assert type(other) is type(error) and other.__dict__ == error.__dict__ and str(other) == str(error)


def test_engines_travel_as_their_settings(engine, twice, double):
    with dockexec.Engine(jobs=1, cold_compilers=True) as made:
        other = pickle.loads(pickle.dumps(made))
        assert other.jobs == 1 and other is not made
        assert other.judge(double, twice).accepted
        other.close()
        assert not made.closed
    with pytest.raises(TypeError, match="pickled"):
        pickle.dumps(engine.start(double, twice))


def test_signatures_of_classes():
    metadata = {
        "classname": "Counter",
        "constructor": {"params": [{"name": "start", "type": "integer"}]},
        "methods": [{"name": "next", "params": [], "return": {"type": "integer"}}],
        "return": {"type": "boolean"},
        "systemdesign": True,
    }
    signature = Signature(metadata)
    assert signature.name == "Counter" and pickle.loads(pickle.dumps(signature)) == signature


def test_a_notebook_shows_text_never_markup(engine, twice):
    source = "class Solution:\n    def twice(self, n):\n        print('<script>')\n        return 2 * n + (n > 1)\n"
    shown = engine.judge(Submission("python", source), twice)._repr_html_()
    assert "<b>WA</b>" in shown and "&lt;script&gt;" in shown and "<script>" not in shown
    assert "line 1: " in engine.judge(Submission("python", "import ctypes"), twice)._repr_html_()
