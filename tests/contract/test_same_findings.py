"""What is lost is told alike by messages, by native code and by code that goes through the runtime.

Every vector of a request that loses something is written as source and ported both ways; every
field of a result that the target lacks is read both ways.
"""

from __future__ import annotations

import json
from typing import Any

import mediaglot as mg
import pytest
from mediaglot.adapters.source.common.pair import pair
from mediaglot.adapters.source.script.results.goals import goals
from mediaglot.adapters.source.tree.code import port_code
from mediaglot.canonical.diagnostics import LOSSLESS
from vector_data import load

RUNTIME_DOES = {"MG101", "MG116", "MG409"}
"""Seen to by the runtime: it downloads, and supplies what a recipe supplies."""
RECIPES = {"MG406", "MG523"}
"""A message says that a recipe is needed; a port, what the recipe it takes loses."""
OF_SOURCE = {"MG410", "MG519", "MG407"}
"""About the program: what a directory holds in all, how local addresses are written, and what goes
without saying where another function is called: a message asks for nothing it does not state."""


def lossy(found: Any) -> set[str]:
    return {item.code for item in found if item.loss not in LOSSLESS} - RECIPES - OF_SOURCE


def requests() -> list[Any]:
    found = []
    for vector in load():
        if vector["kind"] != "request" or "invalid" in vector or vector["read"] == vector["write"]:
            continue
        if not isinstance(vector.get("payload"), dict) or "canonical" in (
            vector["read"],
            vector["write"],
        ):
            continue
        found.append(pytest.param(vector, id=vector["id"]))
    return found


def entry_of(vector: dict[str, Any]) -> Any:
    """The plan's entry of a vector's operation, None where its vendor has not that function."""
    plan = mg.plan(vector["read"], vector["write"])
    return plan.apis.get(vector["api"]) or next(
        (item for item in plan.apis.values() if item["read"]["name"] == vector["api"]), None
    )


def source_of(vector: dict[str, Any]) -> str | None:
    """The request as a call, where its vendor has that function."""
    plan, entry = mg.plan(vector["read"], vector["write"]), entry_of(vector)
    if entry is None:
        return None
    program = entry["read"]
    holder = plan.sides["read"]["namespace"]
    if program.get("receiver"):
        giver = plan.entry(program["on"])["read"]
        holder += f".{program['on']}({json.dumps('one') if giver.get('arguments') else ''})"
    return f"{holder}.{program['name']}({json.dumps(vector['payload'])})"


@pytest.mark.parametrize("vector", requests())
def test_a_request(vector: dict[str, Any]) -> None:
    read, write = vector["read"], vector["write"]
    source = source_of(vector)
    sides = mg.plan(read, write).sides
    if source is None or sides["read"]["id"] == sides["write"]["id"]:
        pytest.skip("no call of one vendor on another")
    message = mg.translate_request(vector["api"], vector["payload"], read=read, write=write)
    native = port_code(source, read=read, write=write)
    runtime = port_code(source, read=read, write=write, style="runtime")
    told = lossy(runtime.diagnostics)
    does = RUNTIME_DOES | ({"MG529"} if "data_to_file" in message.recipes else set())
    assert told == lossy(native.diagnostics) - (does if not native.runtime else set())
    wanted = lossy(message.diagnostics)
    if "by_task" in (entry_of(vector) or {}):
        wanted -= {"MG401"}  # a message knows no task; the runtime keeps the last
    if "MG112" in wanted:
        wanted -= {"MG111"}  # code keeps a value that nobody documents: it is not as if unstated
    if "unneeded" in entry_of(vector):
        # a message says that there is no function; a port, that nothing is done instead
        assert "MG401" in wanted
        wanted = (wanted - {"MG401"}) | {"MG536"}
    fatal = {item.code for item in message.diagnostics if item.severity == "error"}
    if fatal == {"MG103"}:
        wanted = fatal  # a call without what it is about is refused: nothing else of it matters
    assert wanted - does == told - does


def missing() -> list[tuple[str, str, str, str]]:
    """Fields that a target's reply lacks, by every pair and function."""
    found = []
    for read in ("wx", "my", "tt"):
        for write in ("wx", "my", "tt"):
            if read == write:
                continue
            both = pair(read, write)
            for name, key in both.functions.items():
                entry = both.plan.apis[key]
                if entry["read"].get("implies"):
                    continue  # what it means without a word may choose another way
                for route, way in enumerate(entry["routes"]):
                    if way["when"]:
                        continue
                    for place, goal in goals(both, name, False, route).items():
                        root, many, leaf = place
                        if goal.kind == "missing" and not (many and leaf is None):
                            text = (
                                f"{root}[0].{leaf}" if many else f"{root}.{leaf}" if leaf else root
                            )
                            found.append((read, write, name, text))
                    break  # the others are for clients that lack this one
    return found


@pytest.mark.parametrize(("read", "write", "name", "field"), missing())
def test_a_field_that_the_target_lacks(read: str, write: str, name: str, field: str) -> None:
    both = pair(read, write)
    entry = both.entry(name)
    space = both.source["namespace"]
    source = f"{space}.{name}({{ success(res) {{ show(res.{field}) }} }})"
    if entry["read"].get("form") == "at_once":
        source = f"show({space}.{name}().{field})"
    elif entry["read"].get("form") == "listener":
        source = f"{space}.{name}((res) => show(res.{field}))"
    elif entry["read"].get("form") == "factory":
        source = f"const made = {space}.{name}();\nshow(made.{field})"
    for style in ("native", "runtime"):
        found = port_code(source, read=read, write=write, style=style).findings
        assert "MG512" in {item.code for item in found}, style
    selected = any(way["when"] and "convert" not in way for way in entry["routes"])
    if entry["read"].get("form") or selected:
        return  # which function it will be is not known, or nothing can be hidden
    # a reason that has nothing to do with the field
    hidden = source.replace("{ success", "{ ...given, success")
    assert "MG512" in {item.code for item in port_code(hidden, read=read, write=write).findings}


def test_a_field_that_neither_way_of_a_recipe_gives() -> None:
    source = "wx.chooseMedia({ success: (res) => show(res.tempFiles[0].thumbTempFilePath) })"
    found = {item.code: item for item in port_code(source, read="wx", write="my").findings}
    assert found["MG512"].diagnostic.loss == "dropped"
    assert found["MG523"].diagnostic.loss == "approximated"


def test_options_out_of_sight_may_take_a_recipe() -> None:
    found = port_code("wx.chooseMedia(options)", read="wx", write="my").diagnostics
    assert [(item.code, item.loss) for item in found] == [("MG523", "unknown"), ("MG511", "none")]


def test_a_recipe_of_two_ways_tells_what_each_way_loses() -> None:
    payload = {"count": 9, "mediaType": ["image", "video"], "camera": "front"}
    message = mg.translate_request("chooseMedia", payload, read="wx", write="my").diagnostics
    code = f"wx.chooseMedia({json.dumps(payload)})"
    ported = port_code(code, read="wx", write="my").diagnostics
    for found in (message, ported):
        told = {item.code: item.message for item in found}
        assert "by chooseImage" in told["MG103"]
        assert "by chooseVideo" in told["MG102"]
