"""Every trap of the media families has what holds it: `traps.toml` says what.

What it names is there, and code that falls into a trap is told of by rule, at its place, whether
the port is native or goes through the runtime.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import tomli
from mediaglot.adapters.source.tree.code import port_code
from vector_data import load

HERE = Path(__file__).resolve().parent
TESTS = HERE.parent
TRAPS: list[dict[str, Any]] = tomli.loads((HERE / "traps.toml").read_text("utf-8"))["trap"]
DIFFERENTIAL = ("handlers", "tests", "templates")
STRICT = ("recorder", "camera", "canvas")
"""Areas in which each trap has both a vector and a differential test."""
PORTS = [
    pytest.param(trap, port, id=f"{trap['number']}-{port['read']}-{port['write']}-{place}")
    for trap in TRAPS
    for place, port in enumerate(trap.get("ports", ()))
]


def test_none_is_left_out() -> None:
    assert [trap["number"] for trap in TRAPS] == list(range(1, 51))


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: str(trap["number"]))
def test_a_trap_is_held(trap: dict[str, Any]) -> None:
    assert trap["about"]
    has = {key for key in ("vectors", "ports", *DIFFERENTIAL) if trap.get(key)}
    assert has
    if trap["area"] in STRICT:
        assert "vectors" in has or trap["no_vector"]
        assert has.intersection(DIFFERENTIAL)
    assert set(trap.get("vectors", ())) <= {vector["id"] for vector in load()}
    assert set(trap.get("handlers", ())) <= handlers()
    assert set(trap.get("templates", ())) <= templates()
    for name in trap.get("tests", ()):
        file, _, called = name.partition("::")
        function, _, case = called.partition("[")
        text = (TESTS / file).read_text("utf-8")
        assert re.search(rf"^def {function}\(", text, re.MULTILINE), name
        if case:
            beside = (TESTS / file).with_name("traps.toml").read_text("utf-8")
            assert f'name = "{case.removesuffix("]")}"' in beside, name


@pytest.mark.parametrize(("trap", "port"), PORTS)
@pytest.mark.parametrize("style", ["native", "runtime"])
def test_code_that_falls_into_it_is_told_of(
    trap: dict[str, Any], port: dict[str, Any], style: str
) -> None:
    code = port["code"]
    done = port_code(code, read=port["read"], write=port["write"], runtime="./rt", style=style)
    told = {item.code for item in done.findings}
    mine = {rule for rule in port.get("tells", ()) if rule not in trap.get("unlike", {})}
    assert mine <= told
    assert not told.intersection(port.get("silent", ()))
    if style == "native":
        assert set(port.get("tells", ())) <= told
    assert all(item.line == 1 and item.column >= 1 for item in done.findings)


@cache
def handlers() -> frozenset[str]:
    """The handlers of the battery: dialect, file, name."""
    found = set()
    for file in (TESTS / "battery" / "handlers").glob("*/*"):
        lead = f"{file.parent.name}/{file.name.partition('.')[0]}"
        for match in re.finditer(r"^//# ([\w-]+)", file.read_text("utf-8"), re.MULTILINE):
            found.add(f"{lead}/{match[1]}")
    return frozenset(found)


@cache
def templates() -> frozenset[str]:
    """The cases of tests/markup, by name."""
    files = (TESTS / "markup").glob("*.toml")
    cases = (tomli.loads(file.read_text("utf-8"))["case"] for file in files)
    return frozenset(case["name"] for rows in cases for case in rows)
