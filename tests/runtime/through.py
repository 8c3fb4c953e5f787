"""Vectors through the JavaScript interpreter of the plan."""

from __future__ import annotations

from typing import Any

import pytest
from families import with_options
from mediaglot.adapters.messages.result_write import beside
from mediaglot.adapters.plan.pair import plan
from mediaglot.canonical.client import parse_client
from mediaglot.canonical.errors import InputError
from mediaglot.canonical.operations import OPERATIONS
from mediaglot.profiles import loader
from realms import ask, codes, key_of


def asked(vector: dict[str, Any]) -> tuple[str, str, dict[str, Any]] | None:
    """The pair whose runtime does what a vector is about, and the message; ``None``: none does.

    A result of ``read`` in the shape of ``write`` is what the runtime of ``write`` over ``read``
    gives its program. An API that no program of ``write`` ends up calling there has none, nor
    has one that ``read`` itself lacks: a runtime has no function of that name.
    """
    read, write, api, payload = (vector[key] for key in ("read", "write", "api", "payload"))
    try:
        source = plan(read, write).entry(api)["read"]
    except InputError:
        return None
    if source.get("form", "options") != "options":
        return None
    if vector["kind"] == "request":
        return read, write, {"kind": "request", "api": key_of(read, write, api), "payload": payload}
    if vector["kind"] == "reply":
        called = next(
            way["to"]
            for way in plan(read, write).entry(api)["routes"]
            if vector["called"] in (way["to"], way["program"]["name"])
        )
        key = key_of(read, write, api)
        return read, write, {"kind": "reply", "api": key, "payload": payload, "called": called}
    for key, entry in with_options(plan(write, read)).items():
        for way in entry["routes"]:
            if entry["read"]["api"] == source["api"] == key and way["program"] == source:
                message = {"kind": "reply", "api": key, "payload": payload, "called": way["to"]}
                return write, read, message
    return None


def check(engine: str, vector: dict[str, Any]) -> None:
    """That the runtime of an engine says what a vector says."""
    found = asked(vector)
    if found is None:
        pytest.skip("no runtime calls this API")
    read, write, message = found
    got = ask(engine, read, write, message)
    if "invalid" in vector:
        assert "error" in got
        return
    assert "error" not in got
    request = vector["kind"] == "request"
    value = got["value"]
    if not request and isinstance(value, dict):  # what a client fills beside is for programs only
        older = beside(plan(read, write).entry(message["api"])["read"])
        value = {key: item for key, item in value.items() if key not in older}
    got = {
        "value": value,
        "codes": codes(got),
        "recipes": got["recipes"] if request else [],
        "calls": got["calls"] if request and got["value"] is None else [],
    }
    assert got == {
        "value": vector.get("value"),
        "codes": vector.get("codes", []),
        "recipes": vector.get("recipes", []),
        "calls": vector.get("calls", []),
    }


def called(vector: dict[str, Any]) -> bool:
    """Whether it is about an operation with options, as runtimes translate by messages."""
    try:
        source = plan(vector["read"], vector["write"]).entry(vector["api"])["read"]
    except InputError:
        return True
    return source.get("form", "options") == "options"


def family(vector: dict[str, Any]) -> str:
    """The family of the operation that a vector is about; media where no plan has it."""
    profile = loader.get(parse_client(vector["read"]).vendor)
    found = [key for key, api in profile.api.items() if vector["api"] in (key, api.name or key)]
    keys = [profile.api[key].reads_as or key for key in found]
    return OPERATIONS[keys[0]].family if keys else "media"
