"""Handlers and their ports do the same on clients that were written from the vendors' pages.

A file of ``agreement`` holds scripts of one topic, each behind a line ``//// title``, with marks
in brackets: ``[my]`` is the source (else wx), ``[native]`` that no port goes through the runtime,
``[n=4]`` and its like a setting of every situation, ``[MG501]`` a finding of a warning or an error
without which a difference would not be told; then the traces may differ.
"""

from __future__ import annotations

import json
import re
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from mediaglot.adapters.runtime import generate
from mediaglot.adapters.source.tree.code import port_code

FOLDER = Path(__file__).parent / "agreement"
CLIENTS = Path(__file__).parent / "clients.js"
VENDORS = ("wx", "my", "tt")
RUNTIME = "./mediaglot-runtime"
SITUATIONS: list[dict[str, Any]] = [
    {},
    {"choose": "cancel"},
    {"choose": "deny"},
    {"choose": "other"},
    {"save": "deny", "preview": "other", "info": "other", "compress": "other"},
    {"save": "other"},
]
UPLOADS: list[dict[str, Any]] = [{"upload": how} for how in ("error", "vendor", "status")]


def scripts(path: Path) -> list[tuple[str, list[str], str]]:
    """Title, marks and code of each script of a file."""
    found = []
    for part in re.split(r"(?m)^//// ", path.read_text(encoding="utf-8"))[1:]:
        head, _, code = part.partition("\n")
        found.append((head.split(" [")[0], re.findall(r"\[([\w=]+)\]", head), code))
    return found


def jobs(vendor: str, code: str, modules: int, met: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A script in every situation. ``modules``: the place of what it may require."""
    job = {"vendor": vendor, "code": code, "modules": modules}
    return [{**job, "situation": situation} for situation in met]


@cache
def runtime(read: str, write: str, only: tuple[str, ...] | None) -> str:
    """The runtime of a port: many scripts ask for the same functions."""
    return generate(read, write, only=only)


@pytest.mark.parametrize("topic", sorted(FOLDER.glob("*.js")), ids=lambda path: path.stem)
def test_original_and_port_agree(topic: Path, node: Path) -> None:
    ported: list[tuple[str, str, Any, list[str], slice, slice]] = []
    asked: list[dict[str, Any]] = []
    modules: list[dict[str, str]] = [{}]
    for title, marks, code in scripts(topic):
        read = next((mark for mark in marks if mark in VENDORS), "wx")
        settings = {k: int(v) for k, _, v in (mark.partition("=") for mark in marks) if v}
        every = SITUATIONS + UPLOADS if "upload(" in code else SITUATIONS
        met = [{**situation, **settings} for situation in every]
        original = slice(len(asked), len(asked) + len(met))
        asked += jobs(read, code, 0, met)
        for write in VENDORS:
            if write == read:
                continue
            done = port_code(code, read=read, write=write, runtime=RUNTIME)
            only = None if done.file.whole else tuple(sorted(done.runtime - {"canIUse"}))
            if done.file.module:
                modules.append({RUNTIME: runtime(read, write, only)})
            port = slice(len(asked), len(asked) + len(met))
            ported.append((title, write, done, marks, original, port))
            asked += jobs(write, done.code, len(modules) - 1 if done.file.module else 0, met)
    question = json.dumps({"modules": modules, "jobs": asked})
    ran = subprocess.run(
        [node, CLIENTS], input=question, capture_output=True, text=True, check=True
    )
    traces = json.loads(ran.stdout)
    assert len(traces) == len(asked)
    for title, write, done, marks, original, port in ported:
        assert any(traces[original]), f"{title}: nothing happens"
        wanted = {mark for mark in marks if mark.startswith("MG")}
        told = {item.code for item in done.diagnostics if item.severity != "info"}
        assert wanted <= told, f"{title} -> {write}\n{done.code}"
        if not wanted:
            assert traces[port] == traces[original], f"{title} -> {write}\n{done.code}"
        if "native" in marks:
            assert not done.file.module, f"{title} -> {write}\n{done.code}"
