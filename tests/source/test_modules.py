"""The module form of a ported file and its runtime: as name and package say, and it loads."""

from __future__ import annotations

from pathlib import Path

import jsenv
import pytest
from mediaglot.adapters.source.tree.output import write_tree
from mediaglot.adapters.source.tree.port import port_tree

CALL = "const pick = (o) => wx.chooseImage(o)\n"
SHOW = "exports.show = (o) => wx.previewImage(o)\n"
MODULE = '{"type": "module"}'
TREES = {
    "module": (
        {"package.json": MODULE, "a.js": CALL},
        {"mediaglot-runtime.js": "esm"},
        {"a.js": "import { media } from './mediaglot-runtime.js'"},
    ),
    "module and cjs": (
        {"package.json": MODULE, "a.js": CALL, "b.cjs": SHOW},
        {"mediaglot-runtime.cjs": "cjs"},
        {
            "a.js": "import { media } from './mediaglot-runtime.cjs'",
            "b.cjs": "const { media } = require('./mediaglot-runtime.cjs')",
        },
    ),
    "mjs alone": (
        {"a.mjs": CALL},
        {"mediaglot-runtime.js": "cjs"},
        {"a.mjs": "import { media } from './mediaglot-runtime.js'"},
    ),
    "mjs and js": (
        {"a.mjs": CALL, "b.js": SHOW},
        {"mediaglot-runtime.js": "cjs"},
        {
            "a.mjs": "import { media } from './mediaglot-runtime.js'",
            "b.js": "const { media } = require('./mediaglot-runtime')",
        },
    ),
    "a package in a module": (
        {"package.json": MODULE, "old/package.json": "{}", "old/a.js": CALL, "old/app.json": "{}"},
        {"old/mediaglot-runtime.js": "cjs"},
        {"old/a.js": "const { media } = require('./mediaglot-runtime')"},
    ),
}


@pytest.mark.parametrize("name", TREES)
def test_every_file_finds_the_runtime(tmp_path: Path, name: str) -> None:
    files, runtimes, heads = TREES[name]
    source, out = tmp_path / "in", tmp_path / "out"
    for file, text in files.items():
        (source / file).parent.mkdir(parents=True, exist_ok=True)
        (source / file).write_text(text, encoding="utf-8")
    port = port_tree(source, read="wx", write="my")
    assert {file: need.module for file, need in port.runtimes.items()} == runtimes
    write_tree(port, source, out)
    for file, head in heads.items():
        assert (out / file).read_text("utf-8").splitlines()[0].rstrip(";") == head
        jsenv.run(f"import('{(out / file).as_uri()}')", cwd=out)


def test_a_runtime_that_is_there_is_found_again(tmp_path: Path) -> None:
    files, runtimes, _ = TREES["module and cjs"]
    source, out = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    for file, text in files.items():
        (source / file).write_text(text, encoding="utf-8")
    write_tree(port_tree(source, read="wx", write="my"), source, out)
    again = port_tree(out, read="wx", write="my")
    assert not again.runtimes
    assert not any(file.changed for file in again.files)
    (out / "c.js").write_text(CALL, encoding="utf-8")
    need = port_tree(out, read="wx", write="my").runtimes
    assert {file: item.module for file, item in need.items()} == runtimes
    assert need["mediaglot-runtime.cjs"].whole
