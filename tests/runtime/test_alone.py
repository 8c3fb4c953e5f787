"""A function in a file by itself does what it does among all others."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import jsenv
import pytest
from mediaglot.adapters.runtime import generate

ASKED = """
const replies = %s, heard = [];
globalThis.%s = { request: (options) => { options.success(replies.shift()); return {}; } };
const { my } = module.exports;
const next = () => (replies.length
  ? my.request({ url: "https://a.example" }).then(() => "success", (error) => error.error)
    .then((said) => { heard.push(said); return next(); })
  : console.log(JSON.stringify(heard)));
next();
"""


@pytest.mark.parametrize("fast", [True, False])
@pytest.mark.parametrize("only", [["request"], ["network"], ["request", "chooseImage"]], ids=str)
@pytest.mark.parametrize("write", ["wx", "tt"])
def test_an_http_error_is_alipays_failure(write: str, only: list[str], fast: bool) -> None:
    node = jsenv.find_node()
    if node is None:
        pytest.skip("Node.js is not installed")
    source = generate("my", write, only=only, fast=fast)
    replies: list[dict[str, Any]] = [
        {"data": "x", "statusCode": status, "header": {}, "errMsg": "request:ok"}
        for status in (200, 399, 400, 404, 500)
    ]
    script = source + ASKED % (json.dumps(replies), write)
    ran = subprocess.run([str(node), "-"], input=script, capture_output=True, text=True)
    assert json.loads(ran.stdout) == ["success", "success", 19, 19, 19], ran.stderr
