"""Ordinary calls beside media, ported and run on clients written from the vendors' pages.

The calls, and what WeChat does on each, are those that the runtime's battery has
(`tests/runtime/companions`): as scripts they are ported natively where the porter can, and what the
user, the network and the caller see must be what WeChat shows, or a finding tells of it before.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import jsenv
import pytest
from mediaglot.adapters.runtime import generate
from mediaglot.adapters.source.common.model import Ported
from mediaglot.adapters.source.tree.code import port_code

SCRIPT = Path(__file__).parent / "natively.js"
CLIENTS = ("my typed", "my 2022", "tt typed")
"""A vendor's client as its typings have it, and as its pages of 2022."""
TOLD = {"MG533": "it does not throw", "MG404": "is not a function"}
"""What differs where these are told: failures that are returned; a function the client lacks."""
UNUSED = {
    "files: a folder and what is in it": "what a function gives that gives nothing is the target's",
    "storage: removed": "what a function gives that gives nothing is the target's own",
    "what can be used": "that a client of Feishu can be asked, no page says",
}
OLDER = {
    (
        "my 2022",
        "download",
    ): "it has neither status nor tempFilePath: who means it names its version"
}
"""What plain code for today's client does not do on one of then."""
NATIVE = {"my": 138, "tt": 160}
"""How many of them are plain code of the target, at least."""


@cache
def calls() -> list[dict[str, Any]]:
    told: Any = jsenv.run_json(SCRIPT, {"ask": True})
    return list(told)


def ported(target: str, folder: Path) -> list[Ported]:
    runtime = folder / f"{target}.js"
    runtime.write_text(generate("wx", target), encoding="utf-8")
    return [
        port_code(call["code"], read="wx", write=target, exact=True, runtime=runtime.as_posix())
        for call in calls()
    ]


@pytest.mark.parametrize("client", CLIENTS)
def test_what_is_ported_does_what_it_did_or_says_so(
    client: str, node: Path, tmp_path: Path
) -> None:
    target, _, variant = client.partition(" ")
    ports = ported(target, tmp_path)
    jobs = [
        {"at": call["at"], "code": port.code} for call, port in zip(calls(), ports, strict=True)
    ]
    question = {"target": target, "typed": variant == "typed", "jobs": jobs}
    found: Any = jsenv.run_json(SCRIPT, question)
    wrong = []
    for call, port, error in zip(calls(), ports, found, strict=True):
        wanted = call["wanted"][client]
        codes = {item.code for item in port.diagnostics}
        errors = any(item.severity == "error" for item in port.diagnostics)
        tells = re.compile(wanted["tells"] or "-")
        told = errors or any(map(tells.fullmatch, codes))
        differs = any(code in codes and text in error for code, text in TOLD.items())
        if wanted["refused"] and port.file.runtime:
            continue  # the runtime fails as it is told to: its own battery sees to that
        if wanted["refused"] and not told:
            wrong.append(f"{call['title']}: it is refused, and nothing says so\n{port.code}")
        elif (client, call["title"]) in OLDER:
            assert error
        elif error and not (told or differs) and call["title"] not in UNUSED:
            wrong.append(f"{call['title']}: {error}\n{port.code}")
    assert wrong == [], "\n\n".join(wrong)


@pytest.mark.parametrize("target", ["my", "tt"])
def test_most_of_them_need_no_runtime(target: str, node: Path, tmp_path: Path) -> None:
    native = [port for port in ported(target, tmp_path) if not port.file.runtime]
    assert len(native) >= NATIVE[target], json.dumps(len(native))
