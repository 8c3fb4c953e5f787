"""Configurations of components that do not say that they are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from mediaglot.adapters.source.pages.parts import PARTS
from mediaglot.adapters.source.tree import output
from mediaglot.adapters.source.tree.port import port_tree


@pytest.mark.parametrize("write", ["my", "tt"])
def test_a_component_is_told_by_what_stands_beside_it(tmp_path: Path, write: str) -> None:
    files = {
        "app.json": '{"pages": ["page"]}', "page.json": '{"usingComponents": {"my-part": "./part"}}',
        "page.wxml": "<my-part/>", "page.js": "Page({})",
        "part.json": '{"usingComponents": {}}', "part.wxml": "<view/>", "part.js": "Component({})",
        "other.json": '{"usingComponents": {}}', "other.js": "Component({})",
        "rest.json": "{}", "rest.wxml": "<view/>", "rest.js": "exports.a = notComponent({})",
    }  # fmt: skip
    source = tmp_path / "app"
    source.mkdir()
    for name, text in files.items():
        (source / name).write_text(text)
    done = port_tree(source, read="wx", write=write, parts=PARTS)
    output.write_tree(done, source, tmp_path / "out")
    said = {
        name: json.loads((tmp_path / "out" / f"{name}.json").read_text()).get("component")
        for name in ("part", "other", "rest", "page")
    }
    assert said == {"part": True, "other": None, "rest": None, "page": None}
