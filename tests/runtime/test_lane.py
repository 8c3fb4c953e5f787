"""Ordinary calls take the fast lane; what is out of the ordinary leaves it.

That both say the same is held where messages are: the test build compares them on every one.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsenv
import pytest
from mediaglot.adapters.runtime import generate
from mediaglot.adapters.runtime.inner import inner_code
from mediaglot.adapters.runtime.literals import member
from mediaglot.profiles import loader
from realms import ENGINES, ask

PICKED = {"tempFilePaths": ["a"], "tempFiles": [{"path": "a", "size": 5}]}
LINES = "const lines = {"
ORDINARY: list[tuple[str, str, str, str, dict[str, Any]]] = [
    ("wx", "my", "request", "chooseImage", {}),
    ("wx", "my", "request", "chooseImage", {"count": 3, "sizeType": ["original", "compressed"]}),
    ("wx", "my", "request", "chooseImage", {"count": 3, "bizType": "unknown to both"}),
    ("wx", "my", "request", "previewImage", {"urls": ["a", "b"], "current": "b"}),
    ("wx", "my", "request", "compressImage", {"src": "a", "quality": 60}),
    ("wx", "my", "reply", "chooseImage", PICKED | {"apFilePaths": ["a"]}),
    ("wx", "my", "reply", "getImageInfo", {"width": 1, "height": 2, "type": "jpg", "path": "a"}),
    ("wx", "my", "reply", "previewImage", {}),
    ("wx", "tt", "request", "previewImage", {"urls": ["a", "b"], "current": "b"}),
    ("wx", "tt", "reply", "chooseImage", PICKED | {"errMsg": "chooseImage:ok"}),
    ("my", "wx", "request", "previewImage", {"urls": ["a", "b"], "current": 1}),
    ("my", "wx", "request", "chooseImage", {}),
    ("tt", "wx", "request", "chooseImage", {"count": 2, "sourceType": ["camera"]}),
    ("tt", "my", "reply", "chooseImage", PICKED),
]
ODD: list[tuple[str, str, str, str, dict[str, Any]]] = [
    ("wx", "my", "request", "compressImage", {"src": "a", "quality": 101}),
    ("wx", "my", "reply", "chooseImage", {"apFilePaths": ["a"]}),
    ("wx", "my", "reply", "chooseImage", PICKED | {"scene": "new"}),
    ("wx", "my", "reply", "chooseImage", {"tempFiles": []}),
    ("my", "wx", "request", "previewImage", {"urls": ["a", "b", "b"], "current": 2}),
    ("tt", "wx", "request", "saveImageToPhotosAlbum", {"filePath": "https://e.com/a.jpg"}),
]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("read", "write", "kind", "api", "payload"), ORDINARY)
def test_ordinary(
    engine: str, read: str, write: str, kind: str, api: str, payload: dict[str, Any]
) -> None:
    assert ask(engine, read, write, {"kind": kind, "api": api, "payload": payload})["quick"]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("read", "write", "kind", "api", "payload"), ODD)
def test_out_of_the_ordinary(
    engine: str, read: str, write: str, kind: str, api: str, payload: dict[str, Any]
) -> None:
    answer = ask(engine, read, write, {"kind": kind, "api": api, "payload": payload})
    assert not answer.get("quick", False)


AT_ONCE = Path(__file__).with_name("at_once.js")
KEPT = ["getStorageSync", "setStorageSync", "removeStorageSync"]


@pytest.mark.parametrize("target", ["my", "tt"])
def test_calls_at_once_come_to_what_the_interpreter_makes_of_them(target: str) -> None:
    builds = [generate("wx", target, fast=fast) for fast in (True, False)]
    for name in KEPT:
        assert re.search(rf"  {name}: {{ask: .*, now: \[", builds[0])
    assert "now: [" not in builds[1]
    asked = {"builds": builds, "target": target, "names": KEPT}
    found = json.loads(jsenv.serve(AT_ONCE)(json.dumps(asked)))
    assert found["count"] > 9_000
    assert not found["wrong"], "\n".join(found["wrong"][:9])


SPOKEN = """
schema = 1
extends = "my"
id = "spoken"
name = "Spoken"

[sources.none]
title = "Nobody's documentation"
where = "this file"
checked = "2026-11-28"
grade = "assumed"

[api.getVideoInfo]
evidence = "none"

[api.getVideoInfo.result]
container = "message"
"""


@pytest.mark.parametrize("engine", ENGINES)
def test_a_result_under_the_name_of_a_message_is_looked_through(
    engine: str, tmp_path: Path
) -> None:
    file = tmp_path / "spoken.toml"
    file.write_text(SPOKEN, encoding="utf-8")
    vendor = loader.register(loader.load(file)).id
    try:
        asked = {"kind": "reply", "api": "getVideoInfo"}
        failed = ask(engine, "wx", vendor, {**asked, "payload": {"message": "mp4", "width": 5}})
        plain = ask(engine, "wx", vendor, {**asked, "payload": {"width": 5}})
        source = generate("wx", vendor)
    finally:
        loader.unregister(vendor)
    assert failed["value"] == {"errMsg": "getVideoInfo:fail mp4", "width": 5}
    assert plain["value"]["errMsg"] == "getVideoInfo:ok"
    asks = inner_code("(program.wary)")
    assert asks in source
    assert asks not in generate("wx", "my")


def test_where_there_is_room() -> None:
    for pair in (("wx", "my"), ("tt", "wx"), ("tt", "my"), ("my", "wx")):
        assert LINES in generate(*pair, only=["media"])
    assert LINES not in generate("my", "tt", only=["media"])
    assert LINES in generate("wx", "tt")
    assert LINES not in generate("wx", "tt", only=["media"])
    assert LINES in generate("wx", "tt", only=["media"], fast=True)
    assert LINES in generate("wx", "tt", only=["chooseImage", "previewImage"])
    assert LINES not in generate("wx", "my", fast=False)
    assert "quickRequest" not in generate("wx", "my", fast=False)


def test_names_that_are_no_identifiers() -> None:
    assert member("count") == ".count"
    assert member("temp-file") == '["temp-file"]'
