"""A runtime says what is shown in the words of the platform under it, as messages do."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import jsenv
from mediaglot.adapters.runtime import generate
from mediaglot.profiles import loader

PROFILE = """\
schema = 1
extends = "wx"
id = "worded"
name = "Worded"
namespace = "worded"
[sources.own]
title = "Its pages"
where = "https://example.com"
checked = "2026-11-28"
[api.previewMedia]
evidence = "own"
[api.previewMedia.params.sources]
name = "items"
type = "media_sources"
entry = { url = "u", kind = "k" }
values = { image = "photo", video = "film" }
"""
CLIENT = """
const log = [];
globalThis.worded = { previewMedia: (options) => log.push(options.items) };
const { media } = require(process.argv[2]);
const kinds = ["video", "image", "other", undefined];
const sources = kinds.map((type) => (type ? { url: "a", type } : { url: "a" }));
media.previewMedia({ sources });
console.log(JSON.stringify(log));
"""


def test_what_is_shown(tmp_path: Path) -> None:
    profile = tmp_path / "worded.toml"
    profile.write_text(PROFILE, encoding="utf-8")
    vendor = loader.register(loader.load(profile)).id
    try:
        text = generate("wx", vendor, only=["previewMedia"])
    finally:
        loader.unregister(vendor)
    runtime, script = tmp_path / "runtime.cjs", tmp_path / "client.cjs"
    runtime.write_text(text, encoding="utf-8")
    script.write_text(CLIENT, encoding="utf-8")
    ran = [str(jsenv.node()), str(script), str(runtime)]
    done = subprocess.run(ran, capture_output=True, text=True, check=True)
    said = ["film", "photo", "other", "photo"]
    assert json.loads(done.stdout) == [[{"u": "a", "k": word} for word in said]]
