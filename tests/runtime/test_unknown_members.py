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
class Camera {
  constructor() { this.runs = 0; }
  takePhoto(options) {
    log.push(["photo", options.quality, this.runs]);
    options.success({ tempImagePath: "a" });
  }
}
const camera = new Camera();
globalThis.has = {
  createCameraContext: () => camera,
  createVideoContext: (id) => ({ play() { log.push(["play", id]); } }),
};
const { media } = require(process.argv[2]);
const mine = media.createCameraContext("c");
mine.takePhoto({ quality: "high", success: (said) => log.push(["taken", said]) });
media.createVideoContext("v").play();
try { mine.onCameraFrame(() => {}); } catch (error) { log.push([error.name]); }
console.log(JSON.stringify(log));
"""


@pytest.mark.parametrize("fast", [True, False])
def test_they_are_the_clients_own(tmp_path: Path, fast: bool) -> None:
    names = ["createCameraContext", "createVideoContext"]
    runtime = tmp_path / "runtime.cjs"
    runtime.write_text(generate("wx", "ascf", only=names, fast=fast), encoding="utf-8")
    script = tmp_path / "client.cjs"
    script.write_text(CLIENT, encoding="utf-8")
    ran = [str(jsenv.node()), str(script), str(runtime)]
    done = subprocess.run(ran, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == [
        ["photo", "high", 0],
        ["taken", {"tempImagePath": "a"}],
        ["play", "v"],
        ["TypeError"],
    ]


ANOTHER = """
const log = [];
globalThis.dd = { getRecorderManager: () => ({ start: (options) => log.push(options) }) };
const { media } = require(process.argv[2]);
try { media.getRecorderManager().start({}); } catch (error) { log.push(error.message); }
console.log(JSON.stringify(log));
"""


@pytest.mark.parametrize("only", [["getRecorderManager"], None])
@pytest.mark.parametrize("write", ["dingtalk", "any"])
def test_another_function_of_the_same_name_is_not_called(
    tmp_path: Path, only: list[str] | None, write: str
) -> None:
    runtime = tmp_path / "runtime.cjs"
    runtime.write_text(generate("wx", write, only=only), encoding="utf-8")
    script = tmp_path / "client.cjs"
    script.write_text(ANOTHER, encoding="utf-8")
    ran = [str(jsenv.node()), str(script), str(runtime)]
    (told,) = json.loads(subprocess.run(ran, capture_output=True, text=True, check=True).stdout)
    assert "fail DingTalk has no " in told


NEWER = """
const log = [];
const said = { authCode: "x", code: "y", more: 1 };
globalThis.my = {
  getAuthCode: (options) => options.success({ ...said }),
  getClipboard: (options) => options.success({ text: "x", data: "y" }),
};
const { media } = require(process.argv[2]);
const success = (said) => log.push({ ...said });
media.login({ success });
media.getClipboardData({ success });
setTimeout(() => console.log(JSON.stringify(log)));
"""


@pytest.mark.parametrize("fast", [True, False])
def test_a_field_that_no_profile_knows_does_not_stand_in_for_one_that_is_asked_for(
    tmp_path: Path, fast: bool
) -> None:
    runtime = tmp_path / "runtime.cjs"
    names = ["login", "getClipboardData"]
    runtime.write_text(generate("wx", "my", only=names, fast=fast), encoding="utf-8")
    script = tmp_path / "client.cjs"
    script.write_text(NEWER, encoding="utf-8")
    ran = [str(jsenv.node()), str(script), str(runtime)]
    assert json.loads(subprocess.run(ran, capture_output=True, text=True, check=True).stdout) == [
        {"code": "x", "more": 1, "errMsg": "login:ok"},
        {"data": "x", "errMsg": "getClipboardData:ok"},
    ]
