"""Generated runtimes in Node.js and in the embedded realm, driven one message at a time."""

from __future__ import annotations

import json
import math
from functools import cache
from pathlib import Path
from typing import Any

import jsenv
import pytest
from mediaglot.adapters.plan.pair import plan
from mediaglot.adapters.runtime import generate
from mediaglot.canonical.operations import OPERATIONS

DRIVER = Path(__file__).with_name("driver.js")
ENGINES = ("node", "quickjs")


@cache
def _quickjs() -> jsenv.Send:
    quickjs: Any = pytest.importorskip("quickjs", reason="the extra mediaglot[js]")
    context = quickjs.Context()
    context.eval(DRIVER.read_text(encoding="utf-8"))
    handle = context.get("handle")
    return lambda text: str(handle(text))


def engine(name: str) -> jsenv.Send:
    """The one process, or the one realm, of this test session."""
    return jsenv.serve(DRIVER) if name == "node" else _quickjs()


@cache
def _debugged(read: str, write: str, family: str) -> str:
    """A runtime of a pair; of one family alone, which costs a fraction of all of them."""
    return generate(read, write, debug=True, only=[family] if family else None)


@cache
def _family(read: str, write: str, api: str) -> str:
    """The family of an operation of a pair; empty for what is none."""
    entry = plan(read, write).apis.get(api)
    return OPERATIONS[entry["read"]["api"]].family if entry is not None else ""


@cache
def _known(name: str) -> set[str]:
    return set()


def _wired(value: Any) -> Any:
    """The same, with the numbers that JSON has no word for spelt out."""
    if isinstance(value, float) and not math.isfinite(value):
        return {"$number": str(value).replace("inf", "Infinity").replace("nan", "NaN")}
    if isinstance(value, dict):
        return {key: _wired(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_wired(item) for item in value]
    return value


def ask(name: str, read: str, write: str, request: dict[str, Any]) -> dict[str, Any]:
    """What the runtime of a pair makes of one message: value, notes, or the error."""
    family = _family(read, write, request.get("api", ""))
    key = f"{read}>{write} {family}"
    message = {"key": key, **request}
    if key not in _known(name):
        message["source"] = _debugged(read, write, family)
        _known(name).add(key)
    answer: dict[str, Any] = json.loads(engine(name)(json.dumps(_wired(message))))
    assert "crash" not in answer, answer["crash"]
    return answer


def key_of(read: str, write: str, api: str) -> str:
    """The key under which a plan has an API named by canonical or vendor's name."""
    compiled = plan(read, write)
    entry = compiled.entry(api)
    return next(key for key, item in compiled.apis.items() if item is entry)


def codes(answer: dict[str, Any]) -> list[str]:
    """The diagnostic codes of an answer, each once."""
    return sorted({code for code, _ in answer["notes"]})
