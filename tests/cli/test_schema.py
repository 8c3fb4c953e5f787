"""The schemas hold of what is written, and of nothing that is spoilt."""

from __future__ import annotations

import json
from typing import Any

import mediaglot as mg
import pytest
from commands import called
from jsonschema import Draft202012Validator
from mediaglot.adapters.lines.stream import LineSettings, translated
from mediaglot.adapters.volume.schemas import SCHEMAS, arrow_of, schema_of
from mediaglot.canonical.errors import InputError
from mediaglot.canonical.operations import OPERATIONS
from vector_data import load


def schema(*words: str) -> dict[str, Any]:
    status, out, told = called(["schema", *words])
    assert status == 0, told
    made: dict[str, Any] = json.loads(out)
    Draft202012Validator.check_schema(made)
    return made


def lines() -> list[tuple[str, dict[str, Any]]]:
    """Every reply of a vector, as a line of normalize with its diagnostics."""
    made = []
    for vector in load():
        if vector["kind"] not in ("reply", "result", "failure"):
            continue
        how = LineSettings(read=vector["read"], api=vector["api"], diagnostics=True)
        try:
            made.append((vector["id"], translated(how, vector["payload"])[0]))
        except InputError:
            continue
    return made


def test_every_line_of_the_vectors_fits() -> None:
    whole = Draft202012Validator(schema("line"))
    results = schema("result")["$defs"]
    seen = lines()
    assert len(seen) > 300
    for name, line in seen:
        plain = json.loads(json.dumps(line))
        errors = [error.message for error in whole.iter_errors(plain)]
        assert not errors, (name, plain, errors)
        if plain["ok"]:
            assert Draft202012Validator(results[plain["api"]]).is_valid(plain["result"]), name


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["ok"], 1),
        (["api"], "chooseImages"),
        (["result", "images", 0, "size"], "7"),
        (["result", "images", 0, "bytes"], 7),
        (["result", "pictures"], []),
    ],
)
def test_what_is_spoilt_does_not(path: list[Any], value: Any) -> None:
    line = {"api": "chooseImage", "ok": True, "result": {"images": [{"path": "a", "size": 7}]}}
    checked = Draft202012Validator(schema_of("line"))
    assert checked.is_valid(line)
    at: Any = line
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    assert not checked.is_valid(line)


def test_a_failure_and_a_diagnostic() -> None:
    got = mg.normalize("chooseImage", {"error": 11, "x": 1}, read="my")
    line = translated(LineSettings(read="my", api="chooseImage"), {"error": 11, "x": 1})[0]
    assert Draft202012Validator(schema("failure")).is_valid(line["failure"])
    assert not Draft202012Validator(schema("failure")).is_valid({**line["failure"], "kind": "x"})
    diagnostics = [item.to_plain() for item in got.diagnostics]
    asked = mg.translate_request("chooseImage", {"count": 99}, read="wx", write="my")
    diagnostics += [item.to_plain() for item in asked.diagnostics]
    assert diagnostics
    for plain in diagnostics:
        assert Draft202012Validator(schema("diagnostic")).is_valid(plain), plain


def test_a_report() -> None:
    ok = {"tempFiles": [{"path": "a", "size": 70_000, "odd": 1}], "tempFilePaths": ["a"]}
    text = "\n".join(
        json.dumps({"api": "chooseImage", "read": read, "payload": payload})
        for read, payload in (
            ("wx/ios@3.1", ok), ("my", {"error": 11}), ("my", {"error": 4711, "errorMessage": "?"}),
            ("qq", {}),
        )
    )  # fmt: skip
    _, out, _ = called(["report", "--format", "json", "-q"], text.encode())
    plain = json.loads(out)
    assert plain["unknown"]
    assert plain["drift"]
    errors = [error.message for error in Draft202012Validator(schema("report")).iter_errors(plain)]
    assert not errors


def test_one_operation_has_its_units() -> None:
    made = schema("result", "chooseImage")
    assert made["title"] == "The result of chooseImage"
    file = made["properties"]["images"]["items"]["properties"]
    assert file["size"] == {"type": "integer", "description": "bytes"}
    assert file["duration"] == {"type": "number", "description": "seconds"}
    assert all(schema("result", name) for name in OPERATIONS if not OPERATIONS[name].internal)


def test_columns_are_those_that_are_written() -> None:
    pytest.importorskip("pyarrow")
    expected = [f"{item.name}: {item.type}" for item in mg.arrow.SCHEMA]
    for what in ("line", "result", "failure"):
        status, out, _ = called(["schema", what, "--form", "arrow"])
        assert status == 0
        assert out.decode().splitlines() == expected
    column = mg.arrow.SCHEMA.field("diagnostics").type.value_type
    assert arrow_of("diagnostic").splitlines() == [f"{item.name}: {item.type}" for item in column]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["report", "--form", "arrow"], "report: is no table"),
        (["line", "chooseImage", "--form", "arrow"], "columns are the same for every operation"),
        (["failure", "chooseImage"], "chooseImage: failure is the same for every operation"),
        (["result", "chooseImages"], "chooseImages: no operation: did you mean 'chooseImage'"),
        (["lines"], "'lines' is not one of"),
        (["line", "--out", "a.parquet"], "--form json writes no .parquet file"),
    ],
)
def test_what_is_asked_for_wrongly(words: list[str], said: str) -> None:
    status, out, told = called(["schema", *words])
    assert (status, out) == (2, b"")
    assert said in told


def test_everything_has_a_schema() -> None:
    assert set(SCHEMAS) == {"line", "result", "failure", "diagnostic", "report"}
