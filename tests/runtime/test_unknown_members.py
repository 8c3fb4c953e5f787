"""Members of which a profile says nothing are the client's own in a runtime: called on its object,
and not there where it has none."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import jsenv
import pytest
from mediaglot.adapters.runtime import generate

CLIENT = """
const log = [];
class Recorder {
  constructor() { this.runs = 0; }
  start(options) { log.push(["start", options, this.runs]); }
  onStop(heard) { heard({ tempFilePath: "a" }); }
}
const recorder = new Recorder();
globalThis.dd = {
  getRecorderManager: () => recorder,
  createVideoContext: (id) => ({ play() { log.push(["play", id]); } }),
};
const { media } = require(process.argv[2]);
const mine = media.getRecorderManager();
mine.onStop((said) => log.push(["stop", said]));
mine.start({ format: "mp3" });
media.createVideoContext("v").play();
try { mine.onInterruptionBegin(() => {}); } catch (error) { log.push([error.name]); }
console.log(JSON.stringify(log));
"""


@pytest.mark.parametrize("fast", [True, False])
def test_they_are_the_clients_own(tmp_path: Path, fast: bool) -> None:
    names = ["getRecorderManager", "createVideoContext"]
    runtime = tmp_path / "runtime.cjs"
    runtime.write_text(generate("wx", "dingtalk", only=names, fast=fast), encoding="utf-8")
    script = tmp_path / "client.cjs"
    script.write_text(CLIENT, encoding="utf-8")
    ran = [str(jsenv.node()), str(script), str(runtime)]
    done = subprocess.run(ran, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == [
        ["stop", {"tempFilePath": "a"}],
        ["start", {"format": "mp3"}, 0],
        ["play", "v"],
        ["TypeError"],
    ]
