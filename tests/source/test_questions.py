"""What a ported script asks by `canIUse` is answered for what the runtime makes of the target."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import commands
import jsenv
import mediaglot as mg
import pytest

CLIENT = """
const noted = [];
const own = { confirm() {}, alert() {}, prompt() {}, chooseImage() {}, getClipboard() {} };
globalThis.my = { ...own, canIUse: (name) => name in own };
globalThis.note = (it) => noted.push(it);
require(process.argv[2]);
console.log(JSON.stringify(noted));
"""


@pytest.mark.parametrize(
    ("code", "answers"),
    [
        ("note(wx.canIUse('showModal'))", [True]),
        ("note(wx.canIUse('chooseMedia'))", [True]),
        ("note(wx.canIUse('showModal.object.title'))", [True]),
        ("note(wx.canIUse('getUserProfile'))", [False]),
        ("note(wx.canIUse('chooseImage') && wx.canIUse('noSuchThing'))", [False]),
        ("const can = (n) => wx.canIUse(n); note(can('showModal')); note(can('login'))",
         [True, False]),
        ("const can = (n) => typeof wx.canIUse === 'function' && wx.canIUse(n); note(can('login'))",
         [False]),
        ("function can(n) { return wx.canIUse(n) }; note(can('getClipboardData'))", [True]),
        ("const can = wx.canIUse; note(can('showModal')); note(can('getUserProfile'))",
         [True, False]),
        ("const can = wx.canIUse.bind(wx); note(can('getClipboardData'))", [True]),
        ("note(['showModal', 'getClipboardData'].every(wx.canIUse))", [True]),
        ("note(['showModal', 'login'].map((n) => wx.canIUse(n)))", [[True, False]]),
    ],
)  # fmt: skip
def test_it_is_answered_for_what_the_target_does(
    tmp_path: Path, code: str, answers: list[object]
) -> None:
    (tmp_path / "a.js").write_text(code, encoding="utf-8")
    out = tmp_path / "out"
    words = ["port", str(tmp_path / "a.js"), "--from", "wx", "--to", "my", "--out", str(out), "-q"]
    status, _, told = commands.called(words)
    assert status == 0, told
    client = tmp_path / "client.js"
    client.write_text(CLIENT, encoding="utf-8")
    ran = [str(jsenv.node()), str(client), str(out / "a.js")]
    said = subprocess.run(ran, capture_output=True, text=True, check=True).stdout
    assert json.loads(said) == answers


def test_a_question_by_a_functions_parameter_is_no_leftover() -> None:
    done = mg.port("const can = (n) => wx.canIUse(n); can('chooseImage')", read="wx", write="tt")
    assert "wx.canIUse" not in done.code
    assert [item.code for item in done.diagnostics] == ["MG507"]
